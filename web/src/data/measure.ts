// The numbers of a head over what may be seen of its attention, as the program measures all of it
// (include/headscope/pattern.h): what is hidden counts as 0, and nothing is scaled up for it.
import type { Layer } from './layer';
import type { HeadSummary, Manifest } from './manifest';
import { type Visibility, isVisible } from './select';

const NEARBY = 3;

/** What the numbers depend on besides the weights: the same for every head. */
export interface Measured {
  special: readonly boolean[];
  punctuation: readonly boolean[];
  /** For each token a number that its copies share. */
  word: readonly (number | string)[];
  /** Over tokens. */
  see: Visibility;
  /** Words whose rows may be seen at all. */
  rows: readonly number[];
}

/** ASCII punctuation and symbols, and Unicode's P*. */
const PUNCTUATION = /^[\p{P}$+<=>^`|~]+$/u;

export function measured(manifest: Manifest, see: Visibility): Measured {
  const { tokens, special, ids } = manifest;
  return {
    special,
    punctuation: tokens.map((_, i) => !special[i] && PUNCTUATION.test(textOf(manifest, i))),
    word: ids ?? tokens,
    see,
    rows: [...tokens.keys()].filter((i) => {
      const own = 2 * see.segment[i];
      return !special[i] && (see.allowed[own] || see.allowed[own + 1]);
    }),
  };
}

/** What the text has where the token stands. */
function textOf({ tokens, offsets, sequence_ids, text, pair }: Manifest, token: number): string {
  if (!offsets) return tokens[token].replace(/^(?:##|\u2581|\u0120)(?=.)/u, '');
  const own = sequence_ids?.[token] === 1 ? (pair ?? '') : text;
  return own.slice(...offsets[token]);
}

/** `summary` with its numbers measured again; its pattern stays. */
export function measureHead(
  layer: Layer,
  head: number,
  summary: HeadSummary,
  { special, punctuation, word, see, rows }: Measured,
): HeadSummary {
  const { n } = layer;
  const sum = { cls: 0, sep: 0, next: 0, previous: 0, itself: 0, same_word: 0, nearby: 0 };
  let [entropy, marks, largest, mass, moment] = [0, 0, 0, 0, 0];
  const row = new Float32Array(n);
  for (const i of rows) {
    layer.row(head, i, row);
    let most = 0;
    for (let j = 0; j < n; j++) {
      if (!isVisible(see, i, j)) continue;
      const w = row[j];
      const away = Math.abs(i - j);
      if (special[j]) sum[j === 0 ? 'cls' : 'sep'] += w;
      else {
        most = Math.max(most, w);
        if (away > 0 && away <= NEARBY) sum.nearby += w;
        if (away > 0 && word[j] === word[i]) sum.same_word += w;
      }
      if (j === i + 1) sum.next += w;
      if (j === i - 1) sum.previous += w;
      if (j === i) sum.itself += w;
      if (punctuation[j]) marks += w;
      if (w > 0) entropy -= w * Math.log(w);
      mass += w;
      moment += w * away;
    }
    largest += most;
  }
  const mean = (total: number) => (rows.length > 0 ? total / rows.length : 0);
  const shares = Object.fromEntries(Object.entries(sum).map(([key, value]) => [key, mean(value)]));
  return {
    ...(shares as typeof sum),
    pattern: summary.pattern,
    entropy: mean(entropy) / (n > 1 ? Math.log(n) : 1),
    punctuation: mean(marks),
    confidence: mean(largest),
    distance: mass > 0 ? moment / mass : 0,
  };
}
