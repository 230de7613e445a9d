// One layer's weights, kept as small as the page stores them and read through a table.
import type { EncodingName } from './manifest';

const LINEAR_MAX = 65535;
const SQRT_MAX = 255;

const tables: Partial<Record<EncodingName, Float32Array>> = {};

/** Weight of every stored number. */
function weightTable(encoding: EncodingName): Float32Array {
  return (tables[encoding] ??=
    encoding === 'u16-linear'
      ? Float32Array.from({ length: LINEAR_MAX + 1 }, (_, q) => q / LINEAR_MAX)
      : Float32Array.from({ length: SQRT_MAX + 1 }, (_, q) => (q / SQRT_MAX) * (q / SQRT_MAX)));
}

const COUNTS = 256;
const LEAD_AT = 4 * COUNTS;

/** Whether an inflated chunk of that many bytes can hold `count` weights. */
export function isChunkSize(bytes: number, encoding: EncodingName, count: number): boolean {
  const least = LEAD_AT + count;
  return encoding === 'u8-sqrt' ? bytes === least : bytes >= least && bytes <= least + 2 * count;
}

/** Where each group of leading bytes begins, and where the last one ends. Throws RangeError. */
function groups(chunk: Uint8Array, count: number): { next: Uint32Array; end: number } {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const next = new Uint32Array(COUNTS);
  let end = LEAD_AT;
  for (let above = 0; above < COUNTS; above++) {
    next[above] = end;
    end += view.getUint32(4 * above, true);
  }
  if (end !== LEAD_AT + count) throw new RangeError('group counts');
  return { next, end };
}

/**
 * The leading byte of each weight: they come grouped by the byte one row above, in the same head.
 * Moves `next` along.
 */
function leadingBytes(chunk: Uint8Array, next: Uint32Array, heads: number, n: number): Uint8Array {
  const lead = new Uint8Array(heads * n * n);
  for (let head = 0; head < heads; head++) {
    const start = head * n * n;
    const second = start + n;
    for (let i = start; i < second; i++) lead[i] = chunk[next[0]++];
    const end = start + n * n;
    for (let i = second; i < end; i++) lead[i] = chunk[next[lead[i - n]]++];
  }
  return lead;
}

/** Puts the trailing bits of each weight, which begin at `at`, behind its leading byte. */
function withTrailingBits(lead: Uint8Array, chunk: Uint8Array, at: number): Uint16Array {
  const q = new Uint16Array(lead.length);
  let held = 0;
  let bits = 0;
  for (let i = 0; i < lead.length; i++) {
    const byte = lead[i];
    const e = byte >= 32 ? (byte >> 4) - 1 : 0;
    for (; bits < e; bits += 8) held |= chunk[at++] << bits;
    q[i] = ((byte - 16 * e) << e) | (held & ((1 << e) - 1));
    held >>>= e;
    bits -= e;
  }
  return q;
}

export class Layer {
  private readonly table: Float32Array;

  /** `stored` [heads, n, n] */
  private constructor(
    private readonly stored: Uint8Array | Uint16Array,
    encoding: EncodingName,
    readonly heads: number,
    readonly n: number,
  ) {
    this.table = weightTable(encoding);
  }

  /** Reads an inflated chunk (docs/page-format.md). Throws RangeError when it cannot be one. */
  static decode(chunk: Uint8Array, encoding: EncodingName, heads: number, n: number): Layer {
    const { next, end } = groups(chunk, heads * n * n);
    const lead = leadingBytes(chunk, next, heads, n);
    const stored = encoding === 'u8-sqrt' ? lead : withTrailingBits(lead, chunk, end);
    return new Layer(stored, encoding, heads, n);
  }

  weight(head: number, from: number, to: number): number {
    return this.table[this.stored[(head * this.n + from) * this.n + to]];
  }

  /** Writes the row of one query into `out` [n]. */
  row(head: number, from: number, out: Float32Array): void {
    const { table, stored, n } = this;
    const start = (head * n + from) * n;
    for (let j = 0; j < n; j++) out[j] = table[stored[start + j]];
  }
}
