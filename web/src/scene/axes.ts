// What stands around and in a map of the matrix view: tokens or positions, sums, numbers, dividers.
import type { Visibility } from '../data/select';
import { isVisible } from '../data/select';
import { AXIS_FONT, BAR, type MatrixLayout, type Point, inView, placeIn } from './matrix';
import { cutToWidth } from './metrics';

export interface AxisLabel {
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'end' | 'middle';
  /** Turned by 90°, to be read from below. */
  upright: boolean;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface CellNumber {
  x: number;
  y: number;
  from: number;
  to: number;
}

const LEAST_TICK = 40;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

function tickStep({ cell, block }: MatrixLayout): number {
  return STEPS.find((step) => (step * cell) / block >= LEAST_TICK) ?? STEPS.at(-1)!;
}

/** Tokens along both axes, or every so many positions where there is no room for tokens. */
export function axisLabels(
  layout: MatrixLayout,
  corner: Point,
  panel: Point,
  labels: readonly string[],
): AxisLabel[] {
  const { view, cell, named, upright, heads, margins, block } = layout;
  if (heads > 1 && !named) return [];
  const step = named ? 1 : tickStep(layout);
  const middle = Math.max(cell, 1) / 2;
  const room = (length: number) => (length - 10) / AXIS_FONT;
  const name = (unit: number, length: number) =>
    named ? cutToWidth(labels[unit], room(length)) : String(unit);
  const units = (from: number, length: number) => {
    const [first, last] = inView(layout, from, length);
    const every = Math.max(step, block);
    const begin = Math.ceil(first / every) * every;
    const all: number[] = [];
    for (let unit = begin; unit <= last; unit += every) all.push(unit);
    return all.filter((unit) => {
      const at = placeIn(layout, unit, from) + middle;
      return at >= 0 && at <= length;
    });
  };
  const columnRoom = upright ? margins.bottom - (heads > 1 ? 0 : 16) : cell + 8;
  return [
    ...units(corner.y, view.height).map((unit) => ({
      text: name(unit, margins.left),
      x: panel.x - 6,
      y: panel.y + placeIn(layout, unit, corner.y) + middle,
      anchor: 'end' as const,
      upright: false,
    })),
    ...units(corner.x, view.width).map((unit) => ({
      text: name(unit, columnRoom),
      x: panel.x + placeIn(layout, unit, corner.x) + middle,
      y: panel.y + view.height + (upright ? 6 : 10),
      anchor: upright ? ('end' as const) : ('middle' as const),
      upright,
    })),
  ];
}

/** Bars of sums: of columns above the map, of rows on its right. The longest is the largest sum. */
export function sumBars(
  layout: MatrixLayout,
  corner: Point,
  panel: Point,
  sums: { rows: Float32Array; columns: Float32Array },
): { columns: readonly SumBar[]; rows: readonly SumBar[] } {
  const { view } = layout;
  const below = panel.y - 4;
  const right = panel.x + view.width + 8;
  const bars = (values: Float32Array, corner1: number, length: number, size: number) => {
    const most = values.reduce((a, b) => Math.max(a, b), 0);
    return along(layout, corner1, length).map((unit) => {
      const part = most > 0 ? largestOf(values, unit, layout) / most : 0;
      const at = placeIn(layout, unit, corner1);
      return {
        unit,
        ...clip(at, layout.cell, length),
        size: Math.max(part > 0 ? 0.5 : 0, part * size),
      };
    });
  };
  return {
    columns: bars(sums.columns, corner.x, view.width, BAR.columns).map((bar) => ({
      unit: bar.unit,
      x: panel.x + bar.begin,
      y: below - bar.size,
      width: bar.length,
      height: bar.size,
    })),
    rows: bars(sums.rows, corner.y, view.height, BAR.rows).map((bar) => ({
      unit: bar.unit,
      x: right,
      y: panel.y + bar.begin,
      width: bar.size,
      height: bar.length,
    })),
  };
}

export interface SumBar extends Rect {
  unit: number;
}

/** The first unit of each row or column in view. */
function along(layout: MatrixLayout, corner: number, length: number): number[] {
  const [first, last] = inView(layout, corner, length);
  const units: number[] = [];
  for (let unit = first; unit <= last; unit += layout.block) units.push(unit);
  return units;
}

function largestOf(values: Float32Array, unit: number, { block }: MatrixLayout): number {
  let most = 0;
  for (const value of values.subarray(unit, unit + block)) most = Math.max(most, value);
  return most;
}

/** A cell along an axis inside the view, with a gap of a pixel where there is room for one. */
function clip(at: number, cell: number, length: number) {
  const begin = Math.max(0, at);
  const end = Math.min(length, at + (cell >= 4 ? cell - 1 : cell));
  return { begin, length: Math.max(0, end - begin) };
}

/** Middles of the cells whose numbers are in view. */
export function cellNumbers(
  layout: MatrixLayout,
  corner: Point,
  panel: Point,
  see: Visibility,
): CellNumber[] {
  if (!layout.numbered) return [];
  const { view, cell } = layout;
  const out: CellNumber[] = [];
  for (const from of along(layout, corner.y, view.height)) {
    for (const to of along(layout, corner.x, view.width)) {
      if (!isVisible(see, from, to)) continue;
      const x = panel.x + placeIn(layout, to, corner.x) + cell / 2;
      const y = panel.y + placeIn(layout, from, corner.y) + cell / 2;
      out.push({ x, y, from, to });
    }
  }
  return out;
}

/** Units with which the second text begins: their edges divide the map. */
export function divider({ segment }: Visibility): number | null {
  const at = segment.indexOf(1);
  return at > 0 ? at : null;
}

export const LOUPE = 9;

/** The first unit of the units around one that the loupe shows: one end of it stays in the map. */
export function loupeFrom(unit: number, units: number): number {
  return Math.max(0, Math.min(units - LOUPE, unit - Math.floor(LOUPE / 2)));
}
