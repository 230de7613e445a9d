// What the page offers to those who embed it and to tests: window.headscope, and nothing else.
import type { Session } from './session';
import type { State } from './state';

export interface Headscope {
  /** Resolves when the first picture is drawn. */
  readonly ready: Promise<void>;
  /** Resolves when no decoding, painting or fading is under way. */
  idle(): Promise<void>;
  /** A copy of the state. What is set is merged; what does not fit is ignored. */
  state: State;
  /**
   * The weight between two token positions through the current lens, whether drawn or not.
   * Throws RangeError for a place that does not exist, Error when the layer's data is damaged.
   */
  value(layer: number, head: number, from: number, to: number): number;
}

export function publish(session: Session, ready: Promise<void>): void {
  const api: Headscope = {
    ready,
    idle: () => session.busy.idle(),
    get state() {
      return structuredClone(session.state.peek());
    },
    set state(change: State) {
      session.update(structuredClone(change));
    },
    value(layer, head, from, to) {
      const { limits } = session;
      const bounds = [limits.layers, limits.heads, limits.tokens, limits.tokens];
      const place = [layer, head, from, to];
      const exists = place.every((at, k) => Number.isInteger(at) && at >= 0 && at < bounds[k]);
      if (!exists) throw new RangeError(session.noSuchWeight(place));
      return session.value(layer, head, from, to);
    },
  };
  Object.defineProperty(window, 'headscope', { value: api, configurable: true });
}
