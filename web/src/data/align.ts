// Which tokens of two texts are each other's, and how two maps differ where they are.
import type { Visibility } from './select';

/** For each unit of one text its partner in the other, or −1; both ways. */
export interface Alignment {
  there: readonly number[];
  back: readonly number[];
}

/** The longest common subsequence of the labels; of the same sequence twice, place by place. */
export function align(a: readonly string[], b: readonly string[]): Alignment {
  const width = b.length + 1;
  // The length of what the rests from i and j on have in common.
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      common[at] =
        a[i] === b[j] ? common[at + width + 1] + 1 : Math.max(common[at + width], common[at + 1]);
    }
  }
  const there = a.map(() => -1);
  const back = b.map(() => -1);
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const at = i * width + j;
    if (a[i] === b[j]) {
      there[i] = j;
      back[j++] = i++;
    } else if (common[at + width] >= common[at + 1]) i++;
    else j++;
  }
  return { there, back };
}

/** b − a [a's units, a's units]; 0 where a row or column has no partner. */
export function difference(a: Float32Array, b: Float32Array, { there, back }: Alignment) {
  const [n, m] = [there.length, back.length];
  return Float32Array.from(a, (value, at) => {
    const [i, j] = [there[Math.floor(at / n)], there[at % n]];
    return i < 0 || j < 0 ? 0 : b[i * m + j] - value;
  });
}

/** What can be seen of a difference: nothing of rows and columns without a partner. */
export function seeAligned(see: Visibility, { there }: Alignment): Visibility {
  const alone = (unit: number) => there[unit] < 0;
  return {
    muted: see.muted.map((muted, unit) => (alone(unit) ? 1 : muted)),
    segment: see.segment.map((segment, unit) => (alone(unit) ? 2 : segment)),
    // Nothing of a third segment.
    allowed: [...see.allowed, false, false],
  };
}

/**
 * The share of attention that is elsewhere in b, from 0 to 1: half the sum of differences, mean over
 * the rows that both have. What goes to tokens without a partner counts as one token.
 */
export function moved(a: Float32Array, b: Float32Array, { there, back }: Alignment): number {
  const [n, m] = [there.length, back.length];
  let [sum, rows] = [0, 0];
  there.forEach((k, i) => {
    if (k < 0) return;
    rows++;
    let rest = 0;
    for (let j = 0; j < n; j++) {
      const weight = a[i * n + j];
      if (there[j] < 0) rest += weight;
      else sum += Math.abs(b[k * m + there[j]] - weight);
    }
    for (let j = 0; j < m; j++) if (back[j] < 0) rest -= b[k * m + j];
    sum += Math.abs(rest);
  });
  return rows > 0 ? sum / rows / 2 : 0;
}
