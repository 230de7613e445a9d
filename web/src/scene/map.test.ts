import { describe, expect, it } from 'vitest';
import { layoutMap, placeIn } from './map';

const labels = (n: number) => Array.from({ length: n }, (_, i) => `token${i}`);
const input = (n: number, lines = false, second = 0) =>
  layoutMap({ width: 376, height: 286, labels: labels(n), second, lines });

describe('an enlarged map', () => {
  it('has whole pixels, and a name at every row, where rows are high enough', () => {
    expect(input(18)).toMatchObject({ row: 14, height: 252, width: 252, every: 1, size: 11 });
    expect(input(25).every).toBe(1);
    expect(input(26).every).toBe(2);
    expect(input(512)).toMatchObject({ every: 21, height: 264 });
  });

  it('stays in its box', () => {
    for (const n of [1, 2, 6, 47, 128, 512]) {
      for (const lines of [false, true]) {
        const { x, y, width, height } = input(n, lines, Math.floor(n / 2));
        expect(x + width).toBeLessThanOrEqual(376);
        expect(y + height).toBeLessThanOrEqual(286);
      }
    }
  });

  it('knows the pair under a point', () => {
    const at = input(18);
    const point = (x: number, y: number) => placeIn(at, 18, at.x + x, at.y + y, false);
    expect(point(14 * 3 + 2, 14 * 11 + 7)).toEqual({ from: 11, to: 3 });
    expect(point(-1, 5)).toBeNull();
    expect(point(5, 252)).toBeNull();
  });

  it('knows the token under a point of its lines', () => {
    const at = input(18, true);
    const y = at.y + 2.5 * at.row;
    expect(placeIn(at, 18, 10, y, true)).toEqual({ from: 2, to: null });
    expect(placeIn(at, 18, 370, y, true)).toEqual({ from: null, to: 2 });
    expect(placeIn(at, 18, at.x + at.width / 2, y, true)).toBeNull();
  });
});
