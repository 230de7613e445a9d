// Finding by what is typed: "L3H7", "3.7", "next token", a word of the text.
import type { PatternGroup } from './patterns';

export type Found =
  | { kind: 'head'; layer: number; head: number }
  | { kind: 'pattern'; layer: number; head: number; name: string }
  | { kind: 'token'; unit: number };

export interface Findable {
  layers: number;
  heads: number;
  patterns: readonly (PatternGroup & { name: string })[];
  tokens: readonly string[];
}

const MOST = 8;
const HEAD = /^l?\s*(\d+)[\s.,:-]*h?\s*(\d+)$/i;
const LAYER = /^l\s*(\d+)$/i;

export function find(query: string, where: Findable): Found[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const found: Found[] = [];
  const place = HEAD.exec(wanted) ?? LAYER.exec(wanted);
  if (place) {
    const [layer, head] = [Number(place[1]), Number(place[2] ?? 0)];
    if (layer < where.layers && head < where.heads) found.push({ kind: 'head', layer, head });
  }
  for (const { name, heads } of where.patterns) {
    if (!name.toLowerCase().includes(wanted)) continue;
    for (const head of heads.slice(0, 3)) found.push({ kind: 'pattern', name, ...head });
  }
  where.tokens.forEach((token, unit) => {
    if (token.toLowerCase().includes(wanted)) found.push({ kind: 'token', unit });
  });
  return found.slice(0, MOST);
}
