// All rows of a long text in a narrow strip; the frame is what the picture shows.
import { clear, paintLines, sizeCanvas } from '../../paint/canvas';
import { type DrawnHead, type FocusScene, baseLines } from '../../scene/head';
import type { HeadLayout } from '../../scene/layout';
import type { Palette } from '../../scene/palette';
import { text as words } from '../../strings';

/** What the minimap needs of the view it belongs to. */
export interface Scrolled {
  readonly layout: HeadLayout;
  readonly scroll: number;
  scrollBy(to: number): void;
}

const TOP = 24;
const INSET = 4;
const WHISPER = 0.3;
const CALM = 0.75;

const MOST_LINES = 1500;

/** No more lines than so narrow a strip can show. */
function strongest(head: DrawnHead): DrawnHead {
  const { lines } = head;
  const first = Math.max(0, lines.count - MOST_LINES);
  const part = {
    from: lines.from.subarray(first),
    to: lines.to.subarray(first),
    weight: lines.weight.subarray(first),
  };
  return { ...head, lines: { ...lines, ...part, count: lines.count - first } };
}

export class Minimap {
  private readonly canvas = document.createElement('canvas');
  private readonly cached = document.createElement('canvas');
  private cachedFor: unknown[] = [];

  constructor(
    private readonly view: Scrolled,
    host: HTMLElement,
  ) {
    this.canvas.className = 'minimap';
    this.canvas.title = words.picture.minimap;
    this.canvas.setAttribute('aria-hidden', 'true');
    host.append(this.canvas);
    this.canvas.addEventListener('pointerdown', (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.goTo(event);
    });
    this.canvas.addEventListener('pointermove', (event) => {
      if (this.canvas.hasPointerCapture(event.pointerId)) this.goTo(event);
    });
  }

  private get height(): number {
    return this.view.layout.height - TOP - 8;
  }

  private goTo(event: PointerEvent): void {
    const { layout } = this.view;
    const y = event.clientY - this.canvas.getBoundingClientRect().top;
    const middle = (y / this.height) * layout.contentHeight;
    this.view.scrollBy(middle - layout.height / 2);
  }

  /** The layout of all rows inside the strip. */
  private inside(): HeadLayout {
    const { layout } = this.view;
    return {
      ...layout,
      mode: 'fit',
      top: 0,
      rowHeight: this.height / layout.units,
      lineLeft: INSET,
      lineRight: layout.minimapWidth - INSET,
      headStep: 0,
    };
  }

  paintBase(heads: readonly DrawnHead[], palette: Palette): void {
    const { layout } = this.view;
    this.canvas.hidden = layout.minimapWidth === 0;
    if (this.canvas.hidden) return;
    sizeCanvas(this.canvas, layout.minimapWidth, this.height);
    this.canvas.style.left = `${layout.minimapX}px`;
    this.canvas.style.top = `${TOP}px`;
    const now = [heads, palette, layout.height, layout.minimapWidth];
    if (now.every((part, k) => part === this.cachedFor[k])) return;
    this.cachedFor = now;
    sizeCanvas(this.cached, layout.minimapWidth, this.height);
    const context = this.cached.getContext('2d', { alpha: false })!;
    clear(context, palette.ground);
    const scene = baseLines(this.inside(), heads.map(strongest), 0);
    paintLines(context, { ...scene, hairlines: true }, palette);
  }

  paintFocus(focus: FocusScene | null, heads: readonly DrawnHead[], palette: Palette): void {
    if (this.canvas.hidden || this.cachedFor.length === 0) return;
    const { layout, scroll } = this.view;
    const context = this.canvas.getContext('2d')!;
    clear(context, palette.ground);
    context.globalAlpha = focus ? WHISPER : CALM;
    context.drawImage(this.cached, 0, 0, layout.minimapWidth, this.height);
    context.globalAlpha = 1;
    const y = (scroll / layout.contentHeight) * this.height;
    const height = (layout.height / layout.contentHeight) * this.height;
    if (focus) this.paintFocused(context, focus, heads, palette);
    context.strokeStyle = palette.line2;
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, layout.minimapWidth - 1, this.height - 1);
    context.globalAlpha = 0.14;
    context.fillStyle = palette.accent;
    context.fillRect(0, y, layout.minimapWidth, height);
    context.globalAlpha = 1;
    context.strokeStyle = palette.accent;
    context.strokeRect(0.5, y + 0.5, layout.minimapWidth - 1, Math.max(4, height - 1));
  }

  /** The strongest lines of the focused tokens. */
  private paintFocused(
    context: CanvasRenderingContext2D,
    focus: FocusScene,
    heads: readonly DrawnHead[],
    palette: Palette,
  ): void {
    const inside = this.inside();
    const y = (unit: number) => (unit + 0.5) * inside.rowHeight;
    const marks = heads.map(({ slot }, k) => {
      const row = focus.rows[k];
      const strong = [...row.keys()].filter((other) => row[other] > 0.1).slice(0, 40);
      const pairs = focus.units.flatMap((unit) =>
        strong.map((other) => (focus.side === 'from' ? [unit, other] : [other, unit])),
      );
      return {
        slot,
        count: pairs.length,
        y0: Float32Array.from(pairs, ([from]) => y(from)),
        y1: Float32Array.from(pairs, ([, to]) => y(to)),
        weight: Float32Array.from(
          pairs,
          ([from, to]) => (focus.side === 'from' ? row[to] : row[from]) / 4,
        ),
      };
    });
    const { lineLeft: x0, lineRight: x1 } = inside;
    paintLines(context, { x0, x1, heads: marks, hairlines: false, full: true }, palette);
  }
}
