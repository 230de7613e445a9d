// One head in one sentence, by a rule fixed beforehand. The sentence may name no pattern but the one
// that the pattern rule gives, and says no more than its numbers prove.
import { text as words } from '../strings';
import { visible } from './visible';
import type { HeadSummary, PatternName } from './manifest';
import { strength } from './patterns';
import { ranked } from './ranking';

/** What a sentence about a head is made from: raw attention, token by token. */
export interface ReadingInput {
  summary: HeadSummary;
  tokens: readonly string[];
  special: readonly boolean[];
  /** raw attention [n, n] */
  map: Float32Array;
  format: (weight: number) => string;
}

const say = words.reading;
const PLACES: Partial<Record<PatternName, number>> = { next: 1, previous: -1, itself: 0 };
const MOST = 0.999;
const HALF = 0.5;

/** Names of the first special token, and of the others, as patterns call them. */
export function sinkNames(tokens: readonly string[], special: readonly boolean[]) {
  const names = tokens.filter((_, i) => special[i]);
  return { cls: names[0] ?? '[CLS]', sep: names.at(-1) ?? '[SEP]' };
}

export function readHead(input: ReadingInput): string {
  const { summary, tokens, special } = input;
  const { cls, sep } = sinkNames(tokens, special);
  const { pattern } = summary;
  const share = strength(summary, pattern);
  switch (pattern) {
    case 'cls':
      return say.rests(cls, words.percent(share));
    case 'sep':
      return say.rests(sep, words.percent(share));
    case 'broad':
      return say.broad(share.toFixed(2));
    case 'mixed':
      return [say.mixed, strongestLink(input)].filter(Boolean).join(' ');
    default:
      return readPlace(input, pattern, share);
  }
}

type Place = keyof typeof say.looks;

function readPlace(input: ReadingInput, pattern: Place, share: number): string {
  const { summary, tokens, special } = input;
  const { cls, sep } = sinkNames(tokens, special);
  if (share >= HALF) {
    const looks = say.looks[pattern];
    if (leastOfWords(input, pattern) > MOST) {
      return `${looks}: ${say.goes(words.percent(leastOfWords(input, pattern)))}.`;
    }
    const there = pattern === 'nearby' ? say.staysMean : say.goesMean;
    return `${looks}: ${there(words.percent(share))}.`;
  }
  const sinks = summary.cls + summary.sep;
  if (sinks <= share) return say.oftenAlone(capital(say.often[pattern]), words.percent(share));
  const names = [
    ...(summary.cls >= 0.1 * sinks ? [cls] : []),
    ...(summary.sep >= 0.1 * sinks && cls !== sep ? [sep] : []),
  ];
  return say.besides(
    words.listed(names),
    words.percent(sinks),
    say.often[pattern],
    words.percent(share),
  );
}

/** The least that any word gives to the pattern's place. Punctuation is not a word. */
function leastOfWords({ tokens, special, map }: ReadingInput, pattern: PatternName): number {
  const step = PLACES[pattern];
  if (step === undefined) return 0;
  const n = tokens.length;
  let least = 1;
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (special[i] || !/[\p{L}\p{N}]/u.test(tokens[i])) continue;
    count++;
    const to = i + step;
    least = Math.min(least, to >= 0 && to < n ? map[i * n + to] : 0);
  }
  return count > 0 ? least : 0;
}

function strongestLink({ tokens, special, map, format }: ReadingInput): string {
  const n = tokens.length;
  let best = -1;
  for (let i = 0; i < n * n; i++) {
    if (special[Math.floor(i / n)] || special[i % n]) continue;
    if (best < 0 || map[i] > map[best]) best = i;
  }
  if (best < 0) return '';
  return say.strongest(
    visible(tokens[Math.floor(best / n)]),
    visible(tokens[best % n]),
    format(map[best]),
  );
}

/** Where the special tokens themselves look: the second sentence. */
export function readSpecials({ tokens, special, map }: ReadingInput): string {
  const n = tokens.length;
  const named = (i: number) => {
    const twice = tokens.filter((token) => token === tokens[i]).length > 1;
    const name = special[i] ? tokens[i] : say.quoted(visible(tokens[i]));
    return twice ? `${name} ${i}` : name;
  };
  const parts = [...special.keys()]
    .filter((i) => special[i])
    .map((i) => {
      const [top] = ranked(map.subarray(i * n, (i + 1) * n), 1);
      return { from: i, to: top.unit, share: top.weight };
    });
  if (parts.length === 0 || parts.length > 4) return '';
  const one = parts.every(({ to, share }) => to === parts[0].to && share >= HALF);
  if (one) {
    return say.restTogether(
      parts.map(({ from }) => named(from)),
      named(parts[0].to),
      parts.map(({ share }) => mostly(share)),
    );
  }
  return say.restEach(
    parts.map(({ from, to, share }, k) => {
      const rests = share >= HALF;
      const again = k > 0 && rests === parts[k - 1].share >= HALF;
      const does = (rests ? say.restOne : say.lookOne)(named(from), again);
      return say.place(does, to === from ? say.itself : named(to), mostly(share));
    }),
  );
}

function mostly(share: number): string {
  return share > 0.995 ? words.shortPercent(share) : `${Math.round(share * 100)} %`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Several heads of one layer in one sentence, in the order they were switched on. */
export function readHeads(
  heads: readonly number[],
  summaries: readonly HeadSummary[],
  sinks: { cls: string; sep: string },
): string {
  if (heads.length === 0) return words.picture.noHead;
  const groups = new Map<string, { pattern: PatternName; heads: number[] }>();
  for (const head of heads) {
    const { pattern } = summaries[head];
    const key = pattern === 'cls' || pattern === 'sep' ? 'sink' : pattern;
    const group = groups.get(key) ?? { pattern, heads: [] };
    groups.set(key, group);
    group.heads.push(head);
  }
  const sentences = [...groups.values()].map((group) => {
    const named = group.heads.map((head) => `H${head}`);
    const kinds = new Set(group.heads.map((head) => summaries[head].pattern));
    const rests = [
      ...(kinds.has('cls') ? [sinks.cls] : []),
      ...(kinds.has('sep') ? [sinks.sep] : []),
    ];
    const does = say.many(group.pattern, named.length === 1, words.listed(rests));
    return say.manyHeads(named, does);
  });
  return sentences.join(' ');
}
