// A second picture beside the first: another text, what was kept, or the same through another lens.
// It follows what is chosen in the first, and what is pointed at in either is shown in both.
import { type ReadonlySignal, computed, effect, signal } from '@preact/signals';
import { type Alignment, align, difference, seeAligned } from './data/align';
import { type HeadPlace, headMoves } from './data/differ';
import { LENSES, type LensName } from './data/lens';
import { only } from './data/shelf';
import type { Shown } from './data/shown';
import type { Source } from './data/source';
import type { Subject } from './data/subject';
import { type Hover, Session } from './session';
import { type State, merge } from './state';
import { type Drawing, mapsOf } from './views/matrix/model';

export const KEPT = 'kept';

export class Compare {
  readonly other: Session;
  /** What is compared with: a text's number, a lens, or KEPT. */
  readonly against: ReadonlySignal<string>;
  readonly alignment: ReadonlySignal<Alignment>;
  /** Why what was chosen cannot be opened. */
  readonly refused = signal<string | null>(null);
  /** How much of its attention each head that both have has elsewhere, the most first. */
  readonly ranking = signal<readonly HeadPlace[]>([]);
  /** The difference, over the tokens of the session's text. */
  readonly drawing: Omit<Drawing, 'title'>;
  private asked: Source;
  private turn = 0;

  /** `kept` is an earlier picture, if any: it comes first then. */
  constructor(
    readonly session: Session,
    readonly kept: ReadonlySignal<Source | null>,
  ) {
    const { source, busy, spoken } = session;
    this.asked = source;
    this.other = new Session(source, busy, only(source), 0, spoken);
    this.against = computed(() => this.chosen());
    const names = (one: Session) => one.look.value.units.map(({ label }) => plain(label));
    this.alignment = computed(() => align(names(session), names(this.other)));
    const both = computed(() => this.difference());
    this.drawing = {
      changes: true,
      shown: computed(() => both.value && [both.value]),
      most: computed(() => both.value?.most ?? 1),
      see: computed(() => seeAligned(session.visibility.value, this.alignment.value)),
    };
  }

  /** The two in the order in which they stand. */
  get sides(): readonly [Session, Session] {
    return this.swapped ? [this.other, this.session] : [this.session, this.other];
  }

  private get swapped(): boolean {
    return this.against.value === KEPT;
  }

  private chosen(): string {
    const { session } = this;
    const { against, text, lens } = session.state.value;
    if (against !== null && against !== lens && against !== String(text)) return against;
    const { texts } = session.limits;
    if (texts > 1) return String((text + 1) % texts);
    if (this.kept.value) return KEPT;
    return lens === 'raw' ? 'without-specials' : 'raw';
  }

  private difference(): (Shown & { most: number }) | null {
    const [own, others] = [this.session, this.other].map((one) => mapsOf(one)?.[0]);
    const { there, back } = this.alignment.value;
    const sameKind = !this.session.scores.value === !this.other.scores.value;
    if (!own || !others || !sameKind) return null;
    if (own.map.length !== there.length ** 2 || others.map.length !== back.length ** 2) return null;
    const map = difference(own.map, others.map, this.alignment.value);
    let most = 0;
    map.forEach((value, at) => {
      if (this.swapped) map[at] = -value;
      most = Math.max(most, Math.abs(value));
    });
    return { ...own, map, most };
  }

  /** Begins to follow. Returns what ends it. */
  start(): () => void {
    const { session, other } = this;
    const { there, back } = { there: this.partner('there'), back: this.partner('back') };
    const pick = <K extends keyof State>(key: K) => computed(() => other.state.value[key]);
    const [pins, side, key, zoom] = [pick('pins'), pick('side'), pick('key'), pick('zoom')];
    const ends = [
      effect(() => this.open(this.against.value, session.subject.value)),
      effect(() => {
        void [session.state.value, this.against.value, this.alignment.value];
        other.state.value = this.followed(other.subject.peek());
      }),
      effect(() => {
        const now = { side: side.value, zoom: zoom.value, key: key.value };
        const state = session.state.peek();
        const pinned = back(pins.value);
        const token = oneOf(back, state.words ? null : now.key);
        const follows =
          (same(there(state.pins), pins.value) || same(pinned, state.pins)) &&
          (oneOf(there, state.key) === now.key || token === state.key) &&
          now.side === state.side &&
          now.zoom === state.zoom;
        if (!follows) session.update({ ...now, key: token, pins: pinned });
      }),
      effect(() => point(session.hover.value, other, there, back)),
      effect(() => point(other.hover.value, session, back, there)),
      effect(() => {
        void this.rank(session.look.value, other.look.value, this.alignment.value);
      }),
    ];
    return () => {
      this.turn++;
      for (const end of ends) end();
      other.hover.value = null;
    };
  }

  private partner(way: keyof Alignment) {
    return (units: readonly number[]) =>
      units.map((unit) => this.alignment.peek()[way][unit] ?? -1).filter((unit) => unit >= 0);
  }

  private open(against: string, { source }: Subject): void {
    const { session, other } = this;
    this.refused.value = null;
    let next = source;
    try {
      if (against === KEPT) next = this.kept.value!;
      else if (!isLens(against)) next = session.shelf.source(Number(against));
    } catch (error) {
      this.refused.value = (error as Error).message;
      return;
    }
    if (next === this.asked) return;
    this.asked = next;
    void other.show(next, 0, (to) => this.followed(to));
  }

  /** The state of the other picture. */
  private followed(next: Subject): State {
    const state = this.session.state.peek();
    const against = this.against.peek();
    const { limits } = next;
    const [there, back] = [this.partner('there'), this.partner('back')];
    const { pins, key } = this.other.state.peek();
    const token = oneOf(there, state.words ? null : state.key);
    const stays = same(back(pins), state.pins);
    const change = {
      ...state,
      text: 0,
      lens: isLens(against) ? against : state.lens,
      layer: Math.min(state.layer, limits.layers - 1),
      heads: state.heads.filter((head) => head < limits.heads),
      mute: state.mute.filter((label) => limits.specials.includes(label)),
      pins: stays ? pins : there(state.pins),
      key: stays && state.key === null ? key : token,
    };
    return merge(next.first, change, limits);
  }

  private async rank(...[a, b, alignment]: Parameters<typeof headMoves>[2]): Promise<void> {
    const turn = ++this.turn;
    const { session, other } = this;
    this.ranking.value = [];
    const goesOn = () => turn === this.turn;
    const found = await session.busy.track(
      headMoves(session.source, other.source, [a, b, alignment], goesOn),
    );
    if (goesOn()) this.ranking.value = found;
  }
}

type Partner = (units: readonly number[]) => number[];

function oneOf(partner: Partner, unit: number | null): number | null {
  return unit === null ? null : (partner([unit])[0] ?? null);
}

/** Shows in `to` what is pointed at in the other picture, unless that is what follows from it. */
function point(hover: Hover | null, to: Session, there: Partner, back: Partner): void {
  const now = image(to.hover.peek(), back);
  if (now?.side === hover?.side && now?.unit === hover?.unit && now?.to === hover?.to) return;
  to.hover.value = image(hover, there);
}

function image(hover: Hover | null, partner: Partner): Hover | null {
  const [unit] = hover ? partner([hover.unit]) : [];
  if (!hover || unit === undefined) return null;
  const [to] = hover.to === undefined ? [] : partner([hover.to]);
  return { side: hover.side, unit, ...(to !== undefined && { to }) };
}

export function isLens(against: string): against is LensName {
  return LENSES.includes(against as LensName);
}

/** A token without what only spelling and tokenizer make of it. */
function plain(label: string): string {
  return label.toLowerCase().replace(/^(?:##|\u2581|\u0120)(?=.)/u, '');
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((one, k) => one === b[k]);
}
