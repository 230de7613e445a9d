// What the picture has rows and columns of: tokens, or whole words made of several.
import type { Manifest } from './manifest';

export interface Unit {
  /** What is shown. Never markup. */
  label: string;
  /** Positions of its tokens, ascending. */
  tokens: number[];
  special: boolean;
  /** 0 for the text, 1 for its pair. */
  segment: 0 | 1;
}

/** Which text each token belongs to. A special token goes with the text before it. */
export function segments(manifest: Manifest): (0 | 1)[] {
  let current: 0 | 1 = 0;
  return manifest.tokens.map((_, i) => {
    const sequence = manifest.sequence_ids?.[i] ?? null;
    if (sequence !== null) current = sequence === 0 ? 0 : 1;
    return current;
  });
}

/** One unit for each token. */
export function pieces(manifest: Manifest): Unit[] {
  const segment = segments(manifest);
  return manifest.tokens.map((token, i) => ({
    label: token,
    tokens: [i],
    special: manifest.special[i],
    segment: segment[i],
  }));
}

/** One unit for each word of the text; special tokens stay as they are. */
export function wholeWords(manifest: Manifest): Unit[] {
  const { word_ids, offsets } = manifest;
  if (!word_ids) return pieces(manifest);
  const units: Unit[] = [];
  for (const piece of pieces(manifest)) {
    const last = units.at(-1);
    const word = word_ids[piece.tokens[0]];
    const joins =
      last !== undefined &&
      word !== null &&
      !last.special &&
      word_ids[last.tokens[0]] === word &&
      last.segment === piece.segment;
    if (joins) last.tokens.push(...piece.tokens);
    else units.push(piece);
  }
  for (const unit of units) {
    if (!unit.special) unit.label = wordLabel(manifest, unit, offsets);
  }
  return units;
}

/** The word as its text has it, or its pieces put together where the offsets are not known. */
function wordLabel(manifest: Manifest, unit: Unit, offsets: Manifest['offsets']): string {
  const { tokens } = unit;
  if (!offsets) return tokens.map((i) => manifest.tokens[i].replace(/^##/, '')).join('');
  const source = unit.segment === 1 ? (manifest.pair ?? '') : manifest.text;
  const word = source.slice(offsets[tokens[0]][0], offsets[tokens.at(-1)!][1]);
  return word.trim() === '' ? manifest.tokens[tokens[0]] : word;
}
