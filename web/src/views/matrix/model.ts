// What the matrix view shows: its layout, where it stands, the cell that is looked at, and what is
// known of it.
import { type ReadonlySignal, batch, computed, signal } from '@preact/signals';
import { type CellFacts, cellFacts, visibleSums } from '../../data/cell';
import { cellWeight } from '../../data/numbers';
import { pairIn } from '../../data/pair';
import { type Visibility, isVisible } from '../../data/select';
import type { Shown } from '../../data/shown';
import { visible } from '../../data/visible';
import { type Tone, strongestIn } from '../../scene/heat';
import {
  type Hit,
  type MatrixInput,
  type MatrixLayout,
  type Point,
  clamped,
  hitMatrix,
  layoutMatrix,
  revealed,
  stepZoom,
  zoomedAt,
} from '../../scene/matrix';
import { textWidth } from '../../scene/metrics';
import type { Session } from '../../session';
import { text as words } from '../../strings';
import { type Cell, keyUnit, pinnedCell } from './pins';

/** Rows and columns that are marked. */
export interface Cross {
  rows: readonly number[];
  columns: readonly number[];
  pinned: boolean;
}

/** A map to draw that is none of the session's own. */
export interface Drawing {
  /** What it is called. */
  title: string;
  shown: ReadonlySignal<readonly Shown[] | null>;
  /** The largest size of signed numbers; null for weights from 0 to 1. */
  most: ReadonlySignal<number | null>;
  see: ReadonlySignal<Visibility>;
  /** Whether its numbers are differences. */
  changes?: boolean;
}

const NARROW = 520;
/** Room for axes above and below, where the page is as high as its contents. */
const AROUND = 92;
/** What stands above and below the view on a low screen. */
const BARS = 120;

/** The height for maps as wide as the page: one that fits the screen, or two rows of several. */
function grown(width: number, count: number): number {
  const one = width + AROUND;
  return count > 1 ? 2 * one : Math.min(one, Math.max(360, window.innerHeight - BARS));
}

/** The maps that a session shows; through the lens of scores, the scores. */
export function mapsOf(session: Session): readonly Shown[] | null {
  const scores = session.scores.value;
  const shown = session.shown.value;
  return scores && shown ? shown.map((one, k) => ({ ...one, map: scores.maps[k] })) : shown;
}

export class MatrixModel {
  readonly size = signal({ width: 0, height: 0 });
  /** Whether the page grows with the maps instead of their fitting into it. */
  readonly grows = signal(false);
  /** Pixels of the map left of and above the view. */
  readonly corner = signal<Point>({ x: 0, y: 0 });
  /** Null until there is something to show. */
  readonly layout: ReadonlySignal<MatrixLayout | null>;
  /** What is shown, through the lens of scores with the scores as its maps. */
  readonly shown: ReadonlySignal<readonly Shown[] | null>;
  readonly see: ReadonlySignal<Visibility>;
  readonly tone: ReadonlySignal<Tone>;
  readonly sums: ReadonlySignal<{ rows: Float32Array; columns: Float32Array } | null>;
  /** The cell under the pointer or the cursor. */
  readonly over: ReadonlySignal<Cell | null>;
  /** That cell, or the pinned one. */
  readonly cell: ReadonlySignal<Cell | null>;
  /** Where keys and the loupe are: that cell, else the strongest of a row. */
  readonly place: ReadonlySignal<Cell>;
  readonly cross: ReadonlySignal<Cross>;
  readonly facts: ReadonlySignal<CellFacts | null>;
  private readonly input: ReadonlySignal<MatrixInput | null>;

  constructor(
    readonly session: Session,
    readonly drawing?: Drawing,
  ) {
    const { state } = session;
    const see = (this.see = drawing?.see ?? session.visibility);
    const most =
      drawing?.most ?? computed(() => (session.scores.value ? session.scores.value.most : null));
    this.shown = drawing?.shown ?? computed(() => mapsOf(session));
    const { shown } = this;
    const zoom = computed(() => state.value.zoom);
    const scale = computed(() => state.value.scale);
    const widest = computed(() =>
      Math.max(1, ...session.labels.value.map((one) => textWidth(one))),
    );
    const count = computed(() => shown.value?.length ?? 0);
    this.tone = computed(() => ({
      scale: scale.value,
      most: most.value,
    }));
    this.input = computed(() => {
      const { width } = this.size.value;
      const height = this.grows.value ? grown(width, count.value) : this.size.value.height;
      if (width === 0 || height === 0 || count.value === 0) return null;
      return {
        units: session.look.value.units.length,
        width,
        height,
        heads: count.value,
        zoom: zoom.value,
        widest: widest.value,
        sums: count.value === 1 && most.value === null && !drawing,
        narrow: width < NARROW,
      };
    });
    this.layout = computed(() => this.input.value && layoutMatrix(this.input.value));
    this.sums = computed(() => {
      const maps = shown.value;
      if (maps?.length !== 1 || most.value !== null || drawing) return null;
      return visibleSums(maps[0].map, session.look.value.units.length, see.value);
    });
    this.over = computed(() => {
      const over = session.hover.value;
      const n = session.look.value.units.length;
      if (over?.to === undefined || over.unit >= n || over.to >= n) return null;
      return { shown: Math.min(over.shown ?? 0, count.value - 1), from: over.unit, to: over.to };
    });
    this.cell = computed(() => {
      if (session.hover.value) return this.over.value;
      const pinned = pinnedCell(session);
      return pinned && { shown: 0, ...pinned };
    });
    this.place = computed(() => this.placeOf());
    this.cross = computed(() => this.crossOf());
    this.facts = computed(() => {
      const cell = this.cell.value;
      const one = cell && shown.value?.[cell.shown];
      if (!one) return null;
      const n = session.look.value.units.length;
      return cellFacts(one.map, n, see.value, cell.from, cell.to);
    });
  }

  private placeOf(): Cell {
    const { session } = this;
    const there = this.cell.value;
    const [one] = this.shown.value ?? [];
    if (there || !one) return there ?? { shown: 0, from: 0, to: 0 };
    const see = this.see.value;
    const places = session.look.value.units.map((unit, k) => ({ ...unit, tokens: [k] }));
    const n = places.length;
    const { side, units: pins } = session.focus.value ?? { side: 'from' as const, units: [] };
    const weight = (from: number, to: number) =>
      isVisible(see, from, to) ? one.map[from * n + to] : -Infinity;
    return { shown: 0, ...pairIn({ side, pins, key: null }, places, n, weight) };
  }

  private crossOf(): Cross {
    const { session } = this;
    const over = this.over.value;
    if (over) return { rows: [over.from], columns: [over.to], pinned: false };
    const focus = session.focus.value;
    if (!focus) return { rows: [], columns: [], pinned: false };
    const { side, units, pinned } = focus;
    if (side === 'to') return { rows: [], columns: units, pinned };
    const to = pinned && units.length === 1 ? keyUnit(session) : null;
    return { rows: units, columns: to === null ? [] : [to], pinned };
  }

  get maps(): readonly Shown[] {
    return this.shown.peek() ?? [];
  }

  /** A number beside the map. */
  format(value: number): string {
    const { session } = this;
    if (this.drawing?.changes) return session.change(value);
    return session.formatDrawn(value);
  }

  /** A number in its cell. */
  write(value: number): string {
    const { session } = this;
    if (session.scores.peek()) return words.signed(value, 1);
    if (!this.drawing?.changes) return cellWeight(value, session.manifest.encoding);
    const written = words.signed(value, 2).replace('0.', '.');
    return written === '.00' ? '·' : written;
  }

  /** What the map is called. */
  get title(): string {
    return this.drawing?.title ?? words.matrix.grid;
  }

  /** The picture in words. */
  get caption(): string {
    return this.drawing?.title ?? words.matrix.canvas(this.session.reading.value.first);
  }

  /** What a unit is called, with its position where units are many. */
  name(unit: number): string {
    return visible(this.session.units()[unit].label);
  }

  /** Its position where several are alike or many are there, else nothing. */
  index(unit: number): string {
    return this.session.units().length > 12 ? String(unit) : '';
  }

  /** The corner, within what the layout allows. */
  at(layout: MatrixLayout): Point {
    return clamped(layout, this.corner.value);
  }

  hit(at: Point): Hit | null {
    const layout = this.layout.peek();
    if (!layout) return null;
    const hit = hitMatrix(layout, this.at(layout), at);
    if (hit?.kind !== 'cell' || layout.block === 1) return hit;
    const n = layout.units;
    const { map } = this.maps[hit.shown];
    const see = this.see.peek();
    const best = strongestIn(map, n, see, layout.block, hit.from, hit.to);
    return best < 0 ? hit : { ...hit, from: Math.floor(best / n), to: best % n };
  }

  /** The row or column that is nearest to a point along its axis, of the map that is there. */
  along({ kind, shown }: Hit, at: Point): number {
    const layout = this.layout.peek()!;
    const { panels, view, cell, block, units } = layout;
    const corner = this.at(layout);
    const axis = kind === 'row' ? 'y' : 'x';
    const length = kind === 'row' ? view.height : view.width;
    const panel = panels[shown];
    const inside = Math.max(0, Math.min(length - 1, at[axis] - panel[axis]));
    return Math.min(units - 1, Math.floor((inside + corner[axis]) / cell) * block);
  }

  point(cell: Cell): void {
    const now = this.over.peek();
    if (now && now.from === cell.from && now.to === cell.to && now.shown === cell.shown) return;
    this.session.hover.value = { side: 'from', unit: cell.from, to: cell.to, shown: cell.shown };
  }

  panTo(corner: Point): void {
    const layout = this.layout.peek();
    if (layout) this.corner.value = clamped(layout, corner);
  }

  /** Brings a cell into view. */
  reveal(from: number, to: number): void {
    const layout = this.layout.peek();
    if (layout) this.corner.value = revealed(layout, this.at(layout), from, to);
  }

  /** A step in or out around a point, which without one is the cell looked at. */
  step(by: 1 | -1, at?: Point): void {
    const layout = this.layout.peek();
    if (layout) this.zoomTo(stepZoom(layout, by), at);
  }

  zoomTo(zoom: number | null, at?: Point): void {
    const input = this.input.peek();
    const layout = this.layout.peek();
    if (!input || !layout) return;
    const next = layoutMatrix({ ...input, zoom });
    const corner = this.at(layout);
    const [{ x, y }] = layout.panels;
    const point = at ?? { x: x + layout.view.width / 2, y: y + layout.view.height / 2 };
    const hit = at && hitMatrix(layout, corner, at);
    batch(() => {
      this.session.update({ zoom: next.whole ? null : next.cell });
      this.corner.value = zoomedAt(layout, corner, next, hit?.shown ?? 0, point);
    });
    // Without a pointer the cell that is looked at stays in view.
    const cell = at ? null : this.cell.peek();
    if (cell) this.reveal(cell.from, cell.to);
  }
}
