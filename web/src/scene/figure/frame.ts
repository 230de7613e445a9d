// The sheet that every figure stands on: its width in print, its margins, and the caption below.
import { wrapText } from '../metrics';
import { PALETTES } from '../palette';
import type { ColumnWidth, Figure, Mark, TextMark } from './marks';

/** Exports are always light. */
export const INK = PALETTES.light;

export const MARGIN = 20;
/** Sizes of text: tokens, all else. At 1000 units for 3.25 in these are 6.8 and 5.6 pt. */
export const TOKEN_SIZE = 29;
export const TEXT_SIZE = 24;
const CAPTION_ROW = 34;
const CAPTION_GAP = 50;
const BOTTOM = 32;

/** Units and inches. Both columns together are as much wider in units as they are in print. */
export const WIDTHS: Readonly<Record<ColumnWidth, { units: number; inches: number }>> = {
  one: { units: 1000, inches: 3.25 },
  two: { units: 2154, inches: 7 },
};

/** Where the baseline of text of that size stands that is centred on `middle`. */
export function baseline(middle: number, size: number): number {
  return middle + 0.35 * size;
}

/** Puts the caption below a picture that ends at `bottom`. */
export function frame(
  width: ColumnWidth,
  picture: readonly Mark[],
  bottom: number,
  caption: string,
): Figure {
  const { units, inches } = WIDTHS[width];
  const lines = wrapText(caption, (units - 2 * MARGIN) / TEXT_SIZE);
  const first = bottom + CAPTION_GAP;
  const text = lines.map((line, k): TextMark => ({
    kind: 'text',
    x: MARGIN,
    y: first + k * CAPTION_ROW,
    text: line,
    size: TEXT_SIZE,
    anchor: 'start',
    color: INK.ink2,
  }));
  const height = Math.ceil(first + (lines.length - 1) * CAPTION_ROW + BOTTOM);
  return { width: units, height, inches, title: caption, marks: [...picture, ...text] };
}
