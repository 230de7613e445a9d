// Small pictures of heads on one canvas.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { PALETTES, channels, rampTable } from '../scene/palette';
import { drawThumbnail } from '../scene/raster';
import type { HeadPlace } from '../data/patterns';
import { useReach } from './context';

interface Props {
  /** Heads in rows. */
  rows: readonly (readonly HeadPlace[])[];
  /** Distance of two pictures, and their size, in CSS pixels. */
  pitch: number;
  size: number;
}

export function Thumbnails({ rows, pitch, size }: Props) {
  const { session } = useReach();
  const canvas = useRef<HTMLCanvasElement>(null);
  const cells = session.thumbnails.value;
  const scheme = session.scheme.value;
  useLayoutEffect(() => {
    const target = canvas.current!;
    const density = Math.max(1, Math.round(window.devicePixelRatio || 1));
    const palette = PALETTES[scheme];
    target.width = (rows[0]?.length ?? 1) * pitch * density;
    target.height = rows.length * pitch * density;
    target.style.width = `${target.width / density}px`;
    target.style.height = `${target.height / density}px`;
    const image = new ImageData(target.width, target.height);
    const pixels = new Uint32Array(image.data.buffer);
    const { side } = session.manifest.thumbnails;
    const table = rampTable(palette);
    const [r, g, b] = channels(palette.line2);
    const frame = (255 << 24) | (b << 16) | (g << 8) | r;
    const stride = target.width;
    const inset = Math.floor((pitch - size) / 2);
    rows.forEach((row, y) =>
      row.forEach(({ layer, head }, x) => {
        const left = (x * pitch + inset) * density;
        const top = (y * pitch + inset) * density;
        const edge = size * density;
        for (let k = -1; k <= edge; k++) {
          for (const at of [
            (top - 1) * stride + left + k,
            (top + edge) * stride + left + k,
            (top + k) * stride + left - 1,
            (top + k) * stride + left + edge,
          ]) {
            pixels[at] = frame;
          }
        }
        if (!cells) return;
        const map = (layer * session.limits.heads + head) * side * side;
        const own = cells.subarray(map, map + side * side);
        drawThumbnail(own, side, table, pixels, stride, top * stride + left, edge);
      }),
    );
    target.getContext('2d')!.putImageData(image, 0, 0);
  }, [rows, pitch, size, cells, scheme]);
  return <canvas ref={canvas} class="thumbnails" aria-hidden="true" />;
}
