// Which lines are drawn: in each row the strongest first, until a share of it is reached.

/** What may be seen of a map. */
export interface Visibility {
  /** Units whose incoming lines are hidden. */
  muted: Uint8Array;
  /** Segment of each unit, 0 or 1. */
  segment: Uint8Array;
  /** allowed[2 * from segment + to segment] */
  allowed: readonly boolean[];
}

export function isVisible(see: Visibility, from: number, to: number): boolean {
  return !see.muted[to] && see.allowed[2 * see.segment[from] + see.segment[to]];
}

/** Lines of one head, weakest first, so that the strongest lies on top. */
export interface Lines {
  count: number;
  from: Uint16Array;
  to: Uint16Array;
  weight: Float32Array;
  /** Attention that the lines carry, that could be seen, and that is hidden by muting. */
  shownMass: number;
  visibleMass: number;
  mutedMass: number;
  totalMass: number;
  /** Lines that could be seen. */
  visibleCount: number;
}

/** At most this many lines for all heads together. */
export const LINE_CAP = 8000;

/** Selects from `map` [n, n] until `share` of what can be seen of each row is reached. */
export function selectLines(
  map: Float32Array,
  n: number,
  see: Visibility,
  share: number,
  cap: number = LINE_CAP,
): Lines {
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  const sorted = new Float32Array(n);
  const stats = { visibleMass: 0, mutedMass: 0, totalMass: 0, visibleCount: 0 };
  for (let i = 0; i < n; i++) {
    let mass = 0;
    let count = 0;
    for (let j = 0; j < n; j++) {
      const w = map[i * n + j];
      stats.totalMass += w;
      if (see.muted[j]) stats.mutedMass += w;
      if (!isVisible(see, i, j)) continue;
      sorted[count++] = w;
      mass += w;
    }
    stats.visibleMass += mass;
    stats.visibleCount += count;
    const cut = cutRow(sorted.subarray(0, count), mass * share);
    for (let j = 0; j < n; j++) {
      const w = map[i * n + j];
      if (w < cut.least || !isVisible(see, i, j)) continue;
      if (w === cut.least && cut.ties-- <= 0) continue;
      from.push(i);
      to.push(j);
      weight.push(w);
    }
  }
  return { ...stats, ...strongest(from, to, weight, cap) };
}

/** The weakest weight of a row that is still drawn, and how many of just that weight. */
function cutRow(row: Float32Array, target: number) {
  row.sort();
  // Rounding must not ask for one line more when the target is the whole row.
  const enough = target * (1 - 1e-6);
  let sum = 0;
  let k = row.length;
  while (k > 0 && row[k - 1] > 0 && sum < enough) sum += row[--k];
  if (k === row.length) return { least: Infinity, ties: 0 };
  const least = row[k];
  let ties = 0;
  while (k + ties < row.length && row[k + ties] === least) ties++;
  return { least, ties };
}

/** The lines in order of weight, the weakest beyond `cap` left out. */
function strongest(from: number[], to: number[], weight: number[], cap: number) {
  const order = Uint32Array.from(weight.keys());
  order.sort((a, b) => weight[a] - weight[b]);
  const kept = order.subarray(Math.max(0, order.length - cap));
  let shownMass = 0;
  for (const k of kept) shownMass += weight[k];
  return {
    count: kept.length,
    from: Uint16Array.from(kept, (k) => from[k]),
    to: Uint16Array.from(kept, (k) => to[k]),
    weight: Float32Array.from(kept, (k) => weight[k]),
    shownMass,
  };
}
