import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { choosePair } from './pair';
import { pieces, wholeWords } from './units';

const source = sourceOf(elementsOf(traces.minilm('cat')));
const units = pieces(source.manifest);
const layer = await source.layer(5);
const none = { side: 'from' as const, pins: [], key: null };
const token = (at: number) => source.manifest.tokens[at];

describe('the pair that is looked at', () => {
  it('is at first the strongest pair of words', () => {
    const { from, to } = choosePair(none, units, layer, 11);
    expect(units[from].special).toBe(false);
    expect([token(from), token(to)]).toEqual(['the', 'cat']);
  });

  it('has what is pinned at its end, and the strongest partner', () => {
    const row = Array.from({ length: layer.n }, (_, to) => layer.weight(11, 3, to));
    const strongest = row.indexOf(Math.max(...row));
    expect(choosePair({ ...none, pins: [3] }, units, layer, 11)).toEqual({
      from: 3,
      to: strongest,
    });
    const column = Array.from({ length: layer.n }, (_, from) => layer.weight(11, from, 3));
    const looker = column.indexOf(Math.max(...column));
    const looked = { side: 'to' as const, pins: [3], key: null };
    expect(choosePair(looked, units, layer, 11)).toEqual({ from: looker, to: 3 });
  });

  it('has the key that was chosen', () => {
    expect(choosePair({ ...none, pins: [3], key: 7 }, units, layer, 11)).toEqual({
      from: 3,
      to: 7,
    });
  });

  it('has the first token of a pinned word', () => {
    const scripts = sourceOf(elementsOf(traces.minilm('scripts')));
    const words = wholeWords(scripts.manifest);
    const split = words.findIndex((unit) => unit.tokens.length > 1);
    const { from } = choosePair({ ...none, pins: [split] }, words, scripts.layerNow(0), 0);
    expect(from).toBe(words[split].tokens[0]);
  });

  it('is there even without a word', () => {
    const empty = sourceOf(elementsOf(traces.minilm('empty')));
    const { from, to } = choosePair(none, pieces(empty.manifest), empty.layerNow(0), 0);
    expect([from, to].every((at) => at === 0 || at === 1)).toBe(true);
  });
});
