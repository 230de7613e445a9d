// What a figure is made of, in units of 1/1000 of a column's width. src/picture/figure/ has the same
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

export type Mark = TextMark | RectMark | StrokesMark;

export interface Figure {
  width: number;
  height: number;
  inches: number;
  /** What it shows, for those who cannot see it. */
  title: string;
  marks: readonly Mark[];
}
