// One layer's queries and keys, from which its attention was computed.

export type VectorEncoding = 'f32' | 'f16';

const PLANES = { f32: 4, f16: 2 };
/** Half a step, as a part of the number. */
const ROUNDING = { f32: 2 ** -24, f16: 2 ** -11 };

/** Size of an inflated chunk. */
export function vectorBytes(encoding: VectorEncoding, heads: number, n: number, dim: number) {
  return PLANES[encoding] * 2 * heads * n * dim;
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The numbers of byte planes, the leading bytes first. */
function joined(chunk: Uint8Array, encoding: VectorEncoding): Float32Array {
  const count = chunk.length / PLANES[encoding];
  if (encoding === 'f16') {
    return Float32Array.from({ length: count }, (_, i) =>
      fromHalf((chunk[i] << 8) | chunk[count + i]),
    );
  }
  const bits = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const upper = (chunk[i] << 24) | (chunk[count + i] << 16);
    bits[i] = upper | (chunk[2 * count + i] << 8) | chunk[3 * count + i];
  }
  return new Float32Array(bits.buffer);
}

export class Vectors {
  /** Largest error of a number, as a part of it. */
  readonly rounding: number;

  /** `queries` and `keys` [heads, n, dim] */
  private constructor(
    private readonly queries: Float32Array,
    private readonly keys: Float32Array,
    encoding: VectorEncoding,
    readonly n: number,
    readonly dim: number,
  ) {
    this.rounding = ROUNDING[encoding];
  }

  /** Reads an inflated chunk of the right size (docs/page-format.md). */
  static decode(chunk: Uint8Array, encoding: VectorEncoding, n: number, dim: number): Vectors {
    const all = joined(chunk, encoding);
    const half = all.length / 2;
    return new Vectors(all.subarray(0, half), all.subarray(half), encoding, n, dim);
  }

  /** [dim] */
  query(head: number, token: number): Float32Array {
    return this.of(this.queries, head, token);
  }

  /** [dim] */
  key(head: number, token: number): Float32Array {
    return this.of(this.keys, head, token);
  }

  private of(all: Float32Array, head: number, token: number): Float32Array {
    const at = (head * this.n + token) * this.dim;
    return all.subarray(at, at + this.dim);
  }
}
