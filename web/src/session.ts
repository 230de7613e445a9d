// What is open and what is chosen, as signals; everything that is shown follows from these.
import { type ReadonlySignal, type Signal, batch, computed, effect, signal } from '@preact/signals';
import type { Layer } from './data/layer';
import { type LensName, applyLens } from './data/lens';
import { type HeadSummary, PageError } from './data/manifest';
import { type Look, meanRow } from './data/maps';
import { formatWeight } from './data/numbers';
import type { HeadPlace } from './data/patterns';
import { sumColumns, sumRows } from './data/ranking';
import { type ReadingInput, readHead, readHeads, readSpecials, sinkNames } from './data/reading';
import type { Visibility } from './data/select';
import { type Shown, visibilityOf } from './data/shown';
import { type Shelf, only } from './data/shelf';
import type { Source } from './data/source';
import { Subject } from './data/subject';
import type { Unit } from './data/units';
import { visible } from './data/visible';
import { unitsMeet } from './data/windows';
import { Drawn, type DrawnScores } from './drawn';
import type { Busy } from './idle';
import { Neurons } from './neurons';
import type { Scheme } from './scene/palette';
import { text as words } from './strings';
import { type Side, type State, carry, fromHash, merge, textIn, toHash, withHeads } from './state';

/** Tokens that are looked at: what they look at, or who looks at them. */
export interface Focus {
  side: Side;
  units: readonly number[];
  pinned: boolean;
}

/** A token under the pointer; where a pair is pointed at, also the other one, and in which map. */
export interface Hover {
  side: Side;
  unit: number;
  to?: number;
  shown?: number;
}

/** How long the pointer stays on a token before all there is to say about it is worked out. */
const REST_MS = 50;

export class Session {
  /** The model and text that are open. */
  readonly subject: Signal<Subject>;
  readonly state: Signal<State>;
  readonly hover = signal<Hover | null>(null);
  /** Heads outlined in the navigator. */
  readonly outlined = signal<readonly HeadPlace[]>([]);
  readonly thumbnails = signal<Uint8Array | null>(null);
  readonly thumbnailsError = signal<string | null>(null);
  /** Sentence for each layer that cannot be shown. */
  readonly broken = signal<ReadonlyMap<number, string>>(new Map());
  /** Why the text that was asked for last is not shown. */
  readonly refused = signal<string | null>(null);
  /** Said by the picture once it is laid out: whether all rows fit, and how they are shown. */
  readonly fits = signal(true);
  readonly mode = signal<'fit' | 'read'>('fit');
  /** Whether all lines are thin, and darkness is weight. */
  readonly hairlines = signal(false);
  /** Lines that touch the rows in view, in reading mode. */
  readonly touching = signal<number | null>(null);
  /** First and last row in view. */
  readonly inView = signal<readonly [number, number]>([0, 0]);

  readonly neurons = new Neurons(this);

  /** Resolves when there is something to see: the first layer's lines, or why there are none. */
  readonly seen: Promise<void>;

  private readonly arrived = signal(0);
  private readonly prefersDark = signal(false);
  private turn = 0;

  readonly scheme: ReadonlySignal<Scheme>;
  readonly look: ReadonlySignal<Look>;
  readonly layer: ReadonlySignal<Layer | null>;
  /** What stands in the picture for each unit. */
  readonly labels: ReadonlySignal<readonly string[]>;
  readonly visibility: ReadonlySignal<Visibility>;
  readonly shown: ReadonlySignal<readonly Shown[] | null>;
  /** Through the lens of scores, the scores of each map that is shown. */
  readonly scores: ReadonlySignal<DrawnScores | null>;
  readonly focus: ReadonlySignal<Focus | null>;
  /** The focus once the pointer rests on it, for what may follow a moment later. */
  readonly rested: ReadonlySignal<Focus | null>;
  readonly rows: ReadonlySignal<readonly Float32Array[]>;
  /** In the place of these rows' weights through the lens of scores; of several tokens the mean. */
  readonly scoreRows: ReadonlySignal<readonly Float32Array[] | null>;
  /** Why the layer at hand cannot be shown. */
  readonly problem: ReadonlySignal<string | null>;
  readonly reading: ReadonlySignal<{ first: string; second: string }>;

  constructor(
    source: Source,
    readonly busy: Busy,
    readonly shelf: Shelf = only(source),
    text = 0,
    /** What a screen reader says next. */
    readonly spoken = signal(''),
  ) {
    this.subject = signal(new Subject(source, text, shelf.titles.length));
    this.state = signal(this.first);

    const pick = <K extends keyof State>(key: K) => computed(() => this.state.value[key]);
    const [lens, merged, layer, heads, mute, segments] = [
      pick('lens'),
      pick('words'),
      pick('layer'),
      pick('heads'),
      pick('mute'),
      pick('segments'),
    ];
    const [pins, side, theme] = [pick('pins'), pick('side'), pick('theme')];

    this.scheme = computed(() => {
      if (theme.value !== 'auto') return theme.value;
      return this.prefersDark.value ? 'dark' : 'light';
    });
    this.look = computed(() => ({
      lens: lens.value,
      units: this.subject.value.units(merged.value),
      special: this.manifest.special,
    }));
    this.labels = computed(() => this.look.value.units.map((unit) => visible(unit.label)));
    this.layer = computed(() => this.layerAt(layer.value));
    this.visibility = computed(() =>
      visibilityOf(this.look.value.units, {
        lens: lens.value,
        mute: mute.value,
        segments: segments.value,
      }),
    );
    const drawn = new Drawn(this);
    this.shown = drawn.shown;
    this.scores = drawn.scores;
    this.focus = computed(() => {
      const over = this.hover.value;
      const n = this.look.value.units.length;
      if (over && over.unit < n) return { side: over.side, units: [over.unit], pinned: false };
      const units = pins.value.filter((unit) => unit < n);
      return units.length > 0 ? { side: side.value, units, pinned: true } : null;
    });
    this.rested = this.followFocus();
    this.rows = computed(() => {
      const focus = this.focus.value;
      if (!focus || !this.shown.value) return [];
      const n = this.look.value.units.length;
      const sum = focus.side === 'from' ? sumRows : sumColumns;
      return this.shown.value.map(({ map }) => sum(map, n, focus.units));
    });
    this.scoreRows = computed(() => {
      const focus = this.focus.value;
      const n = this.look.value.units.length;
      if (!focus || !this.scores.value) return null;
      const sum = focus.side === 'from' ? sumRows : sumColumns;
      const mean = (all: Float32Array) => all.map((score) => score / focus.units.length);
      return this.scores.value.maps.map((map) => mean(sum(map, n, focus.units)));
    });
    this.problem = computed(() => {
      const error = this.broken.value.get(layer.value);
      return error ?? (lens.value === 'scores' ? this.neurons.error(layer.value) : null);
    });
    this.reading = computed(() => this.read(layer.value, heads.value, lens.value));
    this.followSystem();
    this.seen = this.firstPicture();
    effect(() => {
      void this.subject.value;
      void this.fetch(layer.value);
    });
  }

  get source(): Source {
    return this.subject.value.source;
  }

  get manifest() {
    return this.subject.value.manifest;
  }

  get limits() {
    return this.subject.value.limits;
  }

  get first(): State {
    return this.subject.value.first;
  }

  get patterns() {
    return this.subject.value.patterns;
  }

  get hasSplitWords(): boolean {
    return this.subject.value.hasSplitWords;
  }

  /**
   * Opens another text or model as soon as its picture can be drawn; until then the old one stands,
   * and for good when yet another is opened meanwhile. `settle` makes its state.
   */
  async show(
    source: Source,
    text = 0,
    settle: (next: Subject) => State = (next) => this.carried(next),
  ): Promise<void> {
    const turn = ++this.turn;
    const next = new Subject(source, text, this.shelf.titles.length);
    const { layer } = settle(next);
    const [thumbnails] = await this.busy.track(
      Promise.allSettled([source.thumbnails(), source.layer(layer)]),
    );
    if (turn !== this.turn) return;
    batch(() => {
      this.state.value = settle(next);
      this.subject.value = next;
      this.refused.value = null;
      this.hover.value = null;
      this.outlined.value = [];
      this.broken.value = new Map();
      const there = thumbnails.status === 'fulfilled';
      this.thumbnails.value = there ? thumbnails.value : null;
      this.thumbnailsError.value = there ? null : (thumbnails.reason as Error).message;
    });
  }

  /** Opens a text of the page. */
  private async turnTo(text: number, settle: (next: Subject) => State): Promise<void> {
    try {
      await this.show(this.shelf.source(text), text, settle);
    } catch (error) {
      this.refused.value = words.texts.refused(text, (error as Error).message);
      return;
    }
    const { titles } = this.shelf;
    if (this.state.peek().text === text) {
      this.spoken.value = words.texts.spoken(text, titles.length, titles[text].text);
    }
  }

  /** The previous or next text. */
  stepText(by: number): void {
    this.update({ text: this.state.peek().text + by });
  }

  /** Opens what a link says. */
  restore(hash: string): void {
    const settle = (next: Subject) => fromHash(hash, next.first, next.limits);
    const text = textIn(hash, this.limits.texts);
    if (text === this.state.peek().text) this.state.value = settle(this.subject.peek());
    else void this.turnTo(text, settle);
  }

  /** The state as far as it makes sense for another subject. */
  private carried(next: Subject): State {
    const { words: merged } = this.state.peek();
    const [before, after] = [this.subject.peek(), next].map((one) => one.labels(merged));
    const { text } = next.first;
    return { ...carry(this.state.peek(), next.first, next.limits, before, after), text };
  }

  /** The address of this page as it is shown. */
  link(): string {
    return location.href.replace(/#.*$/, '') + toHash(this.state.peek());
  }

  /** Summaries of the layer at hand. */
  summaries(layer = this.state.value.layer): readonly HeadSummary[] {
    return this.manifest.heads[layer];
  }

  units(): readonly Unit[] {
    return this.look.value.units;
  }

  format(weight: number, decimals: number): string {
    return formatWeight(weight, decimals, this.manifest.encoding);
  }

  /** Whether a pass over a long text saw both; if none did, there is no weight between them. */
  met({ side, units }: Pick<Focus, 'side' | 'units'>, other: number): boolean {
    const { windows } = this.manifest;
    if (!windows) return true;
    const all = this.units();
    return units.some((unit) =>
      side === 'from'
        ? unitsMeet(windows, all[unit], all[other])
        : unitsMeet(windows, all[other], all[unit]),
    );
  }

  /** The weight between the focused units and another, or why there is none. */
  between(focus: Pick<Focus, 'side' | 'units'>, other: number, weight: number, decimals: number) {
    return this.met(focus, other) ? this.format(weight, decimals) : words.windows.apart;
  }

  /** The number that stands between them in one of the maps that are shown. */
  numberAt(focus: Pick<Focus, 'side' | 'units'>, other: number, shown: number, decimals: number) {
    const scores = this.scoreRows.value?.[shown];
    return scores
      ? words.signed(scores[other], SCORE_DECIMALS)
      : this.between(focus, other, this.rows.value[shown][other], decimals);
  }

  /** A number of a map that is drawn: a weight, or through the lens of scores a score. */
  formatDrawn(value: number): string {
    return this.scores.peek() ? words.signed(value, SCORE_DECIMALS) : this.format(value, 4);
  }

  /** How a number of this picture differs from another's: as finely as both are kept. */
  change(value: number): string {
    const fine = this.manifest.encoding === 'u16-linear' && !this.scores.peek();
    return words.change(value, fine ? 4 : 2);
  }

  /** A number of the manifest, which is kept in full. */
  exact(share: number): string {
    return formatWeight(share, 4, 'u16-linear');
  }

  noSuchWeight(place: readonly number[]): string {
    return words.errors.noSuchWeight(place.join(', '));
  }

  sinks() {
    return sinkNames(this.manifest.tokens, this.manifest.special);
  }

  update(change: Partial<State>): void {
    const before = this.state.peek();
    let next = merge(before, change, this.subject.peek().limits);
    if (next.text !== before.text) {
      const settle = (other: Subject) => merge(this.carried(other), change, other.limits);
      void this.turnTo(next.text, settle);
      return;
    }
    // Tokens and words are numbered differently.
    if (next.words !== before.words && !change.pins) next = { ...next, pins: this.moved(next) };
    this.state.value = next;
  }

  showHeads(heads: readonly number[]): void {
    this.state.value = withHeads(this.state.peek(), heads);
  }

  open(layer: number, head: number): void {
    this.state.value = { ...this.state.peek(), layer, heads: [head], slots: [0] };
  }

  /** The pins in the units of `next`. */
  private moved(next: State): number[] {
    const old = this.units();
    const units = this.subject.peek().units(next.words);
    const tokens = next.pins.flatMap((pin) => old[pin]?.tokens[0] ?? []);
    const found = tokens.map((token) => units.findIndex((unit) => unit.tokens.includes(token)));
    return [...new Set(found.filter((unit) => unit >= 0))];
  }

  /** The number through the current lens, from token to token, whatever is drawn. */
  value(layer: number, head: number, from: number, to: number): number {
    const { lens } = this.state.peek();
    const data = this.source.layerNow(layer);
    if (lens === 'scores') {
      const steps = this.neurons.steps(layer, head, from);
      if (!steps) throw new PageError(words.live.notYet(words.errors.vectors(layer)));
      return steps.scores[to];
    }
    const heads = lens === 'mean' ? [...Array(data.heads).keys()] : [head];
    const row = new Float32Array(data.n);
    let sum = 0;
    for (const one of heads) {
      data.row(one, from, row);
      applyLens(lens, row, this.manifest.special);
      sum += row[to];
    }
    return sum / heads.length;
  }

  /** A layer's weights, or null while they are not there. */
  layerAt(layer: number): Layer | null {
    void this.arrived.value;
    return this.source.peek(layer) ?? null;
  }

  /** Mean row of a focused unit in a layer, or null while it is not there. */
  throughLayer(layer: number, focus: Focus): Float32Array | null {
    const data = this.layerAt(layer);
    if (!data) return null;
    const rows = focus.units.map((unit) => meanRow(data, this.look.value, unit));
    return rows.length === 1 ? rows[0] : rows[0].map((_, j) => rows.reduce((s, r) => s + r[j], 0));
  }

  /** Decodes all layers, one after the other. */
  async fetchAll(): Promise<void> {
    for (let layer = 0; layer < this.limits.layers; layer++) {
      if (!this.source.peek(layer)) await this.fetch(layer);
    }
  }

  async fetch(layer: number): Promise<void> {
    const { source } = this.subject.peek();
    if (source.peek(layer) || this.broken.peek().has(layer)) return;
    try {
      await this.busy.track(source.layer(layer));
      this.arrived.value++;
    } catch (error) {
      if (source !== this.subject.peek().source) return;
      this.broken.value = new Map(this.broken.peek()).set(layer, (error as Error).message);
    }
  }

  async fetchThumbnails(): Promise<void> {
    try {
      this.thumbnails.value = await this.busy.track(this.source.thumbnails());
    } catch (error) {
      this.thumbnailsError.value = (error as Error).message;
    }
  }

  private read(layer: number, heads: readonly number[], lens: LensName) {
    if (lens === 'mean') return { ...NOTHING, first: words.reading.mean(layer, this.limits.heads) };
    if (heads.length !== 1) {
      return { first: readHeads(heads, this.summaries(layer), this.sinks()), second: '' };
    }
    const input = this.readingInput(layer, heads[0]);
    return input ? { first: readHead(input), second: readSpecials(input) } : NOTHING;
  }

  /** What the sentence about a head is made of, or null while its layer is not there. */
  readingInput(layer: number, head: number): ReadingInput | null {
    const data = this.layerAt(layer);
    if (!data) return null;
    const { tokens, special } = this.manifest;
    const n = data.n;
    const map = new Float32Array(n * n);
    for (let i = 0; i < n; i++) data.row(head, i, map.subarray(i * n, (i + 1) * n));
    const format = (weight: number) => this.format(weight, 3);
    return { summary: this.summaries(layer)[head], tokens, special, map, format };
  }

  /** Says which head is shown whenever another one is. */
  announceHeads(): void {
    let before = '';
    effect(() => {
      const { layer, heads } = this.state.value;
      const { first } = this.reading.value;
      const now = `${layer}/${heads.join()}`;
      if (first === '' || now === before) return;
      if (before !== '' && heads.length > 0) {
        this.spoken.value = words.spoken.head(layer, heads, first);
      }
      before = now;
    });
  }

  private firstPicture(): Promise<void> {
    return new Promise((resolve) => {
      const stop = effect(() => {
        const there = this.layer.value !== null || this.broken.value.size > 0;
        if (!there) return;
        // One frame to draw it, one for it to be on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        queueMicrotask(() => stop());
      });
    });
  }

  /** A pinned focus counts at once, another one when the pointer stays for a moment. */
  private followFocus(): ReadonlySignal<Focus | null> {
    const rested = signal<Focus | null>(null);
    effect(() => {
      const focus = this.focus.value;
      if (!focus || focus.pinned) {
        rested.value = focus;
        return undefined;
      }
      let waits = true;
      const end = () => {
        if (waits) this.busy.end();
        waits = false;
      };
      this.busy.begin();
      const timer = setTimeout(() => {
        rested.value = focus;
        end();
      }, REST_MS);
      return () => {
        clearTimeout(timer);
        end();
      };
    });
    return computed(() => {
      const n = this.look.value.units.length;
      return rested.value?.units.every((unit) => unit < n) ? rested.value : null;
    });
  }

  private followSystem(): void {
    const query = matchMedia('(prefers-color-scheme: dark)');
    this.prefersDark.value = query.matches;
    query.addEventListener('change', () => (this.prefersDark.value = query.matches));
  }
}

/** Decimals of a score, which is known less exactly than a weight. */
export const SCORE_DECIMALS = 2;
const NOTHING = { first: '', second: '' };
