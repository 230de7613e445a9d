// Draws the matrix view: what stands around the maps, and what follows the pointer.
import type { AxisLabel, Rect, SumBar } from '../scene/axes';
import { AXIS_FONT, type MatrixLayout, type Point } from '../scene/matrix';
import { cutToWidth } from '../scene/metrics';
import type { Palette } from '../scene/palette';
import type { Context } from './canvas';

export function paintFrame(
  context: Context,
  { view }: MatrixLayout,
  panel: Point,
  palette: Palette,
): void {
  context.strokeStyle = palette.line2;
  context.lineWidth = 1;
  context.strokeRect(panel.x - 0.5, panel.y - 0.5, view.width + 1, view.height + 1);
}

export function paintAxes(
  context: Context,
  labels: readonly AxisLabel[],
  palette: Palette,
  font: string,
): void {
  context.fillStyle = palette.ink2;
  context.font = `${AXIS_FONT}px ${font}`;
  context.textBaseline = 'middle';
  for (const { text, x, y, anchor, upright } of labels) {
    context.textAlign = anchor === 'middle' ? 'center' : anchor;
    if (!upright) {
      context.fillText(text, x, y + 0.5);
      continue;
    }
    context.save();
    context.translate(x, y);
    context.rotate(-Math.PI / 2);
    context.fillText(text, 0, 0.5);
    context.restore();
  }
}

/** Bars of sums, those of `strong` units in ink. */
export function paintSums(
  context: Context,
  bars: readonly SumBar[],
  strong: readonly number[],
  block: number,
  palette: Palette,
): void {
  const marked = new Set(strong.map((unit) => Math.floor(unit / block)));
  for (const { unit, x, y, width, height } of bars) {
    context.fillStyle = marked.has(Math.floor(unit / block)) ? palette.ink : palette.rest;
    context.fillRect(x, y, width, height);
  }
}

/** A dashed line across a map. */
export function paintDivider(context: Context, area: Rect, at: Point, palette: Palette): void {
  context.save();
  context.strokeStyle = palette.ink3;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  const [x, y] = [area.x + at.x - 0.5, area.y + at.y - 0.5];
  context.beginPath();
  if (at.x > 0 && at.x < area.width) {
    context.moveTo(x, area.y);
    context.lineTo(x, area.y + area.height);
  }
  if (at.y > 0 && at.y < area.height) {
    context.moveTo(area.x, y);
    context.lineTo(area.x + area.width, y);
  }
  context.stroke();
  context.restore();
}

/** Lines through rows and columns; `strong` ones are pinned. */
export function paintCross(
  context: Context,
  area: Rect,
  rows: readonly Rect[],
  columns: readonly Rect[],
  pinned: boolean,
  palette: Palette,
): void {
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  context.fillStyle = pinned ? palette.accent : palette.ink;
  for (const { y, height } of rows) {
    if (height < 8) context.fillRect(area.x, Math.floor(y + height / 2), area.width, 1);
    else edges(context, area.x, y, area.width, height);
  }
  for (const { x, width } of columns) {
    if (width < 8) context.fillRect(Math.floor(x + width / 2), area.y, 1, area.height);
    else edges(context, x, area.y, width, area.height);
  }
  context.restore();
}

/** The outline of a row or column of large cells, whose numbers stay readable. */
function edges(context: Context, x: number, y: number, width: number, height: number): void {
  context.fillRect(x - 1, y - 1, width + 1, 1);
  context.fillRect(x - 1, y + height - 1, width + 1, 1);
  context.fillRect(x - 1, y - 1, 1, height + 1);
  context.fillRect(x + width - 1, y - 1, 1, height + 1);
}

/** A ring around a cell that stands out on any colour. */
export function paintRing(context: Context, { x, y, width, height }: Rect, palette: Palette): void {
  const grow = Math.max(0, 7 - width) / 2;
  const [left, top] = [Math.floor(x - grow), Math.floor(y - grow)];
  const [w, h] = [width + 2 * grow, height + 2 * grow];
  context.lineWidth = 1;
  context.strokeStyle = palette.ink;
  context.strokeRect(left - 0.5, top - 0.5, w, h);
  context.strokeStyle = palette.paper;
  context.strokeRect(left - 1.5, top - 1.5, w + 2, h + 2);
}

export function paintLoupeFrame(context: Context, { x, y, width, height }: Rect, palette: Palette) {
  context.lineWidth = 1.5;
  context.strokeStyle = palette.accent;
  context.strokeRect(x, y, width, height);
}

const TAG_HEIGHT = 20;
const TAG_INSET = 6;

/** A name on the ink's colour, at an end of the crosshair. */
export function paintTag(
  context: Context,
  name: string,
  index: string,
  at: { x: number; y: number; anchor: 'end' | 'middle'; room: number; least: number; most: number },
  palette: Palette,
  font: string,
): void {
  context.font = `600 12px ${font}`;
  const indexWidth = index ? context.measureText(` ${index}`).width : 0;
  const text = cutToWidth(name, (at.room - indexWidth - 2 * TAG_INSET) / 12 / 1.13);
  const width = context.measureText(text).width + indexWidth + 2 * TAG_INSET;
  const wished = at.anchor === 'end' ? at.x - width : at.x - width / 2;
  const left = Math.round(Math.max(at.least, Math.min(at.most - width, wished)));
  const top = Math.round(at.y - TAG_HEIGHT / 2);
  context.fillStyle = palette.ink;
  context.beginPath();
  context.roundRect(left, top, width, TAG_HEIGHT, 3);
  context.fill();
  context.fillStyle = palette.paper;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(index ? `${text} ${index}` : text, left + TAG_INSET, top + TAG_HEIGHT / 2 + 0.5);
}
