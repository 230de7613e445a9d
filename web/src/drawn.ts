// What is drawn of the layer at hand: a map for each chosen head, or one of several together, its
// lines, and through the lens of scores the scores.
import { type ReadonlySignal, computed, effect } from '@preact/signals';
import { combine, groupsOf } from './data/combine';
import { MapCache } from './data/maps';
import { headScores } from './data/scores';
import { type Shown, withLines } from './data/shown';
import type { Session } from './session';
import type { State } from './state';

export interface DrawnScores {
  /** [units, units] of each map that is shown. */
  maps: readonly Float32Array[];
  /** The largest size of any. */
  most: number;
  /** How far their softmax is from the attention; 0 where q·k is all that goes into it. */
  gap: number;
}

export class Drawn {
  /** Null without the lens of scores, and until queries and keys are there. */
  readonly scores: ReadonlySignal<DrawnScores | null>;
  /** Null while something for it is not there. */
  readonly shown: ReadonlySignal<readonly Shown[] | null>;
  private readonly cache = new MapCache();

  constructor(session: Session) {
    const { state, neurons } = session;
    const pick = <K extends keyof State>(key: K) => computed(() => state.value[key]);
    const [layer, lens, lines] = [pick('layer'), pick('lens'), pick('lines')];
    const [heads, slots, together] = [pick('heads'), pick('slots'), pick('together')];
    const groups = computed(() => {
      const chosen = { heads: heads.value, slots: slots.value, together: together.value };
      return groupsOf({ ...chosen, lens: lens.value }, session.limits.heads);
    });
    const maps = computed(() => {
      const data = session.layer.value;
      const look = session.look.value;
      const mapOf = (head: number) => this.cache.get(data!, layer.value, head, look);
      return data && groups.value.map(({ heads, by }) => combine(heads.map(mapOf), by));
    });
    this.scores = computed(() => {
      const data = session.layer.value;
      const vectors = lens.value === 'scores' && neurons.vectors(layer.value);
      if (!data || !vectors) return null;
      const { encoding } = session.manifest;
      const { units } = session.look.value;
      let [most, gap] = [0, 0];
      const all = groups.value.map(({ heads, by }) => {
        const scores = heads.map((head) => headScores(vectors, data, head, units, encoding));
        gap = Math.max(gap, ...scores.map((one) => one.gap));
        const map = combine(
          scores.map((one) => one.map),
          by,
        );
        for (const score of map) most = Math.max(most, Math.abs(score));
        return map;
      });
      return { maps: all, most, gap };
    });
    this.shown = computed(() => {
      const waits = lens.value === 'scores' && !this.scores.value;
      if (!maps.value || waits) return null;
      return withLines(groups.value, maps.value, session.visibility.value, lines.value / 100);
    });
    effect(() => {
      void session.subject.value;
      if (lens.value === 'scores') void neurons.fetch(layer.value);
    });
  }
}
