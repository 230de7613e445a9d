import { describe, expect, it } from 'vitest';
import { type State, firstState, fromHash, merge, toHash, withHeads } from './state';

const limits = { layers: 12, heads: 12, tokens: 6, specials: ['[CLS]', '[SEP]'], pair: true };
const first = firstState(2, 0);

describe('heads and their colours', () => {
  it('keep a colour until they are switched off', () => {
    let state = withHeads(first, [5, 9, 1]);
    expect(state.slots).toEqual([0, 1, 2]);
    state = withHeads(state, [5, 1]);
    expect(state.slots).toEqual([0, 2]);
    state = withHeads(state, [5, 1, 7]);
    expect(state.slots).toEqual([0, 2, 1]);
    expect(withHeads(state, []).slots).toEqual([]);
  });
});

describe('merging', () => {
  it('takes what fits and ignores what does not', () => {
    const wrong = {
      layer: 12,
      heads: [1, 99],
      lens: 'nonsense',
      lines: 20,
      mute: ['[CLS]', 'x'],
      segments: [],
      words: 1,
      rows: 'wide',
      side: 'up',
      pins: [7],
      unknown: true,
    };
    expect(merge(first, wrong, limits)).toEqual(first);
    expect(merge(first, null, limits)).toBe(first);
    expect(merge(first, 'x', limits)).toBe(first);
    const right = {
      layer: 11,
      heads: [3, 3, 4],
      mute: ['[SEP]'],
      segments: ['bb', 'aa'],
      pins: [1],
    };
    expect(merge(first, right, limits)).toMatchObject({
      layer: 11,
      heads: [3, 4],
      slots: [0, 1],
      mute: ['[SEP]'],
      segments: ['aa', 'bb'],
      pins: [1],
    });
  });

  it('has no segments without a pair', () => {
    expect(merge(first, { segments: ['aa'] }, { ...limits, pair: false }).segments).toHaveLength(4);
  });
});

describe('the URL', () => {
  const states: Partial<State>[] = [
    {},
    { layer: 11, heads: [5, 0], slots: [0, 1], lens: 'without-specials', lines: 95 },
    { heads: [5, 1, 7], slots: [0, 2, 1], mute: ['[CLS]', '[SEP]'], words: true },
    { segments: ['ab'], rows: 'read', table: true, theme: 'dark' },
    { side: 'to', pins: [1, 3] },
    { side: 'from', pins: [0] },
    { heads: [], slots: [] },
  ];
  it.each(states)('brings back %o', (change) => {
    const state = { ...first, ...change };
    expect(fromHash(toHash(state), first, limits)).toEqual(state);
  });

  it('is short for what is as at first', () => {
    expect(toHash(first)).toBe('#v=1&l=2&h=0');
  });

  it('ignores unknown keys, other versions and nonsense', () => {
    expect(fromHash('#v=1&l=3&h=4&zoom=9', first, limits)).toMatchObject({ layer: 3, heads: [4] });
    expect(fromHash('#v=2&l=3', first, limits)).toEqual(first);
    expect(fromHash('', first, limits)).toEqual(first);
    expect(fromHash('#chapter', first, limits)).toEqual(first);
    expect(fromHash('#v=1&l=x&h=a,b&mute=%E0%A4%A&lines=1e9&from=-1', first, limits)).toEqual(
      first,
    );
  });
});
