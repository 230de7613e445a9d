// What a head's softmax was given: q·k / √d between all units.
import type { Layer } from './layer';
import type { EncodingName } from './manifest';
import { stepsOf } from './steps';
import type { Unit } from './units';
import type { Vectors } from './vectors';

export interface HeadScores {
  /** [units, units]; of whole words the mean over their tokens, for scores do not add up. */
  map: Float32Array;
  /** How far the softmax of its rows is from the model's attention; 0 where that is all it did. */
  gap: number;
}

export function headScores(
  vectors: Vectors,
  layer: Layer,
  head: number,
  units: readonly Unit[],
  encoding: EncodingName,
): HeadScores {
  const n = units.length;
  const map = new Float32Array(n * n);
  let gap = 0;
  units.forEach(({ tokens }, i) => {
    for (const from of tokens) {
      const steps = stepsOf(vectors, layer, head, from, encoding);
      gap = Math.max(gap, steps.gap);
      units.forEach((unit, j) => {
        for (const to of unit.tokens) {
          map[i * n + j] += steps.scores[to] / (tokens.length * unit.tokens.length);
        }
      });
    }
  });
  return { map, gap };
}
