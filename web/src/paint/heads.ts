// Draws heads as small pictures: matrices out of an atlas that holds all of them, or lines.
import type { Lines } from '../data/select';
import { type Palette, rampTable } from '../scene/palette';
import type { Context } from './canvas';

/** All maps at one pixel a cell, layers below each other, in a picture that is never shown. */
export class Atlas {
  private readonly canvas = document.createElement('canvas');

  /** `cellsOf` gives a head's [side, side], or null where there are none. */
  constructor(
    heads: number,
    layers: number,
    private readonly side: number,
    cellsOf: (layer: number, head: number) => Uint8Array | null,
    palette: Palette,
  ) {
    const [width, height] = [heads * side, layers * side];
    Object.assign(this.canvas, { width, height });
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const table = rampTable(palette);
    for (let layer = 0; layer < layers; layer++) {
      for (let head = 0; head < heads; head++) {
        const cells = cellsOf(layer, head);
        for (let i = 0, k = 0; cells && i < side; i++) {
          const at = (layer * side + i) * width + head * side;
          for (let j = 0; j < side; j++) pixels[at + j] = table[cells[k++]];
        }
      }
    }
    this.canvas.getContext('2d')!.putImageData(image, 0, 0);
  }

  draw(to: Context, layer: number, head: number, x: number, y: number, edge: number): void {
    const { side } = this;
    to.imageSmoothingEnabled = false;
    to.drawImage(this.canvas, head * side, layer * side, side, side, x, y, edge, edge);
  }
}

/** What stands over every picture alike, in parts of its edge. */
export interface Overlay {
  /** Where the second text begins; 0 without one. */
  second: number;
  /** Which quadrants are shown: A→A, A→B, B→A, B→B. */
  allowed: readonly boolean[];
  /** Columns that are muted, from and to. */
  muted: readonly (readonly [number, number])[];
}

/** Covers what is hidden, and parts the two texts. */
export function paintOverlay(
  context: Context,
  { second, allowed, muted }: Overlay,
  palette: Palette,
  [x, y, edge]: readonly [number, number, number],
): void {
  context.fillStyle = palette.track;
  for (const [from, to] of muted) {
    const left = Math.floor(x + from * edge);
    context.fillRect(left, y, Math.max(1, Math.ceil(x + to * edge) - left), edge);
  }
  const at = Math.round(second * edge);
  context.fillStyle = palette.ground;
  allowed.forEach((shown, k) => {
    if (shown) return;
    const [left, right] = k % 2 === 0 ? [0, second > 0 ? at : edge] : [at, edge];
    const [top, bottom] = k < 2 ? [0, second > 0 ? at : edge] : [at, edge];
    context.fillRect(x + left, y + top, right - left, bottom - top);
  });
  if (second === 0) return;
  context.fillStyle = palette.ink3;
  context.globalAlpha = 0.6;
  context.fillRect(x + at, y, 1, edge);
  context.fillRect(x, y + at, edge, 1);
  context.globalAlpha = 1;
}

export function paintFrame(
  context: Context,
  [x, y, width, height]: readonly [number, number, number, number],
  color: string,
  thick = 1,
): void {
  context.strokeStyle = color;
  context.lineWidth = thick;
  context.strokeRect(x - thick / 2, y - thick / 2, width + thick, height + thick);
}

const LEAST_WIDE_ROW = 5;
/** So many strengths of lines are told apart. */
const STRENGTHS = 32;

/** A head's lines between two edges. `row` is the height of one. */
export function paintHeadLines(
  context: Context,
  { count, from, to, weight }: Pick<Lines, 'count' | 'from' | 'to' | 'weight'>,
  [x, y, width]: readonly [number, number, number],
  row: number,
  color: string,
): void {
  const wide = row >= LEAST_WIDE_ROW;
  const most = Math.min(6, 0.6 * row);
  context.strokeStyle = color;
  // Lines come weakest first: those of nearly one strength make one path.
  let before = -1;
  for (let k = 0; k < count; k++) {
    const step = Math.round(Math.min(1, weight[k]) * STRENGTHS);
    if (step !== before) {
      if (before >= 0) context.stroke();
      const w = step / STRENGTHS;
      context.lineWidth = wide ? Math.max(0.5, most * w) : 0.75;
      context.globalAlpha = wide ? 0.2 + 0.8 * w : Math.max(0.06, w);
      context.beginPath();
      before = step;
    }
    context.moveTo(x, y + (from[k] + 0.5) * row);
    context.lineTo(x + width, y + (to[k] + 0.5) * row);
  }
  if (before >= 0) context.stroke();
  context.globalAlpha = 1;
}

/** A whole map [n, n] as pixels of one cell each, through the largest where it is made smaller. */
export function mapPicture(
  map: Float32Array,
  n: number,
  pixels: number,
  palette: Palette,
): HTMLCanvasElement {
  const side = Math.min(n, Math.max(1, Math.floor(pixels)));
  const most = new Float32Array(side * side);
  for (let i = 0; i < n; i++) {
    const row = Math.floor((i * side) / n) * side;
    for (let j = 0; j < n; j++) {
      const at = row + Math.floor((j * side) / n);
      const weight = map[i * n + j];
      if (weight > most[at]) most[at] = weight;
    }
  }
  const table = rampTable(palette);
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const image = new ImageData(side, side);
  const out = new Uint32Array(image.data.buffer);
  most.forEach((weight, k) => (out[k] = table[Math.round(255 * Math.sqrt(Math.min(1, weight)))]));
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas;
}
