import { describe, expect, it } from 'vitest';
import { selectLines } from '../data/select';
import { baseLines, focusBars, focusLines, headLabels, leavingLines } from './head';
import { type LayoutInput, hitTest, layoutHead, rowY, rowsInView, scrollTo } from './layout';
import { HAIRLINES_ABOVE, lineAlpha, lineWidth } from './marks';
import { drawThumbnail, thumbnailPitch } from './raster';

function input(change: Partial<LayoutInput> = {}): LayoutInput {
  const usual = {
    tooMany: false,
    width: 640,
    height: 500,
    heads: 1,
    rows: 'auto',
    widest: 6,
    narrow: false,
  } as const;
  return { units: 6, ...usual, ...change };
}

/** Each token looks at the next with 0.9, and a little at the first. */
function nextMap(n: number): Float32Array {
  const map = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    map[i * n + Math.min(i + 1, n - 1)] += 0.9;
    map[i * n] += 0.1;
  }
  return map;
}

function seeAll(n: number) {
  const zeros = new Uint8Array(n);
  return { muted: zeros, segment: zeros, allowed: [true, true, true, true] };
}

function drawn(n: number, share = 1, slot = 0) {
  const map = nextMap(n);
  return { slot, map, lines: selectLines(map, n, seeAll(n), share) };
}

describe('the layout', () => {
  it('fits while rows are at least 18 px, and reads below that', () => {
    expect(layoutHead(input())).toMatchObject({
      mode: 'fit',
      fits: true,
      fontSize: 20,
      rowHeight: 66,
    });
    expect(layoutHead(input({ units: 25 }))).toMatchObject({ mode: 'fit', fits: true });
    expect(layoutHead(input({ units: 26 }))).toMatchObject({
      mode: 'read',
      rowHeight: 20,
      fontSize: 14,
    });
    expect(layoutHead(input({ units: 26, rows: 'fit' }))).toMatchObject({
      mode: 'fit',
      fits: false,
    });
    expect(layoutHead(input({ rows: 'read' })).mode).toBe('fit');
  });

  it('keeps every column inside the width, and tokens no more than 360 px apart', () => {
    for (const width of [320, 358, 520, 640, 880]) {
      for (const units of [2, 6, 18, 512]) {
        for (const heads of [1, 4, 12]) {
          for (const widest of [1, 6, 30]) {
            const at = layoutHead(input({ width, units, heads, widest, narrow: width < 560 }));
            expect(at.fromX - at.labelWidth).toBeGreaterThanOrEqual(0);
            expect(at.lineRight - at.lineLeft).toBeGreaterThanOrEqual(72);
            expect(at.lineRight - at.lineLeft).toBeLessThanOrEqual(360);
            expect(at.toX + at.labelWidth).toBeLessThanOrEqual(at.rightNumberX);
            const right = at.minimapWidth > 0 ? at.minimapX + at.minimapWidth : at.rightNumberX;
            expect(right).toBeLessThanOrEqual(width + 1);
          }
        }
      }
    }
  });

  it('finds the token under a point', () => {
    const at = layoutHead(input());
    const y = rowY(at, 2, 0);
    expect(hitTest(at, at.fromX - 10, y, 0)).toEqual({ side: 'from', unit: 2 });
    expect(hitTest(at, at.toX + 10, y, 0)).toEqual({ side: 'to', unit: 2 });
    expect(hitTest(at, (at.lineLeft + at.lineRight) / 2, y, 0)).toBeNull();
    expect(hitTest(at, at.fromX - 10, 2, 0)).toBeNull();
    expect(hitTest(at, at.fromX - 10, 499, 0)).toBeNull();
  });

  it('scrolls just far enough', () => {
    const at = layoutHead(input({ units: 100 }));
    expect(scrollTo(at, 3, 0)).toBe(0);
    const to = scrollTo(at, 60, 0);
    const { first, last } = rowsInView(at, to);
    expect(60).toBeGreaterThan(first);
    expect(60).toBeLessThan(last);
    expect(scrollTo(at, 99, 0)).toBe(at.contentHeight - at.height);
    expect(scrollTo(at, 60, to)).toBe(to);
  });
});

describe('a line', () => {
  it('is as wide and as strong as its weight', () => {
    expect(lineWidth(1, false)).toBe(6);
    expect(lineWidth(0.01, false)).toBe(0.5);
    expect(lineAlpha(0, false)).toBe(0.2);
    expect(lineAlpha(1, false)).toBe(1);
    expect(lineWidth(1, true)).toBe(0.75);
    expect(lineAlpha(0.01, true)).toBe(0.06);
    expect(lineAlpha(0.5, true)).toBe(0.5);
  });
});

describe('the lines of the picture', () => {
  it('join the rows that look at each other', () => {
    const at = layoutHead(input());
    const scene = baseLines(at, [drawn(6)], 0);
    const [{ count, y0, y1, weight }] = scene.heads;
    expect(count).toBe(12);
    const strongest = Array.from({ length: count }, (_, k) => k).filter((k) => weight[k] > 0.8);
    for (const k of strongest) expect([0, 66]).toContain(Math.round(y1[k] - y0[k]));
    expect(scene).toMatchObject({ x0: at.lineLeft, x1: at.lineRight, hairlines: false });
  });

  it('stand 5 px apart for each head, around the row', () => {
    const at = layoutHead(input({ heads: 4 }));
    const heads = [0, 1, 2, 3].map((slot) => drawn(6, 0.5, slot));
    const ys = baseLines(at, heads, 0).heads.map(({ y0 }) => y0[0]);
    expect(ys.map((y) => y - ys[0])).toEqual([0, 5, 10, 15]);
    expect((ys[0] + ys[3]) / 2).toBeCloseTo(rowY(at, 0, 0), 1);
  });

  it('stay in their row where rows are low', () => {
    const at = layoutHead(input({ units: 40, heads: 12 }));
    expect(at.headStep * 11).toBeLessThanOrEqual(20);
  });

  it('become hairlines when they are too many, or rows too low', () => {
    const many = drawn(6);
    many.lines = { ...many.lines, count: HAIRLINES_ABOVE + 1 };
    many.lines.from = new Uint16Array(many.lines.count);
    many.lines.to = new Uint16Array(many.lines.count);
    many.lines.weight = new Float32Array(many.lines.count);
    expect(baseLines(layoutHead(input()), [many], 0).hairlines).toBe(true);
    const low = layoutHead(input({ units: 200, rows: 'fit' }));
    expect(baseLines(low, [drawn(200)], 0).hairlines).toBe(true);
  });

  it('are in reading mode those that touch the view, and the others are counted', () => {
    const n = 100;
    const at = layoutHead(input({ units: n }));
    const head = drawn(n);
    const scene = baseLines(at, [head], 600);
    const { first, last } = rowsInView(at, 600);
    expect(scene.heads[0].count).toBeLessThan(head.lines.count);
    const { above, below, touching } = leavingLines(at, [head], 600);
    expect(touching).toBe(scene.heads[0].count);
    // One line from the row above the view, and one to the first token from each row from here on.
    expect(above).toBe(1 + n - first);
    expect(below).toBe(1 + n - 1 - last);
  });
});

describe('the focus', () => {
  const at = layoutHead(input());
  const head = drawn(6);
  const row = head.map.subarray(12, 18);
  const focus = { side: 'from' as const, units: [2], pinned: false, rows: [row] };

  it('draws every line of its row above 0.005, at full strength', () => {
    const scene = focusLines(at, [head], focus, seeAll(6), 0);
    expect(scene.full).toBe(true);
    expect(scene.heads[0].count).toBe(2);
    const back = { ...focus, side: 'to' as const, units: [0] };
    expect(focusLines(at, [head], back, seeAll(6), 0).heads[0].count).toBe(6);
  });

  it('does not draw lines to muted tokens', () => {
    const see = { ...seeAll(6), muted: Uint8Array.from([1, 0, 0, 0, 0, 0]) };
    expect(focusLines(at, [head], focus, see, 0).heads[0].count).toBe(1);
  });

  it('has a bar for each head and token, when there are several heads', () => {
    expect(focusBars(at, [head], focus, 0)).toEqual([]);
    const two = layoutHead(input({ heads: 2 }));
    const bars = focusBars(two, [head, { ...head, slot: 1 }], { ...focus, rows: [row, row] }, 0);
    expect(bars).toHaveLength(12);
    const widest = Math.max(...bars.map((bar) => bar.width));
    expect(widest).toBeCloseTo(0.9 * two.barWidth);
  });
});

describe('the labels', () => {
  const words = { from: 'from', to: 'to', all: 'all' };
  function labelsOf(change: Partial<Parameters<typeof headLabels>[0]> = {}) {
    const layout = change.layout ?? layoutHead(input());
    const n = layout.units;
    return headLabels({
      layout,
      labels: Array.from({ length: n }, (_, i) => `t${i}`),
      muted: new Uint8Array(n),
      special: Array.from({ length: n }, (_, i) => i === 0 || i === n - 1),
      focus: null,
      scroll: 0,
      format: ({ rows }, unit, k) => rows[k][unit].toFixed(3),
      words,
      ...change,
    });
  }
  const head = drawn(6);
  const focus = {
    side: 'from' as const,
    units: [2],
    pinned: false,
    rows: [head.map.subarray(12, 18)],
  };

  it('are both columns, and no number without a focus', () => {
    const keys = labelsOf().map((label) => label.key);
    expect(keys.filter((key) => key.startsWith('from-'))).toHaveLength(6);
    expect(keys.filter((key) => key.startsWith('to-'))).toHaveLength(6);
    expect(keys.some((key) => key.startsWith('number'))).toBe(false);
  });

  it('show the focus, its targets and their numbers', () => {
    const labels = new Map(labelsOf({ focus }).map((label) => [label.key, label]));
    expect(labels.get('from-2')?.tone).toBe('active');
    expect(labels.get('from-3')?.tone).toBe('dim');
    expect(labels.get('to-3')?.tone).toBe('strong');
    expect(labels.get('to-0')?.tone).toBe('plain');
    expect(labels.get('to-5')?.tone).toBe('dim');
    expect(labels.get('number-3-0')?.text).toBe('0.900');
    const pinned = labelsOf({ focus: { ...focus, pinned: true } });
    expect(pinned.find((label) => label.key === 'from-2')?.tone).toBe('pinned');
  });

  it('do not collide where rows are low', () => {
    const layout = layoutHead(input({ units: 512, rows: 'fit' }));
    for (const shown of [null, { ...focus, units: [100], rows: [new Float32Array(512)] }]) {
      const labels = labelsOf({ layout, focus: shown });
      const ys = labels.filter((label) => label.key.startsWith('to-')).map((label) => label.y);
      ys.sort((a, b) => a - b);
      for (let k = 1; k < ys.length; k++) expect(ys[k] - ys[k - 1]).toBeGreaterThanOrEqual(14.9);
      expect(labels.length).toBeLessThan(120);
      if (shown) expect(labels.some((label) => label.key === 'from-100')).toBe(true);
    }
  });

  it('are in reading mode the rows in view, with their indices', () => {
    const layout = layoutHead(input({ units: 300 }));
    const labels = labelsOf({ layout, scroll: 2000 });
    expect(labels.length).toBeLessThan(120);
    expect(labels.some((label) => label.key === 'index-100')).toBe(true);
  });
});

describe('a thumbnail', () => {
  it('has whole cells, and the largest where it is smaller than its map', () => {
    const table = Uint32Array.from({ length: 256 }, (_, k) => k);
    const small = new Uint32Array(16);
    drawThumbnail(Uint8Array.from([1, 2, 3, 4]), 2, table, small, 4, 0, 4);
    expect([...small]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    const pooled = new Uint32Array(4);
    const cells = Uint8Array.from({ length: 16 }, (_, k) => k);
    drawThumbnail(cells, 4, table, pooled, 2, 0, 2);
    expect([...pooled]).toEqual([5, 7, 13, 15]);
  });

  it('has a pitch of 27 px where heads fit', () => {
    expect(thumbnailPitch(12, 324)).toBe(27);
    expect(thumbnailPitch(16, 324)).toBe(20);
    expect(thumbnailPitch(6, 324)).toBe(27);
  });
});
