// How a row of attention follows from queries and keys: q·k, divided by √d, softmax; and whether
// that is all that the model did.
import type { Layer } from './layer';
import { storedError } from './numbers';
import type { EncodingName } from './manifest';
import type { Vectors } from './vectors';

export interface Steps {
  /** q·k with each key [n] */
  dots: Float64Array;
  /** q·k / √d [n] */
  scores: Float64Array;
  /** softmax of the scores [n] */
  softmax: Float64Array;
  /** The model's weights, as the page keeps them [n] */
  weights: Float32Array;
  /** Largest difference between the last two, 0 where the page's rounding explains it. */
  gap: number;
  /** Keys that the model leaves out: with them gone, the softmax gives its weights. */
  masked: readonly number[];
}

/** Half of the last digit shown. */
const SLACK = 5e-5;

/** The steps to the row of one query of a head. */
export function stepsOf(
  vectors: Vectors,
  layer: Layer,
  head: number,
  from: number,
  encoding: EncodingName,
): Steps {
  const { n, dim } = vectors;
  const dots = new Float64Array(n);
  const scores = new Float64Array(n);
  const weights = new Float32Array(n);
  layer.row(head, from, weights);
  const query = vectors.query(head, from);
  // How far off a score may be for the rounding of its numbers.
  let blur = 0;
  for (let j = 0; j < n; j++) {
    const key = vectors.key(head, j);
    let sizes = 0;
    for (let k = 0; k < dim; k++) {
      const product = query[k] * key[k];
      dots[j] += product;
      sizes += Math.abs(product);
    }
    scores[j] = dots[j] / Math.sqrt(dim);
    blur = Math.max(blur, (2 * vectors.rounding * sizes) / Math.sqrt(dim));
  }
  const softmax = softmaxOf(scores, () => true);
  const differs = (shares: Float64Array) => gapOf(shares, weights, blur, encoding);
  const gap = differs(softmax);
  const plain = { dots, scores, softmax, weights, gap, masked: [] };
  if (gap === 0) return plain;
  const taken = [...weights.keys()].filter((j) => weights[j] > 0);
  const rest = softmaxOf(scores, (j) => weights[j] > 0);
  if (taken.length === 0 || differs(rest) > 0) return plain;
  // Of the keys without weight, those whose score would have brought them some.
  const [one] = taken;
  const would = (j: number) => rest[one] * Math.exp(scores[j] - scores[one]);
  const masked = [...weights.keys()].filter((j) => weights[j] === 0 && would(j) > SLACK);
  return { ...plain, softmax: rest, gap: 0, masked };
}

function softmaxOf(scores: Float64Array, takes: (j: number) => boolean): Float64Array {
  let most = -Infinity;
  scores.forEach((score, j) => (most = takes(j) ? Math.max(most, score) : most));
  const out = scores.map((score, j) => (takes(j) ? Math.exp(score - most) : 0));
  const sum = out.reduce((all, power) => all + power, 0);
  return out.map((power) => power / sum);
}

/** The largest difference that the page's own rounding does not explain. */
function gapOf(
  shares: Float64Array,
  weights: Float32Array,
  blur: number,
  encoding: EncodingName,
): number {
  let gap = 0;
  for (let j = 0; j < shares.length; j++) {
    const allowed = SLACK + storedError(weights[j], encoding) + shares[j] * Math.expm1(2 * blur);
    const difference = Math.abs(shares[j] - weights[j]);
    // What is not a number fits nothing.
    if (!(difference <= allowed)) gap = Math.max(gap, Number.isNaN(difference) ? 1 : difference);
  }
  return gap;
}
