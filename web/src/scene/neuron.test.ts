import { describe, expect, it } from 'vitest';
import {
  layoutNeuron,
  productChart,
  productOf,
  rowsBetween,
  runningSum,
  scaleEnd,
  stripCells,
  ticks,
} from './neuron';

describe('the layout', () => {
  it('keeps its columns apart and inside the width', () => {
    for (const width of [300, 358, 520, 640, 900, 992, 1040, 1392, 1800]) {
      for (const dims of [1, 8, 32, 64, 128]) {
        const at = layoutNeuron(width, dims);
        expect(at.strip.x + dims * at.strip.cell).toBeLessThanOrEqual(width);
        const columns: [number, number][] = [
          ...(at.keys ? [[at.keys.x, at.keys.x + dims * at.keys.cell] as [number, number]] : []),
          [at.products.x, at.products.x + dims * at.products.cell],
          ...(at.dotRight === null ? [] : [[at.dotRight - 60, at.dotRight] as [number, number]]),
          [at.scoreRight - 50, at.scoreRight],
          ...(at.bar ? [[at.bar.x, at.bar.x + at.bar.width] as [number, number]] : []),
          [at.weightRight - 56, at.weightRight],
        ];
        let right = at.labelRight;
        for (const [begin, end] of columns) {
          expect(begin, `${width} ${dims}`).toBeGreaterThanOrEqual(right);
          right = end;
        }
        expect(right).toBeLessThanOrEqual(width);
      }
    }
  });

  it('has whole pixels for a dimension where it has one', () => {
    expect(layoutNeuron(1392, 32).strip.cell).toBe(29);
    expect(layoutNeuron(1392, 64).products.cell).toBe(5);
    expect(layoutNeuron(358, 64).products.cell).toBe(2);
  });

  it('leaves out what has no room', () => {
    expect(layoutNeuron(1040, 64).keys).not.toBeNull();
    expect(layoutNeuron(700, 64)).toMatchObject({ room: 'middle', keys: null });
    expect(layoutNeuron(358, 64)).toMatchObject({ bar: null, dotRight: null });
  });

  it('names few dimensions, the first and the last among them', () => {
    expect(ticks(32, 29).slice(0, 3)).toEqual([0, 2, 4]);
    for (const [dims, cell] of [
      [64, 14],
      [32, 11],
      [1, 300],
      [2, 150],
      [128, 2.5],
    ]) {
      const named = ticks(dims, cell);
      expect(named[0]).toBe(0);
      expect(named.at(-1)).toBe(dims - 1);
      for (let k = 1; k < named.length; k++) {
        expect((named[k] - named[k - 1]) * cell).toBeGreaterThan(19);
      }
    }
  });
});

describe('the marks', () => {
  const query = [1, -2, 0.5, 3];
  const key = [2, 1, -4, 0];

  it('are a cell for each number', () => {
    const cells = stripCells(query, { x: 10, cell: 20 }, 5, 26, 3);
    expect(cells.map(({ x, value }) => [x, value])).toEqual([
      [10, 1],
      [30, -2],
      [50, 0.5],
      [70, 3],
    ]);
    expect(cells[0]).toMatchObject({ y: 5, width: 19, height: 26, most: 3 });
    expect(stripCells(query, { x: 0, cell: 2 }, 0, 9, 3)[0].width).toBe(2);
  });

  it('multiply and add up to the dot product', () => {
    expect([...productOf(query, key)]).toEqual([2, -2, -2, 0]);
    expect([...runningSum([2, -2, -2, 0])]).toEqual([2, 0, -2, -2]);
  });

  it('have bars and running sums on one scale', () => {
    const { base, bars, sums } = productChart(
      [2, -2, -2, 0],
      [[1, 1, 1, 1]],
      { x: 0, cell: 10 },
      0,
      60,
    );
    // From −2 to 4 in 60 px.
    expect(base).toBe(40);
    expect(bars.map(({ y, height }) => [y, height])).toEqual([
      [20, 20],
      [40, 20],
      [40, 20],
      [40, 0],
    ]);
    expect(bars.map(({ negative }) => negative)).toEqual([false, true, true, false]);
    expect(sums.map((line) => line.at(-1))).toEqual([
      [40, 60],
      [40, 0],
    ]);
    expect(productChart([0, 0], [], { x: 0, cell: 10 }, 0, 60).base).toBe(0);
  });

  it('end their scale at the largest size, rounded up', () => {
    expect(scaleEnd([0.2, -4.03])).toBe(4.1);
    expect(scaleEnd([4])).toBe(4);
    expect(scaleEnd([])).toBe(0);
    expect(scaleEnd([0.004])).toBe(0.004);
  });

  it('are there for the rows in view', () => {
    expect(rowsBetween(0, 100, 20, 512)).toEqual({ first: 0, last: 4 });
    expect(rowsBetween(30, 100, 20, 512)).toEqual({ first: 1, last: 6 });
    expect(rowsBetween(0, 400, 20, 6)).toEqual({ first: 0, last: 5 });
  });
});
