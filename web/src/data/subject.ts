// What is looked at: one text in one model, and what follows from it before any weight is decoded.
import { type Limits, type State, firstState } from '../state';
import type { Manifest } from './manifest';
import { type PatternGroup, clearestHead, groupByPattern } from './patterns';
import type { Source } from './source';
import { type Unit, pieces, wholeWords } from './units';

export class Subject {
  readonly manifest: Manifest;
  readonly limits: Limits;
  /** The state it is opened with. */
  readonly first: State;
  readonly patterns: PatternGroup[];
  /** Whether any word has more than one token. */
  readonly hasSplitWords: boolean;
  private readonly pieces: readonly Unit[];
  private readonly words: readonly Unit[];

  /** `text` of the page's `texts`. */
  constructor(
    readonly source: Source,
    text = 0,
    texts = 1,
  ) {
    const { manifest } = source;
    this.manifest = manifest;
    this.limits = {
      layers: manifest.model.layers,
      heads: manifest.model.heads,
      tokens: manifest.tokens.length,
      specials: [...new Set(manifest.tokens.filter((_, i) => manifest.special[i]))],
      pair: manifest.pair !== null,
      texts,
      scores: manifest.neurons !== null,
    };
    const opened = clearestHead(manifest.heads);
    this.first = { ...firstState(opened.layer, opened.head), text };
    this.patterns = groupByPattern(manifest.heads);
    this.pieces = pieces(manifest);
    this.words = wholeWords(manifest);
    this.hasSplitWords = this.words.length < this.pieces.length;
  }

  /** Its tokens, or its whole words: the same array each time. */
  units(merged: boolean): readonly Unit[] {
    return merged ? this.words : this.pieces;
  }

  labels(merged: boolean): string[] {
    return this.units(merged).map((unit) => unit.label);
  }
}
