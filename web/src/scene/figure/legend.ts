// Beside the lines: what three weights look like, and the colours of several heads.
import { lineAlpha } from '../marks';
import { headColor } from '../palette';
import { text as words } from '../../strings';
import type { Columns } from './columns';
import { INK, TEXT_SIZE, baseline } from './frame';
import type { Mark } from './marks';
import type { Picture } from './picture';
import { strokeWidth } from './strokes';

export const LEGEND_WIDTH = 140;
const TOP = 67;
const ROW = 35;
const SAMPLE = 54;
const SAMPLES = [0.1, 0.5, 1];
const SWATCH = 20;
/** Heads beyond these have no colour of their own. */
const COLORED = INK.heads.length;

export function legend({ shown }: Picture, columns: Columns, hairlines: boolean) {
  const x = columns.legendX;
  const marks: Mark[] = [];
  const several = shown.length > 1;
  const color = several ? INK.ink : headColor(INK, shown[0]?.slot ?? 0);
  const label = (y: number, text: string, sample: number): Mark => ({
    kind: 'text',
    x: x + sample + 11,
    y: baseline(y, TEXT_SIZE),
    text,
    size: TEXT_SIZE,
    anchor: 'start',
    color: INK.ink2,
  });
  let y = TOP;
  for (const weight of SAMPLES) {
    const width = strokeWidth(columns, weight, hairlines);
    const line = {
      x0: x,
      y0: y,
      x1: x + SAMPLE,
      y1: y,
      width,
      alpha: lineAlpha(weight, hairlines),
    };
    marks.push({ kind: 'strokes', color, alpha: 1, mixes: false, strokes: [line] });
    marks.push(label(y, String(weight), SAMPLE));
    y += ROW;
  }
  if (several) {
    y += ROW / 2;
    for (const { slot, head } of shown.filter((one) => one.slot < COLORED)) {
      marks.push(swatch(x, y, headColor(INK, slot)), label(y, words.figure.head(head), SWATCH));
      y += ROW;
    }
    if (shown.some((one) => one.slot >= COLORED)) {
      marks.push(swatch(x, y, INK.rest), label(y, words.figure.otherHeads, SWATCH));
      y += ROW;
    }
  }
  return { marks, bottom: y - ROW / 2 };
}

function swatch(x: number, y: number, color: string): Mark {
  return { kind: 'rect', x, y: y - SWATCH / 2, width: SWATCH, height: SWATCH, color };
}
