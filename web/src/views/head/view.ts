// The head view: ties the scene to a canvas for all lines, a canvas for what is under the pointer,
// and elements for tokens and numbers.
import { effect } from '@preact/signals';
import { type Start, windowStarts } from '../../data/windows';
import {
  type Context,
  clear,
  paintBars,
  paintLines,
  paintRules,
  sizeCanvas,
} from '../../paint/canvas';
import { LabelPainter } from '../../paint/labels';
import {
  type DrawnHead,
  type FocusScene,
  baseLines,
  focusBars,
  focusLines,
  headLabels,
  leavingLines,
  totalLines,
} from '../../scene/head';
import { type HeadLayout, layoutHead, rowsInView, scrollTo } from '../../scene/layout';
import { HAIRLINES_ABOVE } from '../../scene/marks';
import { windowLabels, windowRules } from '../../scene/windows';
import { PALETTES } from '../../scene/palette';
import type { Session } from '../../session';
import { text as words } from '../../strings';
import { Keyboard } from './keyboard';
import { Minimap } from './minimap';
import { Pointer } from './pointer';

const FADE_MS = 160;
const NARROW = 460;

export class HeadView {
  layout!: HeadLayout;
  readonly scroller = element('div', 'scroller');
  readonly grid = element('div', 'grid');
  private readonly spacer = element('div', 'spacer');
  private readonly sheet = element('div', 'sheet-view');
  private readonly beside = element('div', 'beside');
  private readonly heads = element('div', 'beside');
  private readonly base = document.createElement('canvas');
  private readonly over = document.createElement('canvas');
  private readonly above = element('div', 'pill pill-above');
  private readonly below = element('div', 'pill pill-below');
  private readonly labels: LabelPainter;
  private readonly minimap: Minimap;
  private readonly keyboard: Keyboard;
  private readonly stops: (() => void)[] = [];
  private scheduled = 0;
  /** Kept here, because asking an element for it makes the browser lay out the page. */
  private size = { width: 0, height: 0 };
  private scrolled = 0;
  /** Window and text for which the rows once did not fit. */
  private overflowed = '';
  private arranged = false;
  private baseStale = true;
  private widest: { units: unknown; em: number } | null = null;
  /** What the base canvas shows, to fade from. */
  private painted: { heads: readonly DrawnHead[]; key: string } | null = null;
  private fade = 0;

  constructor(
    private readonly session: Session,
    readonly host: HTMLElement,
  ) {
    this.base.className = 'lines';
    this.base.setAttribute('role', 'img');
    this.over.className = 'over';
    this.over.setAttribute('aria-hidden', 'true');
    this.beside.setAttribute('aria-hidden', 'true');
    this.heads.setAttribute('aria-hidden', 'true');
    this.above.setAttribute('aria-hidden', 'true');
    this.below.setAttribute('aria-hidden', 'true');
    this.grid.setAttribute('role', 'grid');
    this.grid.tabIndex = 0;
    this.grid.setAttribute('aria-label', words.picture.grid);
    this.grid.setAttribute('aria-colcount', '2');
    this.labels = new LabelPainter(this.grid, this.beside, this.heads);
    const fades = [element('div', 'fade fade-top'), element('div', 'fade fade-bottom')];
    this.sheet.append(this.base, this.over, this.grid, this.beside, ...fades, this.heads);
    this.spacer.append(this.sheet);
    this.scroller.append(this.spacer);
    host.append(this.scroller, this.above, this.below);
    this.minimap = new Minimap(this, host);
    this.keyboard = new Keyboard(session, this);
    const pointer = new Pointer(session, this);
    this.stops.push(() => pointer.stop());
    this.listen();
  }

  private listen(): void {
    const { session } = this;
    const size = new ResizeObserver(([{ contentRect }]) => {
      this.size = { width: contentRect.width, height: contentRect.height };
      this.repaint();
    });
    size.observe(this.host);
    const onScroll = () => {
      this.scrolled = this.scroller.scrollTop;
      this.repaint();
    };
    this.scroller.addEventListener('scroll', onScroll, { passive: true });
    this.stops.push(
      () => size.disconnect(),
      effect(() => {
        void [session.shown.value, session.scheme.value, session.look.value];
        void session.state.value.rows;
        this.repaint();
      }),
      effect(() => {
        void [session.focus.value, this.keyboard.cursor.value];
        this.schedule();
      }),
      effect(() => {
        const reading = session.reading.value;
        this.base.setAttribute('aria-label', words.picture.canvas(reading.first));
      }),
    );
  }

  stop(): void {
    for (const stop of this.stops) stop();
    if (this.scheduled) {
      cancelAnimationFrame(this.scheduled);
      this.session.busy.end();
    }
    this.host.replaceChildren();
  }

  get scroll(): number {
    return this.layout.mode === 'read' ? this.scrolled : 0;
  }

  scrollBy(to: number): void {
    this.scroller.scrollTop = to;
    this.scrolled = this.scroller.scrollTop;
    this.repaint();
  }

  /** Brings a row into view. */
  reveal(unit: number): void {
    const to = scrollTo(this.layout, unit, this.scroll);
    if (to !== this.scroll) this.scrollBy(to);
  }

  private repaint(): void {
    this.baseStale = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.session.busy.begin();
    this.scheduled = requestAnimationFrame(() => {
      this.scheduled = 0;
      this.paint();
      this.session.busy.end();
    });
  }

  private paint(): void {
    if (this.size.width === 0 || this.size.height === 0) return;
    if (this.baseStale) this.arrange();
    const heads = this.session.shown.peek();
    if (heads && this.baseStale) this.paintBase(heads);
    if (heads) this.baseStale = false;
    this.paintFocus(heads ?? []);
  }

  /** Sizes everything anew. */
  private arrange(): void {
    const { session, host } = this;
    const state = session.state.peek();
    const { width, height } = this.size;
    this.layout = layoutHead({
      units: session.units().length,
      width,
      height,
      heads: Math.max(1, session.shown.peek()?.length ?? state.heads.length),
      rows: state.rows,
      widest: this.widestEm(),
      tooMany: this.overflowed === this.occasion(),
      narrow: width < NARROW,
    });
    const { layout } = this;
    // Reading mode gives the picture more room; that alone may not bring the other mode back.
    if (!layout.fits) this.overflowed = this.occasion();
    host.dataset['mode'] = layout.mode;
    host.dataset['fits'] = String(layout.fits);
    session.fits.value = layout.fits;
    session.mode.value = layout.mode;
    this.spacer.style.height = `${layout.contentHeight}px`;
    this.sheet.style.height = `${layout.height}px`;
    const drawn = layout.minimapWidth > 0 ? layout.minimapX - 12 : layout.width;
    sizeCanvas(this.base, drawn, layout.height);
    sizeCanvas(this.over, drawn, layout.height);
    this.grid.setAttribute('aria-rowcount', String(layout.units));
    if (!this.arranged) {
      this.arranged = true;
      const [pinned] = state.pins;
      if (pinned !== undefined && pinned < layout.units) this.reveal(pinned);
    }
  }

  /** What the choice between fitting and reading may depend on. */
  private occasion(): string {
    return `${window.innerWidth}/${window.innerHeight}/${this.session.units().length}`;
  }

  /** Width of the widest token in parts of its font's size. */
  private widestEm(): number {
    const units = this.session.units();
    if (this.widest?.units === units) return this.widest.em;
    const context = this.context(this.over);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.font = `600 20px ${getComputedStyle(this.host).fontFamily}`;
    const labels = this.session.labels.peek();
    const widths = labels.map((label) => context.measureText(label).width / 20);
    context.restore();
    const em = Math.max(1, ...widths);
    this.widest = { units, em };
    return em;
  }

  private context(canvas: HTMLCanvasElement): Context {
    return canvas.getContext('2d', { alpha: canvas !== this.base })!;
  }

  private paintBase(heads: readonly DrawnHead[]): void {
    const { session, layout } = this;
    const palette = PALETTES[session.scheme.peek()];
    const state = session.state.peek();
    const key = `${state.layer}/${state.heads.join()}/${state.lens}/${state.together}`;
    const before = this.painted;
    const fades =
      before !== null &&
      before.key !== key &&
      before.heads.length > 0 &&
      totalLines(heads) <= HAIRLINES_ABOVE &&
      totalLines(before.heads) <= HAIRLINES_ABOVE &&
      !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const old = fades ? copyOf(this.base) : null;
    const scene = baseLines(layout, heads, this.scroll);
    session.hairlines.value = scene.hairlines;
    const context = this.context(this.base);
    clear(context, palette.paper);
    const rules = windowRules(layout, this.windowStarts(), this.scroll);
    paintRules(context, rules, layout.fromX - layout.labelWidth, layout.rightNumberX, palette);
    paintLines(context, scene, palette);
    this.painted = { heads, key };
    this.fade++;
    if (old) this.fadeFrom(old, copyOf(this.base));
    this.minimap.paintBase(heads, palette);
    this.paintPills(heads);
  }

  /** Lets the old lines go and the new ones come, on the same canvas. */
  private fadeFrom(old: HTMLCanvasElement, fresh: HTMLCanvasElement): void {
    const turn = this.fade;
    const context = this.context(this.base);
    const { busy } = this.session;
    const begin = performance.now();
    busy.begin();
    const step = () => {
      const part = Math.min(1, (performance.now() - begin) / FADE_MS);
      if (turn !== this.fade) return busy.end();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalAlpha = 1;
      context.drawImage(old, 0, 0);
      context.globalAlpha = part;
      context.drawImage(fresh, 0, 0);
      context.globalAlpha = 1;
      if (part === 1) return busy.end();
      requestAnimationFrame(step);
    };
    step();
  }

  private paintPills(heads: readonly DrawnHead[]): void {
    const { layout } = this;
    const reading = layout.mode === 'read';
    const { above, below, touching } = reading
      ? leavingLines(layout, heads, this.scroll)
      : { above: 0, below: 0, touching: 0 };
    this.above.textContent = above > 0 ? words.picture.above(above) : '';
    this.below.textContent = below > 0 ? words.picture.below(below) : '';
    this.above.hidden = above === 0;
    this.below.hidden = below === 0;
    const middle = (layout.lineLeft + layout.lineRight) / 2;
    for (const pill of [this.above, this.below]) pill.style.left = `${middle}px`;
    this.session.touching.value = reading ? touching : null;
    const { first, last } = rowsInView(layout, this.scroll);
    const [a, b] = this.session.inView.peek();
    if (a !== first || b !== last) this.session.inView.value = [first, last];
  }

  private paintFocus(heads: readonly DrawnHead[]): void {
    const { session, layout } = this;
    const palette = PALETTES[session.scheme.peek()];
    const focus = this.focusScene(heads);
    const context = this.context(this.over);
    clear(context);
    this.host.classList.toggle('focused', focus !== null);
    if (focus) {
      const see = session.visibility.peek();
      paintLines(context, focusLines(layout, heads, focus, see, this.scroll), palette);
      paintBars(context, focusBars(layout, heads, focus, this.scroll), palette);
    }
    this.labels.paint([
      ...headLabels({
        layout,
        labels: session.labels.peek(),
        muted: session.visibility.peek().muted,
        special: session.units().map((unit) => unit.special),
        focus,
        scroll: this.scroll,
        format: (focus, unit, k) =>
          session.met(focus, unit) ? session.numberAt(focus, unit, k, 3) : words.windows.none,
        words: {
          from: layout.narrow ? words.picture.fromShort : words.picture.from,
          to: layout.narrow ? words.picture.toShort : words.picture.to,
          all: words.picture.all(layout.units),
        },
      }),
      ...(focus?.side === 'to' ? [] : windowLabels(layout, this.windowStarts(), this.scroll)),
    ]);
    this.keyboard.markCursor();
    this.minimap.paintFocus(focus, heads, palette);
  }

  private windowStarts(): Start[] {
    return windowStarts(this.session.manifest.windows, this.session.units());
  }

  private focusScene(heads: readonly DrawnHead[]): FocusScene | null {
    const focus = this.session.focus.peek();
    const rows = this.session.rows.peek();
    return focus && heads.length > 0 && rows.length === heads.length ? { ...focus, rows } : null;
  }
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')!.drawImage(canvas, 0, 0);
  return copy;
}
