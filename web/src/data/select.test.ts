import { describe, expect, it } from 'vitest';
import { type Visibility, selectLines } from './select';

function see(n: number, muted: number[] = [], segment?: number[]): Visibility {
  return {
    muted: Uint8Array.from({ length: n }, (_, i) => (muted.includes(i) ? 1 : 0)),
    segment: Uint8Array.from(segment ?? Array(n).fill(0)),
    allowed: [true, true, true, true],
  };
}

function pairs(lines: ReturnType<typeof selectLines>) {
  return Array.from({ length: lines.count }, (_, k) => [lines.from[k], lines.to[k]]);
}

const map = Float32Array.from([0.6, 0.3, 0.1, 0.25, 0.25, 0.5, 1 / 3, 1 / 3, 1 / 3]);

describe('the lines of a map', () => {
  it('are the strongest of each row until the share is reached, the strongest last', () => {
    const lines = selectLines(map, 3, see(3), 0.7);
    expect(pairs(lines).sort()).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 1],
      [2, 2],
    ]);
    expect([...lines.weight]).toEqual([...lines.weight].sort((a, b) => a - b));
    expect(lines.visibleCount).toBe(9);
    expect(lines.visibleMass).toBeCloseTo(3);
  });

  it('state the share that they really carry', () => {
    const lines = selectLines(map, 3, see(3), 0.5);
    const carried = pairs(lines).reduce((sum, [i, j]) => sum + map[i * 3 + j], 0);
    expect(lines.shownMass).toBeCloseTo(carried);
    expect(lines.shownMass / lines.visibleMass).toBeGreaterThanOrEqual(0.5);
  });

  it('are all that is not zero at a share of one', () => {
    const lines = selectLines(Float32Array.from([1, 0, 0.5, 0.5]), 2, see(2), 1);
    expect(lines.count).toBe(3);
    expect(selectLines(map, 3, see(3), 1).count).toBe(9);
  });

  it('leave out muted columns without rescaling the rest', () => {
    const lines = selectLines(map, 3, see(3, [0]), 1);
    expect(pairs(lines).every(([, to]) => to !== 0)).toBe(true);
    expect(lines.mutedMass).toBeCloseTo(0.6 + 0.25 + 1 / 3);
    expect(lines.visibleMass).toBeCloseTo(3 - lines.mutedMass);
    expect(Math.max(...lines.weight)).toBe(0.5);
  });

  it('keep to the chosen segments', () => {
    const visible = see(3, [], [0, 0, 1]);
    visible.allowed = [false, true, false, false];
    const lines = selectLines(map, 3, visible, 1);
    expect(pairs(lines).sort()).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('are no more than the cap, and then the strongest of all', () => {
    const lines = selectLines(map, 3, see(3), 1, 2);
    expect(pairs(lines).sort()).toEqual([
      [0, 0],
      [1, 2],
    ]);
  });

  it('are none where nothing may be seen', () => {
    const lines = selectLines(map, 3, see(3, [0, 1, 2]), 0.7);
    expect(lines.count).toBe(0);
    expect(lines.visibleMass).toBe(0);
  });
});
