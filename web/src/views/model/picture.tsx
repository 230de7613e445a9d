// The canvas of all small pictures.
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Context, clear, sizeCanvas } from '../../paint/canvas';
import {
  Atlas,
  type Overlay,
  mapPicture,
  paintFrame,
  paintHeadLines,
  paintOverlay,
} from '../../paint/heads';
import { layoutMap } from '../../scene/map';
import { type Cell, NAME, cellsBetween } from '../../scene/model';
import { PALETTES, type Palette, headColor } from '../../scene/palette';
import { useReach } from '../../ui/context';
import { panelInput } from './enlarged';
import type { HeadsModel } from './model';
import type { Window } from './view';

export function HeadsPicture({ model, drawn }: { model: HeadsModel; drawn: Window }) {
  const { session } = useReach();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = session.scheme.value;
  const { draw, lines } = session.state.value;
  const layout = model.layout.value;
  const places = model.places.value;
  const { pictures } = model;
  const version = pictures.version.value;
  const see = session.visibility.value;
  const width = model.width.value;
  const { side } = pictures.pooling.value;
  // Enlarged heads are drawn from their layer, once it is there.
  const whole = layout.cells.flatMap(({ enlarged }, k) => (enlarged ? [model.map(places[k])] : []));
  const atlas = useMemo(() => {
    const { layers, heads } = session.limits;
    const cellsOf = (layer: number, head: number) => pictures.cells(layer, head);
    return new Atlas(heads, layers, side, cellsOf, PALETTES[scheme]);
  }, [session, pictures, scheme, version, side, session.thumbnails.value]);
  const painted = useRef<{ by: readonly unknown[]; drawn: Window } | null>(null);
  const by = [atlas, layout, places, width, draw, lines, see, ...whole];
  useLayoutEffect(() => {
    const palette = PALETTES[scheme];
    const target = canvas.current!;
    const resized = sizeCanvas(target, width + 4, drawn.bottom - drawn.top);
    const context = target.getContext('2d')!;
    const before = painted.current;
    const same = !resized && before !== null && sameAs(before.by, by);
    const strips = same ? shift(context, before.drawn, drawn) : [drawn];
    if (!same) clear(context);
    painted.current = { by, drawn };
    context.translate(2, 2 - drawn.top);
    const overlay = overlayOf(model);
    const cells = new Set(strips.flatMap(({ top, bottom }) => cellsBetween(layout, top, bottom)));
    for (const k of cells) {
      const at = layout.cells[k];
      if (at.enlarged) {
        paintEnlarged(context, model, k, overlay, palette);
        continue;
      }
      const { layer, head } = places[k];
      const box = [at.x, at.y + NAME, layout.edge] as const;
      context.fillStyle = palette.paper;
      context.fillRect(...box, layout.edge);
      if (draw === 'lines') {
        const found = model.lines(places[k]);
        const inner = [box[0] + 4, box[1], layout.edge - 8] as const;
        const color = headColor(palette, 0);
        if (found) paintHeadLines(context, found, inner, layout.edge / side, color);
      } else {
        if (pictures.cells(layer, head)) atlas.draw(context, layer, head, ...box);
        paintOverlay(context, overlay, palette, box);
      }
      paintFrame(context, [...box, layout.edge], palette.line2);
    }
  }, [...by, drawn]);
  return (
    <canvas
      ref={canvas}
      class="heads-canvas"
      style={{ top: `${drawn.top - 2}px` }}
      aria-hidden="true"
    />
  );
}

function sameAs(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, k) => one === b[k]);
}

/** Moves what is painted along with the part that is drawn. Returns what is still to be painted. */
function shift(context: Context, before: Window, now: Window): Window[] {
  const density = window.devicePixelRatio || 1;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'copy';
  context.drawImage(context.canvas, 0, Math.round((before.top - now.top) * density));
  context.globalCompositeOperation = 'source-over';
  context.setTransform(density, 0, 0, density, 0, 0);
  if (before.bottom <= now.top || before.top >= now.bottom) return [now];
  return [
    { top: now.top, bottom: before.top },
    { top: before.bottom, bottom: now.bottom },
  ].filter(({ top, bottom }) => top < bottom);
}

/** Muted columns where a cell is a token; in blocks muted tokens are left out beforehand. */
export function overlayOf(model: HeadsModel, whole = false): Overlay {
  const { session, pictures } = model;
  const { muted, allowed } = session.visibility.peek();
  const n = muted.length;
  const single = whole || pictures.pooling.peek().block === 1;
  return {
    second: model.second.peek() / n,
    allowed,
    muted: [...muted.keys()].filter((j) => single && muted[j]).map((j) => [j / n, (j + 1) / n]),
  };
}

function paintEnlarged(
  context: Context,
  model: HeadsModel,
  k: number,
  overlay: Overlay,
  palette: Palette,
): void {
  const place = model.places.peek()[k];
  const cell: Cell = model.layout.peek().cells[k];
  const map = model.map(place);
  const box = [cell.x, cell.y + NAME, cell.width, cell.height - NAME] as const;
  context.fillStyle = palette.paper;
  context.fillRect(...box);
  paintFrame(context, box, palette.line2);
  if (!map) return;
  const input = panelInput(model, cell);
  const at = layoutMap(input);
  const [x, y] = [cell.x + at.x, cell.y + NAME + at.y];
  const n = input.labels.length;
  if (input.lines) {
    const found = model.wholeLines(map);
    paintHeadLines(context, found, [x + 6, y, at.width - 12], at.row, headColor(palette, 0));
    return;
  }
  const density = window.devicePixelRatio || 1;
  context.imageSmoothingEnabled = false;
  const picture = mapPicture(map, n, at.height * density, palette);
  context.drawImage(picture, x, y, at.width, at.height);
  paintOverlay(context, { ...overlay, ...overlayOf(model, true) }, palette, [x, y, at.width]);
  paintFrame(context, [x, y, at.width, at.height], palette.line2);
}
