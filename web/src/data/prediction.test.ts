import { describe, expect, it } from 'vitest';
import { NO_ANSWER, type Guesses, inOrder, readPrediction } from './prediction';

const guess = (id: number, token: string, probability: number) => ({ id, token, probability });

const MASKED = {
  task: 'masked-lm',
  words: [
    {
      position: 2,
      mask: true,
      best: [guess(7, 'cat', 0.6), guess(9, 'dog', 0.2)],
      actual: { ...guess(4, '[MASK]', 0.0001), rank: 120 },
    },
  ],
};
const TAGGED = {
  task: 'token-classification',
  word_labels: [
    { tokens: [1, 1], text: 'in', label: 'O', probability: 0.9 },
    { tokens: [2, 3], text: 'Paris', label: 'B-LOC', probability: 0.8 },
  ],
};
const ANSWERED = {
  task: 'question-answering',
  answers: [{ tokens: [4, 6], offsets: [0, 9], text: 'the north', score: 0.7 }],
  no_answer: 0.1,
};

const read = (raw: unknown) => readPrediction(raw, 8)!;
const list = (raw: unknown) => read(raw).groups[0].list;

describe('a prediction', () => {
  it('of words keeps the token they would stand at, and how it does itself', () => {
    const [group] = read(MASKED).groups;
    expect(group.at).toEqual({ token: 2, mask: true, rank: 120, number: 0.0001 });
    expect(group.list.map(({ name, number, tokens }) => [name, number, tokens])).toEqual([
      ['cat', 0.6, [2]],
      ['dog', 0.2, [2]],
    ]);
  });

  it('of labels is read from one token, or from none', () => {
    const labels = [{ index: 1, label: 'good', probability: 0.75, logit: 2 }];
    const raw = { task: 'sequence-classification', label_kind: 'exclusive', labels };
    expect(list({ ...raw, labels_token: 0 })[0].tokens).toEqual([0]);
    expect(list({ ...raw, labels_token: null })[0]).toMatchObject({ number: 0.75, tokens: [] });
    const value = read({ ...raw, label_kind: 'value', labels_token: 0 });
    expect([value.values, value.groups[0].list[0].number]).toEqual([true, 2]);
  });

  it('of word labels concerns the first token, which has the label', () => {
    expect(list(TAGGED)[1]).toMatchObject({ name: 'Paris', tag: 'B-LOC', tokens: [2] });
  });

  it('of answers concerns every token of an answer, and the first where there is none', () => {
    expect(read(ANSWERED).answer).toEqual([0, 9]);
    const [answer, none] = list(ANSWERED);
    expect(answer).toMatchObject({ name: 'the north', number: 0.7, tokens: [4, 5, 6] });
    expect(none).toMatchObject({ key: NO_ANSWER, number: 0.1, tokens: [0] });
  });

  it('of replaced tokens has the most suspicious first', () => {
    const replaced = [
      { position: 1, token: 'a', probability: 0.1 },
      { position: 2, token: 'b', probability: 0.7 },
    ];
    expect(list({ task: 'replaced-tokens', replaced }).map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('that is missing says why', () => {
    const none = read({ task: 'masked-lm', words: [], missing: 'the text has no [MASK]' });
    expect([none.groups, none.missing]).toEqual([[], 'the text has no [MASK]']);
  });

  it('of another shape, or of tokens that there are not, is none', () => {
    for (const raw of [
      null,
      7,
      { task: 'oracle' },
      { task: 'masked-lm' },
      { ...MASKED, words: [{ ...MASKED.words[0], position: 8 }] },
      { ...MASKED, words: [{ ...MASKED.words[0], best: [guess(1, 'a', NaN)] }] },
      { ...ANSWERED, answers: [{ ...ANSWERED.answers[0], tokens: [4, 1e9] }] },
      { ...ANSWERED, answers: [{ ...ANSWERED.answers[0], tokens: [6, 4] }] },
    ]) {
      expect(readPrediction(raw, 8)).toBeNull();
    }
  });
});

describe('the order of guesses', () => {
  const names = (now: Guesses, before: Guesses | null, all = false) =>
    inOrder(now, before, all).map(({ guess: { name } }) => name);

  it('leaves out words outside every label, unless all are asked for or there are no others', () => {
    const [group] = read(TAGGED).groups;
    expect(names(group, null)).toEqual(['Paris']);
    expect(names(group, null, true)).toEqual(['in', 'Paris']);
    expect(names({ list: [group.list[0]] }, null)).toEqual(['in']);
  });

  it('beside what was said before is that of the moves, matched by what is meant', () => {
    const [now] = read(MASKED).groups;
    const before = { list: [{ ...now.list[1], number: 0.5 }, now.list[0]] };
    const moves = inOrder(now, before);
    expect(moves.map((move) => [move.guess.name, move.before?.number])).toEqual([
      ['dog', 0.5],
      ['cat', 0.6],
    ]);
  });

  it('has a word whose label changed before one that only became less likely', () => {
    const [now] = read(TAGGED).groups;
    const before = {
      list: [
        { ...now.list[0], tag: 'B-PER' },
        { ...now.list[1], number: 0.1 },
      ],
    };
    expect(names(now, before)).toEqual(['in', 'Paris']);
  });
});
