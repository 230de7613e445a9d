// What the model says of a live page's picture. Two things take another run: the words at pinned
// tokens, and what it said before heads were switched off or tokens masked.
import { type ReadonlySignal, computed, effect, signal } from '@preact/signals';
import type { Prediction } from './data/prediction';
import { type Said, type Server, ServerSource } from './data/server';
import type { Session } from './session';

/** Words are asked for at so many pinned tokens. */
const MOST_AT = 8;

export class Predictions {
  /** Until an answer is here, what the picture brought with it. */
  readonly said: ReadonlySignal<Said>;

  constructor(
    private readonly session: Session,
    private readonly server: Server,
  ) {
    const answer = signal<(Said & { source: ServerSource }) | null>(null);
    this.said = computed(() => {
      const { source, manifest } = session;
      return answer.value?.source === source ? answer.value : alone(manifest.prediction);
    });
    const at = computed(() => this.pinned().join());
    let turn = 0;
    effect(() => {
      const mine = ++turn;
      const { source } = session;
      const tokens = at.value.split(',').filter(Boolean).map(Number);
      if (!(source instanceof ServerSource) || !asks(source, tokens)) {
        answer.value = null;
        return;
      }
      void this.ask(source, tokens).then((said) => {
        if (mine === turn) answer.value = said && { ...said, source };
      });
    });
  }

  /** Pinned tokens of a masked language model whose words the picture did not bring. */
  private pinned(): number[] {
    const { manifest, state } = this.session;
    if (manifest.prediction?.task !== 'masked-lm') return [];
    const known = manifest.prediction.groups.map(({ at }) => at?.token);
    return state.value.pins
      .flatMap((pin) => this.session.units()[pin]?.tokens ?? [])
      .filter((token) => !manifest.special[token] && !known.includes(token))
      .slice(0, MOST_AT);
  }

  /** Nothing where the server does not answer: the picture says so. */
  private ask(source: ServerSource, at: readonly number[]): Promise<Said | null> {
    const asking = this.server.prediction(source, at).catch(() => null);
    return this.session.busy.track(asking);
  }
}

export function alone(now: Prediction | null): Said {
  return { now, before: null, input: null };
}

function asks({ input, manifest }: ServerSource, at: readonly number[]): boolean {
  if (at.length > 0) return true;
  const changed = input.off.length + input.mask.length > 0;
  return changed && (manifest.prediction?.groups.length ?? 0) > 0;
}
