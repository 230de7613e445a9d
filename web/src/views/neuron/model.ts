// What the neuron view shows: the pair, the key that is compared with it, the dimension that is lit.
import { type ReadonlySignal, computed, signal } from '@preact/signals';
import { type Pair, choosePair } from '../../data/pair';
import { rankOf } from '../../data/ranking';
import type { Steps } from '../../data/steps';
import { type Unit, segments } from '../../data/units';
import type { Vectors } from '../../data/vectors';
import { visible } from '../../data/visible';
import { productOf, scaleEnd } from '../../scene/neuron';
import type { Session } from '../../session';
import { text as words } from '../../strings';

/** Everything about one row of one head, once its numbers are there. */
export interface Row {
  layer: number;
  head: number;
  pair: Pair;
  steps: Steps;
  vectors: Vectors;
  query: Float32Array;
  /** Where the colours of queries and keys, and of their products, end. */
  most: number;
  mostProduct: number;
  /** Tokens in the order in which they are listed. */
  order: readonly number[];
}

export class NeuronModel {
  /** The key under the pointer or the cursor. */
  readonly over = signal<number | null>(null);
  readonly dim = signal<number | null>(null);
  readonly row: ReadonlySignal<Row | null>;
  /** Which text each token belongs to. */
  readonly segment = computed(() => segments(this.session.manifest));

  constructor(readonly session: Session) {
    const { state } = session;
    const head = computed(() => state.value.heads[0] ?? 0);
    const layer = computed(() => state.value.layer);
    const choice = computed(() => ({
      side: state.value.side,
      pins: state.value.pins,
      key: state.value.key,
    }));
    const byWeight = computed(() => state.value.keysBy === 'weight');
    const pair = computed(() => {
      const data = session.layer.value;
      return data ? choosePair(choice.value, session.units(), data, head.value) : null;
    });
    // The scales stand while the pair changes within a row.
    const scales = computed(() => {
      const vectors = session.neurons.vectors(layer.value);
      const from = pair.value?.from;
      return vectors && from !== undefined ? scalesOf(vectors, head.value, from) : null;
    });
    this.row = computed(() => {
      const vectors = session.neurons.vectors(layer.value);
      if (!vectors || !pair.value || !scales.value) return null;
      const { from } = pair.value;
      const steps = session.neurons.steps(layer.value, head.value, from);
      if (!steps) return null;
      const order = [...steps.weights.keys()];
      if (byWeight.value) order.sort((a, b) => steps.weights[b] - steps.weights[a] || a - b);
      return {
        layer: layer.value,
        head: head.value,
        pair: pair.value,
        steps,
        vectors,
        query: vectors.query(head.value, from),
        ...scales.value,
        order,
      };
    });
  }

  /** What a token is called, with its position where tokens are many. */
  name(token: number): string {
    return visible(this.session.manifest.tokens[token]);
  }

  /** The unit of the other views that holds a token. */
  unitOf(token: number): number {
    return this.session.units().findIndex((unit: Unit) => unit.tokens.includes(token));
  }

  /** Makes a key the pair's. What is looked from stays pinned, here and in the other views. */
  chooseKey(to: number): void {
    const { pair } = this.row.peek()!;
    this.session.update({ side: 'from', pins: [this.unitOf(pair.from)], key: to });
    this.session.spoken.value = this.spoken(to);
  }

  chooseQuery(from: number): void {
    this.over.value = null;
    this.session.update({ side: 'from', pins: [this.unitOf(from)], key: null });
    const { pair } = this.row.peek()!;
    this.session.spoken.value = this.spoken(pair.to);
  }

  /** "it to book: q·k 29.79, divided by √32 5.27, softmax 0.7799, rank 1 of 18". */
  spoken(to: number): string {
    const { pair, steps, vectors } = this.row.peek()!;
    return words.neuron.spoken(
      this.name(pair.from),
      this.name(to),
      words.signed(steps.dots[to], 2),
      vectors.dim,
      words.signed(steps.scores[to], 2),
      this.weight(to),
      rankOf(steps.weights, to),
      steps.weights.length,
    );
  }

  /** The model's weight, in the digits that the page knows. */
  weight(to: number, decimals = 4): string {
    const { steps } = this.row.peek()!;
    return steps.masked.includes(to) ? '0' : this.session.format(steps.weights[to], decimals);
  }
}

function scalesOf(vectors: Vectors, head: number, from: number) {
  const query = vectors.query(head, from);
  let most = scaleEnd(query);
  let mostProduct = 0;
  for (let token = 0; token < vectors.n; token++) {
    const key = vectors.key(head, token);
    most = Math.max(most, scaleEnd(key));
    mostProduct = Math.max(mostProduct, scaleEnd(productOf(query, key)));
  }
  return { most, mostProduct };
}
