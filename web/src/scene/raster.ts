// Small pictures as pixels: thumbnails, and a token through the layers.

/**
 * Draws one map of `side` × `side` bytes as size × size pixels into `out`, whose rows are `stride`
 * long. Where a pixel covers several cells it shows the largest.
 */
export function drawThumbnail(
  cells: Uint8Array,
  side: number,
  table: Uint32Array,
  out: Uint32Array,
  stride: number,
  at: number,
  size: number,
): void {
  const begin = new Uint16Array(size);
  const end = new Uint16Array(size);
  for (let p = 0; p < size; p++) {
    const spread = side > size;
    begin[p] = Math.floor(((spread ? p : p + 0.5) * side) / size);
    end[p] = spread ? Math.max(begin[p] + 1, Math.floor(((p + 1) * side) / size)) : begin[p] + 1;
  }
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let most = 0;
      for (let i = begin[y]; i < end[y]; i++) {
        for (let j = begin[x]; j < end[x]; j++) most = Math.max(most, cells[i * side + j]);
      }
      out[at + y * stride + x] = table[most];
    }
  }
}

/** Pitch of the navigator's grid in whole pixels: 27 where it fits, less for many heads. */
export function thumbnailPitch(heads: number, width: number): number {
  return Math.max(9, Math.min(27, Math.floor(width / heads)));
}
