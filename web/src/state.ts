// Everything that a view can be brought back from: one plain object, and its form in the URL.
import { TOGETHER, type Together } from './data/combine';
import { GROUPINGS, HEAD_ORDERS, type Grouping, type HeadOrder } from './data/heads';
import { LENSES, type LensName } from './data/lens';
import { CELLS } from './scene/matrix';
import type { Scale } from './scene/heat';

export type Side = 'from' | 'to';
export type Theme = 'auto' | 'light' | 'dark';
export type KeyOrder = 'position' | 'weight';
export type RowMode = 'auto' | 'fit' | 'read';
export type Drawing = 'matrix' | 'lines';

/** In the order of their keys, from 1. */
export const VIEWS = ['head', 'model', 'matrix', 'neuron', 'compare'] as const;
export type ViewName = (typeof VIEWS)[number];

export const LESSONS = [
  'token',
  'query',
  'head',
  'many',
  'depth',
  'sinks',
  'mask',
  'pairs',
  'why',
] as const;
export type LessonId = (typeof LESSONS)[number];

export interface State {
  view: ViewName;
  /** Which of the page's texts. */
  text: number;
  layer: number;
  /** Heads shown, in the order they were switched on. */
  heads: number[];
  /** Colour slot of each of them; kept until the head is switched off. */
  slots: number[];
  lens: LensName;
  /** Whether several heads are shown each by itself or in one map. */
  together: Together;
  /** Percent of each row that its lines add up to, 50 to 100. */
  lines: number;
  /** Special tokens whose incoming lines are hidden. */
  mute: string[];
  /** Segment pairs shown, of "aa", "ab", "ba", "bb". */
  segments: string[];
  words: boolean;
  rows: RowMode;
  table: boolean;
  theme: Theme;
  /** Units pinned, all on one side. */
  side: Side;
  pins: number[];
  /** The key token that the neuron view compares the query with; null is the strongest. */
  key: number | null;
  /** The order of the keys there. */
  keysBy: KeyOrder;
  /** Pixels of a cell of the matrix; null is as large as the whole map allows. */
  zoom: number | null;
  /** How colours follow numbers there. */
  scale: Scale;
  /** How the model view draws heads, what it groups and sorts them by. */
  draw: Drawing;
  group: Grouping;
  order: HeadOrder;
  /** Heads enlarged there, as "layer.head". */
  enlarged: string[];
  /** What is compared with: a text's number or a lens; null is the next text, or another lens. */
  against: string | null;
  /** The lesson that is open. */
  lesson: LessonId | null;
}

export const SEGMENTS: readonly string[] = ['aa', 'ab', 'ba', 'bb'];
export const LINES = { least: 50, most: 100, first: 70 };

/** What a state may speak of, in the page at hand. */
export interface Limits {
  layers: number;
  heads: number;
  tokens: number;
  /** Distinct special tokens. */
  specials: readonly string[];
  pair: boolean;
  /** How many texts the page has. */
  texts: number;
  /** Whether there are queries and keys to make scores of. */
  scores: boolean;
}

export function firstState(layer: number, head: number): State {
  return {
    view: 'head',
    text: 0,
    layer,
    heads: [head],
    slots: [0],
    lens: 'raw',
    together: 'separate',
    lines: LINES.first,
    mute: [],
    segments: [...SEGMENTS],
    words: false,
    rows: 'auto',
    table: false,
    theme: 'auto',
    side: 'from',
    pins: [],
    key: null,
    keysBy: 'position',
    zoom: null,
    scale: 'sqrt',
    draw: 'matrix',
    group: 'pattern',
    order: 'strength',
    enlarged: [],
    against: null,
    lesson: null,
  };
}

/** The state with these heads shown; who stays keeps its colour, who comes takes the first free. */
export function withHeads(state: State, heads: readonly number[]): State {
  const kept = new Map<number, number>();
  state.heads.forEach((head, k) => kept.set(head, state.slots[k]));
  const taken = new Set(heads.flatMap((head) => kept.get(head) ?? []));
  const slots = heads.map((head) => {
    const before = kept.get(head);
    if (before !== undefined) return before;
    let slot = 0;
    while (taken.has(slot)) slot++;
    taken.add(slot);
    return slot;
  });
  return { ...state, heads: [...heads], slots };
}

type Loose = Record<string, unknown>;

function isIndex(value: unknown, below: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < below;
}

/** Whether something is a head, as "layer.head". */
function place({ layers, heads }: Limits) {
  return (item: unknown): item is string => {
    const [, layer, head] = /^(\d+)\.(\d+)$/.exec(String(item)) ?? [];
    return isIndex(Number(layer), layers) && isIndex(Number(head), heads);
  };
}

function subset<T>(value: unknown, fits: (item: unknown) => item is T): T[] | undefined {
  if (!Array.isArray(value) || !value.every(fits)) return undefined;
  return [...new Set(value as T[])];
}

function oneOf<T extends string>(value: unknown, names: readonly T[]): T | undefined {
  return names.find((name) => name === value);
}

/** Whether something can be compared with: scores have another scale than the other lenses. */
function isRival(value: unknown, { texts }: Limits): value is string {
  if (typeof value !== 'string') return false;
  const isText = /^\d+$/.test(value) && isIndex(Number(value), texts);
  return isText || (oneOf(value, LENSES) ?? 'scores') !== 'scores';
}

/** `state` with every valid field of `change`; what does not fit is left as it was. */
export function merge(state: State, change: unknown, limits: Limits): State {
  if (change === null || typeof change !== 'object') return state;
  const from = change as Loose;
  const next: State = { ...state };
  const bool = (value: unknown, old: boolean) => (typeof value === 'boolean' ? value : old);
  const index =
    (below: number) =>
    (item: unknown): item is number =>
      isIndex(item, below);
  const named =
    (names: readonly string[]) =>
    (item: unknown): item is string =>
      names.includes(item as string);

  next.view = oneOf(from['view'], VIEWS) ?? state.view;
  if (isIndex(from['text'], limits.texts)) next.text = from['text'];
  if (isIndex(from['layer'], limits.layers)) next.layer = from['layer'];
  const lens = oneOf(from['lens'], LENSES);
  if (lens && (lens !== 'scores' || limits.scores)) next.lens = lens;
  next.together = oneOf(from['together'], TOGETHER) ?? state.together;
  const lines = from['lines'];
  if (typeof lines === 'number' && lines >= LINES.least && lines <= LINES.most) {
    next.lines = Math.round(lines);
  }
  next.mute = subset(from['mute'], named(limits.specials)) ?? state.mute;
  const chosen = limits.pair ? subset(from['segments'], named(SEGMENTS)) : undefined;
  if (chosen && chosen.length > 0) next.segments = SEGMENTS.filter((name) => chosen.includes(name));
  next.words = bool(from['words'], state.words);
  next.table = bool(from['table'], state.table);
  next.rows = oneOf(from['rows'], ['auto', 'fit', 'read'] as const) ?? state.rows;
  next.theme = oneOf(from['theme'], ['auto', 'light', 'dark'] as const) ?? state.theme;
  next.side = oneOf(from['side'], ['from', 'to'] as const) ?? state.side;
  next.pins = subset(from['pins'], index(limits.tokens)) ?? state.pins;
  if (from['key'] === null || isIndex(from['key'], limits.tokens)) next.key = from['key'];
  next.keysBy = oneOf(from['keysBy'], ['position', 'weight'] as const) ?? state.keysBy;
  const zoom = from['zoom'];
  if (zoom === null || (isIndex(zoom, CELLS.most + 1) && zoom >= CELLS.least)) next.zoom = zoom;
  next.scale = oneOf(from['scale'], ['sqrt', 'linear'] as const) ?? state.scale;
  next.draw = oneOf(from['draw'], ['matrix', 'lines'] as const) ?? state.draw;
  next.group = oneOf(from['group'], GROUPINGS) ?? state.group;
  next.order = oneOf(from['order'], HEAD_ORDERS) ?? state.order;
  next.enlarged = subset(from['enlarged'], place(limits)) ?? state.enlarged;
  const against = from['against'];
  if (against === null || isRival(against, limits)) next.against = against;
  next.lesson = from['lesson'] === null ? null : (oneOf(from['lesson'], LESSONS) ?? state.lesson);
  const heads = subset(from['heads'], index(limits.heads));
  const slots = subset(from['slots'], index(1000));
  if (!heads) return next;
  const given = slots && slots.length === heads.length;
  return given ? { ...next, heads, slots } : withHeads(next, heads);
}

/**
 * `state` for another text or model, as far as it makes sense there. What a unit (a token or word)
 * is called says where it went: pins in the unchanged beginning and end follow their unit, pins in
 * between are gone unless there are as many units as before.
 */
export function carry(
  state: State,
  first: State,
  limits: Limits,
  before: readonly string[],
  after: readonly string[],
): State {
  const fits = state.layer < limits.layers;
  const heads = state.heads.filter((head) => head < limits.heads);
  const kept = fits && (heads.length > 0 || state.heads.length === 0);
  return {
    ...(kept
      ? withHeads(state, heads)
      : { ...state, layer: first.layer, heads: first.heads, slots: first.slots }),
    lens: state.lens === 'scores' && !limits.scores ? first.lens : state.lens,
    mute: state.mute.filter((label) => limits.specials.includes(label)),
    segments: limits.pair ? state.segments : first.segments,
    pins: followed(state.pins, before, after),
    key: null,
    enlarged: state.enlarged.filter(place(limits)),
  };
}

/** Where units have gone, by what stands unchanged before and behind them. */
function followed(
  pins: readonly number[],
  before: readonly string[],
  after: readonly string[],
): number[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const shift = after.length - before.length;
  // One token in the place of another, as when it is masked.
  if (shift === 0) return [...pins];
  return pins.flatMap((pin) => {
    if (pin < head) return [pin];
    return pin >= before.length - tail ? [pin + shift] : [];
  });
}

const HASH_VERSION = '1';

/** The state as a URL fragment, "#v=1&l=2&h=0"; what stands as at first is left out. */
export function toHash(state: State): string {
  const parts = [`v=${HASH_VERSION}`, `l=${state.layer}`, `h=${state.heads.join()}`];
  const put = (key: string, value: string) => parts.push(`${key}=${value}`);
  if (state.view !== 'head') put('view', state.view);
  if (state.text > 0) put('text', String(state.text));
  if (state.slots.some((slot, k) => slot !== k)) put('c', state.slots.join());
  if (state.lens !== 'raw') put('lens', state.lens);
  if (state.together !== 'separate') put('as', state.together);
  if (state.lines !== LINES.first) put('lines', String(state.lines));
  if (state.mute.length > 0) put('mute', state.mute.map(encodeURIComponent).join());
  if (state.segments.length < SEGMENTS.length) put('seg', state.segments.join());
  if (state.words) put('words', '1');
  if (state.rows !== 'auto') put('rows', state.rows);
  if (state.table) put('table', '1');
  if (state.theme !== 'auto') put('theme', state.theme);
  if (state.pins.length > 0) put(state.side, state.pins.join());
  if (state.key !== null) put('key', String(state.key));
  if (state.keysBy !== 'position') put('keys', state.keysBy);
  if (state.zoom !== null) put('zoom', String(state.zoom));
  if (state.scale !== 'sqrt') put('scale', state.scale);
  if (state.draw !== 'matrix') put('draw', state.draw);
  if (state.group !== 'pattern') put('group', state.group);
  if (state.order !== 'strength') put('order', state.order);
  if (state.enlarged.length > 0) put('big', state.enlarged.join());
  if (state.against !== null) put('b', state.against);
  if (state.lesson !== null) put('learn', state.lesson);
  return `#${parts.join('&')}`;
}

/** What a URL fragment says by key; nothing when it is of another version. */
function valuesIn(hash: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [key, value] = part.split('=', 2);
    if (value !== undefined) values.set(key, value);
  }
  return values.get('v') === HASH_VERSION ? values : new Map<string, string>();
}

/** Which of so many texts a URL fragment asks for: all else it says is about that one. */
export function textIn(hash: string, texts: number): number {
  const text = Number(valuesIn(hash).get('text') ?? 0);
  return isIndex(text, texts) ? text : 0;
}

/** `state` with what a URL fragment says. Unknown keys and other versions are ignored. */
export function fromHash(hash: string, state: State, limits: Limits): State {
  const values = valuesIn(hash);
  if (values.size === 0) return state;
  const numbers = (key: string) => values.get(key)?.split(',').filter(Boolean).map(Number);
  const names = (key: string) => values.get(key)?.split(',').filter(Boolean).map(decoded);
  const number = (key: string) => (values.has(key) ? Number(values.get(key)) : undefined);
  const heads = numbers('h');
  const from = numbers('from');
  const to = numbers('to');
  return merge(
    state,
    {
      view: values.get('view'),
      text: number('text'),
      layer: number('l'),
      heads,
      slots: numbers('c') ?? heads?.map((_, k) => k),
      lens: values.get('lens'),
      together: values.get('as'),
      lines: number('lines'),
      mute: names('mute'),
      segments: names('seg'),
      words: values.get('words') === '1',
      rows: values.get('rows'),
      table: values.get('table') === '1',
      theme: values.get('theme'),
      side: to ? 'to' : 'from',
      pins: from ?? to,
      key: number('key'),
      keysBy: values.get('keys'),
      zoom: number('zoom'),
      scale: values.get('scale'),
      draw: values.get('draw'),
      group: values.get('group'),
      order: values.get('order'),
      enlarged: names('big'),
      against: values.get('b'),
      lesson: values.get('learn'),
    },
    limits,
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
