// deflate-raw to bytes: by the browser while it draws on, or at once where an answer cannot wait.
import { inflateSync } from 'fflate';

export function inflateNow(packed: Uint8Array, bytes: number): Uint8Array {
  // One byte more than promised, so that a longer stream is noticed and not cut.
  const room = new Uint8Array(bytes + 1);
  return inflateSync(packed, { out: room });
}

export async function inflate(packed: Uint8Array<ArrayBuffer>, bytes: number): Promise<Uint8Array> {
  if (typeof DecompressionStream === 'undefined') return inflateNow(packed, bytes);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const room = new Uint8Array(bytes);
  const reader = stream.getReader();
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return room.subarray(0, filled);
    if (filled + value.length > bytes) throw new RangeError('longer than promised');
    room.set(value, filled);
    filled += value.length;
  }
}
