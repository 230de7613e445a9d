// Where the matrix view puts its cells: one map for each head, in whole pixels, all moved together.

export interface MatrixInput {
  units: number;
  width: number;
  height: number;
  /** Maps side by side. */
  heads: number;
  /** Pixels of a cell; null is as large as the whole map allows. */
  zoom: number | null;
  /** Width of the widest token, in parts of the font size. */
  widest: number;
  /** Whether sums of columns and rows stand beside a single map. */
  sums: boolean;
  narrow: boolean;
}

export interface Point {
  x: number;
  y: number;
}

export interface MatrixLayout extends MatrixInput {
  /** Pixels of a cell, which stands for `block` × `block` weights: 1 unless the map is too large. */
  cell: number;
  block: number;
  /** Pixels of the whole map. */
  content: number;
  /** What of each map is in view, in pixels. */
  view: { width: number; height: number };
  /** Where each map begins. */
  panels: readonly Point[];
  margins: Margins;
  /** Whether the axes carry tokens, and whether those of columns stand upright. */
  named: boolean;
  upright: boolean;
  /** Whether cells carry numbers. */
  numbered: boolean;
  /** Whether this is as far out as it goes. */
  whole: boolean;
  /** Pixels that all of it takes. */
  used: { width: number; height: number };
}

interface Margins {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const CELLS = { least: 1, most: 40 };
export const AXIS_FONT = 11;
export const BAR = { columns: 30, rows: 44 };
export const NUMBERS_FROM = 28;
const NAMES_FROM = 11;
const TAG = 20;
const LEAST_LEFT = 104;
const GAP = 16;
const MOST_LABEL = 150;
const ZOOM_STEP = 1.25;

function marginsOf(input: MatrixInput, named: boolean, cell: number): Margins {
  const { heads, narrow, widest, sums } = input;
  const label = Math.min(narrow ? 90 : MOST_LABEL, Math.ceil(widest * AXIS_FONT) + 10);
  const lying = label <= cell;
  if (heads > 1) {
    const names = named ? label : 2;
    return { left: names, top: 24, right: 2, bottom: named && !lying ? label : named ? 18 : 2 };
  }
  return {
    left: narrow ? (named ? label : 30) : Math.max(LEAST_LEFT, named ? label : 0),
    top: TAG + (sums ? BAR.columns + 6 : 4),
    right: sums && !narrow ? BAR.rows + 12 : 2,
    bottom: (named ? (lying ? 18 : label) : 20) + 16,
  };
}

/** How many maps stand beside each other: so that each is as large as can be. */
function columnsFor(input: MatrixInput, margins: Margins): number {
  let best = 1;
  let most = -Infinity;
  for (let columns = 1; columns <= input.heads; columns++) {
    const { width, height } = roomFor(input, margins, columns);
    const size = Math.min(width, height);
    if (size > most) [best, most] = [columns, size];
  }
  return best;
}

/** What a map may take of the view when so many stand beside each other. */
function roomFor(input: MatrixInput, margins: Margins, columns: number) {
  const rows = Math.ceil(input.heads / columns);
  const { left, right, top, bottom } = margins;
  return {
    width: Math.floor((input.width - (columns - 1) * GAP) / columns) - left - right,
    height: Math.floor((input.height - (rows - 1) * GAP) / rows) - top - bottom,
  };
}

function placed(input: MatrixInput, named: boolean, cell: number) {
  const margins = marginsOf(input, named, cell);
  const columns = columnsFor(input, margins);
  const room = roomFor(input, margins, columns);
  return { margins, columns, room, size: Math.max(1, Math.min(room.width, room.height)) };
}

/** The largest cells with which the whole map is in view. */
function fitting(input: MatrixInput): { cell: number; block: number } {
  const { units } = input;
  const named = Math.floor(placed(input, true, CELLS.most).size / units);
  // Lying labels take less height, which may be what makes a cell wide enough for them.
  if (named >= CELLS.most) return { cell: CELLS.most, block: 1 };
  const upright = Math.floor(placed(input, true, 0).size / units);
  if (upright >= NAMES_FROM) return { cell: Math.min(CELLS.most, upright), block: 1 };
  const { size } = placed(input, false, 0);
  const cell = Math.min(NAMES_FROM - 1, Math.floor(size / units));
  return cell >= 1 ? { cell, block: 1 } : { cell: 1, block: Math.ceil(units / size) };
}

export function layoutMatrix(input: MatrixInput): MatrixLayout {
  const fit = fitting(input);
  const whole = input.zoom === null || input.zoom <= fit.cell / fit.block;
  const cell = whole ? fit.cell : Math.min(CELLS.most, input.zoom!);
  const block = whole ? fit.block : 1;
  const named = cell >= NAMES_FROM;
  const { margins, columns, room } = placed(input, named, cell);
  const content = Math.ceil(input.units / block) * cell;
  const view = {
    width: Math.max(1, Math.min(content, room.width)),
    height: Math.max(1, Math.min(content, room.height)),
  };
  const step = {
    x: margins.left + view.width + margins.right + GAP,
    y: margins.top + view.height + margins.bottom + GAP,
  };
  return {
    ...input,
    cell,
    block,
    content,
    view,
    margins,
    panels: Array.from({ length: input.heads }, (_, k) => ({
      x: margins.left + (k % columns) * step.x,
      y: margins.top + Math.floor(k / columns) * step.y,
    })),
    named,
    upright: named && Math.ceil(input.widest * AXIS_FONT) + 10 > cell,
    numbered: cell >= NUMBERS_FROM,
    whole,
    used: {
      width: columns * step.x - GAP,
      height: Math.ceil(input.heads / columns) * step.y - GAP,
    },
  };
}

/** The nearest place to `corner` at which the map fills the view. */
export function clamped({ content, view }: MatrixLayout, { x, y }: Point): Point {
  return {
    x: Math.round(Math.max(0, Math.min(content - view.width, x))),
    y: Math.round(Math.max(0, Math.min(content - view.height, y))),
  };
}

/** Where a unit's column or row begins, from where its map does. */
export function placeIn({ cell, block }: MatrixLayout, unit: number, corner: number): number {
  return Math.floor(unit / block) * cell - corner;
}

/** First and last unit that are in view along an axis. */
export function inView(layout: MatrixLayout, corner: number, length: number): [number, number] {
  const { cell, block, units } = layout;
  const first = Math.floor(corner / cell) * block;
  const last = Math.ceil((corner + length) / cell) * block - 1;
  return [first, Math.min(units - 1, last)];
}

/** What is under a point: a cell of a map, or a row or column by its axis. */
export type Hit =
  | { kind: 'cell'; shown: number; from: number; to: number }
  | { kind: 'row' | 'column'; shown: number; unit: number };

export function hitMatrix(layout: MatrixLayout, corner: Point, at: Point): Hit | null {
  const { panels, view, margins, cell, block, units } = layout;
  for (const [shown, panel] of panels.entries()) {
    const [x, y] = [at.x - panel.x, at.y - panel.y];
    const to = Math.floor((x + corner.x) / cell) * block;
    const from = Math.floor((y + corner.y) / cell) * block;
    const across = x >= 0 && x < view.width && to < units;
    const down = y >= 0 && y < view.height && from < units;
    if (across && down) return { kind: 'cell', shown, from, to };
    if (down && x >= -margins.left && x < view.width + margins.right) {
      return { kind: 'row', shown, unit: from };
    }
    if (across && y >= -margins.top && y < view.height + margins.bottom) {
      return { kind: 'column', shown, unit: to };
    }
  }
  return null;
}

/** The size after a step in or out; null is all of it. */
export function stepZoom({ cell, block, whole }: MatrixLayout, by: 1 | -1): number | null {
  if (by < 0 && whole) return null;
  if (by > 0 && block > 1) return CELLS.least;
  const next = by > 0 ? Math.max(cell + 1, cell * ZOOM_STEP) : Math.min(cell - 1, cell / ZOOM_STEP);
  const rounded = Math.round(Math.min(CELLS.most, next));
  return rounded < CELLS.least ? null : rounded;
}

/** The corner with which `next` has under a point what `before` has there. */
export function zoomedAt(
  before: MatrixLayout,
  corner: Point,
  next: MatrixLayout,
  shown: number,
  at: Point,
): Point {
  const [was, is] = [before.panels[shown], next.panels[shown]];
  const grown = next.cell / next.block / (before.cell / before.block);
  const move = (from: number, begin: number, to: number, point: number) =>
    (from + point - begin) * grown - (point - to);
  return clamped(next, {
    x: move(corner.x, was.x, is.x, at.x),
    y: move(corner.y, was.y, is.y, at.y),
  });
}

/** The corner that brings a cell into view, or `corner` when it is there. */
export function revealed(layout: MatrixLayout, corner: Point, from: number, to: number): Point {
  const { cell, view } = layout;
  const move = (unit: number, now: number, length: number) => {
    const at = placeIn(layout, unit, 0);
    const margin = Math.min(2 * cell, (length - cell) / 2);
    return Math.min(at - margin, Math.max(at + cell + margin - length, now));
  };
  return clamped(layout, {
    x: move(to, corner.x, view.width),
    y: move(from, corner.y, view.height),
  });
}
