// Maps made small: as the program makes a page's thumbnails (docs/page-format.md), from what a lens
// shows and without what is muted.

/** Tokens that make one cell, and how many cells that is. */
export interface Pooling {
  block: number;
  side: number;
}

const MOST_SIDE = 48;

export function poolingOf(units: number): Pooling {
  const block = Math.ceil(units / MOST_SIDE);
  return { block, side: Math.ceil(units / block) };
}

/** Bytes [side, side] of a map [n, n]: the root of the largest weight in each block. */
export function poolMap(
  map: Float32Array,
  n: number,
  { block, side }: Pooling,
  muted: Uint8Array,
): Uint8Array {
  const most = new Float32Array(side * side);
  for (let i = 0; i < n; i++) {
    const row = Math.floor(i / block) * side;
    for (let j = 0, cell = row, left = block; j < n; j++) {
      const weight = map[i * n + j];
      if (weight > most[cell] && !muted[j]) most[cell] = weight;
      if (--left === 0) [cell, left] = [cell + 1, block];
    }
  }
  return Uint8Array.from(most, (weight) => Math.round(255 * Math.sqrt(Math.min(1, weight))));
}
