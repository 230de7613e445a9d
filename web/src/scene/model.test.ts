import { describe, expect, it } from 'vitest';
import { type ModelInput, cellAt, cellsBetween, layoutModel, moved } from './model';

function layout(change: Partial<ModelInput> = {}) {
  const usual = { width: 1392, headings: true, narrow: false, enlarged: new Set<number>() };
  return layoutModel({ groups: [4, 5, 9, 32], ...usual, ...change });
}

describe('the places of all heads', () => {
  it('are 90 px pictures at a pitch of 98', () => {
    const { edge, columns, cells } = layout();
    expect([edge, columns]).toEqual([90, 14]);
    expect(cells).toHaveLength(50);
    expect(cells[1].x - cells[0].x).toBe(98);
    expect(cells[32].y - cells[18].y).toBe(116);
    expect(cells[0]).toMatchObject({ width: 90, height: 108 });
  });

  it('keep small groups side by side, and a large one to itself', () => {
    const { headings, cells } = layout();
    expect(headings.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [416, 0],
      [0, 150],
      [0, 300],
    ]);
    expect(cells[4].x).toBe(416);
    expect(headings[3].width).toBe(1392);
  });

  it('never overlap, and stay inside the width', () => {
    for (const width of [358, 700, 1200, 1392]) {
      for (const enlarged of [[], [0], [3, 4, 5], [49], [10, 20, 30]]) {
        const { cells, height } = layout({
          width,
          enlarged: new Set(enlarged),
          narrow: width < 600,
        });
        cells.forEach((a, i) => {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width).toBeLessThanOrEqual(width);
          expect(a.y + a.height).toBeLessThanOrEqual(height);
          for (const b of cells.slice(i + 1)) {
            const apart =
              a.x + a.width <= b.x ||
              b.x + b.width <= a.x ||
              a.y + a.height <= b.y ||
              b.y + b.height <= a.y;
            expect(apart).toBe(true);
          }
        });
      }
    }
  });

  it('leave an enlarged head the place of four by three', () => {
    const { cells } = layout({ enlarged: new Set([10]) });
    expect(cells[10]).toMatchObject({ enlarged: true, width: 4 * 98 - 8, height: 3 * 116 - 8 });
    // What follows flows around it.
    expect(cells[11]).toMatchObject({ x: cells[10].x + 4 * 98, y: cells[10].y });
  });

  it('are four in the width of a phone', () => {
    const { edge, columns } = layout({ width: 358, narrow: true });
    expect([edge, columns]).toEqual([85, 4]);
  });

  it('have no heading where there is one group', () => {
    const { headings, cells } = layout({ groups: [144], headings: false });
    expect(headings).toEqual([]);
    expect(cells[0].y).toBe(0);
  });
});

describe('the head at a point', () => {
  it('is found by its name and its picture', () => {
    const at = layout();
    const { x, y } = at.cells[20];
    expect(cellAt(at, x + 1, y + 1)).toBe(20);
    expect(cellAt(at, x + 89, y + 107)).toBe(20);
    expect(cellAt(at, x + 94, y + 50)).toBeNull();
  });

  it('is drawn when it reaches into view', () => {
    const at = layout();
    expect(cellsBetween(at, 0, 130)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(cellsBetween(at, 140, 170)).toEqual([]);
    expect(cellsBetween(at, 175, 180)).toHaveLength(9);
  });
});

describe('keys', () => {
  const at = layout();
  const go = (from: number, key: string, whole = false) => moved(at, from, key, whole, 400);

  it('go in the order of reading, through groups and ends of lines', () => {
    expect(go(3, 'ArrowRight')).toBe(4);
    expect(go(8, 'ArrowRight')).toBe(9);
    expect(go(9, 'ArrowLeft')).toBe(8);
    expect(go(0, 'ArrowLeft')).toBe(0);
    expect(go(49, 'ArrowRight')).toBe(49);
  });

  it('go up and down to what stands nearest', () => {
    expect(go(4, 'ArrowDown')).toBe(13);
    expect(go(13, 'ArrowUp')).toBe(4);
    expect(go(31, 'ArrowUp')).toBe(17);
    expect(go(0, 'ArrowUp')).toBe(0);
    expect(go(49, 'ArrowDown')).toBe(49);
  });

  it('go to ends of lines, of all, and by pages', () => {
    expect(go(6, 'Home')).toBe(0);
    expect(go(6, 'End')).toBe(8);
    expect(go(6, 'Home', true)).toBe(0);
    expect(go(6, 'End', true)).toBe(49);
    expect(go(0, 'PageDown')).toBe(18);
    expect(go(46, 'PageUp')).toBe(0);
    expect(moved(at, 46, 'PageUp', false, 300)).toBe(9);
    expect(go(46, 'x')).toBeNull();
  });

  it('reach every head with an enlarged one among them', () => {
    const big = layout({ enlarged: new Set([10]) });
    const seen = new Set<number>([0]);
    for (let k = 0, now = 0; k < 60; k++)
      seen.add((now = moved(big, now, 'ArrowRight', false, 400)!));
    expect(seen.size).toBe(50);
  });
});
