// Finds in the page's own numbers what a lesson can show.
import type { Layer } from '../data/layer';
import type { HeadSummary, Manifest } from '../data/manifest';
import { visible } from '../data/visible';
import type { Session } from '../session';

/** Examples are looked for among the first tokens, which a page of any length shows at first. */
const NEAR = 14;

export function nameOf({ manifest }: Session, token: number): string {
  return visible(manifest.tokens[token]);
}

/** A layer's weights, which the lesson needs before it can speak of them. */
export async function layerOf(session: Session, layer: number): Promise<Layer> {
  await session.fetch(layer);
  return session.source.layerNow(layer);
}

/** The first tokens that are not special. */
export function nearWords({ special }: Manifest): number[] {
  const words = [...special.keys()].filter((token) => !special[token] && token < NEAR);
  return words.length > 0 ? words : [0];
}

/** The token that a token looks at most. */
export function topOf(layer: Layer, head: number, from: number): number {
  let top = 0;
  for (let to = 1; to < layer.n; to++) {
    if (layer.weight(head, from, to) > layer.weight(head, from, top)) top = to;
  }
  return top;
}

/** Of the near words the one that looks most at another word. */
export function strongLooker(session: Session, layer: Layer, head: number): number {
  const words = nearWords(session.manifest);
  const best = (from: number) =>
    Math.max(...words.map((to) => (to === from ? 0 : layer.weight(head, from, to))));
  return words.reduce((a, b) => (best(b) > best(a) ? b : a));
}

/** Another head of the layer, if it can be one with another pattern. */
export function otherHead({ manifest }: Session, layer: number, head: number): number {
  const summaries = manifest.heads[layer];
  const rank = (other: number) => {
    const { pattern } = summaries[other];
    if (pattern === summaries[head].pattern) return 0;
    return pattern === 'mixed' ? 1 : 2;
  };
  const others = [...summaries.keys()].filter((other) => other !== head);
  return others.reduce((a, b) => (rank(b) > rank(a) ? b : a));
}

/** Mean over the heads of each layer. */
export function byLayer({ heads }: Manifest, share: (summary: HeadSummary) => number): number[] {
  return heads.map((layer) => layer.reduce((sum, one) => sum + share(one), 0) / layer.length);
}

/** What a row gives to special tokens. */
export function specialShare({ manifest }: Session, layer: Layer, head: number, from: number) {
  return manifest.special.reduce(
    (sum, special, to) => (special ? sum + layer.weight(head, from, to) : sum),
    0,
  );
}

/** A near word of any head whose row is about half for special tokens. */
export function halfSpecialRow(session: Session, layer: Layer): { head: number; from: number } {
  let best = { head: 0, from: 0, off: Infinity };
  for (let head = 0; head < layer.heads; head++) {
    for (const from of nearWords(session.manifest)) {
      const off = Math.abs(specialShare(session, layer, head, from) - 0.5);
      if (off < best.off) best = { head, from, off };
    }
  }
  return best;
}

/** A word that two heads of a layer send to two different places, both of them strongly. */
export function disagreement(session: Session, layer: Layer) {
  let best = { from: 0, heads: [0, 1] as [number, number], weaker: -1 };
  for (const from of nearWords(session.manifest)) {
    const tops = Array.from({ length: layer.heads }, (_, head) => topOf(layer, head, from));
    const weight = (head: number) => layer.weight(head, from, tops[head]);
    const takes = (head: number) => tops[head] !== from && !session.manifest.special[tops[head]];
    const heads = [...tops.keys()].filter(takes).sort((a, b) => weight(b) - weight(a));
    const [first] = heads;
    const second = heads.find((head) => tops[head] !== tops[first]);
    if (second === undefined || weight(second) <= best.weaker) continue;
    best = { from, heads: [first, second], weaker: weight(second) };
  }
  return best;
}

/** What the words of one text give on average to the words of the other. */
export function crossing(
  session: Session,
  layer: Layer,
  head: number,
  segment: readonly number[],
  from: 0 | 1,
): number {
  const { special } = session.manifest;
  const rows = [...segment.keys()].filter((i) => segment[i] === from && !special[i]);
  const columns = [...segment.keys()].filter((j) => segment[j] !== from && !special[j]);
  const sum = rows.reduce(
    (all, i) => columns.reduce((row, j) => row + layer.weight(head, i, j), all),
    0,
  );
  return rows.length > 0 ? sum / rows.length : 0;
}
