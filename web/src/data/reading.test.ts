import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { find } from './find';
import type { HeadSummary } from './manifest';
import { formatWeight } from './numbers';
import { clearestHead, groupByPattern } from './patterns';
import { readHead, readHeads, readSpecials, sinkNames } from './reading';
import { headMap } from './maps';
import { pieces } from './units';

const source = sourceOf(elementsOf(traces.bert()));
const { manifest } = source;

function inputOf(from: typeof source, layer: number, head: number) {
  const { tokens, special, heads } = from.manifest;
  const look = { lens: 'raw' as const, units: pieces(from.manifest), special };
  return {
    summary: heads[layer][head],
    tokens,
    special,
    map: headMap(from.layerNow(layer), head, look),
    format: (weight: number) => formatWeight(weight, 3, from.manifest.encoding),
  };
}

function summary(change: Partial<HeadSummary>): HeadSummary {
  const none = {
    cls: 0,
    sep: 0,
    next: 0,
    previous: 0,
    itself: 0,
    same_word: 0,
    nearby: 0,
    entropy: 0,
  };
  return { pattern: 'mixed', ...none, ...change };
}

function invented(change: Partial<HeadSummary>) {
  return { ...inputOf(source, 0, 0), summary: summary(change) };
}

describe('the patterns of bert-base', () => {
  const groups = groupByPattern(manifest.heads);
  const best = (pattern: string) => {
    const [first] = groups.find((group) => group.pattern === pattern)!.heads;
    return `L${first.layer} H${first.head}`;
  };

  it('are counted', () => {
    const counts = Object.fromEntries(groups.map(({ pattern, heads }) => [pattern, heads.length]));
    expect(counts).toEqual({ next: 15, previous: 14, itself: 9, nearby: 13, cls: 20, sep: 73 });
  });

  it('name their best head', () => {
    expect(['next', 'previous', 'itself', 'nearby', 'cls', 'sep'].map(best)).toEqual([
      'L2 H0',
      'L3 H5',
      'L10 H10',
      'L0 H8',
      'L1 H7',
      'L11 H7',
    ]);
  });

  it('choose the head that is opened first', () => {
    expect(clearestHead(manifest.heads)).toEqual({ layer: 2, head: 0 });
    expect(clearestHead([[summary({}), summary({ previous: 0.2 })]])).toEqual({
      layer: 0,
      head: 1,
    });
  });
});

describe('the reading of a head', () => {
  it('says what its numbers prove', () => {
    const input = inputOf(source, 2, 0);
    expect(readHead(input)).toBe(
      'Looks at the next token: more than 99.9 % of each word’s attention goes there.',
    );
    expect(readSpecials(input)).toBe('[CLS] and [SEP] rest on [CLS] (98 % and 99 %).');
  });

  it('claims it of each word only where it holds for each', () => {
    const input = inputOf(source, 2, 0);
    input.map[1 * 6 + 2] = 0.9;
    expect(readHead(input)).toBe(
      'Looks at the next token: on average more than 99.9 % of a token’s attention goes there.',
    );
  });

  const cases: [Partial<HeadSummary>, string][] = [
    [
      { pattern: 'sep', sep: 0.83 },
      'Mostly rests on [SEP]: on average 83 % of a token’s attention goes there.',
    ],
    [
      { pattern: 'previous', previous: 0.3, cls: 0.4, sep: 0.2 },
      'Rests on [CLS] and [SEP] (60 %) and often looks back one token (30 %).',
    ],
    [
      { pattern: 'previous', previous: 0.3, sep: 0.5 },
      'Rests on [SEP] (50 %) and often looks back one token (30 %).',
    ],
    [
      { pattern: 'itself', itself: 0.45 },
      'Often looks at the token itself: on average 45 % of a token’s attention goes there.',
    ],
    [
      { pattern: 'nearby', nearby: 0.7 },
      'Looks nearby: on average 70 % of a token’s attention stays within 3 tokens.',
    ],
    [
      { pattern: 'broad', entropy: 0.87 },
      'Spreads broadly: the entropy of its rows is 0.87 of the largest possible.',
    ],
  ];
  it.each(cases)('%o', (change, sentence) => {
    expect(readHead(invented(change))).toBe(sentence);
  });

  it('names the strongest link between words of a mixed head', () => {
    const mixed = readHead(invented({ pattern: 'mixed' }));
    expect(mixed).toMatch(/^Mixed\. Strongest link between words: \S+ → \S+, 0\.\d{3}\.$/);
    expect(mixed).not.toContain('[');
  });

  it('tells special tokens of one name apart', () => {
    const pair = sourceOf(elementsOf(traces.minilm('pair')));
    expect(readSpecials(inputOf(pair, 0, 2))).toBe(
      '[CLS] rests on itself (over 99 %), [SEP] 10 on “.” 9 (over 99 %) and [SEP] 17 on “.” 16 (over 99 %).',
    );
  });

  it('says nothing of special tokens where there are none', () => {
    const special = manifest.special.map(() => false);
    expect(readSpecials({ ...inputOf(source, 2, 0), special })).toBe('');
  });

  it('sums up several heads', () => {
    const sinks = sinkNames(manifest.tokens, manifest.special);
    expect(readHeads([5, 9, 1, 6], manifest.heads[3], sinks)).toBe(
      'H5 often looks back one token. H9, H1 and H6 mostly rest on [CLS] and [SEP].',
    );
    expect(readHeads([], manifest.heads[3], sinks)).toBe('No head is chosen.');
  });
});

describe('finding', () => {
  const where = {
    layers: 12,
    heads: 12,
    patterns: groupByPattern(manifest.heads)
      .map((group) => ({ ...group, name: 'Next token' }))
      .slice(0, 1),
    tokens: manifest.tokens,
  };
  it.each(['L3H7', 'l3 h7', '3.7', '3-7', '3 7'])('knows the head %s', (query) => {
    expect(find(query, where)).toEqual([{ kind: 'head', layer: 3, head: 7 }]);
  });

  it('knows patterns and tokens, and nothing else', () => {
    expect(find('next', where)[0]).toEqual({
      kind: 'pattern',
      layer: 2,
      head: 0,
      name: 'Next token',
    });
    expect(find('AMAZ', where)).toEqual([{ kind: 'token', unit: 3 }]);
    expect(find('L12H0', where)).toEqual([]);
    expect(find(' ', where)).toEqual([]);
  });
});
