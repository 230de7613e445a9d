// The lines of a head figure: twice as wide as on the screen, where a figure has twice the units.
import { isVisible } from '../../data/select';
import { FOCUS_LEAST, HAIRLINES_ABOVE, lineAlpha, lineWidth } from '../marks';
import { headColor } from '../palette';
import { totalLines } from '../head';
import type { Columns } from './columns';
import { INK } from './frame';
import type { Stroke, StrokesMark } from './marks';
import type { Picture } from './picture';

const SCALE = 2;
const LEAST_WIDTH = 1;
/** Of all lines but those of pinned tokens. */
const DIMMED = 0.22;
/** Lines as wide as their weight would run into each other in rows lower than this. */
const LEAST_WIDE_ROW = 12;

export function strokeWidth({ thin }: Columns, weight: number, hairlines: boolean): number {
  return Math.max(LEAST_WIDTH, SCALE * lineWidth(weight, hairlines) * thin);
}

export function areHairlines({ shown }: Picture, { pitch }: Columns): boolean {
  return totalLines(shown) > HAIRLINES_ABOVE || pitch < LEAST_WIDE_ROW;
}

/** The chosen lines, and at full strength all lines of pinned tokens that are not next to nothing. */
export function strokes(picture: Picture, columns: Columns, hairlines: boolean): StrokesMark[] {
  const { shown, pins } = picture;
  const mixes = shown.length > 1;
  const place = placing(picture, columns);
  const marks = shown.map(({ slot, lines }, k): StrokesMark => {
    const drawn: Stroke[] = [];
    for (let i = 0; i < lines.count; i++) {
      const weight = lines.weight[i];
      drawn.push({
        ...place(k, lines.from[i], lines.to[i]),
        width: strokeWidth(columns, weight, hairlines),
        alpha: lineAlpha(weight, hairlines),
      });
    }
    const alpha = pins.length > 0 ? DIMMED : 1;
    return { kind: 'strokes', color: headColor(INK, slot), alpha, mixes, strokes: drawn };
  });
  if (pins.length === 0) return marks;
  const pinned = shown.map(({ slot, map }, k): StrokesMark => {
    const drawn = pinnedLines(picture, map).map(([from, to, weight]) => ({
      ...place(k, from, to),
      width: strokeWidth(columns, weight, false),
      // Of several heads thin lines would be black where they cross.
      alpha: mixes ? lineAlpha(weight, false) : 1,
    }));
    return { kind: 'strokes', color: headColor(INK, slot), alpha: 1, mixes, strokes: drawn };
  });
  return [...marks, ...pinned];
}

/** Where a line of the k-th head goes. */
function placing({ shown }: Picture, columns: Columns) {
  const { rows, lineLeft, lineRight, headStep } = columns;
  return (k: number, from: number, to: number) => {
    const offset = (k - (shown.length - 1) / 2) * headStep;
    return { x0: lineLeft, y0: rows[from] + offset, x1: lineRight, y1: rows[to] + offset };
  };
}

/** From, to and weight, weakest first. */
function pinnedLines({ units, pins, state, see }: Picture, map: Float32Array) {
  const n = units.length;
  const found: [number, number, number][] = [];
  for (const unit of pins) {
    for (let other = 0; other < n; other++) {
      const [from, to] = state.side === 'from' ? [unit, other] : [other, unit];
      const weight = map[from * n + to];
      if (weight > FOCUS_LEAST && isVisible(see, from, to)) found.push([from, to, weight]);
    }
  }
  return found.sort((a, b) => a[2] - b[2]);
}
