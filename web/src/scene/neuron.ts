// The neuron view as marks: strips of numbers, products with their running sum, rows of keys.

export interface Cell {
  x: number;
  y: number;
  width: number;
  height: number;
  value: number;
  /** Where its colour scale ends. */
  most: number;
}

/** Where the numbers of one dimension after the other stand. */
export interface Strip {
  x: number;
  cell: number;
}

/** From top to bottom: query, key, the key that is compared, products. */
export interface PairHeights {
  strip: number;
  query: number;
  key: number;
  /** Null where only words compare. */
  other: number | null;
  chart: number;
  chartHeight: number;
  height: number;
}

export interface NeuronLayout {
  /** How much there is room for: the key beside the product, the product only, no bar either. */
  room: 'wide' | 'middle' | 'narrow';
  width: number;
  dims: number;
  /** Right edge of the tokens, and where what they name begins. */
  labelRight: number;
  left: number;
  /** The strips of the pair. */
  strip: Strip;
  pair: PairHeights;
  /** Strips of the rows, null where there is no room for them. */
  keys: Strip | null;
  products: Strip;
  /** Right edges of numbers, null where there is no room for them. */
  dotRight: number | null;
  scoreRight: number;
  bar: { x: number; width: number } | null;
  weightRight: number;
  rowHeight: number;
}

const WIDE = 960;
const MIDDLE = 620;
const STEPS_WIDTH = 320;
const MOST_STRIP = 320;

const BESIDE: PairHeights = {
  strip: 26,
  query: 20,
  key: 50,
  other: 80,
  chart: 114,
  chartHeight: 74,
  height: 194,
};
/** With what they are above the strips. */
const BELOW: PairHeights = {
  strip: 22,
  query: 34,
  key: 76,
  other: null,
  chart: 124,
  chartHeight: 60,
  height: 190,
};

/** Whole pixels where a dimension has at least one. */
function cellFor(width: number, dims: number): number {
  const cell = width / dims;
  return cell >= 1 ? Math.floor(cell) : cell;
}

export function layoutNeuron(width: number, dims: number): NeuronLayout {
  const room = width >= WIDE ? 'wide' : width >= MIDDLE ? 'middle' : 'narrow';
  const narrow = room === 'narrow';
  const left = narrow ? Math.min(110, Math.round(0.3 * width)) : 144;
  const labelRight = left - (narrow ? 8 : 14);
  const weightRight = width - (narrow ? 0 : 8);
  const stripRoom = narrow ? width : width - left - (room === 'wide' ? STEPS_WIDTH : 0);
  const strip = { x: narrow ? 0 : left, cell: cellFor(stripRoom, dims) };
  const pair = narrow ? BELOW : BESIDE;
  const base = { room, width, dims, labelRight, left, strip, pair, weightRight } as const;
  if (narrow) {
    const scoreRight = weightRight - 66;
    const products = { x: left, cell: cellFor(scoreRight - 56 - left, dims) };
    return { ...base, keys: null, products, dotRight: null, scoreRight, bar: null, rowHeight: 32 };
  }
  const rest = width - left;
  const barWidth = Math.max(80, Math.round(0.23 * rest));
  const free = rest - barWidth - 172 - 64 - 72;
  const perStrip = Math.min(MOST_STRIP, room === 'wide' ? free / 2 : free);
  const cell = cellFor(perStrip, dims);
  const keys = room === 'wide' ? { x: left, cell } : null;
  const products = { x: keys ? left + dims * cell + 32 : left, cell };
  const barX = weightRight - 64 - barWidth;
  return {
    ...base,
    keys,
    products,
    dotRight: barX - 124,
    scoreRight: barX - 40,
    bar: { x: barX, width: barWidth },
    rowHeight: 23,
  };
}

/** A strip of numbers with a gap of a pixel between them where there is room for one. */
export function stripCells(
  values: ArrayLike<number>,
  { x, cell }: Strip,
  y: number,
  height: number,
  most: number,
): Cell[] {
  const width = cell >= 4 ? cell - 1 : cell;
  return Array.from(values, (value, k) => ({ x: x + k * cell, y, width, height, value, most }));
}

/** The elementwise product of a query and a key. */
export function productOf(query: ArrayLike<number>, key: ArrayLike<number>): Float64Array {
  return Float64Array.from(query, (value, k) => value * key[k]);
}

/** Where the sum of the first products stands, after each of them. */
export function runningSum(products: ArrayLike<number>): Float64Array {
  let sum = 0;
  return Float64Array.from(products, (product) => (sum += product));
}

export interface ProductChart {
  /** Height of zero. */
  base: number;
  /** Bars from zero; a negative one hangs. */
  bars: readonly { x: number; y: number; width: number; height: number; negative: boolean }[];
  /** A step line [x, y] of the running sum, one for each chart. */
  sums: readonly (readonly (readonly [number, number])[])[];
}

/**
 * Products as bars and their running sum as a step line on one linear scale. The running sums of
 * `others` are drawn on it too, so that they can be compared.
 */
export function productChart(
  products: ArrayLike<number>,
  others: readonly ArrayLike<number>[],
  { x, cell }: Strip,
  top: number,
  height: number,
): ProductChart {
  const all = [products, ...others].map(runningSum);
  const levels = [0, ...Array.from(products), ...all.flatMap((sums) => Array.from(sums))];
  const most = Math.max(...levels);
  const least = Math.min(...levels);
  const scale = most > least ? height / (most - least) : 0;
  const y = (value: number) => top + (most - value) * scale;
  const inset = cell >= 8 ? Math.round(cell / 4) : 0;
  return {
    base: y(0),
    bars: Array.from(products, (product, k) => ({
      x: x + k * cell + inset,
      y: Math.min(y(0), y(product)),
      width: Math.max(1, cell - 2 * inset - (inset === 0 && cell >= 3 ? 1 : 0)),
      height: Math.abs(product) * scale,
      negative: product < 0,
    })),
    sums: all.map((sums) => [
      [x, y(0)] as const,
      ...Array.from(sums).flatMap((sum, k) => [
        [x + k * cell, y(sum)] as const,
        [x + (k + 1) * cell, y(sum)] as const,
      ]),
    ]),
  };
}

/** The end of a scale: the largest size, rounded up to a decimal. */
export function scaleEnd(sizes: Iterable<number>): number {
  let most = 0;
  for (const size of sizes) most = Math.max(most, Math.abs(size));
  return most >= 0.1 ? Math.ceil(most * 10 - 1e-9) / 10 : most;
}

/** Which dimensions are named above a strip: every 2ⁿ-th, and the last. */
export function ticks(dims: number, cell: number): number[] {
  let step = 1;
  while (step * cell < 40 && step < dims) step *= 2;
  const named: number[] = [];
  for (let k = 0; dims - 1 - k >= Math.max(1, step / 2); k += step) named.push(k);
  named.push(dims - 1);
  return named;
}

/** First and last row of a list that touch the view. */
export function rowsBetween(scroll: number, height: number, rowHeight: number, rows: number) {
  return {
    first: Math.max(0, Math.floor(scroll / rowHeight)),
    last: Math.min(rows - 1, Math.ceil((scroll + height) / rowHeight) - 1),
  };
}
