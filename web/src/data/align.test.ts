import { describe, expect, it } from 'vitest';
import { align, difference, moved, seeAligned } from './align';
import { isVisible } from './select';

const map = (...values: number[]) => Float32Array.from(values);

describe('alignment', () => {
  it('of the same sequence is place by place, whatever repeats', () => {
    const tokens = ['a', 'b', 'a', 'a', 'c'];
    expect(align(tokens, tokens)).toEqual({ there: [0, 1, 2, 3, 4], back: [0, 1, 2, 3, 4] });
  });

  it('is the longest common subsequence of others', () => {
    const { there, back } = align(
      ['[', 'the', 'old', 'cat', 'sat', ']'],
      ['[', 'the', 'dog', 'sat', 'down', ']'],
    );
    expect(there).toEqual([0, 1, -1, -1, 3, 5]);
    expect(back).toEqual([0, 1, -1, 4, -1, 5]);
    expect(align(['a', 'b'], ['b', 'a']).there.filter((k) => k >= 0)).toHaveLength(1);
  });

  it('of nothing in common is empty', () => {
    expect(align(['a'], ['b', 'c'])).toEqual({ there: [-1], back: [-1, -1] });
    expect(align([], ['b'])).toEqual({ there: [], back: [-1] });
  });
});

describe('the difference of two maps', () => {
  const alignment = align(['a', 'x', 'b'], ['a', 'b']);
  const a = map(0.5, 0.25, 0.25, 0, 1, 0, 0.125, 0.375, 0.5);
  const b = map(0.25, 0.75, 0.5, 0.5);

  it('is b − a where both have the tokens', () => {
    expect([...difference(a, b, alignment)]).toEqual([-0.25, 0, 0.5, 0, 0, 0, 0.375, 0, 0]);
  });

  it('hides rows and columns without a partner, and what was hidden', () => {
    const see = {
      muted: Uint8Array.from([1, 0, 0]),
      segment: new Uint8Array(3),
      allowed: [true, true, true, true],
    };
    const aligned = seeAligned(see, alignment);
    const seen = [0, 1, 2].map((i) => [0, 1, 2].map((j) => isVisible(aligned, i, j)));
    expect(seen).toEqual([
      [false, false, true],
      [false, false, false],
      [false, false, true],
    ]);
  });

  it('as a share counts what goes to tokens without a partner as one', () => {
    // Row a: |−0.25| + |0.5| + |0.25 − 0|, row b: |0.375| + |0| + |0.375|; half, mean of two rows.
    expect(moved(a, b, alignment)).toBeCloseTo((1 + 0.75) / 4, 6);
    expect(moved(a, a, align(['a', 'x', 'b'], ['a', 'x', 'b']))).toBe(0);
    expect(moved(map(1, 0, 0, 1), map(0, 1, 1, 0), align(['a', 'b'], ['a', 'b']))).toBe(1);
    expect(moved(map(1), map(1), align(['a'], ['b']))).toBe(0);
  });
});
