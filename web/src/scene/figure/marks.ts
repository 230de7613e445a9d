// What a figure is made of, in units of 1/1000 of a column's width. src/figure/ has the same
// marks and rules in C++: both must give the same bytes (tests/data/figures).

/** How wide the figure stands in print: one column of a paper, or both. */
export type ColumnWidth = 'one' | 'two';

export interface TextMark {
  kind: 'text';
  x: number;
  /** The baseline. */
  y: number;
  text: string;
  size: number;
  anchor: 'start' | 'middle' | 'end';
  color: string;
  bold?: boolean;
  italic?: boolean;
  /** White around it, so that it can be read over lines. */
  halo?: boolean;
  /** To be read from below. */
  upright?: boolean;
}

export interface RectMark {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  color: string;
}

export interface Stroke {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  width: number;
  alpha: number;
}

/** Straight lines of one colour. */
export interface StrokesMark {
  kind: 'strokes';
  color: string;
  /** Of all of them together. */
  alpha: number;
  /** Whether they mix with the lines of other colours, whatever the order. */
  mixes: boolean;
  strokes: readonly Stroke[];
}

/** Left, top, width, height. */
export type Rectangle = readonly [number, number, number, number];

/** Rectangles of one colour that do not overlap. */
export interface Area {
  color: string;
  rects: readonly Rectangle[];
}

/** Areas in cells of that size, from a corner. */
export interface CellsMark {
  kind: 'cells';
  x: number;
  y: number;
  cell: number;
  areas: readonly Area[];
}

/** Lines of one look that need not be told apart where they cross. */
export interface LinksMark {
  kind: 'links';
  color: string;
  width: number;
  alpha: number;
  lines: readonly Pick<Stroke, 'x0' | 'y0' | 'x1' | 'y1'>[];
}

export type Mark = TextMark | RectMark | StrokesMark | CellsMark | LinksMark;

export interface Figure {
  width: number;
  height: number;
  inches: number;
  /** What it shows, for those who cannot see it. */
  title: string;
  marks: readonly Mark[];
}
