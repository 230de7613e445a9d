import { describe, expect, it } from 'vitest';
import { cellFacts, visibleSums } from './cell';
import { cellWeight } from './numbers';

const see = {
  muted: Uint8Array.from([1, 0, 0]),
  segment: new Uint8Array(3),
  allowed: [true, true, true, true],
};
const map = Float32Array.from([0.5, 0.25, 0.25, 0.75, 0.125, 0.125, 0.25, 0.25, 0.5]);

describe('a cell', () => {
  it('ranks among what can be seen of its row and column', () => {
    const { value, hidden, row, column } = cellFacts(map, 3, see, 2, 1);
    expect([value, hidden]).toEqual([0.25, false]);
    expect(row).toEqual({ rank: 2, count: 2, mean: 0.375 });
    // The same weight stands above it.
    expect(column).toEqual({ rank: 2, count: 3, mean: 0.625 / 3 });
  });

  it('that is muted says so', () => {
    expect(cellFacts(map, 3, see, 1, 0)).toMatchObject({ value: 0.75, hidden: true });
  });
});

describe('sums', () => {
  it('leave out what is hidden', () => {
    const { rows, columns } = visibleSums(map, 3, see);
    expect([...rows]).toEqual([0.5, 0.25, 0.75]);
    expect([...columns]).toEqual([0, 0.625, 0.875]);
  });
});

describe('a number in a cell', () => {
  it('has two digits, small ones three, and a dot is almost nothing', () => {
    const written = [0.6891, 0.0995, 0.0217, 0.0006, 0.0004, 0, 1, 0.9999];
    expect(written.map((weight) => cellWeight(weight, 'u16-linear'))).toEqual([
      '.69',
      '.10',
      '.022',
      '.001',
      '·',
      '·',
      '1',
      '>.99',
    ]);
  });

  it('has no digit that the page does not know', () => {
    expect(cellWeight(0.022, 'u8-sqrt')).toBe('.02');
    expect(cellWeight(0.004, 'u8-sqrt')).toBe('.004');
  });
});
