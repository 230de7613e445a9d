// The heads of a model grouped by their pattern, best first.
import type { HeadSummary, PatternName } from './manifest';

export interface HeadPlace {
  layer: number;
  head: number;
}

export interface PatternGroup {
  pattern: PatternName;
  /** Best first. */
  heads: HeadPlace[];
}

/** In the order of the list. */
export const PATTERNS: readonly PatternName[] = [
  'next',
  'previous',
  'itself',
  'same-word',
  'nearby',
  'cls',
  'sep',
  'broad',
  'mixed',
];

/** How strongly a head shows a pattern: the pattern's own share, or the entropy. */
export function strength(summary: HeadSummary, pattern: PatternName): number {
  if (pattern === 'same-word') return summary.same_word;
  if (pattern === 'broad' || pattern === 'mixed') return summary.entropy;
  return summary[pattern];
}

export function groupByPattern(heads: readonly (readonly HeadSummary[])[]): PatternGroup[] {
  const groups = PATTERNS.map((pattern) => ({ pattern, heads: [] as HeadPlace[] }));
  heads.forEach((row, layer) =>
    row.forEach(({ pattern }, head) => {
      groups.find((group) => group.pattern === pattern)?.heads.push({ layer, head });
    }),
  );
  const by = ({ layer, head }: HeadPlace, pattern: PatternName) =>
    strength(heads[layer][head], pattern);
  for (const { pattern, heads: members } of groups) {
    members.sort((a, b) => by(b, pattern) - by(a, pattern));
  }
  return groups.filter((group) => group.heads.length > 0);
}

/** The head to open first: the clearest next- or previous-token pattern. */
export function clearestHead(heads: readonly (readonly HeadSummary[])[]): HeadPlace {
  let best = { layer: 0, head: 0 };
  let most = -1;
  heads.forEach((row, layer) =>
    row.forEach((summary, head) => {
      const named = summary.pattern === 'next' || summary.pattern === 'previous';
      const share = Math.max(summary.next, summary.previous) + (named ? 1 : 0);
      if (share > most) [best, most] = [{ layer, head }, share];
    }),
  );
  return best;
}
