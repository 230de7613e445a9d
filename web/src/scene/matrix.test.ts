import { describe, expect, it } from 'vitest';
import { axisLabels, cellNumbers, divider, loupeFrom, sumBars } from './axes';
import {
  CELLS,
  type MatrixInput,
  clamped,
  hitMatrix,
  inView,
  layoutMatrix,
  placeIn,
  revealed,
  stepZoom,
  zoomedAt,
} from './matrix';

const input: MatrixInput = {
  units: 121,
  width: 802,
  height: 706,
  heads: 1,
  zoom: null,
  widest: 8,
  sums: true,
  narrow: false,
};
const open = {
  muted: new Uint8Array(121),
  segment: new Uint8Array(121),
  allowed: [true, true, true, true],
};
const origin = { x: 0, y: 0 };

describe('the layout', () => {
  it('fits whole-pixel cells into the view', () => {
    const layout = layoutMatrix(input);
    expect(layout.cell).toBe(5);
    expect(layout.content).toBe(605);
    expect(layout.view).toEqual({ width: 605, height: 605 });
    expect([layout.whole, layout.named, layout.numbered]).toEqual([true, false, false]);
    expect(layout.used.width).toBeLessThanOrEqual(input.width);
    expect(layout.used.height).toBeLessThanOrEqual(input.height);
  });

  it('keeps to cells of 1 to 40 pixels, whatever the number of tokens', () => {
    for (let units = 1; units <= 600; units++) {
      const layout = layoutMatrix({ ...input, units });
      expect(Number.isInteger(layout.cell)).toBe(true);
      expect(layout.cell).toBeGreaterThanOrEqual(CELLS.least);
      expect(layout.cell).toBeLessThanOrEqual(CELLS.most);
      expect(layout.content).toBeLessThanOrEqual(Math.min(layout.view.width, layout.view.height));
      expect(layout.named).toBe(layout.cell >= 11);
      expect(layout.numbered).toBe(layout.cell >= 28);
    }
  });

  it('puts several tokens into a pixel where there are more of them than pixels', () => {
    const layout = layoutMatrix({ ...input, units: 1500 });
    expect([layout.cell, layout.block]).toEqual([1, 3]);
    expect(layout.content).toBe(500);
    expect(placeIn(layout, 1499, 0)).toBe(499);
  });

  it('arranges several maps so that each is as large as can be', () => {
    for (const [heads, columns, rows] of [
      [2, 2, 1],
      [4, 2, 2],
      [12, 4, 3],
    ]) {
      const layout = layoutMatrix({ ...input, heads });
      expect(new Set(layout.panels.map(({ x }) => x)).size).toBe(columns);
      expect(new Set(layout.panels.map(({ y }) => y)).size).toBe(rows);
      expect(layout.used.width).toBeLessThanOrEqual(input.width);
      expect(layout.used.height).toBeLessThanOrEqual(input.height);
    }
  });

  it('goes beyond the view when zoomed in', () => {
    const layout = layoutMatrix({ ...input, zoom: 30 });
    expect([layout.cell, layout.numbered, layout.whole]).toEqual([30, true, false]);
    expect(layout.content).toBe(3630);
    expect(layout.view.width).toBeLessThan(layout.content);
    expect(layoutMatrix({ ...input, zoom: 3 }).cell).toBe(5);
  });
});

describe('zooming', () => {
  it('keeps the cell under the pointer where it is', () => {
    let layout = layoutMatrix(input);
    let corner = origin;
    const at = { x: 400, y: 350 };
    for (;;) {
      const zoom = stepZoom(layout, 1);
      const next = layoutMatrix({ ...input, zoom });
      if (next.cell === layout.cell) break;
      corner = zoomedAt(layout, corner, next, 0, at);
      layout = next;
    }
    expect(layout.cell).toBe(40);
    const first = hitMatrix(layoutMatrix(input), origin, at)!;
    const last = hitMatrix(layout, corner, at)!;
    expect(first).toEqual({ kind: 'cell', shown: 0, from: 58, to: 59 });
    // Half a pixel is rounded away at each step, and a cell is 40 pixels in the end.
    expect(last).toEqual(first);
  });

  it('ends where the whole map is in view', () => {
    const layout = layoutMatrix({ ...input, zoom: 6 });
    expect(stepZoom(layout, -1)).toBe(5);
    expect(layoutMatrix({ ...input, zoom: 5 }).whole).toBe(true);
    expect(stepZoom(layoutMatrix(input), -1)).toBeNull();
    expect(stepZoom(layoutMatrix({ ...input, units: 1500 }), 1)).toBe(1);
  });

  it('never leaves the map', () => {
    const layout = layoutMatrix({ ...input, zoom: 20 });
    expect(clamped(layout, { x: -50, y: 1e6 })).toEqual({
      x: 0,
      y: layout.content - layout.view.height,
    });
  });

  it('brings a cell into view', () => {
    const layout = layoutMatrix({ ...input, zoom: 20 });
    const corner = revealed(layout, origin, 100, 3);
    const [first, last] = inView(layout, corner.y, layout.view.height);
    expect(first).toBeLessThanOrEqual(98);
    expect(last).toBeGreaterThanOrEqual(102);
    expect(corner.x).toBe(0);
    expect(revealed(layout, corner, 100, 3)).toEqual(corner);
  });
});

describe('what is under the pointer', () => {
  const layout = layoutMatrix({ ...input, zoom: 10 });
  const [panel] = layout.panels;

  it('is a cell, or a row or column by its axis', () => {
    const corner = { x: 105, y: 40 };
    const hit = (x: number, y: number) =>
      hitMatrix(layout, corner, { x: panel.x + x, y: panel.y + y });
    expect(hit(0, 0)).toEqual({ kind: 'cell', shown: 0, from: 4, to: 10 });
    expect(hit(5, 10)).toEqual({ kind: 'cell', shown: 0, from: 5, to: 11 });
    expect(hit(-10, 12)).toEqual({ kind: 'row', shown: 0, unit: 5 });
    expect(hit(layout.view.width + 20, 12)).toEqual({ kind: 'row', shown: 0, unit: 5 });
    expect(hit(12, -10)).toEqual({ kind: 'column', shown: 0, unit: 11 });
    expect(hit(-10, -10)).toBeNull();
  });

  it('is in the map that lies there', () => {
    const two = layoutMatrix({ ...input, heads: 2 });
    const { x, y } = two.panels[1];
    expect(hitMatrix(two, origin, { x: x + 1, y: y + 1 })).toMatchObject({
      shown: 1,
      from: 0,
      to: 0,
    });
  });
});

describe('what stands around a map', () => {
  const labels = Array.from({ length: 121 }, (_, unit) => `token${unit}`);

  it('is positions where cells are small, tokens where they are large', () => {
    const small = axisLabels(layoutMatrix(input), origin, origin, labels);
    expect(small.map(({ text }) => text).slice(0, 3)).toEqual(['0', '10', '20']);
    expect(small.every(({ upright }) => !upright)).toBe(true);
    const layout = layoutMatrix({ ...input, zoom: 12 });
    const large = axisLabels(layout, { x: 120, y: 0 }, origin, labels);
    const columns = large.filter(({ upright }) => upright);
    expect(columns[0].text).toBe('token10');
    expect(large[0].text).toBe('token0');
    expect(columns[0].x).toBe(6);
  });

  it('is bars whose longest is the largest sum', () => {
    const layout = layoutMatrix(input);
    const rows = Float32Array.from(labels, (_, unit) => (unit === 7 ? 2 : 1));
    const columns = Float32Array.from(labels, (_, unit) => (unit === 3 ? 0 : 0.5));
    const bars = sumBars(layout, origin, { x: 100, y: 60 }, { rows, columns });
    expect(bars.rows[7]).toMatchObject({ unit: 7, y: 95, width: 44, height: 4 });
    expect(bars.rows[8].width).toBe(22);
    expect(bars.columns[3].height).toBe(0);
    expect(bars.columns[4]).toMatchObject({ x: 120, height: 30, y: 26, width: 4 });
  });

  it('is numbers in cells that have room, but for hidden ones', () => {
    expect(cellNumbers(layoutMatrix(input), origin, origin, open)).toEqual([]);
    const layout = layoutMatrix({ ...input, units: 6 });
    expect(cellNumbers(layout, origin, origin, open)).toHaveLength(36);
    const muted = Uint8Array.from([1, 0, 0, 0, 0, 1]);
    const left = cellNumbers(layout, origin, origin, { ...open, muted });
    expect(left).toHaveLength(24);
    expect(left[0]).toEqual({ x: 60, y: 20, from: 0, to: 1 });
  });

  it('divides where the second text begins', () => {
    expect(divider(open)).toBeNull();
    expect(divider({ ...open, segment: Uint8Array.from([0, 0, 1, 1]) })).toBe(2);
  });

  it('keeps the loupe inside the map', () => {
    expect([0, 3, 60, 119].map((unit) => loupeFrom(unit, 121))).toEqual([0, 0, 56, 112]);
    expect(loupeFrom(2, 6)).toBe(0);
  });
});
