// Which pair of tokens is looked at closely: a query and a key.
import type { Side } from '../state';
import type { Layer } from './layer';
import type { Unit } from './units';

export interface Pair {
  from: number;
  to: number;
}

export interface Choice {
  side: Side;
  pins: readonly number[];
  /** The key that was chosen, if one was. */
  key: number | null;
}

/**
 * What is pinned is one end of the pair; the other is the key that was chosen, or else the
 * strongest partner. Without a pin it is the strongest pair of words.
 */
export function choosePair(
  choice: Choice,
  units: readonly Unit[],
  layer: Layer,
  head: number,
): Pair {
  return pairIn(choice, units, layer.n, (from, to) => layer.weight(head, from, to));
}

/** The same in any map of numbers between `n` tokens. */
export function pairIn(
  { side, pins, key }: Choice,
  units: readonly Unit[],
  n: number,
  weight: (from: number, to: number) => number,
): Pair {
  const pinned = units[pins[0]]?.tokens[0];
  const strongest = (of: (token: number) => number) => {
    let best = 0;
    for (let token = 1; token < n; token++) if (of(token) > of(best)) best = token;
    return best;
  };
  if (pinned !== undefined && side === 'to') {
    return { from: strongest((from) => weight(from, pinned)), to: pinned };
  }
  const from = pinned ?? strongestQuery(units, weight);
  return { from, to: key ?? strongest((to) => weight(from, to)) };
}

/** The word that looks most at another word; the first token where there are no two words. */
function strongestQuery(
  units: readonly Unit[],
  weight: (from: number, to: number) => number,
): number {
  const words = units.filter((unit) => !unit.special).flatMap((unit) => unit.tokens);
  let best = { from: 0, weight: -1 };
  for (const from of words) {
    for (const to of words) {
      if (to !== from && weight(from, to) > best.weight) best = { from, weight: weight(from, to) };
    }
  }
  return best.from;
}
