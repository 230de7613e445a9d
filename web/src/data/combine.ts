// Several heads of a layer as one map.
import type { LensName } from './lens';

export const TOGETHER = ['separate', 'mean', 'max'] as const;
export type Together = (typeof TOGETHER)[number];

/** Heads that share a map and a colour. */
export interface Group {
  heads: readonly number[];
  slot: number;
  by: Together;
}

interface Choice {
  heads: readonly number[];
  slots: readonly number[];
  lens: LensName;
  together: Together;
}

/** Which of a layer's heads go into which map; the lens "mean" takes `all` into one. */
export function groupsOf({ heads, slots, lens, together }: Choice, all: number): Group[] {
  if (lens === 'mean') {
    return [{ heads: Array.from({ length: all }, (_, head) => head), slot: 0, by: 'mean' }];
  }
  if (together !== 'separate' && heads.length > 1) return [{ heads, slot: slots[0], by: together }];
  return heads.map((head, k) => ({ heads: [head], slot: slots[k], by: 'separate' }));
}

/** The mean or the largest of maps, number by number; a single map is itself. */
export function combine(maps: readonly Float32Array[], by: Together): Float32Array {
  if (maps.length === 1) return maps[0];
  const out = Float32Array.from(maps[0]);
  for (const map of maps.slice(1)) {
    for (let at = 0; at < out.length; at++) {
      out[at] = by === 'max' ? Math.max(out[at], map[at]) : out[at] + map[at];
    }
  }
  if (by === 'mean') for (let at = 0; at < out.length; at++) out[at] /= maps.length;
  return out;
}
