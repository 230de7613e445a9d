import { describe, expect, it } from 'vitest';
import { type State, carry, firstState, fromHash, merge, textIn, toHash, withHeads } from './state';

const limits = {
  layers: 12,
  heads: 12,
  tokens: 6,
  specials: ['[CLS]', '[SEP]'],
  pair: true,
  texts: 3,
  scores: true,
};
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

describe('carrying over to another text', () => {
  const before = ['[CLS]', 'the', 'cat', 'sat', '.', '[SEP]'];
  const carried = (state: Partial<State>, after: string[], to = limits) =>
    carry({ ...first, ...state }, firstState(1, 3), to, before, after);

  it('lets pins follow what stands unchanged around an edit', () => {
    const pins = [1, 2, 4];
    expect(carried({ pins }, before).pins).toEqual(pins);
    const longer = ['[CLS]', 'the', 'old', 'black', 'dog', 'sat', '.', '[SEP]'];
    expect(carried({ pins }, longer).pins).toEqual([1, 6]);
    expect(carried({ pins }, ['[CLS]', 'cat', 'sat', '.', '[SEP]']).pins).toEqual([1, 3]);
    expect(carried({ pins }, ['[CLS]', '[SEP]']).pins).toEqual([]);
  });

  it('does not pin a token twice when a word is doubled or halved', () => {
    const twice = ['[CLS]', 'the', 'the', 'cat', 'sat', '.', '[SEP]'];
    expect(carried({ pins: [0, 1, 2, 3, 4, 5] }, twice).pins).toEqual([0, 1, 3, 4, 5, 6]);
  });

  it('keeps layer, heads and their colours as far as the other model has them', () => {
    const state = { layer: 4, heads: [2, 11, 5], slots: [0, 1, 2] };
    expect(carried(state, before)).toMatchObject(state);
    const fewer = { ...limits, heads: 6 };
    expect(carried(state, before, fewer)).toMatchObject({ heads: [2, 5], slots: [0, 2] });
    const shallow = { ...limits, layers: 3 };
    expect(carried(state, before, shallow)).toMatchObject({ layer: 1, heads: [3], slots: [0] });
    expect(carried({ ...state, heads: [11], slots: [4] }, before, fewer).heads).toEqual([3]);
    expect(carried({ heads: [], slots: [] }, before).heads).toEqual([]);
  });

  it('leaves enlarged the heads that there are', () => {
    const state = { enlarged: ['3.1', '11.2', '2.11'] };
    expect(carried(state, before).enlarged).toEqual(state.enlarged);
    const small = { ...limits, layers: 6, heads: 8 };
    expect(carried(state, before, small).enlarged).toEqual(['3.1']);
  });

  it('keeps the lens of scores only where there are queries and keys', () => {
    expect(carried({ lens: 'scores' }, before).lens).toBe('scores');
    expect(carried({ lens: 'scores' }, before, { ...limits, scores: false }).lens).toBe('raw');
    expect(carried({ lens: 'mean' }, before, { ...limits, scores: false }).lens).toBe('mean');
  });

  it('mutes only specials that there are, and shows all segments of a single text', () => {
    const state = { mute: ['[CLS]', '[SEP]'], segments: ['ab'] };
    expect(carried(state, before)).toMatchObject(state);
    const other = carried(state, before, { ...limits, specials: ['[SEP]', '</s>'], pair: false });
    expect(other).toMatchObject({ mute: ['[SEP]'], segments: ['aa', 'ab', 'ba', 'bb'] });
  });
});

describe('merging', () => {
  it('takes what fits and ignores what does not', () => {
    const wrong = {
      layer: 12,
      heads: [1, 99],
      lens: 'nonsense',
      together: 'least',
      lines: 20,
      mute: ['[CLS]', 'x'],
      segments: [],
      words: 1,
      rows: 'wide',
      side: 'up',
      zoom: 41,
      scale: 'cubic',
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

  it('compares with a text of the page or a lens that has the scale of the others', () => {
    for (const against of ['2', 'mean', null]) {
      expect(merge(first, { against }, limits).against).toBe(against);
    }
    for (const against of ['3', '-1', 'scores', 'x', 1, '']) {
      expect(merge(first, { against }, limits).against).toBeNull();
    }
  });

  it('has no scores without queries and keys', () => {
    const without = { ...limits, scores: false };
    expect(merge(first, { lens: 'scores' }, limits).lens).toBe('scores');
    expect(merge(first, { lens: 'scores' }, without).lens).toBe('raw');
    expect(fromHash('#v=1&lens=scores', first, without).lens).toBe('raw');
  });

  it('has no segments without a pair', () => {
    expect(merge(first, { segments: ['aa'] }, { ...limits, pair: false }).segments).toHaveLength(4);
  });
});

describe('the text of a page of several', () => {
  it('is one that there is', () => {
    expect(merge(first, { text: 2 }, limits).text).toBe(2);
    for (const text of [3, -1, 1.5, '1', null]) expect(merge(first, { text }, limits).text).toBe(0);
  });

  it('stands in the URL, and is found there before all else', () => {
    const state = { ...first, text: 2 };
    expect(toHash(state)).toBe('#v=1&l=2&h=0&text=2');
    expect(fromHash(toHash(state), first, limits)).toEqual(state);
    expect(textIn(toHash(state), 3)).toBe(2);
    for (const hash of ['', '#v=1&l=2', '#v=1&text=3', '#v=1&text=x', '#v=2&text=1', '#text=1']) {
      expect(textIn(hash, 3)).toBe(0);
    }
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
    { heads: [5, 1, 7], slots: [0, 1, 2], lens: 'scores', together: 'max' },
    { lens: 'mean', together: 'mean' },
    { view: 'compare', against: '1' },
    { view: 'matrix', zoom: 12, scale: 'linear', pins: [1], key: 4 },
  ];
  it.each(states)('brings back %o', (change) => {
    const state = { ...first, ...change };
    expect(fromHash(toHash(state), first, limits)).toEqual(state);
  });

  it('is short for what is as at first', () => {
    expect(toHash(first)).toBe('#v=1&l=2&h=0');
  });

  it('ignores unknown keys, other versions and nonsense', () => {
    expect(fromHash('#v=1&l=3&h=4&speed=9', first, limits)).toMatchObject({ layer: 3, heads: [4] });
    expect(fromHash('#v=2&l=3', first, limits)).toEqual(first);
    expect(fromHash('', first, limits)).toEqual(first);
    expect(fromHash('#chapter', first, limits)).toEqual(first);
    expect(fromHash('#v=1&l=x&h=a,b&mute=%E0%A4%A&lines=1e9&from=-1', first, limits)).toEqual(
      first,
    );
  });
});
