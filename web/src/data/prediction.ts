// What the model says of the text, read from the manifest into one form for every task.

export const TASKS = [
  'masked-lm',
  'sequence-classification',
  'token-classification',
  'question-answering',
  'replaced-tokens',
  'none',
] as const;
export type Task = (typeof TASKS)[number];

/** One thing that the model may say, and how likely it finds it. */
export interface Guess {
  /** The same for the same thing in another prediction of these tokens. */
  key: string;
  /** A word, a label, an answer; of a tagger the word that has the label. */
  name: string;
  /** The label of a tagged word. */
  tag?: string;
  /** Of 1; a value for a label that is one. */
  number: number;
  /** Tokens that it was read from. */
  tokens: number[];
}

/** Guesses that belong together: the words at one token, all labels, all answers. */
export interface Guesses {
  /** Of words: the token in whose place they could stand, and how it does itself. */
  at?: { token: number; mask: boolean; rank: number; number: number };
  list: Guess[];
}

export interface Prediction {
  task: Task;
  /** Whether labels are values, and not probabilities. */
  values: boolean;
  /** Whether each label stands for itself. */
  independent: boolean;
  groups: Guesses[];
  /** The best answer's place in the second text, in code points. */
  answer: [begin: number, end: number] | null;
  /** Why there is none, or less than was asked for. */
  missing: string | null;
}

type Json = Record<string, unknown>;

/** The key of there being none. */
export const NO_ANSWER = 'none';
/** A tagger's label for words that have none. */
const OUTSIDE = 'O';

class Unfit extends Error {}

/** Null where there is none, or one of another shape: then the page does without. */
export function readPrediction(raw: unknown, tokens: number): Prediction | null {
  try {
    return read(raw as Json, tokens);
  } catch (error) {
    if (error instanceof Unfit || error instanceof TypeError) return null;
    throw error;
  }
}

function read(raw: Json, n: number): Prediction {
  const task = TASKS.find((name) => name === raw['task']);
  if (!task) throw new Unfit();
  const token = (value: unknown): number => {
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= n) {
      throw new Unfit();
    }
    return value as number;
  };
  const guess = (key: unknown, name: unknown, number: unknown, places: unknown[]): Guess => ({
    key: String(key),
    name: string(name),
    number: finite(number),
    tokens: places.map(token),
  });
  const values = raw['label_kind'] === 'value';
  const groups: Record<Task, () => Guesses[]> = {
    'masked-lm': () =>
      rows(raw['words']).map((word) => {
        const [at, actual] = [token(word['position']), word['actual'] as Json];
        const list = rows(word['best']).map((one) =>
          guess(one['id'], one['token'], one['probability'], [at]),
        );
        const mask = word['mask'] === true;
        const [rank, number] = [finite(actual['rank']), finite(actual['probability'])];
        return { at: { token: at, mask, rank, number }, list };
      }),
    'sequence-classification': () => {
      const at = raw['labels_token'] ?? null;
      return oneGroup(
        rows(raw['labels']).map((one) =>
          guess(
            one['index'],
            one['label'],
            one[values ? 'logit' : 'probability'],
            at === null ? [] : [at],
          ),
        ),
      );
    },
    'token-classification': () =>
      oneGroup(
        rows(raw['word_labels']).map((one) => {
          const [first] = one['tokens'] as unknown[];
          return {
            ...guess(first, one['text'], one['probability'], [first]),
            tag: string(one['label']),
          };
        }),
      ),
    'question-answering': () => {
      const list = rows(raw['answers']).map((one) => {
        const [first, last] = (one['tokens'] as unknown[]).map(token);
        if (last < first) throw new Unfit();
        const places = Array.from({ length: last - first + 1 }, (_, k) => first + k);
        return guess(one['offsets'], one['text'], one['score'], places);
      });
      const none = raw['no_answer'] ?? null;
      return oneGroup(none === null ? list : [...list, guess(NO_ANSWER, '', none, [0])]);
    },
    'replaced-tokens': () =>
      oneGroup(
        rows(raw['replaced'])
          .map(({ position, token: name, probability }) =>
            guess(position, name, probability, [position]),
          )
          .sort((a, b) => b.number - a.number),
      ),
    none: () => [],
  };
  const [best] = task === 'question-answering' ? rows(raw['answers']) : [];
  return {
    task,
    values,
    independent: raw['label_kind'] === 'independent',
    groups: groups[task]().filter(({ list }) => list.length > 0),
    answer: best ? span(best['offsets'] as unknown[]) : null,
    missing: typeof raw['missing'] === 'string' ? raw['missing'] : null,
  };
}

/** A guess as it is, and as it was before. */
export interface Move {
  guess: Guess;
  before: Guess | null;
}

/**
 * As they are read: the likeliest first, or in the order of the text; beside what was said before,
 * what moved most first. Words outside every label come only with `all`, or where there are no
 * others.
 */
export function inOrder(now: Guesses, before: Guesses | null, all = false): Move[] {
  const old = new Map(before?.list.map((guess) => [guess.key, guess]));
  const list = now.list.map((guess) => ({ guess, before: old.get(guess.key) ?? null }));
  if (before) list.sort((a, b) => distance(b) - distance(a));
  const inside = list.filter((move) => isInside(move.guess) || isInside(move.before));
  return all || inside.length === 0 ? list : inside;
}

function isInside(guess: Guess | null): boolean {
  return guess !== null && guess.tag !== OUTSIDE;
}

function distance({ guess, before }: Move): number {
  if (!before) return 0;
  const by = Math.abs(guess.number - before.number);
  // Probabilities of different labels are of different things.
  return guess.tag === before.tag ? by : 1 + guess.number + before.number;
}

function oneGroup(list: Guess[]): Guesses[] {
  return [{ list }];
}

function rows(value: unknown): Json[] {
  if (!Array.isArray(value)) throw new Unfit();
  return value as Json[];
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new Unfit();
  return value;
}

function finite(value: unknown): number {
  if (!Number.isFinite(value)) throw new Unfit();
  return value as number;
}

function span([begin, end]: unknown[]): [number, number] {
  return [finite(begin), finite(end)];
}
