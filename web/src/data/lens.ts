// A lens is a named rule that turns a row of attention into the row that is shown.

export type LensName = 'raw' | 'without-specials';

export const LENSES: readonly LensName[] = ['raw', 'without-specials'];

/** Applies the lens to one row [n] of weights, in place. */
export function applyLens(lens: LensName, row: Float32Array, special: readonly boolean[]): void {
  if (lens === 'raw') return;
  let rest = 0;
  for (let j = 0; j < row.length; j++) {
    if (special[j]) row[j] = 0;
    rest += row[j];
  }
  if (rest <= 0) return;
  for (let j = 0; j < row.length; j++) row[j] /= rest;
}
