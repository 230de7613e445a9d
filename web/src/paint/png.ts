// A figure as pixels: the browser draws its SVG text.
import type { Figure } from '../scene/figure/marks';

/** Pixels of a unit: 615 an inch. */
const SCALE = 2;
/** More than this some browsers do not hold. */
const MOST_PIXELS = 16e6;

export async function toPng({ width, height }: Figure, svg: string): Promise<Blob | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d')!;
  // The sheet's edges may fall between pixels.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve));
}
