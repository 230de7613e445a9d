// A row or a column of a map in order of weight.

export interface Ranked {
  unit: number;
  weight: number;
  /** From 1, over all units. */
  rank: number;
}

/** The strongest `count` units for which `take` holds. Equal weights keep the order of the text. */
export function ranked(
  weights: ArrayLike<number>,
  count: number,
  take: (unit: number) => boolean = () => true,
): Ranked[] {
  const top: number[] = [];
  for (let j = 0; j < weights.length; j++) {
    if (!take(j)) continue;
    if (top.length === count && weights[j] <= weights[top[count - 1]]) continue;
    let at = top.length;
    while (at > 0 && weights[top[at - 1]] < weights[j]) at--;
    top.splice(at, 0, j);
    if (top.length > count) top.pop();
  }
  return top.map((unit) => ({ unit, weight: weights[unit], rank: rankOf(weights, unit) }));
}

/** Place of a unit among all, from 1. */
export function rankOf(weights: ArrayLike<number>, unit: number): number {
  const weight = weights[unit];
  let rank = 1;
  for (let j = 0; j < weights.length; j++) {
    if (weights[j] > weight || (weights[j] === weight && j < unit)) rank++;
  }
  return rank;
}

/** Sum over the chosen rows of a map [n, n]. */
export function sumRows(map: Float32Array, n: number, rows: readonly number[]): Float32Array {
  const out = new Float32Array(n);
  for (const i of rows) {
    for (let j = 0; j < n; j++) out[j] += map[i * n + j];
  }
  return out;
}

/** Sum over the chosen columns of a map [n, n]. */
export function sumColumns(map: Float32Array, n: number, columns: readonly number[]): Float32Array {
  const out = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    for (const j of columns) out[i] += map[i * n + j];
  }
  return out;
}

export function total(weights: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += weights[j];
  return sum;
}
