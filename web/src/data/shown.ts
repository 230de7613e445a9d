// What a state shows of a layer: the heads' maps through the lens, and the lines drawn of them.
import type { State } from '../state';
import { SEGMENTS } from '../state';
import type { Group } from './combine';
import { leavesOut } from './lens';
import { LINE_CAP, type Lines, type Visibility, selectLines } from './select';
import type { Unit } from './units';

/** One map that is shown: a head's, or that of several heads together. */
export interface Shown {
  /** The head, or the first of those together. */
  head: number;
  slot: number;
  group: Group;
  /** [units, units] through the lens */
  map: Float32Array;
  lines: Lines;
}

export function visibilityOf(
  units: readonly Unit[],
  { lens, mute, segments }: Pick<State, 'lens' | 'mute' | 'segments'>,
): Visibility {
  const leftOut = leavesOut(lens);
  const muted = (unit: Unit) => unit.special && (leftOut || mute.includes(unit.label));
  return {
    muted: Uint8Array.from(units, (unit) => (muted(unit) ? 1 : 0)),
    segment: Uint8Array.from(units, (unit) => unit.segment),
    allowed: SEGMENTS.map((name) => segments.includes(name)),
  };
}

/** The chosen heads' maps with the lines of each, of which `share` is drawn. */
export function withLines(
  groups: readonly Group[],
  maps: readonly Float32Array[],
  see: Visibility,
  share: number,
): Shown[] {
  const cap = Math.ceil(LINE_CAP / Math.max(1, maps.length));
  return groups.map((group, k) => {
    const lines = selectLines(maps[k], see.muted.length, see, share, cap);
    return { head: group.heads[0], slot: group.slot, group, map: maps[k], lines };
  });
}
