import { describe, expect, it } from 'vitest';
import { combine, groupsOf } from './combine';

const choice = {
  heads: [5, 1, 7],
  slots: [0, 2, 1],
  lens: 'raw' as const,
  together: 'separate' as const,
};

describe('the maps of chosen heads', () => {
  it('are one for each head, with its colour', () => {
    expect(groupsOf(choice, 12)).toEqual([
      { heads: [5], slot: 0, by: 'separate' },
      { heads: [1], slot: 2, by: 'separate' },
      { heads: [7], slot: 1, by: 'separate' },
    ]);
    expect(groupsOf({ ...choice, heads: [], slots: [] }, 12)).toEqual([]);
  });

  it('are one for several together', () => {
    const all = groupsOf({ ...choice, together: 'max' }, 12);
    expect(all).toEqual([{ heads: [5, 1, 7], slot: 0, by: 'max' }]);
    const one = groupsOf({ ...choice, heads: [5], slots: [3], together: 'max' }, 12);
    expect(one).toEqual([{ heads: [5], slot: 3, by: 'separate' }]);
  });

  it('are one for the whole layer through the lens "mean", whatever is chosen', () => {
    for (const heads of [[], [2], [1, 2]]) {
      const lens = { ...choice, heads, slots: heads, lens: 'mean' as const };
      expect(groupsOf(lens, 3)).toEqual([{ heads: [0, 1, 2], slot: 0, by: 'mean' }]);
    }
  });
});

describe('several maps in one', () => {
  const maps = [
    [0.5, 0, -3],
    [0.25, 1, -1],
  ].map((map) => Float32Array.from(map));

  it('is their mean or the largest, number by number', () => {
    expect([...combine(maps, 'mean')]).toEqual([0.375, 0.5, -2]);
    expect([...combine(maps, 'max')]).toEqual([0.5, 1, -1]);
    expect([...maps[0]]).toEqual([0.5, 0, -3]);
  });

  it('is a single map itself', () => {
    expect(combine([maps[0]], 'mean')).toBe(maps[0]);
  });
});
