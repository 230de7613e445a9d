// Pages made by the real program, and the numbers they were made from.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const PROGRAM = process.env.HEADSCOPE ?? path.join(ROOT, 'build/release/headscope');
export const MINILM = path.join(ROOT, 'models/all-MiniLM-L6-v2');

/** Real bert-base-uncased: 12 layers of 12 heads, six tokens. */
export const BERT = path.join(
  ROOT, 'tests/data/bert-base-uncased/transformers-are-amazing.safetensors',
);
export const SENTENCE = 'Transformers are amazing!';
export const PAIR = [
  'The author talked to Sara about her book.', '--pair', 'It was published last year.',
];
/** Words of several pieces, and scripts that are not Latin. */
export const SCRIPTS = 'Café naïve Zürich — 東京タワー 😀👩\u200d👩\u200d👧 ñandú été';

const folder = mkdtempSync(path.join(tmpdir(), 'headscope-e2e-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** A place for a file that goes when the tests end. */
export const scratch = (suffix) => path.join(folder, `${++files}${suffix}`);

/** Writes a page with `headscope view ARGS` and returns its path. */
export function writePage(...args) {
  const file = scratch('.html');
  execFileSync(PROGRAM, ['view', ...args, '--quiet', '-o', file]);
  return file;
}

/** A page of a text on MiniLM. */
export const pageOf = (text, ...args) => writePage(text, ...args, '--model', MINILM);

/** A trace file of a text on MiniLM, read. */
export function traceOf(text, ...args) {
  const file = scratch('.safetensors');
  execFileSync(PROGRAM, ['trace', text, ...args, '--model', MINILM, '--quiet', '-o', file]);
  return readTrace(file);
}

/** The attentions of a trace file of float32. */
export function readTrace(file) {
  const bytes = readFileSync(file);
  const size = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + size).toString());
  const { shape, data_offsets: [begin, end] } = header.attentions;
  const data = bytes.subarray(8 + size + begin, 8 + size + end);
  const [layers, heads, n] = shape;
  const value = (layer, head, from, to) =>
    data.readFloatLE(4 * (((layer * heads + head) * n + from) * n + to));
  /** Weights from one token to all. */
  const row = (layer, head, from) => Array.from({ length: n }, (_, to) => value(layer, head, from, to));
  /** Weights from all tokens to one. */
  const column = (layer, head, to) => Array.from({ length: n }, (_, from) => value(layer, head, from, to));
  const metadata = header.__metadata__;
  /** The numbers of a query or key, where the trace kept them. */
  const vector = (name, layer, head, token) => {
    const { shape: [, , , dim], data_offsets: [first] } = header[name];
    const at = 8 + size + first + 4 * dim * ((layer * heads + head) * n + token);
    return Array.from({ length: dim }, (_, k) => bytes.readFloatLE(at + 4 * k));
  };
  // `data` is a part of `bytes`: who writes into the one changes the other.
  return { layers, heads, n, bytes, data, value, row, column,
    vector, metadata, tokens: JSON.parse(metadata.tokens) };
}

/** Writes a trace file as any other program might. `data` holds float32, or float16 when `dtype`
 *  says so. */
export function writeTrace({ data, layers, heads, n, metadata }, file, dtype = 'F32') {
  const attentions = { dtype, shape: [layers, heads, n, n], data_offsets: [0, data.byteLength] };
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, attentions }));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(file, Buffer.concat([size, header, data]));
  return file;
}

/** A trace file with the layers of `trace` twice over: as many maps as BERT base from MiniLM's. */
export function twice(trace) {
  const data = Buffer.concat([trace.data, trace.data]);
  return writeTrace({ ...trace, data, layers: 2 * trace.layers }, scratch('.safetensors'));
}

const STORY =
  'the lighthouse keeper climbed the narrow stairs each evening and wrote the weather in her log ' +
  'before she slept . when the boat came back in spring the inspector read every page twice , ' +
  'asked who had kept the lamp , and offered her the post that her father had left .';

/** A text of exactly `count` tokens on MiniLM, [CLS] and [SEP] among them. */
export function textOfTokens(count) {
  const words = STORY.match(/\w+|[^\w\s]/g);
  return Array.from({ length: count - 2 }, (_, k) => words[k % words.length]).join(' ');
}
