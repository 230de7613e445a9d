// Draws signed numbers as coloured cells, and in cells that are wide enough the numbers themselves.
import type { Cell, ProductChart } from '../scene/neuron';
import { type Palette, isSignedDeep, signedColor } from '../scene/palette';
import { text as words } from '../strings';
import type { Context } from './canvas';

const LEAST_NUMBER_CELL = 27;

export function paintCells(context: Context, cells: readonly Cell[], palette: Palette): void {
  for (const { x, y, width, height, value, most } of cells) {
    context.fillStyle = signedColor(palette, value, most);
    context.fillRect(x, y, width, height);
  }
}

/** The numbers in cells of a strip, where there is room. */
export function paintNumbers(
  context: Context,
  cells: readonly Cell[],
  palette: Palette,
  font: string,
): void {
  context.font = `10.5px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { x, y, width, height, value, most } of cells) {
    if (width < LEAST_NUMBER_CELL) return;
    context.fillStyle = isSignedDeep(palette, value, most) ? '#ffffff' : '#000000';
    context.fillText(words.signed(value, 1), x + width / 2, y + height / 2 + 0.5);
  }
}

/** Bars of products with the running sums, the first at full strength. */
export function paintChart(
  context: Context,
  { base, bars, sums }: ProductChart,
  palette: Palette,
): void {
  for (const { x, y, width, height, negative } of bars) {
    context.fillStyle = palette.signed[negative ? 0 : 2];
    context.fillRect(x, y, width, height);
  }
  context.fillStyle = palette.line2;
  const [first] = sums;
  const [left, right] = [first[0][0], first[first.length - 1][0]];
  context.fillRect(left, Math.round(base), right - left, 1);
  sums.forEach((sum, k) => {
    context.strokeStyle = k === 0 ? palette.ink : palette.ink3;
    context.lineWidth = 1.5;
    context.setLineDash(k === 0 ? [] : [4, 3]);
    context.beginPath();
    sum.forEach(([x, y], at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.stroke();
  });
  context.setLineDash([]);
  const [x, y] = first[first.length - 1];
  context.fillStyle = palette.ink;
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fill();
}
