import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { applyLens } from './lens';
import { MapCache, headMap, meanRow } from './maps';
import { Subject } from './subject';
import { pieces, segments, wholeWords } from './units';

const source = sourceOf(elementsOf(traces.minilm('scripts')));
const pair = sourceOf(elementsOf(traces.minilm('pair')));
const { manifest } = source;
const n = manifest.tokens.length;

describe('units', () => {
  it('are the tokens, or the words that they are pieces of', () => {
    expect(pieces(manifest).map((unit) => unit.label)).toEqual(manifest.tokens);
    const words = wholeWords(manifest);
    expect(words.length).toBeLessThan(n);
    expect(words.flatMap((unit) => unit.tokens)).toEqual([...manifest.tokens.keys()]);
    for (const word of words) {
      if (!word.special) expect(manifest.text).toContain(word.label);
    }
    expect(new Subject(source).hasSplitWords).toBe(true);
    expect(new Subject(pair).hasSplitWords).toBe(false);
  });

  it('put pieces together where offsets are not known', () => {
    const without = { ...manifest, offsets: null };
    const joined = wholeWords(without).find((unit) => unit.tokens.length > 1);
    expect(joined?.label).not.toContain('##');
  });

  it('do not join the same word of two texts', () => {
    const twice = {
      ...pair.manifest,
      tokens: ['a', 'b'],
      word_ids: [0, 0],
      special: [false, false],
    };
    expect(wholeWords({ ...twice, sequence_ids: [0, 1] })).toHaveLength(2);
    expect(wholeWords({ ...twice, sequence_ids: [0, 0] })).toHaveLength(1);
  });

  it('know their text: special tokens go with the one before them', () => {
    expect(segments(pair.manifest)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(segments({ ...pair.manifest, sequence_ids: null })).toEqual(Array(18).fill(0));
  });
});

describe('the lens without specials', () => {
  it('leaves special columns out and scales the rest to 1', () => {
    const row = Float32Array.from([0.5, 0.125, 0.25, 0.125]);
    applyLens('without-specials', row, [true, false, false, true]);
    expect([...row]).toEqual([0, 1 / 3, 2 / 3, 0].map(Math.fround));
  });

  it('leaves a row of nothing but specials empty', () => {
    const row = Float32Array.from([0.5, 0.5]);
    applyLens('without-specials', row, [true, true]);
    expect([...row]).toEqual([0, 0]);
  });
});

describe('maps', () => {
  const special = manifest.special;
  const layer = source.layerNow(1);
  const byToken = headMap(layer, 3, { lens: 'raw', units: pieces(manifest), special });

  it('are the weights, token by token', () => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) expect(byToken[i * n + j]).toBe(layer.weight(3, i, j));
    }
  });

  it('sum to a word and average from it', () => {
    const units = wholeWords(manifest);
    const byWord = headMap(layer, 3, { lens: 'raw', units, special });
    units.forEach((from, a) =>
      units.forEach((to, b) => {
        let sum = 0;
        for (const i of from.tokens) for (const j of to.tokens) sum += byToken[i * n + j];
        expect(byWord[a * units.length + b]).toBeCloseTo(sum / from.tokens.length, 6);
      }),
    );
    const row = byWord.subarray(2 * units.length, 3 * units.length);
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 3);
  });

  it('average a row over the heads', () => {
    const look = { lens: 'raw' as const, units: pieces(manifest), special };
    const mean = meanRow(layer, look, 4);
    let sum = 0;
    for (let head = 0; head < layer.heads; head++) sum += layer.weight(head, 4, 5);
    expect(mean[5]).toBeCloseTo(sum / layer.heads, 6);
  });

  it('are kept until the look changes or others need the room', () => {
    const cache = new MapCache(2);
    const look = { lens: 'raw' as const, units: pieces(manifest), special };
    const first = cache.get(layer, 1, 0, look);
    expect(cache.get(layer, 1, 0, look)).toBe(first);
    cache.get(layer, 1, 1, look);
    cache.get(layer, 1, 2, look);
    expect(cache.get(layer, 1, 0, look)).not.toBe(first);
    const again = cache.get(layer, 1, 0, look);
    expect(cache.get(layer, 1, 0, { ...look })).not.toBe(again);
  });
});
