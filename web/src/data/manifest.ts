// What a page says about itself before any weight is decoded; see docs/page-format.md.
import { text as words } from '../strings';
import { type Prediction, readPrediction } from './prediction';
import type { VectorEncoding } from './vectors';
import { type Windows, areWindows } from './windows';

export type PatternName =
  'next' | 'previous' | 'itself' | 'same-word' | 'nearby' | 'cls' | 'sep' | 'broad' | 'mixed';

/**
 * Shares of one head's attention, means over its rows of non-special tokens, parts of 1; see
 * include/headscope/pattern.h. Pages of older programs lack the last three.
 */
export interface HeadSummary {
  pattern: PatternName;
  cls: number;
  sep: number;
  next: number;
  previous: number;
  itself: number;
  same_word: number;
  nearby: number;
  entropy: number;
  punctuation?: number;
  confidence?: number;
  /** In tokens. */
  distance?: number;
}

export type EncodingName = 'u16-linear' | 'u8-sqrt';

export interface ChunkInfo {
  bytes: number;
  crc32: number;
}

export interface Manifest {
  model: { name: string; layers: number; heads: number; head_dim: number };
  text: string;
  pair: string | null;
  tokens: string[];
  ids: number[] | null;
  sequence_ids: (number | null)[] | null;
  word_ids: (number | null)[] | null;
  /** Begin and end of each token in its own text, in UTF-16 units. */
  offsets: [number, number][] | null;
  special: boolean[];
  /** Of a text that was too long for one pass. */
  windows: Windows | null;
  /** What the model says of the text, where it is known. */
  prediction: Prediction | null;
  encoding: EncodingName;
  thumbnails: ChunkInfo & { side: number; block: number };
  /** One for each layer, layer 0 first. */
  chunks: ChunkInfo[];
  /** Queries and keys, layer 0 first; null in a page without them. */
  neurons: { encoding: VectorEncoding; chunks: ChunkInfo[] } | null;
  /** summaries [layers][heads] */
  heads: HeadSummary[][];
}

/** Something in the file is not as it should be: one sentence for the reader of the page. */
export class PageError extends Error {}

const FORMAT = 'headscope-page';
const VERSION = 1;
const ENCODINGS: readonly string[] = ['u16-linear', 'u8-sqrt'];
const VECTOR_ENCODINGS: readonly string[] = ['f32', 'f16'];

type Json = Record<string, unknown>;

/** Reads the manifest's text. Throws PageError when it cannot be shown. */
export function parseManifest(json: string): Manifest {
  let raw: Json;
  try {
    raw = JSON.parse(json) as Json;
  } catch {
    throw new PageError(words.errors.manifestDamaged);
  }
  if (raw === null || typeof raw !== 'object' || raw['format'] !== FORMAT) {
    throw new PageError(words.errors.manifestDamaged);
  }
  if (raw['version'] !== VERSION) {
    throw new PageError(words.errors.newerVersion(String(raw['version']), VERSION));
  }
  const encoding = (raw['encoding'] as Json | undefined)?.['name'];
  if (!ENCODINGS.includes(encoding as string)) {
    throw new PageError(words.errors.unknownEncoding(String(encoding)));
  }
  const vectors = (raw['neurons'] as Json | null | undefined)?.['encoding'] ?? 'f32';
  if (!VECTOR_ENCODINGS.includes(vectors as string)) {
    throw new PageError(words.errors.unknownEncoding(String(vectors)));
  }
  const manifest = { ...raw, encoding } as unknown as Manifest;
  try {
    check(manifest);
  } catch {
    throw new PageError(words.errors.manifestDamaged);
  }
  const neurons = manifest.neurons ?? null;
  return {
    ...manifest,
    pair: manifest.pair ?? null,
    windows: manifest.windows ?? null,
    prediction: readPrediction(raw['prediction'], manifest.tokens.length),
    chunks: byLayer(manifest.chunks),
    neurons: neurons && { ...neurons, chunks: byLayer(neurons.chunks) },
  };
}

function byLayer(chunks: readonly ChunkInfo[]): ChunkInfo[] {
  const ordered: ChunkInfo[] = [];
  for (const chunk of chunks as (ChunkInfo & { layer: number })[]) ordered[chunk.layer] = chunk;
  return ordered;
}

/** Throws on any field whose shape the rest of the viewer relies on. */
function check(manifest: Manifest): void {
  const { model, tokens, special, thumbnails, heads } = manifest;
  const n = tokens.length;
  const whole = [model.layers, model.heads, n, thumbnails.side, thumbnails.block];
  const fits =
    whole.every((count) => Number.isInteger(count) && count > 0) &&
    typeof model.name === 'string' &&
    typeof manifest.text === 'string' &&
    tokens.every((token) => typeof token === 'string') &&
    special.length === n &&
    areWindows(manifest.windows, n) &&
    Array.isArray(manifest.chunks) &&
    (manifest.neurons === null ||
      manifest.neurons === undefined ||
      Array.isArray(manifest.neurons.chunks)) &&
    heads.length === model.layers &&
    heads.every((layer) => layer.length === model.heads) &&
    [manifest.ids, manifest.sequence_ids, manifest.word_ids, manifest.offsets].every(
      (field) => field === null || field === undefined || field.length === n,
    );
  if (!fits) throw new Error();
}
