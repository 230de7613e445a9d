// Where the head view puts its columns and rows.
import type { RowMode, Side } from '../state';

export interface LayoutInput {
  units: number;
  width: number;
  height: number;
  /** Heads shown together. */
  heads: number;
  rows: RowMode;
  /** Width of the widest token, in parts of the font size. */
  widest: number;
  /** Reading mode even where rows would just fit. */
  tooMany: boolean;
  /** No room for numbers and the minimap. */
  narrow: boolean;
}

export interface HeadLayout extends LayoutInput {
  mode: 'fit' | 'read';
  /** Whether all rows can be read without scrolling, so that there is nothing to choose. */
  fits: boolean;
  top: number;
  rowHeight: number;
  fontSize: number;
  /** Height of all rows and what stands above them. */
  contentHeight: number;
  labelWidth: number;
  /** Right edges of the index and of the numbers of "who looks here". */
  indexX: number;
  leftNumberX: number;
  fromX: number;
  lineLeft: number;
  lineRight: number;
  toX: number;
  /** Bars begin here, numbers end there. */
  barX: number;
  barWidth: number;
  rightNumberX: number;
  minimapX: number;
  minimapWidth: number;
  /** Vertical distance of two heads' lines. */
  headStep: number;
}

export const READ_ROW = 20;
const LEAST_FIT_ROW = 18;
const MOST_ROW = 66;
const TOP = { fit: 40, read: 34 };
const MOST_SPAN = 360;
const LEAST_SPAN = 72;
const HEAD_STEP = 5;
const NUMBER_WIDTH = { one: 52, several: 44 };
const BAR_WIDTH = 50;
const WISHED_SPAN = 150;
const LEAST_FONT = 14;

function fontFor(rowHeight: number, units: number, narrow: boolean): number {
  if (units <= 12 && rowHeight >= 30) return narrow ? 16 : 20;
  if (rowHeight >= 26) return 16;
  return rowHeight >= READ_ROW ? 14 : 13;
}

/** The columns for one font size. */
function columns(input: LayoutInput, mode: 'fit' | 'read', fontSize: number) {
  const { width, heads, narrow } = input;
  const gap = fontSize >= 16 ? 14 : 10;
  const numbers = narrow ? 0 : heads > 1 ? NUMBER_WIDTH.several : NUMBER_WIDTH.one;
  const indexWidth = mode === 'read' ? (narrow ? 28 : 36) : 0;
  const barWidth = heads > 1 && !narrow ? BAR_WIDTH : 0;
  const rightWidth = numbers + (barWidth > 0 ? barWidth + 6 : 0);
  const minimapWidth = mode === 'read' && !narrow ? 50 : 0;
  const minimapRoom = minimapWidth > 0 ? minimapWidth + 34 : 0;
  const rightGap = narrow ? 0 : 8;
  const fixed = indexWidth + numbers + rightWidth + minimapRoom + 2 * gap + rightGap;
  const mostLabel = Math.max(40, (width - fixed - LEAST_SPAN) / 2);
  const labelWidth = Math.min(Math.ceil(input.widest * fontSize) + 8, mostLabel);
  const span = Math.max(LEAST_SPAN, Math.min(MOST_SPAN, width - fixed - 2 * labelWidth));

  const x0 = Math.max(0, Math.round((width - fixed - 2 * labelWidth - span) / 2));
  const indexX = x0 + indexWidth;
  const fromX = indexX + numbers + labelWidth;
  const lineLeft = fromX + gap;
  const lineRight = lineLeft + span;
  const toX = lineRight + gap;
  const rightEnd = toX + labelWidth + rightGap + rightWidth;
  return {
    labelWidth,
    indexX,
    leftNumberX: indexX + numbers - 6,
    fromX,
    lineLeft,
    lineRight,
    toX,
    barX: rightEnd - rightWidth,
    barWidth,
    rightNumberX: rightEnd,
    minimapX: rightEnd + minimapRoom - minimapWidth,
    minimapWidth,
  };
}

export function layoutHead(input: LayoutInput): HeadLayout {
  const { units, height, heads, narrow } = input;
  const perRow = (height - TOP.fit - 8) / units;
  const fits = perRow >= LEAST_FIT_ROW && !input.tooMany;
  const mode = fits || input.rows === 'fit' ? 'fit' : 'read';
  const rowHeight = mode === 'read' ? READ_ROW : Math.min(MOST_ROW, perRow);
  let fontSize = mode === 'read' ? 14 : fits ? fontFor(rowHeight, units, narrow) : 13;
  let placed = columns(input, mode, fontSize);
  // Wide tokens may not press the two columns together.
  while (placed.lineRight - placed.lineLeft < WISHED_SPAN && fontSize - 2 >= LEAST_FONT) {
    fontSize -= 2;
    placed = columns(input, mode, fontSize);
  }
  return {
    ...input,
    ...placed,
    mode,
    fits,
    top: TOP[mode],
    rowHeight,
    fontSize,
    contentHeight: mode === 'read' ? TOP.read + units * READ_ROW + 16 : height,
    headStep: heads > 1 ? Math.min(HEAD_STEP, (rowHeight * 0.8) / (heads - 1)) : 0,
  };
}

/** Middle of a row, in the view. */
export function rowY(layout: HeadLayout, unit: number, scroll: number): number {
  return layout.top + (unit + 0.5) * layout.rowHeight - scroll;
}

/** Vertical place of a head's lines relative to the middle of the row. */
export function headOffset(layout: HeadLayout, index: number): number {
  return (index - (layout.heads - 1) / 2) * layout.headStep;
}

/** First and last row that touch the view. */
export function rowsInView(layout: HeadLayout, scroll: number): { first: number; last: number } {
  if (layout.mode === 'fit') return { first: 0, last: layout.units - 1 };
  const first = Math.floor((scroll - layout.top) / layout.rowHeight);
  const last = Math.ceil((scroll + layout.height - layout.top) / layout.rowHeight) - 1;
  return { first: Math.max(0, first), last: Math.min(layout.units - 1, last) };
}

/** The token under a point of the view. */
export function hitTest(
  layout: HeadLayout,
  x: number,
  y: number,
  scroll: number,
): { side: Side; unit: number } | null {
  const unit = Math.floor((y + scroll - layout.top) / layout.rowHeight);
  if (unit < 0 || unit >= layout.units) return null;
  const reach = layout.narrow ? 24 : 12;
  if (x <= layout.lineLeft + reach && x >= layout.fromX - layout.labelWidth - 60) {
    return { side: 'from', unit };
  }
  if (x >= layout.lineRight - reach && x <= layout.rightNumberX) return { side: 'to', unit };
  return null;
}

/** The scroll position that brings a row into view, or `scroll` when it is there. */
export function scrollTo(layout: HeadLayout, unit: number, scroll: number): number {
  if (layout.mode === 'fit') return 0;
  const margin = 2 * layout.rowHeight;
  const y = layout.top + unit * layout.rowHeight;
  const most = Math.max(0, layout.contentHeight - layout.height);
  let to = scroll;
  if (y < scroll + layout.top + margin) to = y - layout.top - margin;
  if (y + layout.rowHeight > scroll + layout.height - margin) {
    to = y + layout.rowHeight - layout.height + margin;
  }
  return Math.min(most, Math.max(0, to));
}
