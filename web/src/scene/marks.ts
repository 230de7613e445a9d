// What a painter draws. No DOM, no canvas: the same marks go to the screen and into an export.

/** Straight lines of one colour between two columns. */
export interface LineMarks {
  /** Colour slot of the head. */
  slot: number;
  count: number;
  y0: Float32Array;
  y1: Float32Array;
  weight: Float32Array;
}

export interface LineScene {
  x0: number;
  x1: number;
  heads: readonly LineMarks[];
  /** Too many for widths: all thin, and darkness is weight. */
  hairlines: boolean;
  /** Full strength whatever the weight. */
  full: boolean;
}

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
  slot: number;
}

export type Tone = 'plain' | 'dim' | 'strong' | 'active' | 'pinned' | 'faint';

export interface Label {
  key: string;
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'end' | 'middle';
  size: number;
  tone: Tone;
  maxWidth: number;
}

export const HAIRLINES_ABOVE = 2500;
/** Under the pointer every line above this is drawn. */
export const FOCUS_LEAST = 0.005;

export function lineWidth(weight: number, hairlines: boolean): number {
  return hairlines ? 0.75 : Math.max(0.5, 6 * weight);
}

export function lineAlpha(weight: number, hairlines: boolean): number {
  return hairlines ? Math.max(0.06, Math.min(1, weight)) : 0.2 + 0.8 * Math.min(1, weight);
}
