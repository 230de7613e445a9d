// The head view as marks: the lines of the shown heads, and what the focus adds.
import type { Lines, Visibility } from '../data/select';
import { isVisible } from '../data/select';
import type { Side } from '../state';
import { type HeadLayout, headOffset, rowY, rowsInView } from './layout';
import {
  type Bar,
  FOCUS_LEAST,
  HAIRLINES_ABOVE,
  type Label,
  type LineMarks,
  type LineScene,
  type Tone,
} from './marks';

export interface DrawnHead {
  slot: number;
  map: Float32Array;
  lines: Lines;
}

export interface FocusScene {
  side: Side;
  units: readonly number[];
  pinned: boolean;
  /** For each head the summed row or column [units]. */
  rows: readonly Float32Array[];
}

export function totalLines(heads: readonly DrawnHead[]): number {
  return heads.reduce((sum, head) => sum + head.lines.count, 0);
}

/** Lines as wide as their weight would run into each other in rows lower than this. */
const LEAST_WIDE_ROW = 6;

/** Whether lines are too many, or too close, for widths. */
export function areHairlines(layout: HeadLayout, heads: readonly DrawnHead[]): boolean {
  return totalLines(heads) > HAIRLINES_ABOVE || layout.rowHeight < LEAST_WIDE_ROW;
}

/** All chosen lines that touch the view. */
export function baseLines(
  layout: HeadLayout,
  heads: readonly DrawnHead[],
  scroll: number,
): LineScene {
  const { first, last } = rowsInView(layout, scroll);
  const all = layout.mode === 'fit';
  const marks = heads.map(({ slot, lines }, k): LineMarks => {
    const offset = headOffset(layout, k);
    const y0 = new Float32Array(lines.count);
    const y1 = new Float32Array(lines.count);
    const weight = new Float32Array(lines.count);
    let count = 0;
    for (let i = 0; i < lines.count; i++) {
      const from = lines.from[i];
      const to = lines.to[i];
      if (!all && ((from < first && to < first) || (from > last && to > last))) continue;
      y0[count] = rowY(layout, from, scroll) + offset;
      y1[count] = rowY(layout, to, scroll) + offset;
      weight[count++] = lines.weight[i];
    }
    return { slot, count, y0, y1, weight };
  });
  const hairlines = areHairlines(layout, heads);
  return { x0: layout.lineLeft, x1: layout.lineRight, heads: marks, hairlines, full: false };
}

/** How many of the lines in view go on beyond its upper and lower edge. */
export function leavingLines(layout: HeadLayout, heads: readonly DrawnHead[], scroll: number) {
  const { first, last } = rowsInView(layout, scroll);
  let above = 0;
  let below = 0;
  let touching = 0;
  for (const { lines } of heads) {
    for (let i = 0; i < lines.count; i++) {
      const low = Math.min(lines.from[i], lines.to[i]);
      const high = Math.max(lines.from[i], lines.to[i]);
      if (high < first || low > last) continue;
      touching++;
      if (low < first) above++;
      if (high > last) below++;
    }
  }
  return { above, below, touching };
}

/** Every line of the focused tokens above a small weight, at full strength. */
export function focusLines(
  layout: HeadLayout,
  heads: readonly DrawnHead[],
  focus: FocusScene,
  see: Visibility,
  scroll: number,
): LineScene {
  const n = layout.units;
  const marks = heads.map(({ slot, map }, k): LineMarks => {
    const offset = headOffset(layout, k);
    const found: [number, number, number][] = [];
    for (const unit of focus.units) {
      for (let other = 0; other < n; other++) {
        const [from, to] = focus.side === 'from' ? [unit, other] : [other, unit];
        const weight = map[from * n + to];
        if (weight > FOCUS_LEAST && isVisible(see, from, to)) found.push([from, to, weight]);
      }
    }
    found.sort((a, b) => a[2] - b[2]);
    return {
      slot,
      count: found.length,
      y0: Float32Array.from(found, ([from]) => rowY(layout, from, scroll) + offset),
      y1: Float32Array.from(found, ([, to]) => rowY(layout, to, scroll) + offset),
      weight: Float32Array.from(found, ([, , weight]) => weight),
    };
  });
  return { x0: layout.lineLeft, x1: layout.lineRight, heads: marks, hairlines: false, full: true };
}

const BAR_PITCH = 11;

/** Height of one head's bar in a row, and whether its number fits beside it. */
function barPitch(layout: HeadLayout): { pitch: number; numbers: boolean } {
  const numbers = layout.rowHeight >= layout.heads * BAR_PITCH;
  return { pitch: numbers ? BAR_PITCH : (layout.rowHeight * 0.86) / layout.heads, numbers };
}

/** Bars beside the right tokens when several heads are shown. */
export function focusBars(
  layout: HeadLayout,
  heads: readonly DrawnHead[],
  focus: FocusScene,
  scroll: number,
): Bar[] {
  if (heads.length < 2 || layout.barWidth === 0 || focus.side !== 'from') return [];
  const { pitch } = barPitch(layout);
  if (pitch < 1.5) return [];
  const most = focus.units.length;
  const bars: Bar[] = [];
  const { first, last } = rowsInView(layout, scroll);
  for (let unit = first; unit <= last; unit++) {
    heads.forEach(({ slot }, k) => {
      const width = Math.max(0.5, (layout.barWidth * focus.rows[k][unit]) / most);
      const y = rowY(layout, unit, scroll) + (k - heads.length / 2) * pitch;
      const height = Math.max(1, pitch - (pitch > 4 ? 2 : 0.5));
      bars.push({ x: layout.barX, y: y + (pitch - height) / 2, width, height, slot });
    });
  }
  return bars;
}

export interface LabelInput {
  layout: HeadLayout;
  labels: readonly string[];
  muted: Uint8Array;
  special: readonly boolean[];
  focus: FocusScene | null;
  scroll: number;
  /** The number beside a token, of one of the heads. */
  format: (focus: FocusScene, unit: number, head: number) => string;
  words: { from: string; to: string; all: string };
}

const STRONG = 0.3;
const PRESENT = 0.02;

/** Tokens, indices, numbers and column heads. */
export function headLabels(input: LabelInput): Label[] {
  const { layout, labels, focus, scroll, words } = input;
  const out: Label[] = [];
  const strongest = focus ? strongestOf(focus) : null;
  const headY = layout.mode === 'fit' ? 12 : 11;
  const head = (key: string, text: string, x: number, anchor: Label['anchor']) =>
    out.push({ key, text, x, y: headY, anchor, size: 12, tone: 'faint', maxWidth: 160 });
  head('head-from', words.from, layout.fromX, 'end');
  head('head-to', words.to, layout.toX, 'start');
  if (layout.minimapWidth > 0) {
    head('head-all', words.all, layout.minimapX + layout.minimapWidth / 2, 'middle');
  }
  const size = layout.fontSize;
  const maxWidth = layout.labelWidth;
  const low = layout.mode === 'fit' && !layout.fits;
  for (const side of ['from', 'to'] as const) {
    for (const unit of low ? sparse(input, strongest, side) : inView(input)) {
      const y = rowY(layout, unit, scroll);
      const tone = toneOf(input, strongest, side, unit);
      const [x, anchor] = side === 'from' ? [layout.fromX, 'end'] : [layout.toX, 'start'];
      const key = `${side}-${unit}`;
      out.push({ key, text: labels[unit], x, y, anchor: anchor as 'end', size, tone, maxWidth });
      if (side === 'from' && layout.mode === 'read') out.push(indexLabel(layout, unit, y));
      if (focus && side !== focus.side) pushNumbers(out, input, focus, unit, y);
    }
  }
  return out;
}

function indexLabel(layout: HeadLayout, unit: number, y: number): Label {
  return {
    key: `index-${unit}`,
    text: String(unit),
    x: layout.indexX - 8,
    y,
    anchor: 'end',
    size: 11,
    tone: 'faint',
    maxWidth: 40,
  };
}

/** The largest weight of any head for each unit, per focused token. */
function strongestOf(focus: FocusScene): Float32Array {
  const out = new Float32Array(focus.rows[0]?.length ?? 0);
  for (const row of focus.rows) {
    for (let j = 0; j < out.length; j++) out[j] = Math.max(out[j], row[j]);
  }
  return out;
}

function toneOf(
  { focus, muted }: LabelInput,
  strongest: Float32Array | null,
  side: Side,
  unit: number,
): Tone {
  if (!focus || !strongest) return side === 'to' && muted[unit] ? 'faint' : 'plain';
  if (side === focus.side) {
    if (!focus.units.includes(unit)) return 'dim';
    return focus.pinned ? 'pinned' : 'active';
  }
  if (side === 'to' && muted[unit]) return 'faint';
  const weight = strongest[unit] ?? 0;
  return weight >= STRONG ? 'strong' : weight >= PRESENT ? 'plain' : 'dim';
}

function pushNumbers(out: Label[], input: LabelInput, focus: FocusScene, unit: number, y: number) {
  const { layout, format, muted } = input;
  if (layout.narrow || (focus.side === 'from' && muted[unit])) return;
  const x = focus.side === 'from' ? layout.rightNumberX : layout.leftNumberX;
  const one = focus.rows.length === 1;
  const { pitch, numbers } = barPitch(layout);
  if (!one && !numbers) return;
  focus.rows.forEach((row, k) => {
    const weight = row[unit];
    if (!layout.fits && weight <= FOCUS_LEAST) return;
    out.push({
      key: `number-${unit}-${k}`,
      text: format(focus, unit, k),
      x,
      y: one ? y : y + (k - (focus.rows.length - 1) / 2) * pitch,
      anchor: 'end',
      size: one ? (layout.fontSize >= 16 ? 14 : 12) : 11,
      tone: weight >= STRONG ? (one ? 'strong' : 'plain') : weight >= PRESENT ? 'plain' : 'dim',
      maxWidth: 60,
    });
  });
}

function inView({ layout, scroll }: LabelInput): number[] {
  const { first, last } = rowsInView(layout, scroll);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

const LEAST_PITCH = 15;

/**
 * Where rows are too low for all labels: the focus, what it looks at, special tokens, and as many
 * others as there is room for while nothing is in focus.
 */
function sparse(input: LabelInput, strongest: Float32Array | null, side: Side): number[] {
  const { layout, focus, special } = input;
  const n = layout.units;
  const must = focus?.side === side ? focus.units : [];
  const order: number[] = [...must];
  if (strongest && focus?.side !== side) {
    const top = [...strongest.keys()].filter((unit) => strongest[unit] >= PRESENT);
    order.push(...top.sort((a, b) => strongest[b] - strongest[a]).slice(0, 20));
  }
  for (let unit = 0; unit < n; unit++) if (special[unit]) order.push(unit);
  if (!focus) {
    const step = Math.max(1, Math.ceil(LEAST_PITCH / layout.rowHeight));
    for (let unit = 0; unit < n; unit += step) order.push(unit);
  }
  const kept: number[] = [];
  for (const unit of order) {
    const apart = (other: number) => Math.abs(other - unit) * layout.rowHeight >= LEAST_PITCH;
    if (must.includes(unit) || kept.every(apart)) kept.push(unit);
  }
  return kept;
}
