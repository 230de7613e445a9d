// What a state shows of a layer: the heads' maps through the lens, and the lines drawn of them.
import type { State } from '../state';
import { SEGMENTS } from '../state';
import { LINE_CAP, type Lines, type Visibility, selectLines } from './select';
import type { Unit } from './units';

/** One head that is shown. */
export interface Shown {
  head: number;
  slot: number;
  /** [units, units] through the lens */
  map: Float32Array;
  lines: Lines;
}

export function visibilityOf(
  units: readonly Unit[],
  { lens, mute, segments }: Pick<State, 'lens' | 'mute' | 'segments'>,
): Visibility {
  const leftOut = lens === 'without-specials';
  const muted = (unit: Unit) => unit.special && (leftOut || mute.includes(unit.label));
  return {
    muted: Uint8Array.from(units, (unit) => (muted(unit) ? 1 : 0)),
    segment: Uint8Array.from(units, (unit) => unit.segment),
    allowed: SEGMENTS.map((name) => segments.includes(name)),
  };
}

/** The chosen heads with their lines; `mapOf` gives the map [units, units] of a head. */
export function showHeads(
  { heads, slots, lines }: Pick<State, 'heads' | 'slots' | 'lines'>,
  see: Visibility,
  mapOf: (head: number) => Float32Array,
): Shown[] {
  const cap = Math.ceil(LINE_CAP / Math.max(1, heads.length));
  return heads.map((head, k) => {
    const map = mapOf(head);
    const chosen = selectLines(map, see.muted.length, see, lines / 100, cap);
    return { head, slot: slots[k], map, lines: chosen };
  });
}
