// Maps as cells of a few colours, and the scale that they are read by.
import type { Visibility } from '../../data/select';
import { type Scale, strongestIn } from '../heat';
import { rampHex } from '../palette';
import { INK, TEXT_SIZE } from './frame';
import type { Area, Mark, Rectangle } from './marks';

/** Colours between no attention, which has none, and all. */
export const LEVELS = 32;
const HIDDEN = -1;
/** From this level on black could not be read. */
export const DEEP = 23;

/** Cells along each edge of a map, each of which stands for `block` × `block` weights. */
export interface Blocks {
  block: number;
  side: number;
}

export function blocksOf(units: number, most: number): Blocks {
  const block = Math.ceil(units / most);
  return { block, side: Math.ceil(units / block) };
}

/** Where a unit begins, in a map of cells of that size. */
export function placeOf(unit: number, cell: number, block: number): number {
  return (unit * cell) / block;
}

/** The largest weight of each block [side, side]; −1 where all is hidden. */
export function strongestOf(map: Float32Array, see: Visibility, { block, side }: Blocks) {
  return Float32Array.from({ length: side * side }, (_, k) => {
    const [from, to] = [Math.floor(k / side) * block, (k % side) * block];
    const at = strongestIn(map, see.muted.length, see, block, from, to);
    return at < 0 ? HIDDEN : map[at];
  });
}

export function levelOf(weight: number, scale: Scale): number {
  if (weight < 0) return HIDDEN;
  const seen = Math.min(1, weight);
  return Math.floor(LEVELS * (scale === 'sqrt' ? Math.sqrt(seen) : seen) + 0.5);
}

function colorOf(level: number): string {
  return level < 0 ? INK.track : rampHex(INK, level / LEVELS);
}

/** Cells [side, side] as rectangles of one level each, from the top left: first as wide as can be,
 *  then as high. */
export function areasOf(levels: readonly number[], side: number): Area[] {
  const found = new Map<number, Rectangle[]>();
  const left = levels.map((level) => (level === 0 ? null : level));
  left.forEach((level, k) => {
    // No attention, or taken by a rectangle further up.
    if (level === null) return;
    const [x, y] = [k % side, Math.floor(k / side)];
    let wide = 1;
    while (x + wide < side && left[k + wide] === level) wide++;
    const whole = (row: number) => {
      for (let i = 0; i < wide; i++) if (left[row * side + x + i] !== level) return false;
      return true;
    };
    let high = 1;
    while (y + high < side && whole(y + high)) high++;
    for (let row = y; row < y + high; row++) left.fill(null, row * side + x, row * side + x + wide);
    found.set(level, [...(found.get(level) ?? []), [x, y, wide, high]]);
  });
  const sorted = [...found].sort(([a], [b]) => a - b);
  return sorted.map(([level, rects]) => ({ color: colorOf(level), rects }));
}

/** Frames of squares, white inside. */
export function frames(corners: readonly (readonly [number, number])[], edge: number): Mark {
  const square = (by: number) =>
    corners.map(([x, y]): Rectangle => [x - by, y - by, edge + 2 * by, edge + 2 * by]);
  const areas = [
    { color: INK.line2, rects: square(2) },
    { color: INK.paper, rects: square(0) },
  ];
  return { kind: 'cells', x: 0, y: 0, cell: 1, areas };
}

/** Where the second text begins: a rule across and one down. */
export function dividers(x: number, y: number, edge: number, at: number): Mark[] {
  if (at <= 0) return [];
  const rule = { kind: 'rect', x, y, width: edge, height: 2, color: INK.ink3 } as const;
  return [
    { ...rule, y: y + at - 1 },
    { ...rule, x: x + at - 1, width: 2, height: edge },
  ];
}

const RAMP_CELL = 9;
const RAMP_HEIGHT = 2;
const TICKS = { sqrt: [0, 0.1, 0.25, 0.5, 1], linear: [0, 0.25, 0.5, 0.75, 1] };

/** The scale, with its ticks below. */
export function ramp(x: number, y: number, scale: Scale) {
  const edge = (LEVELS + 1) * RAMP_CELL;
  const areas = Array.from({ length: LEVELS + 1 }, (_, k): Area => ({
    color: colorOf(k),
    rects: [[k, 0, 1, RAMP_HEIGHT]],
  }));
  const ticks = TICKS[scale].map((tick): Mark => ({
    kind: 'text',
    x: x + RAMP_CELL / 2 + (edge - RAMP_CELL) * (scale === 'sqrt' ? Math.sqrt(tick) : tick),
    y: y + RAMP_CELL * RAMP_HEIGHT + TEXT_SIZE,
    text: String(tick),
    size: TEXT_SIZE - 2,
    anchor: 'middle',
    color: INK.ink2,
  }));
  const bar: Mark = { kind: 'cells', x, y, cell: RAMP_CELL, areas };
  return { marks: [bar, ...ticks], bottom: y + RAMP_CELL * RAMP_HEIGHT + TEXT_SIZE };
}
