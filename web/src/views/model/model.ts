// What the model view shows: all heads in their groups, where each stands, which is under the pointer.
import { type ReadonlySignal, computed, signal } from '@preact/signals';
import {
  type Grouping,
  type HeadGroup,
  type HeadOrder,
  type NumbersOf,
  groupHeads,
  numberIn,
} from '../../data/heads';
import type { HeadSummary } from '../../data/manifest';
import { MapCache } from '../../data/maps';
import type { HeadPlace } from '../../data/patterns';
import { readHead } from '../../data/reading';
import { type Lines, type Visibility, selectLines } from '../../data/select';
import { type ModelLayout, layoutModel } from '../../scene/model';
import type { Session } from '../../session';
import { text as words } from '../../strings';
import { patternName } from '../../ui/patterns';
import { Pictures } from './pictures';

/** At most so many lines in a small picture: more run into one. */
const LINES_A_PICTURE = 100;
const LINES_ENLARGED = 1500;

interface Caption {
  name: string;
  number: string;
  /** "L3 H1, nearby, 46 %" */
  pattern: string;
}

export class HeadsModel {
  /** The head under the pointer or the cursor. */
  readonly over = signal<HeadPlace | null>(null);
  /** The head that was tapped: its card stays, with buttons. */
  readonly touched = signal<HeadPlace | null>(null);
  /** Whether it is there by keyboard. */
  readonly cursor = signal(false);
  readonly width = signal(0);
  readonly pictures: Pictures;
  private readonly order = computed(() => this.session.state.value.order);
  readonly groups: ReadonlySignal<readonly HeadGroup[]>;
  /** All heads in the order in which they stand. */
  readonly places: ReadonlySignal<readonly HeadPlace[]>;
  readonly layout: ReadonlySignal<ModelLayout>;
  /** What is written at each of `places`. */
  readonly captions: ReadonlySignal<readonly Caption[]>;
  /** The unit with which the second text begins, or 0. */
  readonly second: ReadonlySignal<number>;
  private readonly maps = new MapCache(12);
  private readonly chosen = new Map<number, Lines>();
  private chosenFor = '';

  constructor(
    readonly session: Session,
    narrow: () => boolean,
  ) {
    const { state } = session;
    this.pictures = new Pictures(session);
    const group = computed(() => state.value.group);
    const enlarged = computed(() => state.value.enlarged.join());
    this.groups = computed(() => this.grouped(group.value));
    this.places = computed(() => this.groups.value.flatMap(({ heads }) => heads));
    this.layout = computed(() => {
      const big = new Set(enlarged.value.split(','));
      return layoutModel({
        width: this.width.value,
        groups: this.groups.value.map(({ heads }) => heads.length),
        enlarged: new Set(
          this.places.value.flatMap(({ layer, head }, k) => (big.has(`${layer}.${head}`) ? k : [])),
        ),
        headings: group.value !== 'none',
        narrow: narrow(),
      });
    });
    this.captions = computed(() => {
      void this.pictures.version.value;
      const patterns = new Map(
        session.patterns.map(({ pattern }) => [pattern, patternName(session, pattern)]),
      );
      return this.places.value.map((place) => {
        const [name, number] = [this.name(place), this.number(place)];
        const { pattern } = session.manifest.heads[place.layer][place.head];
        return { name, number, pattern: patterns.get(pattern)!.toLowerCase() };
      });
    });
    this.second = computed(() =>
      Math.max(
        0,
        session.look.value.units.findIndex((unit) => unit.segment === 1),
      ),
    );
  }

  stop(): void {
    this.pictures.stop();
  }

  /** A head's number among all. */
  index({ layer, head }: HeadPlace): number {
    return layer * this.session.limits.heads + head;
  }

  /** Where a head stands in the order, or 0 when it is none of this model. */
  placeOf(head: HeadPlace): number {
    const index = this.index(head);
    return Math.max(
      0,
      this.places.peek().findIndex((place) => this.index(place) === index),
    );
  }

  private grouped(by: Grouping): HeadGroup[] {
    void this.pictures.version.value;
    const { heads } = this.session.manifest;
    const numbers: NumbersOf = (place) => this.numbers(place) ?? heads[place.layer][place.head];
    return groupHeads(heads, by, this.order.value, numbers);
  }

  /** All heads one after the other, as they are sorted in such groups. */
  listed(by: Grouping): HeadPlace[] {
    return this.grouped(by).flatMap(({ heads }) => heads);
  }

  /** Where the keyboard is: at what is pointed at, or what the head view shows. */
  current(): number {
    const { layer, heads } = this.session.state.peek();
    return this.placeOf(this.over.peek() ?? { layer, head: heads[0] ?? 0 });
  }

  numbers({ layer, head }: HeadPlace): HeadSummary | null {
    return this.pictures.numbers(layer, head);
  }

  name({ layer, head }: HeadPlace): string {
    return words.picture.headName(layer, head);
  }

  /** The number that stands beside a head's name; "…" while it is worked out. */
  number(place: HeadPlace): string {
    const { order } = this.session.state.value;
    const summary = this.numbers(place);
    const value = summary && numberIn(order, summary);
    if (!summary || value === undefined || value === null) return words.model.pending;
    return words.model.number(this.kind(order, summary), value);
  }

  /** How a head's number in an order is written. */
  kind(order: HeadOrder, { pattern }: HeadSummary): 'share' | 'entropy' | 'distance' {
    if (order === 'distance') return 'distance';
    const plain = order === 'position' || order === 'strength';
    const entropy = plain ? pattern === 'broad' || pattern === 'mixed' : order === 'entropy';
    return entropy ? 'entropy' : 'share';
  }

  /** A head's whole map through the lens, or null while its layer is opened. */
  map({ layer, head }: HeadPlace): Float32Array | null {
    const data = this.session.layerAt(layer);
    return data && this.maps.get(data, layer, head, this.session.look.value);
  }

  /** The sentence about a head, as the head view has it; empty while its layer is opened. */
  reading({ layer, head }: HeadPlace): string {
    const input = this.session.readingInput(layer, head);
    return input ? readHead(input) : '';
  }

  /** The lines of a small picture, chosen among its blocks as those of the head view among tokens. */
  lines({ layer, head }: HeadPlace): Lines | null {
    const { session, pictures } = this;
    const cells = pictures.cells(layer, head);
    if (!cells) return null;
    const { side } = pictures.pooling.peek();
    const { lines, segments, mute } = session.state.peek();
    const now = `${pictures.version.peek()}/${lines}/${segments.join()}/${mute.join()}`;
    if (now !== this.chosenFor) this.chosen.clear();
    this.chosenFor = now;
    const index = this.index({ layer, head });
    const there = this.chosen.get(index);
    if (there) return there;
    const map = Float32Array.from(cells, (byte) => (byte / 255) ** 2);
    const found = selectLines(map, side, this.blocks(), lines / 100, LINES_A_PICTURE);
    this.chosen.set(index, found);
    return found;
  }

  /** The lines of an enlarged head. */
  wholeLines(map: Float32Array): Lines {
    const { lines } = this.session.state.peek();
    const see = this.session.visibility.peek();
    return selectLines(map, see.muted.length, see, lines / 100, LINES_ENLARGED);
  }

  /** What may be seen of blocks: a block is where its middle is. */
  private blocks(): Visibility {
    const { block, side } = this.pictures.pooling.peek();
    const see = this.session.visibility.peek();
    const last = see.muted.length - 1;
    const middle = (k: number) => Math.min(last, Math.floor((k + 0.5) * block));
    return {
      muted: Uint8Array.from({ length: side }, (_, k) => (block === 1 ? see.muted[k] : 0)),
      segment: Uint8Array.from({ length: side }, (_, k) => see.segment[middle(k)]),
      allowed: see.allowed,
    };
  }

  open({ layer, head }: HeadPlace): void {
    this.session.open(layer, head);
    this.session.update({ view: 'head' });
  }

  /** Lets a head grow in its place, or shrink again. */
  enlarge(place: HeadPlace): void {
    const { enlarged } = this.session.state.peek();
    const name = `${place.layer}.${place.head}`;
    const there = enlarged.includes(name);
    this.session.update({
      enlarged: there ? enlarged.filter((one) => one !== name) : [...enlarged, name],
    });
    const { enlargedHead, shrunkHead } = words.model;
    this.session.spoken.value = (there ? shrunkHead : enlargedHead)(this.name(place));
  }
}
