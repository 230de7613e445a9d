// A page whose text can be edited: what is asked for, and the picture that follows.
import { type Signal, signal } from '@preact/signals';
import type { Manifest } from './data/manifest';
import { type Guess, inOrder } from './data/prediction';
import { type Input, Moot, type Said, type Server, type Stretch, Unreachable } from './data/server';
import type { Source } from './data/source';
import { visible } from './data/visible';
import { Predictions } from './predictions';
import type { Session } from './session';
import { text as words } from './strings';

/** What the server's page says before the first picture. */
export interface Beginning {
  models: string[];
  model: string;
  text: string;
  pair: string | null;
}

const RETRY_MS = 1000;
/** A screen reader hears of a new picture when the typing rests. */
const REST_MS = 800;

/** The input that the page begins with. */
export function firstInput({ model, text, pair }: Beginning): Input {
  return { model, text, pair, mask: [], off: [] };
}

export class Live {
  /** What the fields say; the picture may be a moment behind. */
  readonly input: Signal<Input>;
  /** Why the picture does not follow. */
  readonly error = signal<string | null>(null);
  /** A picture that was kept, to compare with. */
  readonly kept = signal<Source | null>(null);
  readonly predictions: Predictions;
  private sent = 0;
  private shown = 0;
  private retry = 0;
  private rest = 0;

  constructor(
    readonly models: readonly string[],
    private readonly server: Server,
    private readonly session: Session,
    input: Input,
  ) {
    this.input = signal(input);
    this.predictions = new Predictions(session, server);
  }

  /** Changes the input and asks for its picture. Masked tokens stay masked where they still are. */
  edit(change: Partial<Input>): void {
    const before = this.input.peek();
    const next = { ...before, ...change };
    if (!change.mask) next.mask = followMasks(before, next);
    // Heads are counted differently by another model.
    if (next.model !== before.model) next.off = [];
    this.input.value = next;
    void this.send();
  }

  keep(): void {
    this.kept.value = this.session.source;
    this.session.update({ against: null });
  }

  /** Masks tokens, or shows them again when all of them are masked. */
  toggleMask(tokens: readonly number[]): void {
    const asked = stretchesOf(this.session.manifest, tokens);
    const { mask } = this.input.peek();
    const others = mask.filter((one) => !asked.some((other) => same(one, other)));
    const on = mask.length - others.length < asked.length;
    this.edit({ mask: on ? [...others, ...asked] : others });
  }

  masked(token: number): boolean {
    const stretch = stretchOf(this.session.manifest, token);
    return stretch !== null && this.input.value.mask.some((one) => same(one, stretch));
  }

  /** Switches heads off, or on again when all of them are off. */
  toggleHeads(layer: number, heads: readonly number[]): void {
    const { off } = this.input.peek();
    const others = off.filter(([l, h]) => l !== layer || !heads.includes(h));
    const allOff = off.length - others.length === heads.length;
    const added = heads.map((head): [number, number] => [layer, head]);
    this.edit({ off: allOff ? others : [...others, ...added] });
  }

  isOff(layer: number, head: number): boolean {
    return this.input.value.off.some(([l, h]) => l === layer && h === head);
  }

  /** Asks at once, whatever is under way: the server drops what has not begun. */
  private async send(): Promise<void> {
    clearTimeout(this.retry);
    const turn = ++this.sent;
    const input = this.input.peek();
    const { session } = this;
    const asking = this.server.picture(input, session.state.peek().layer).then((source) => {
      if (turn < this.shown) return undefined;
      this.shown = turn;
      this.error.value = null;
      return session.show(source);
    });
    try {
      await session.busy.track(asking);
      if (turn === this.sent) this.settle(input);
    } catch (error) {
      if (error instanceof Moot || turn < this.sent) return;
      this.error.value = (error as Error).message;
      if (error instanceof Unreachable) {
        this.retry = window.setTimeout(() => void this.send(), RETRY_MS);
      }
    }
  }

  /** The picture shows what the fields say. */
  private settle(input: Input): void {
    const { session } = this;
    const there = stretchesOf(session.manifest, [...session.manifest.tokens.keys()]);
    const holds = (one: Stretch) => there.some((other) => same(one, other));
    const kept = { ...input, mask: input.mask.filter(holds) };
    if (kept.mask.length < input.mask.length) this.input.value = kept;
    // Writing history takes a browser longer than drawing: not before the picture is on the screen.
    requestAnimationFrame(() => setTimeout(() => remember(kept)));
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      const { first } = session.reading.peek();
      const said = spoken(this.predictions.said.peek());
      session.spoken.value = words.live.spoken(session.manifest.tokens.length, first, said);
    }, REST_MS);
  }
}

/** What the model says first, and how likely it was before. */
function spoken({ now, before }: Said): string {
  const group = now?.groups[0];
  if (!group) return '';
  const [{ guess, before: was }] = inOrder(group, before?.groups[0] ?? null);
  const number = (one: Guess) => words.prediction.number(one.number, now.values);
  return words.prediction.spoken(visible(guess.name), number(guess), was && number(was));
}

function same(a: Stretch, b: Stretch): boolean {
  return a.every((part, k) => part === b[k]);
}

/** Where a token stands in its text, if it stands there. */
function stretchOf(manifest: Manifest, token: number): Stretch | null {
  const sequence = manifest.sequence_ids?.[token] ?? null;
  const span = manifest.offsets?.[token];
  if (sequence === null || !span || span[0] === span[1]) return null;
  return [sequence === 0 ? 0 : 1, ...span];
}

function stretchesOf(manifest: Manifest, tokens: readonly number[]): Stretch[] {
  return tokens.map((token) => stretchOf(manifest, token)).filter((one) => one !== null);
}

/** The masked stretches after an edit: what stands before or behind it is where it was. */
export function followMasks(before: Input, after: Input): Stretch[] {
  const texts = (input: Input) => [input.text, input.pair ?? ''];
  return before.mask.flatMap(([sequence, begin, end]): Stretch[] => {
    const [was, is] = [texts(before)[sequence], texts(after)[sequence]];
    const shorter = Math.min(was.length, is.length);
    let head = 0;
    while (head < shorter && was[head] === is[head]) head++;
    let tail = 0;
    while (tail < shorter - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++;
    if (end <= head) return [[sequence, begin, end]];
    const shift = is.length - was.length;
    return begin >= was.length - tail ? [[sequence, begin + shift, end + shift]] : [];
  });
}

/** Keeps the input with the entry in the browser's history, so that a reload has it again. */
function remember(input: Input): void {
  try {
    history.replaceState({ headscope: input }, '');
  } catch {
    // Too long a text to keep: a reload begins anew.
  }
}

export function remembered(): Input | null {
  const kept = (history.state as { headscope?: Input } | null)?.headscope;
  return kept ?? null;
}
