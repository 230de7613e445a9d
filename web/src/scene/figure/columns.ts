// Where the head figure puts its columns and rows.
import { textWidth } from '../metrics';
import { MARGIN, TEXT_SIZE, TOKEN_SIZE, WIDTHS } from './frame';
import { LEGEND_WIDTH } from './legend';
import { type Picture, secondText } from './picture';

export interface Columns {
  /** Middle of each row. */
  rows: readonly number[];
  /** Distance of two rows. */
  pitch: number;
  bottom: number;
  size: number;
  /** Most width of a token. */
  room: number;
  /** How far the rule between two texts goes out from each column. */
  ruleReach: number;
  fromX: number;
  lineLeft: number;
  lineRight: number;
  toX: number;
  /** Right edge of the letters of two texts. */
  letterX: number;
  /** Right edges of the numbers beside each column; bars begin at their left. */
  leftNumberX: number;
  rightNumberX: number;
  legendX: number;
  /** Vertical distance of two heads' lines. */
  headStep: number;
  /** Lines are as much thinner as heads stand closer than usual. */
  thin: number;
  /** Middle of the gap between two texts, with its first row below; null without a pair. */
  gap: { y: number; row: number } | null;
}

const TOP = 46;
const PITCH = 41;
/** A figure is at most about this high, so that it stands on a page: 8.5 in. */
export const MOST_HEIGHT = 2600;
const TEXT_GAP = 20;
const LINE_GAP = 16;
const LEAST_SPAN = 200;
const MOST_SPAN = { one: 360, two: 720 };
/** Room for the letters of two texts. */
const LETTER_ROOM = 56;
/** Between the columns and the legend, where there is room. */
const LEGEND_GAP = 80;
const LEAST_GAP = 24;
const RULE_REACH = 30;
export const NUMBER_ROOM = 104;
const HEAD_STEP = 10;

export function layOut({ width, units, labels, state, pins, shown }: Picture): Columns {
  const n = units.length;
  const pitch = Math.min(PITCH, MOST_HEIGHT / n);
  const size = Math.min(TOKEN_SIZE, Math.max(TEXT_SIZE / 2, 0.7 * pitch));
  const second = secondText(units);
  const split = second > 0 ? second : n;
  const gapHeight = TEXT_GAP * Math.min(1, pitch / PITCH);
  const rows = units.map((_, k) => TOP + (k + 0.5) * pitch + (k >= split ? gapHeight : 0));
  const gap = second > 0 ? { y: TOP + second * pitch + gapHeight / 2, row: second } : null;

  const pinned = pins.length > 0;
  const leftNumbers = pinned && state.side === 'to' ? NUMBER_ROOM : 0;
  const rightNumbers = pinned && state.side === 'from' ? NUMBER_ROOM : 0;
  const letters = gap ? LETTER_ROOM : 0;
  const { units: whole } = WIDTHS[width];
  const fixed =
    2 * MARGIN + letters + leftNumbers + rightNumbers + 2 * LINE_GAP + LEAST_GAP + LEGEND_WIDTH;
  const room = (whole - fixed - LEAST_SPAN) / 2;
  const em = labels.reduce((most, label) => Math.max(most, textWidth(label, true)), 1);
  const widest = Math.min(room, em * size);
  const span = Math.min(MOST_SPAN[width], whole - fixed - 2 * widest);
  const left = MARGIN + letters + (whole - fixed - 2 * widest - span) / 2;

  const fromX = left + leftNumbers + widest;
  const lineLeft = fromX + LINE_GAP;
  const lineRight = lineLeft + span;
  const toX = lineRight + LINE_GAP;
  const right = toX + widest + rightNumbers;
  const gaps = shown.length - 1;
  const headStep = gaps > 0 ? Math.min(HEAD_STEP, (pitch * 0.8) / gaps) : 0;
  return {
    rows,
    pitch,
    bottom: rows[n - 1] + pitch / 2,
    size,
    room,
    fromX,
    lineLeft,
    lineRight,
    toX,
    ruleReach: widest + RULE_REACH,
    letterX: Math.min(fromX - widest - RULE_REACH, left) - 14,
    leftNumberX: left + leftNumbers - 12,
    rightNumberX: right,
    legendX: Math.min(whole - MARGIN - LEGEND_WIDTH, right + LEGEND_GAP),
    headStep,
    thin: gaps > 0 ? headStep / HEAD_STEP : 1,
    gap,
  };
}

/** Rows are named that stand at least so far apart. */
const LEAST_PITCH = 15;

/** Rows whose tokens can be read: all, or where rows are too low those in `first` and as many others
 *  as there is room for. */
export function readableRows(
  { rows, pitch }: Pick<Columns, 'rows' | 'pitch'>,
  first: readonly number[],
): number[] {
  if (pitch >= LEAST_PITCH) return [...rows.keys()];
  const step = Math.ceil(LEAST_PITCH / pitch);
  const others = [...rows.keys()].filter((k) => k % step === 0);
  const kept: number[] = [];
  for (const k of [...first, ...others]) {
    if (kept.every((other) => Math.abs(other - k) * pitch >= LEAST_PITCH)) kept.push(k);
  }
  return kept.sort((a, b) => a - b);
}
