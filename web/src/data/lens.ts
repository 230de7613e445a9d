// A lens is a named rule that turns a layer's attention into what is shown.

export type LensName = 'raw' | 'without-specials' | 'mean' | 'scores';

export const LENSES: readonly LensName[] = ['raw', 'without-specials', 'mean', 'scores'];

/** Whether it takes the special tokens out, so that there is nothing left to mute. */
export function leavesOut(lens: LensName): boolean {
  return lens === 'without-specials';
}

/**
 * Applies the lens to one row [n] of weights, in place. The mean of heads and the scores change no
 * weight: they choose what stands in its place (combine.ts, scores.ts).
 */
export function applyLens(lens: LensName, row: Float32Array, special: readonly boolean[]): void {
  if (!leavesOut(lens)) return;
  let rest = 0;
  for (let j = 0; j < row.length; j++) {
    if (special[j]) row[j] = 0;
    rest += row[j];
  }
  if (rest <= 0) return;
  for (let j = 0; j < row.length; j++) row[j] /= rest;
}
