// The strongest links between the words of a head: across the two texts where there are two.
import { type Visibility, isVisible } from './select';
import type { Unit } from './units';

export interface Link {
  from: number;
  to: number;
  weight: number;
}

const COUNT = 3;

/** Links in `map` [units, units], strongest first, and whether they are those across two texts. */
export function strongestLinks(
  map: Float32Array,
  units: readonly Unit[],
  see: Visibility,
): [Link[], boolean] {
  const n = units.length;
  const across = see.segment.includes(1) && (see.allowed[1] || see.allowed[2]);
  const words = [...units.keys()].filter((i) => !units[i].special);
  const top: Link[] = [];
  let least = 0;
  for (const from of words) {
    for (const to of words) {
      const weight = map[from * n + to];
      if (weight <= least || !isVisible(see, from, to)) continue;
      if (across && see.segment[from] === see.segment[to]) continue;
      const at = top.findIndex((one) => one.weight < weight);
      top.splice(at < 0 ? top.length : at, 0, { from, to, weight });
      if (top.length > COUNT) top.pop();
      if (top.length === COUNT) least = top[COUNT - 1].weight;
    }
  }
  return [top, across];
}
