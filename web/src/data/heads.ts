// All heads of a model in the order and the groups in which they are looked at together.
import type { HeadSummary, PatternName } from './manifest';
import { type HeadPlace, PATTERNS, strength } from './patterns';

export const GROUPINGS = ['pattern', 'layer', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What heads can be sorted by, largest first; by position it is layer and head. */
export const HEAD_ORDERS = [
  'position',
  'strength',
  'entropy',
  'distance',
  'confidence',
  'cls',
  'sep',
  'punctuation',
  'nearby',
] as const;
export type HeadOrder = (typeof HEAD_ORDERS)[number];

export interface HeadGroup {
  /** What its heads share. */
  pattern?: PatternName;
  layer?: number;
  heads: HeadPlace[];
}

/** The numbers of a head; those that a page of an older program lacks are undefined. */
export type NumbersOf = (place: HeadPlace) => HeadSummary;

/** A head's number in that order; by position it is its strength. */
export function numberIn(order: HeadOrder, summary: HeadSummary): number | undefined {
  const plain = order === 'position' || order === 'strength';
  return plain ? strength(summary, summary.pattern) : summary[order];
}

/** The orders that the page at hand has numbers for. */
export function ordersIn(heads: readonly (readonly HeadSummary[])[]): HeadOrder[] {
  return HEAD_ORDERS.filter((order) => numberIn(order, heads[0][0]) !== undefined);
}

/** Heads in groups, each sorted. Heads with equal numbers keep the order of layers and heads. */
export function groupHeads(
  heads: readonly (readonly HeadSummary[])[],
  by: Grouping,
  order: HeadOrder,
  numbersOf: NumbersOf,
): HeadGroup[] {
  const all = heads.flatMap((row, layer) => row.map((_, head) => ({ layer, head })));
  const groups = grouped(heads, all, by);
  if (order === 'position') return groups;
  const numbers = new Map(all.map((place) => [place, numberIn(order, numbersOf(place)) ?? 0]));
  for (const group of groups) group.heads.sort((a, b) => numbers.get(b)! - numbers.get(a)!);
  return groups;
}

function grouped(
  heads: readonly (readonly HeadSummary[])[],
  all: HeadPlace[],
  by: Grouping,
): HeadGroup[] {
  switch (by) {
    case 'none':
      return [{ heads: all }];
    case 'layer':
      return heads.map((_, layer) => ({ layer, heads: all.filter((one) => one.layer === layer) }));
    case 'pattern':
      return PATTERNS.map((pattern) => ({
        pattern,
        heads: all.filter(({ layer, head }) => heads[layer][head].pattern === pattern),
      })).filter((group) => group.heads.length > 0);
  }
}
