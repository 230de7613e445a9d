// Draws marks on a canvas.
import type { Bar, LineScene } from '../scene/marks';
import { lineAlpha, lineWidth } from '../scene/marks';
import { type Palette, headColor } from '../scene/palette';

export type Context = CanvasRenderingContext2D;

/** Sizes a canvas to CSS pixels at the screen's density. Returns whether it changed. */
export function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): boolean {
  const density = window.devicePixelRatio || 1;
  const w = Math.max(1, Math.round(width * density));
  const h = Math.max(1, Math.round(height * density));
  if (canvas.width === w && canvas.height === h) return false;
  canvas.width = w;
  canvas.height = h;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return true;
}

/** Clears, and counts in CSS pixels from here on. */
export function clear(context: Context, paper?: string): void {
  const { width, height } = context.canvas;
  const density = window.devicePixelRatio || 1;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  if (paper === undefined) context.clearRect(0, 0, width, height);
  else {
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
  }
  context.setTransform(density, 0, 0, density, 0, 0);
}

export function paintLines(context: Context, scene: LineScene, palette: Palette): void {
  const { x0, x1, hairlines, full } = scene;
  context.globalCompositeOperation = palette.blend;
  context.lineCap = 'butt';
  for (const { slot, count, y0, y1, weight } of scene.heads) {
    context.strokeStyle = headColor(palette, slot);
    for (let i = 0; i < count; i++) {
      context.lineWidth = lineWidth(weight[i], hairlines);
      context.globalAlpha = full ? 1 : lineAlpha(weight[i], hairlines);
      context.beginPath();
      context.moveTo(x0, y0[i]);
      context.lineTo(x1, y1[i]);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
}

/** Fine level rules at these heights, dashed so that no one takes them for attention. */
export function paintRules(
  context: Context,
  heights: readonly number[],
  x0: number,
  x1: number,
  palette: Palette,
): void {
  context.strokeStyle = palette.line2;
  context.lineWidth = 1;
  context.setLineDash([2, 4]);
  for (const y of heights) {
    context.beginPath();
    context.moveTo(x0, y + 0.5);
    context.lineTo(x1, y + 0.5);
    context.stroke();
  }
  context.setLineDash([]);
}

export function paintBars(context: Context, bars: readonly Bar[], palette: Palette): void {
  for (const { x, y, width, height, slot } of bars) {
    context.fillStyle = headColor(palette, slot);
    context.fillRect(x, y, width, height);
  }
}
