// The head view as a figure: tokens in two columns, the lines between them, and what they mean.
import { formatWeight } from '../../data/numbers';
import { sumColumns, sumRows } from '../../data/ranking';
import { cutToWidth, textWidth } from '../metrics';
import { headColor } from '../palette';
import { captionOfLines } from './caption';
import { type Columns, NUMBER_ROOM, layOut, readableRows } from './columns';
import { INK, TEXT_SIZE, TOKEN_SIZE, baseline, frame } from './frame';
import { legend } from './legend';
import type { Figure, Mark, RectMark, StrokesMark, TextMark } from './marks';
import { type Picture, namedFirst } from './picture';
import { areHairlines, strokes } from './strokes';

export function headFigure(picture: Picture): Figure {
  const columns = layOut(picture);
  const hairlines = areHairlines(picture, columns);
  const lines = strokes(picture, columns, hairlines);
  const rows = sums(picture);
  const key = legend(picture, columns, hairlines);
  const marks: Mark[] = [
    ...lines,
    ...(rows ? [] : strongest(picture, columns, lines, hairlines)),
    ...texts(columns),
    ...tokens(picture, columns, rows),
    ...(rows ? numbers(picture, columns, rows) : []),
    ...key.marks,
  ];
  const bottom = Math.max(columns.bottom, key.bottom);
  return frame(picture.width, marks, bottom, captionOfLines(picture, hairlines));
}

/** For each head the summed row or column of the pinned tokens; null when none is pinned. */
function sums({ shown, units, state, pins }: Picture): Float32Array[] | null {
  if (pins.length === 0) return null;
  const sum = state.side === 'from' ? sumRows : sumColumns;
  return shown.map(({ map }) => sum(map, units.length, pins));
}

/** Where two texts meet: a rule beside each column, and the letters of the texts. */
function texts({ gap, rows, bottom, pitch, fromX, toX, letterX, ruleReach }: Columns): Mark[] {
  if (!gap) return [];
  const rule = (x: number): Mark => {
    return { kind: 'rect', x, y: gap.y - 1, width: ruleReach, height: 2, color: INK.line2 };
  };
  const letter = (text: string, top: number, end: number): Mark => ({
    kind: 'text',
    x: letterX,
    y: baseline((top + end) / 2, TOKEN_SIZE),
    text,
    size: TOKEN_SIZE,
    anchor: 'end',
    color: INK.ink2,
    italic: true,
  });
  const top = rows[0] - pitch / 2;
  return [rule(fromX - ruleReach), rule(toX), letter('A', top, gap.y), letter('B', gap.y, bottom)];
}

const STRONG = 0.3;
const PRESENT = 0.02;

function tokens(picture: Picture, columns: Columns, rows: readonly Float32Array[] | null): Mark[] {
  const { labels, units, see, state, pins } = picture;
  const { size, room, fromX, toX, pitch } = columns;
  const most = (unit: number) => Math.max(0, ...(rows ?? []).map((row) => row[unit]));
  const marks: Mark[] = [];
  for (const side of ['from', 'to'] as const) {
    const pinnedSide = rows !== null && side === state.side;
    for (const k of readableRows(columns, namedFirst(units, pinnedSide ? pins : []))) {
      const pinned = pinnedSide && pins.includes(k);
      const strong = rows !== null && !pinnedSide && most(k) >= STRONG;
      const faint =
        (side === 'to' && see.muted[k] === 1) ||
        (rows !== null && !pinned && (pinnedSide || most(k) < PRESENT));
      const text = cutToWidth(labels[k], room / size);
      const mark: TextMark = {
        kind: 'text',
        x: side === 'from' ? fromX : toX,
        y: baseline(columns.rows[k], size),
        text,
        size,
        anchor: side === 'from' ? 'end' : 'start',
        color: faint ? INK.ink3 : INK.ink,
        bold: pinned || strong,
      };
      if (pinned) marks.push(behind(mark, Math.min(pitch, 1.35 * size), columns.rows[k]));
      marks.push(mark);
    }
  }
  return marks;
}

/** The field that a pinned token stands on. */
function behind({ x, text, size, anchor }: TextMark, height: number, middle: number): RectMark {
  const width = textWidth(text, true) * size + 12;
  const left = anchor === 'end' ? x + 6 - width : x - 6;
  const [y, color] = [middle - height / 2, INK.accentSoft];
  return { kind: 'rect', x: left, y, width, height, color };
}

const BAR_ROOM = NUMBER_ROOM - 16;

/** Beside the other column: the numbers of one head, or a bar for each of several, which is full
 *  where all that the pinned tokens can give is. */
function numbers(picture: Picture, columns: Columns, rows: readonly Float32Array[]): Mark[] {
  const { manifest, units, state, see, shown, pins } = picture;
  const { pitch, leftNumberX, rightNumberX } = columns;
  const size = Math.min(TEXT_SIZE, columns.size);
  const x = state.side === 'from' ? rightNumberX : leftNumberX;
  const top = units.flatMap((_, k) => (rows[0][k] >= STRONG ? [k] : []));
  return readableRows(columns, top).flatMap((k): Mark[] => {
    if (state.side === 'from' && see.muted[k]) return [];
    const middle = columns.rows[k];
    if (rows.length > 1) {
      const height = (0.8 * pitch) / rows.length;
      const [left, above] = [x - BAR_ROOM, middle - 0.4 * pitch];
      const track: Mark = {
        kind: 'rect',
        x: left,
        y: above,
        width: BAR_ROOM,
        height: 0.8 * pitch,
        color: INK.track,
      };
      const bars = rows.map((row, i): Mark => ({
        kind: 'rect',
        x: left,
        y: above + i * height,
        width: Math.max(1, (BAR_ROOM * row[k]) / pins.length),
        height: Math.max(1, height - 1),
        color: headColor(INK, shown[i].slot),
      }));
      return [track, ...bars];
    }
    const weight = rows[0][k];
    // Between tokens of different windows there is no weight.
    if (manifest.windows && weight === 0) return [];
    const text = formatWeight(weight, 3, manifest.encoding);
    const color = weight >= PRESENT ? INK.ink : INK.ink3;
    const bold = weight >= STRONG;
    const y = baseline(middle, size);
    return [{ kind: 'text', x, y, text, size, anchor: 'end', color, bold }];
  });
}

const LEAST_NUMBER = 0.4;
const MOST_NUMBERS = 12;
const LEAST_NUMBER_ROW = 30;
const ALONG = 0.3;
const APART = 40;

/** The numbers of the strongest lines of one head, over the lines, where rows have room for them. */
function strongest(
  { shown, manifest }: Picture,
  { pitch }: Columns,
  marks: readonly StrokesMark[],
  hairlines: boolean,
): Mark[] {
  if (shown.length !== 1 || hairlines || pitch < LEAST_NUMBER_ROW) return [];
  const { weight, count } = shown[0].lines;
  const out: TextMark[] = [];
  for (let k = count - 1; k >= 0 && weight[k] >= LEAST_NUMBER && out.length < MOST_NUMBERS; k--) {
    const { x0, y0, x1, y1, width } = marks[0].strokes[k];
    const y = y0 + ALONG * (y1 - y0) - width / 2 - 6;
    if (out.some((other) => Math.abs(other.y - y) < APART)) continue;
    const x = x0 + ALONG * (x1 - x0);
    const text = formatWeight(weight[k], 2, manifest.encoding);
    const size = TEXT_SIZE;
    out.push({ kind: 'text', x, y, text, size, anchor: 'middle', color: INK.ink, halo: true });
  }
  return out;
}
