// The matrix view as a figure: a map for each head, tokens along the outer edges, and the scale.
import { cellWeight, formatWeight } from '../../data/numbers';
import { cutToWidth, textWidth } from '../metrics';
import { captionOfMaps } from './caption';
import {
  type Blocks,
  DEEP,
  areasOf,
  blocksOf,
  dividers,
  frames,
  levelOf,
  placeOf,
  ramp,
  strongestOf,
} from './cells';
import { MOST_HEIGHT, readableRows } from './columns';
import { INK, MARGIN, TEXT_SIZE, TOKEN_SIZE, WIDTHS, baseline, frame } from './frame';
import { text as words } from '../../strings';
import type { ColumnWidth, Figure, Mark, TextMark } from './marks';
import { type Picture, namedFirst, secondText } from './picture';

const say = words.figure;
/** Cells along an edge; a longer text's are blocks. */
const MOST_SIDE = 128;
const MOST_CELL = 80;
/** Cells carry numbers from this size on. */
const NUMBER_CELL = 60;
const NUMBER_SIZE = 20;
const GAP = 24;
const TITLE = 34;
const LABEL_GAP = 10;
const LETTER_ROOM = 44;
const LEAST_SIZE = 12;
/** Of the figure's width, for tokens along an edge. */
const MOST_LABEL = 0.22;
const RAMP_GAP = 24;

interface Grid extends Blocks {
  columns: number;
  cell: number;
  edge: number;
  /** Of the tokens along the edges, and most of their width. */
  size: number;
  room: number;
  /** Where the first map begins, and from one to the next. */
  left: number;
  top: number;
  step: { x: number; y: number };
}

function columnsFor(heads: number, width: ColumnWidth): number {
  const most = width === 'one' ? (heads > 4 ? 3 : 2) : heads > 8 ? 6 : 4;
  return Math.max(1, Math.min(heads, most));
}

function layOut({ width, units, labels, shown }: Picture): Grid {
  const whole = WIDTHS[width].units;
  const blocks = blocksOf(units.length, MOST_SIDE);
  const columns = columnsFor(shown.length, width);
  const lines = Math.max(1, Math.ceil(shown.length / columns));
  const title = shown.length > 1 ? TITLE : 0;
  const letters = secondText(units) > 0 ? LETTER_ROOM : 0;
  const em = labels.reduce((most, label) => Math.max(most, textWidth(label, true)), 1);
  const roomFor = (size: number) => Math.min(MOST_LABEL * whole, em * size);
  const cellFor = (size: number) => {
    const taken = 2 * MARGIN + roomFor(size) + LABEL_GAP + letters + (columns - 1) * GAP;
    const wide = (whole - taken) / columns;
    const high = MOST_HEIGHT / lines - GAP - title;
    return Math.floor((10 * Math.min(MOST_CELL * blocks.side, wide, high)) / blocks.side) / 10;
  };
  // Smaller cells have smaller tokens, which leave more room for cells.
  const size = Math.min(TEXT_SIZE, Math.max(LEAST_SIZE, 0.8 * cellFor(TEXT_SIZE)));
  const cell = cellFor(size);
  const edge = cell * blocks.side;
  const room = roomFor(size);
  return {
    ...blocks,
    columns,
    cell,
    edge,
    size,
    room,
    left: MARGIN + room + LABEL_GAP,
    top: MARGIN + title,
    step: { x: edge + GAP, y: edge + GAP + title },
  };
}

export function matrixFigure(picture: Picture): Figure {
  const { shown, state, manifest, see, width } = picture;
  const grid = layOut(picture);
  const corners = shown.map((_, k): [number, number] => [
    grid.left + (k % grid.columns) * grid.step.x,
    grid.top + Math.floor(k / grid.columns) * grid.step.y,
  ]);
  const weights = shown.map(({ map }) => strongestOf(map, see, grid));
  const marks: Mark[] = [frames(corners, grid.edge)];
  let bottom = grid.top;
  corners.forEach(([x, y], k) => {
    marks.push(...mapMarks(picture, grid, weights[k], x, y));
    if (shown.length > 1) marks.push(title(x, y, shown[k].head));
    if (k % grid.columns === 0) marks.push(...rowLabels(picture, grid, x, y));
    if (k + grid.columns >= shown.length) marks.push(...columnLabels(picture, grid, x, y));
    if (k === grid.columns - 1) marks.push(...letters(picture, grid, x, y));
    bottom = Math.max(bottom, y + grid.edge);
  });
  const scale = ramp(grid.left, bottom + LABEL_GAP + grid.room + RAMP_GAP, state.scale);
  marks.push(...scale.marks);
  const largest = Math.max(...weights.map((all) => all.reduce((a, b) => Math.max(a, b))));
  const written = formatWeight(largest, 3, manifest.encoding);
  return frame(width, marks, scale.bottom, captionOfMaps(picture, grid.block, written));
}

function title(x: number, y: number, head: number): Mark {
  const [size, color] = [TEXT_SIZE, INK.ink];
  return { kind: 'text', x, y: y - 10, text: say.head(head), size, anchor: 'start', color };
}

/** Cells, their numbers where there is room, and the rules between two texts. */
function mapMarks(
  { state, units, manifest }: Picture,
  { cell, side, block, edge }: Grid,
  weights: Float32Array,
  x: number,
  y: number,
): Mark[] {
  const levels = Array.from(weights, (weight) => levelOf(weight, state.scale));
  const marks: Mark[] = [{ kind: 'cells', x, y, cell, areas: areasOf(levels, side) }];
  if (cell >= NUMBER_CELL && block === 1) {
    weights.forEach((weight, k) => {
      // Hidden, or between tokens of different windows.
      if (weight < 0 || (weight === 0 && manifest.windows)) return;
      marks.push({
        kind: 'text',
        x: x + ((k % side) + 0.5) * cell,
        y: baseline(y + (Math.floor(k / side) + 0.5) * cell, NUMBER_SIZE),
        text: cellWeight(weight, manifest.encoding),
        size: NUMBER_SIZE,
        anchor: 'middle',
        color: levels[k] >= DEEP ? INK.paper : INK.ink,
      });
    });
  }
  return [...marks, ...dividers(x, y, edge, placeOf(secondText(units), cell, block))];
}

/** Tokens that have room along an edge: where, and how they look. */
function named(picture: Picture, { cell, block, size, room }: Grid, side: 'from' | 'to') {
  const { units, labels, pins, see, state } = picture;
  const pitch = cell / block;
  const rows = units.map((_, k) => (k + 0.5) * pitch);
  const pinned = state.side === side ? pins : [];
  return readableRows({ rows, pitch }, namedFirst(units, pinned)).map((k) => ({
    at: rows[k],
    looks: {
      kind: 'text',
      text: cutToWidth(labels[k], room / size),
      size,
      anchor: 'end',
      color: side === 'to' && see.muted[k] ? INK.ink3 : INK.ink,
      bold: pinned.includes(k),
    } satisfies Partial<TextMark>,
  }));
}

function rowLabels(picture: Picture, grid: Grid, x: number, y: number): Mark[] {
  return named(picture, grid, 'from').map(({ at, looks }) => {
    return { ...looks, x: x - LABEL_GAP, y: baseline(y + at, grid.size) };
  });
}

function columnLabels(picture: Picture, grid: Grid, x: number, y: number): Mark[] {
  return named(picture, grid, 'to').map(({ at, looks }) => {
    const below = y + grid.edge + LABEL_GAP;
    return { ...looks, x: baseline(x + at, grid.size), y: below, upright: true };
  });
}

/** The letters of two texts, at the right. */
function letters({ units }: Picture, { cell, block, edge }: Grid, x: number, y: number): Mark[] {
  const split = placeOf(secondText(units), cell, block);
  if (split <= 0) return [];
  const letter = (text: string, middle: number): Mark => ({
    kind: 'text',
    x: x + edge + 16,
    y: baseline(y + middle, TOKEN_SIZE),
    text,
    size: TOKEN_SIZE,
    anchor: 'start',
    color: INK.ink2,
    italic: true,
  });
  return [letter('A', split / 2), letter('B', (split + edge) / 2)];
}
