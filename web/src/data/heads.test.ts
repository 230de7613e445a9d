import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { type HeadOrder, groupHeads, numberIn, ordersIn } from './heads';
import { strength } from './patterns';

const { heads } = sourceOf(elementsOf(traces.minilm('pair'))).manifest;
const numbersOf = ({ layer, head }: { layer: number; head: number }) => heads[layer][head];
const group = (by: 'pattern' | 'layer' | 'none', order: HeadOrder) =>
  groupHeads(heads, by, order, numbersOf);
const names = (some: { layer: number; head: number }[]) =>
  some.map(({ layer, head }) => `L${layer} H${head}`);

describe('heads in groups', () => {
  it('are those of the patterns, in the order of the list, best first', () => {
    const groups = group('pattern', 'strength');
    expect(groups.map(({ pattern, heads: own }) => [pattern, own.length])).toEqual([
      ['next', 4],
      ['previous', 5],
      ['nearby', 9],
      ['cls', 11],
      ['broad', 11],
      ['mixed', 32],
    ]);
    expect(names(groups[0].heads)).toEqual(['L1 H8', 'L2 H8', 'L1 H4', 'L4 H9']);
    expect(names(groups[1].heads)).toEqual(['L0 H2', 'L2 H11', 'L0 H5', 'L2 H0', 'L1 H6']);
    expect(names(groups[2].heads).slice(0, 3)).toEqual(['L3 H8', 'L1 H2', 'L0 H4']);
    for (const { heads: own } of groups) {
      const shares = own.map((one) => strength(numbersOf(one), numbersOf(one).pattern));
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
    }
  });

  it('are the layers', () => {
    const groups = group('layer', 'position');
    expect(groups.map(({ layer }) => layer)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(names(groups[3].heads).slice(0, 2)).toEqual(['L3 H0', 'L3 H1']);
  });

  it('are all heads, sorted by any number they have', () => {
    for (const order of ordersIn(heads)) {
      const [{ heads: all }, ...none] = group('none', order);
      expect(none).toEqual([]);
      expect(new Set(names(all)).size).toBe(72);
      if (order === 'position') continue;
      const numbers = all.map((one) => numberIn(order, numbersOf(one))!);
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    }
  });

  it('with equal numbers keep the order of the model', () => {
    const same = heads.map((row) => row.map((one) => ({ ...one, entropy: 0.5 })));
    const [{ heads: all }] = groupHeads(
      same,
      'none',
      'entropy',
      ({ layer, head }) => same[layer][head],
    );
    expect(names(all).slice(0, 3)).toEqual(['L0 H0', 'L0 H1', 'L0 H2']);
  });

  it('of a page of an older program have fewer orders', () => {
    const old = heads.map((row) =>
      row.map((one) => ({
        ...one,
        distance: undefined,
        confidence: undefined,
        punctuation: undefined,
      })),
    );
    const orders = ordersIn(old as unknown as typeof heads);
    expect(orders).toEqual(['position', 'strength', 'entropy', 'cls', 'sep', 'nearby']);
    expect(ordersIn(heads)).toHaveLength(9);
  });
});
