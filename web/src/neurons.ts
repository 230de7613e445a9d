// Queries and keys of the layers that were asked for, and the steps from them to a weight.
import { signal } from '@preact/signals';
import type { Source } from './data/source';
import { type Steps, stepsOf } from './data/steps';
import type { Vectors } from './data/vectors';
import type { Session } from './session';

export class Neurons {
  private readonly arrived = signal(0);
  private readonly broken = new WeakMap<Source, Map<number, string>>();
  private last: { key: string; source: Source; steps: Steps } | null = null;

  constructor(private readonly session: Session) {}

  /** Whether queries and keys can be had at all. */
  get there(): boolean {
    return this.session.manifest.neurons !== null;
  }

  /** Null while they are not there. */
  vectors(layer: number): Vectors | null {
    void this.arrived.value;
    return this.session.source.peekVectors(layer) ?? null;
  }

  /** The sentence for a layer whose queries and keys cannot be shown. */
  error(layer: number): string | null {
    void this.arrived.value;
    return this.broken.get(this.session.source)?.get(layer) ?? null;
  }

  async fetch(layer: number): Promise<void> {
    const { source, busy } = this.session;
    if (!this.there || source.peekVectors(layer) || this.error(layer)) return;
    try {
      await busy.track(source.vectors(layer));
    } catch (error) {
      const sentences = this.broken.get(source) ?? new Map<number, string>();
      this.broken.set(source, sentences.set(layer, (error as Error).message));
    }
    this.arrived.value++;
  }

  /** How a row came about, or null while something for it is not there. */
  steps(layer: number, head: number, from: number): Steps | null {
    const { source, manifest } = this.session;
    const vectors = this.vectors(layer);
    const weights = source.peek(layer);
    if (!vectors || !weights) return null;
    const key = `${layer}.${head}.${from}`;
    if (this.last?.key !== key || this.last.source !== source) {
      const steps = stepsOf(vectors, weights, head, from, manifest.encoding);
      this.last = { key, source, steps };
    }
    return this.last.steps;
  }
}
