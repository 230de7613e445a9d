// Maps as pictures that are kept: one pixel for each cell, drawn at any size without smoothing.
import type { Visibility } from '../data/select';
import { type Tone, heatPixels } from '../scene/heat';
import type { MatrixLayout, Point } from '../scene/matrix';
import type { Palette } from '../scene/palette';
import type { Context } from './canvas';

export class HeatPictures {
  private readonly kept = new Map<Float32Array, HTMLCanvasElement>();
  private keptFor: readonly unknown[] = [];

  /** The picture of a map; those of maps that were not asked for since the last `keep` are gone. */
  get(
    map: Float32Array,
    n: number,
    block: number,
    see: Visibility,
    tone: Tone,
    palette: Palette,
  ): HTMLCanvasElement {
    const now = [block, see, tone.scale, tone.most, palette];
    if (now.some((part, k) => part !== this.keptFor[k])) this.kept.clear();
    this.keptFor = now;
    const there = this.kept.get(map);
    if (there) return there;
    const side = Math.ceil(n / block);
    const canvas = document.createElement('canvas');
    canvas.width = side;
    canvas.height = side;
    const pixels = heatPixels(map, n, block, see, tone, palette);
    const image = new ImageData(new Uint8ClampedArray(pixels.buffer as ArrayBuffer), side, side);
    canvas.getContext('2d')!.putImageData(image, 0, 0);
    this.kept.set(map, canvas);
    return canvas;
  }

  keep(maps: readonly Float32Array[]): void {
    for (const map of this.kept.keys()) if (!maps.includes(map)) this.kept.delete(map);
  }
}

/** Draws the part of a map that is in view. */
export function paintHeat(
  context: Context,
  picture: HTMLCanvasElement,
  { view, cell }: MatrixLayout,
  corner: Point,
  panel: Point,
): void {
  const first = { x: Math.floor(corner.x / cell), y: Math.floor(corner.y / cell) };
  const count = {
    x: Math.ceil((corner.x + view.width) / cell) - first.x,
    y: Math.ceil((corner.y + view.height) / cell) - first.y,
  };
  context.save();
  context.beginPath();
  context.rect(panel.x, panel.y, view.width, view.height);
  context.clip();
  context.imageSmoothingEnabled = false;
  context.drawImage(
    picture,
    first.x,
    first.y,
    count.x,
    count.y,
    panel.x + first.x * cell - corner.x,
    panel.y + first.y * cell - corner.y,
    count.x * cell,
    count.y * cell,
  );
  context.restore();
}
