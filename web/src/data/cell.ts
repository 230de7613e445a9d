// What is said about one cell of a map: its place in its row and column, and their sums.
import { type Visibility, isVisible } from './select';

/** A cell among those that can be seen of its row or column. */
export interface Standing {
  rank: number;
  count: number;
  mean: number;
}

export interface CellFacts {
  value: number;
  /** Whether muting or segments hide it; it has no standing then. */
  hidden: boolean;
  row: Standing;
  column: Standing;
}

export function cellFacts(
  map: Float32Array,
  n: number,
  see: Visibility,
  from: number,
  to: number,
): CellFacts {
  const inRow = (j: number) => (isVisible(see, from, j) ? map[from * n + j] : null);
  const inColumn = (i: number) => (isVisible(see, i, to) ? map[i * n + to] : null);
  return {
    value: map[from * n + to],
    hidden: !isVisible(see, from, to),
    row: standing(inRow, n, to),
    column: standing(inColumn, n, from),
  };
}

/** Equal numbers rank in the order of the text. */
function standing(at: (unit: number) => number | null, n: number, own: number): Standing {
  const value = at(own);
  let [rank, count, sum] = [1, 0, 0];
  for (let k = 0; k < n; k++) {
    const other = at(k);
    if (other === null) continue;
    count++;
    sum += other;
    if (value !== null && (other > value || (other === value && k < own))) rank++;
  }
  return { rank, count, mean: count > 0 ? sum / count : 0 };
}

/** Sums over what can be seen of each row and of each column. */
export function visibleSums(map: Float32Array, n: number, see: Visibility) {
  const rows = new Float32Array(n);
  const columns = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (!isVisible(see, i, j)) continue;
      rows[i] += map[i * n + j];
      columns[j] += map[i * n + j];
    }
  }
  return { rows, columns };
}
