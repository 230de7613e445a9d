// The small maps of all heads, and their numbers. What the page carries is shown at once; where a
// lens, whole words, muting in blocks or a filter ask for more, layers are opened one after the other.
import { type ReadonlySignal, effect, signal } from '@preact/signals';
import { leavesOut } from '../../data/lens';
import type { HeadSummary } from '../../data/manifest';
import { type Look, headMap } from '../../data/maps';
import { measureHead, measured } from '../../data/measure';
import { type Pooling, poolMap, poolingOf } from '../../data/pool';
import type { Visibility } from '../../data/select';
import { visibilityOf } from '../../data/shown';
import { nextTask } from '../../data/turns';
import type { Session } from '../../session';
import { SEGMENTS } from '../../state';

/** Work goes on in pieces of this length, so that the page answers in between. */
const SLICE_MS = 10;

interface Made {
  cells: Uint8Array | null;
  summary: HeadSummary | null;
}

export class Pictures {
  readonly pooling: ReadonlySignal<Pooling>;
  /** Grows with every picture that comes in. */
  readonly version = signal(0);
  /** How many layers are still to be opened; 0 when all that is asked for is there. */
  readonly waiting = signal(0);
  private readonly pool = signal<Pooling>({ block: 1, side: 1 });
  private made: Made[] = [];
  private fromPage = true;
  private measures = false;
  private turn = 0;
  private readonly ends: (() => void)[];

  constructor(private readonly session: Session) {
    this.pooling = this.pool;
    this.ends = [
      effect(() => {
        const { segments } = session.state.value;
        void [session.look.value, session.visibility.value, session.thumbnails.value, segments];
        void this.begin();
      }),
    ];
  }

  stop(): void {
    this.turn++;
    for (const end of this.ends) end();
  }

  /** [side, side] bytes, or null while they are not there. */
  cells(layer: number, head: number): Uint8Array | null {
    const { session } = this;
    const at = layer * session.limits.heads + head;
    if (!this.fromPage) return this.made[at]?.cells ?? null;
    const all = session.thumbnails.peek();
    const size = this.pool.peek().side ** 2;
    return all && all.subarray(at * size, (at + 1) * size);
  }

  /** The head's numbers in what is shown; null while they are not there. */
  numbers(layer: number, head: number): HeadSummary | null {
    const { limits, manifest } = this.session;
    if (!this.measures) return manifest.heads[layer][head];
    return this.made[layer * limits.heads + head]?.summary ?? null;
  }

  /** Whether the numbers are those of what a filter leaves. */
  get filtered(): boolean {
    return this.measures;
  }

  private async begin(): Promise<void> {
    const { session } = this;
    const turn = ++this.turn;
    const look = session.look.peek();
    const see = session.visibility.peek();
    const { segments } = session.state.peek();
    const { thumbnails, tokens } = session.manifest;
    const tokenwise = look.units.length === tokens.length;
    const mutes = see.muted.includes(1);
    this.fromPage = !leavesOut(look.lens) && tokenwise && (thumbnails.block === 1 || !mutes);
    this.measures = segments.length < SEGMENTS.length;
    this.pool.value = this.fromPage ? thumbnails : poolingOf(look.units.length);
    this.made = [];
    this.version.value = this.version.peek() + 1;
    this.waiting.value = 0;
    if (this.fromPage && !this.measures) return;
    session.busy.begin();
    try {
      await this.make(turn, look, see);
    } finally {
      session.busy.end();
    }
  }

  private async make(turn: number, look: Look, see: Visibility): Promise<void> {
    const { session } = this;
    const { layers, heads } = session.limits;
    const { manifest } = session;
    const overTokens = visibilityOf(session.subject.peek().units(false), {
      lens: 'raw',
      mute: [],
      segments: session.state.peek().segments,
    });
    const what = measured(manifest, overTokens);
    let begun = performance.now();
    for (let layer = 0; layer < layers; layer++) {
      this.waiting.value = layers - layer;
      await session.fetch(layer);
      const data = session.source.peek(layer);
      for (let head = 0; data && head < heads; head++) {
        if (performance.now() - begun > SLICE_MS) {
          await nextTask();
          begun = performance.now();
        }
        if (turn !== this.turn) return;
        this.made[layer * heads + head] = {
          cells: this.fromPage ? null : this.picture(headMap(data, head, look), look, see),
          summary: this.measures
            ? measureHead(data, head, manifest.heads[layer][head], what)
            : null,
        };
      }
      if (turn !== this.turn) return;
      this.version.value = this.version.peek() + 1;
    }
    this.waiting.value = 0;
  }

  private picture(map: Float32Array, look: Look, see: Visibility): Uint8Array {
    return poolMap(map, look.units.length, this.pool.peek(), see.muted);
  }
}
