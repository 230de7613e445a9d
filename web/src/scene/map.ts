// One head's map with the names of its tokens: on the card under the pointer, and enlarged in place.
import { textWidth } from './metrics';

export interface MapInput {
  width: number;
  height: number;
  labels: readonly string[];
  /** First unit of the second text; 0 without one. */
  second: number;
  /** Lines between two columns of tokens, in the place of a matrix. */
  lines: boolean;
}

export interface MapLayout {
  /** Left, top and edge of the matrix; the box of the lines. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Height of a row, which need not be a whole number. */
  row: number;
  size: number;
  /** Every so many rows one is named; 0 where names do not fit at all. */
  every: number;
  labelWidth: number;
}

const LEAST_ROW = 10.5;
const LABEL = { least: 24, most: 110, size: 11 };
const TOP = 22;
const BESIDE = 20;

export function layoutMap(input: MapInput): MapLayout {
  const { width, height, labels, second, lines } = input;
  const n = labels.length;
  const room = Math.max(40, height - TOP);
  const every = Math.ceil(LEAST_ROW / (room / n));
  const widest = Math.max(...labels.map((label) => textWidth(label))) * LABEL.size + 10;
  const labelWidth = Math.min(LABEL.most, Math.max(LABEL.least, Math.ceil(widest)));
  const right = lines ? labelWidth : second > 0 ? BESIDE : 0;
  const free = width - labelWidth - right;
  const edge = lines ? room : Math.min(room, free);
  // Whole pixels where a row has several.
  const row = edge / n >= 2 ? Math.floor(edge / n) : edge / n;
  const used = row * n;
  const x = lines ? labelWidth : labelWidth + Math.max(0, Math.floor((free - used) / 2));
  return {
    x,
    y: TOP,
    width: lines ? free : used,
    height: used,
    row,
    size: Math.min(LABEL.size, Math.max(9, Math.floor(row))),
    every: Math.max(1, every),
    labelWidth,
  };
}

/** Row and column under a point of the map; in a picture of lines, the token of that side. */
export function placeIn(
  at: MapLayout,
  n: number,
  x: number,
  y: number,
  lines: boolean,
): { from: number | null; to: number | null } | null {
  const unit = Math.floor((y - at.y) / at.row);
  if (unit < 0 || unit >= n) return null;
  if (lines) {
    if (x < at.x + at.width * 0.25) return { from: unit, to: null };
    return x > at.x + at.width * 0.75 ? { from: null, to: unit } : null;
  }
  const to = Math.floor((x - at.x) / at.row);
  return to < 0 || to >= n ? null : { from: unit, to };
}
