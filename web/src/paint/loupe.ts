// Draws the cells around one of a map large enough for their numbers.
import { type Visibility, isVisible } from '../data/select';
import { type Tone, isToneDeep, toneColor } from '../scene/heat';
import { cutToWidth } from '../scene/metrics';
import type { Palette } from '../scene/palette';
import type { Context } from './canvas';
import { clear } from './canvas';

export interface LoupeScene {
  map: Float32Array;
  /** A number as its cell has it. */
  write: (value: number) => string;
  n: number;
  see: Visibility;
  labels: readonly string[];
  /** First row and column shown, and how many of each. */
  row: number;
  column: number;
  count: number;
  /** The cell that is ringed. */
  from: number;
  to: number;
}

export interface LoupeSize {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function paintLoupe(
  context: Context,
  scene: LoupeScene,
  { left, top, width, height }: LoupeSize,
  tone: Tone,
  palette: Palette,
  font: string,
): void {
  const { map, n, see, labels, row, column, count, from, to } = scene;
  clear(context);
  context.textBaseline = 'middle';
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const value = map[(row + i) * n + column + j];
      const seen = isVisible(see, row + i, column + j);
      const [x, y] = [left + j * width, top + i * height];
      context.fillStyle = seen ? toneColor(palette, tone, value) : palette.track;
      context.fillRect(x, y, width, height);
      context.strokeStyle = palette.line;
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, y + 0.5, width, height);
      if (!seen) continue;
      context.font = `${i + row === from && j + column === to ? '600 ' : ''}11px ${font}`;
      context.textAlign = 'center';
      context.fillStyle = isToneDeep(palette, tone, value) ? '#ffffff' : '#000000';
      context.fillText(scene.write(value), x + width / 2, y + height / 2 + 0.5);
    }
  }
  context.strokeStyle = palette.line2;
  context.strokeRect(left + 0.5, top + 0.5, count * width, count * height);
  context.strokeStyle = palette.accent;
  context.lineWidth = 2;
  context.strokeRect(left + (to - column) * width, top + (from - row) * height, width, height);
  for (let k = 0; k < count; k++) {
    const name = (unit: number, own: number, room: number, anchor: CanvasTextAlign) => {
      const bold = unit === own;
      context.font = `${bold ? '600 ' : ''}11px ${font}`;
      context.fillStyle = bold ? palette.ink : palette.ink2;
      context.textAlign = anchor;
      return cutToWidth(labels[unit], room / 11 / (bold ? 1.13 : 1));
    };
    const right = name(row + k, from, left - 10, 'right');
    context.fillText(right, left - 8, top + (k + 0.5) * height + 0.5);
    const above = name(column + k, to, width - 2, 'center');
    context.fillText(above, left + (k + 0.5) * width, top - 10);
  }
}
