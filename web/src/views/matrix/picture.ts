// The matrix view's canvases: the maps with their axes, and over them what follows the pointer.
import { effect } from '@preact/signals';
import { type Context, clear, sizeCanvas } from '../../paint/canvas';
import { HeatPictures, paintHeat } from '../../paint/heat';
import {
  paintAxes,
  paintCross,
  paintDivider,
  paintFrame,
  paintLoupeFrame,
  paintRing,
  paintSums,
  paintTag,
} from '../../paint/matrix';
import { LOUPE, axisLabels, cellNumbers, divider, loupeFrom, sumBars } from '../../scene/axes';
import { isToneDeep } from '../../scene/heat';
import { BAR, type MatrixLayout, type Point, inView, placeIn } from '../../scene/matrix';
import { PALETTES, type Palette, headColor } from '../../scene/palette';
import { text as words } from '../../strings';
import { Frames } from './frames';
import type { MatrixModel } from './model';

const TAG_ROOM = 100;
const FONT_SIZE = { number: 10.5, caption: 11, title: 12 };

export class MatrixPicture {
  private readonly base = document.createElement('canvas');
  private readonly over = document.createElement('canvas');
  private readonly pictures = new HeatPictures();
  private readonly font: string;
  private readonly stops: (() => void)[] = [];
  private readonly frames: Frames;
  private baseStale = true;

  constructor(
    private readonly model: MatrixModel,
    host: HTMLElement,
  ) {
    const { session } = model;
    this.frames = new Frames(session.busy, () => this.paint());
    this.base.setAttribute('role', 'img');
    this.over.setAttribute('aria-hidden', 'true');
    host.prepend(this.base, this.over);
    this.font = getComputedStyle(host).fontFamily;
    const size = new ResizeObserver(
      ([
        {
          contentRect: { width, height },
        },
      ]) => {
        model.size.value = { width, height };
      },
    );
    size.observe(host);
    this.stops.push(
      () => size.disconnect(),
      effect(() => {
        void [model.layout.value, model.corner.value, model.tone.value, model.shown.value];
        void [session.scheme.value, this.model.see.value];
        this.baseStale = true;
        this.frames.ask();
      }),
      effect(() => {
        void [model.cross.value, model.place.value];
        this.frames.ask();
      }),
      effect(() => {
        this.base.setAttribute('aria-label', model.caption);
      }),
    );
  }

  stop(): void {
    for (const stop of this.stops) stop();
    this.frames.stop();
    this.base.remove();
    this.over.remove();
  }

  private paint(): void {
    const layout = this.model.layout.peek();
    if (!layout) return;
    const palette = PALETTES[this.model.session.scheme.peek()];
    const corner = this.model.at(layout);
    if (this.baseStale) this.paintBase(layout, corner, palette);
    this.baseStale = false;
    this.paintOver(layout, corner, palette);
  }

  private paintBase(layout: MatrixLayout, corner: Point, palette: Palette): void {
    const { model } = this;
    const { session } = model;
    const see = this.model.see.peek();
    const tone = model.tone.peek();
    const { maps } = model;
    sizeCanvas(this.base, layout.width, layout.height);
    sizeCanvas(this.over, layout.width, layout.height);
    const context = this.base.getContext('2d', { alpha: false })!;
    clear(context, palette.paper);
    this.pictures.keep(maps.map(({ map }) => map));
    layout.panels.forEach((panel, k) => {
      const { map } = maps[k];
      const n = layout.units;
      const picture = this.pictures.get(map, n, layout.block, see, tone, palette);
      paintHeat(context, picture, layout, corner, panel);
      this.paintNumbers(context, layout, corner, k, palette);
      const second = divider(see);
      if (second !== null) {
        const at = {
          x: placeIn(layout, second, corner.x),
          y: placeIn(layout, second, corner.y),
        };
        paintDivider(context, { ...panel, ...layout.view }, at, palette);
      }
      paintFrame(context, layout, panel, palette);
      const labels = axisLabels(layout, corner, panel, session.labels.peek());
      paintAxes(context, labels, palette, this.font);
    });
    if (layout.heads === 1) this.paintTitles(context, layout, palette);
    const [first, last] = inView(layout, corner.y, layout.view.height);
    const [a, b] = session.inView.peek();
    if (a !== first || b !== last) session.inView.value = [first, last];
  }

  private paintNumbers(
    context: Context,
    layout: MatrixLayout,
    corner: Point,
    shown: number,
    palette: Palette,
  ): void {
    const { map } = this.model.maps[shown];
    const tone = this.model.tone.peek();
    const panel = layout.panels[shown];
    const numbers = cellNumbers(layout, corner, panel, this.model.see.peek());
    if (numbers.length === 0) return;
    context.save();
    context.beginPath();
    context.rect(panel.x, panel.y, layout.view.width, layout.view.height);
    context.clip();
    context.font = `${FONT_SIZE.number}px ${this.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const { x, y, from, to } of numbers) {
      const value = map[from * layout.units + to];
      context.fillStyle = isToneDeep(palette, tone, value) ? '#ffffff' : '#000000';
      context.fillText(this.model.write(value), x, y + 0.5);
    }
    context.restore();
  }

  /** What the axes are, and how long the longest bars. */
  private paintTitles(context: Context, layout: MatrixLayout, palette: Palette): void {
    const { view, margins } = layout;
    const [panel] = layout.panels;
    const say = words.matrix;
    context.font = `${FONT_SIZE.caption}px ${this.font}`;
    context.fillStyle = palette.ink2;
    context.textBaseline = 'middle';
    context.textAlign = 'center';
    const bottom = panel.y + view.height + margins.bottom - 8;
    const middle = Math.min(panel.x + view.width / 2, layout.width - 40);
    context.fillText(words.picture.to, Math.max(middle, 40), bottom);
    const sums = this.model.sums.peek();
    context.save();
    context.translate(7, panel.y + view.height / 2);
    context.rotate(-Math.PI / 2);
    if (!layout.named && !layout.narrow) context.fillText(words.picture.from, 0, 0);
    context.restore();
    if (!sums || !layout.sums || layout.narrow) return;
    const most = (values: Float32Array) => Math.max(...values).toFixed(1);
    context.textAlign = 'right';
    context.fillText(say.columnSum, panel.x - 8, panel.y - 27);
    context.fillText(say.most(most(sums.columns)), panel.x - 8, panel.y - 13);
    context.textAlign = 'left';
    context.fillText(say.rowSum, panel.x + view.width + 8, panel.y - 27);
    context.fillText(say.most(most(sums.rows)), panel.x + view.width + 8, panel.y - 13);
  }

  private paintOver(layout: MatrixLayout, corner: Point, palette: Palette): void {
    const { model } = this;
    const context = this.over.getContext('2d')!;
    clear(context);
    const { rows, columns, pinned } = model.cross.peek();
    const { view, cell } = layout;
    const x = (unit: number) => placeIn(layout, unit, corner.x);
    const y = (unit: number) => placeIn(layout, unit, corner.y);
    layout.panels.forEach((panel, k) => {
      const area = { ...panel, ...view };
      const across = rows.map((unit) => ({
        x: panel.x,
        y: panel.y + y(unit),
        width: view.width,
        height: cell,
      }));
      const down = columns.map((unit) => ({
        x: panel.x + x(unit),
        y: panel.y,
        width: cell,
        height: view.height,
      }));
      paintCross(context, area, across, down, pinned, palette);
      if (layout.heads > 1) this.paintName(context, k, panel, palette);
      else this.paintSumBars(context, layout, corner, palette);
    });
    this.paintLooked(context, layout, corner, palette);
    const shown = model.cell.peek()?.shown ?? 0;
    for (const unit of rows) this.tagRow(context, layout, shown, unit, y(unit), palette);
    for (const unit of columns) this.tagColumn(context, layout, shown, unit, x(unit), palette);
  }

  private paintSumBars(
    context: Context,
    layout: MatrixLayout,
    corner: Point,
    palette: Palette,
  ): void {
    const sums = this.model.sums.peek();
    if (!sums || !layout.sums) return;
    const { rows, columns } = this.model.cross.peek();
    const bars = sumBars(layout, corner, layout.panels[0], sums);
    paintSums(context, bars.columns, columns, layout.block, palette);
    if (!layout.narrow) paintSums(context, bars.rows, rows, layout.block, palette);
  }

  /** Which head a map is of, and its weight where the crosshair is. */
  private paintName(context: Context, shown: number, panel: Point, palette: Palette): void {
    const { model } = this;
    const one = model.maps[shown];
    const y = panel.y - 12;
    context.fillStyle = headColor(palette, one.slot);
    context.beginPath();
    context.roundRect(panel.x, y - 4, 8, 8, 2);
    context.fill();
    context.font = `600 ${FONT_SIZE.title}px ${this.font}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = palette.ink;
    const name = words.matrix.head(one.head);
    context.fillText(name, panel.x + 13, y + 0.5);
    const cell = model.cell.peek();
    if (!cell) return;
    const value = one.map[cell.from * model.session.units().length + cell.to];
    const width = context.measureText(name).width;
    context.font = `${FONT_SIZE.title}px ${this.font}`;
    context.fillStyle = palette.ink2;
    context.fillText(model.format(value), panel.x + 21 + width, y + 0.5);
  }

  /** The frame of what the loupe shows, and the ring around the cell that is looked at. */
  private paintLooked(
    context: Context,
    layout: MatrixLayout,
    corner: Point,
    palette: Palette,
  ): void {
    const { view, cell, units, numbered, block } = layout;
    const { shown, from, to } = this.model.place.peek();
    const panel = layout.panels[shown];
    if (!panel) return;
    context.save();
    context.beginPath();
    context.rect(panel.x - 2, panel.y - 2, view.width + 4, view.height + 4);
    context.clip();
    const rect = (row: number, column: number, count: number) => ({
      x: panel.x + placeIn(layout, column, corner.x),
      y: panel.y + placeIn(layout, row, corner.y),
      width: Math.max(1, Math.round((count * cell) / block)),
      height: Math.max(1, Math.round((count * cell) / block)),
    });
    if (!numbered && units > LOUPE && !this.model.drawing) {
      const [row, column] = [loupeFrom(from, units), loupeFrom(to, units)];
      paintLoupeFrame(context, rect(row, column, LOUPE), palette);
    }
    if (this.model.cell.peek()) paintRing(context, rect(from, to, block), palette);
    context.restore();
  }

  private tagRow(
    context: Context,
    layout: MatrixLayout,
    shown: number,
    unit: number,
    y: number,
    palette: Palette,
  ): void {
    const { model } = this;
    const panel = layout.panels[shown];
    const middle = y + layout.cell / 2;
    if (middle < 0 || middle > layout.view.height) return;
    // Without room beside the map, over its edge.
    const outside = layout.margins.left >= TAG_ROOM;
    const at = {
      x: panel.x - 3,
      y: panel.y + middle,
      anchor: 'end' as const,
      room: outside ? layout.margins.left : TAG_ROOM,
      least: panel.x - layout.margins.left,
      most: layout.width,
    };
    paintTag(context, model.name(unit), model.index(unit), at, palette, this.font);
  }

  private tagColumn(
    context: Context,
    layout: MatrixLayout,
    shown: number,
    unit: number,
    x: number,
    palette: Palette,
  ): void {
    const { model } = this;
    const panel = layout.panels[shown];
    const middle = x + layout.cell / 2;
    if (middle < 0 || middle > layout.view.width) return;
    const above = layout.heads > 1 ? -11 : layout.sums ? BAR.columns + 16 : 12;
    const at = {
      x: panel.x + middle,
      y: panel.y - above,
      anchor: 'middle' as const,
      room: TAG_ROOM + 60,
      least: panel.x - (layout.heads > 1 ? 0 : layout.margins.left),
      most: layout.heads > 1 ? panel.x + layout.view.width : layout.width,
    };
    paintTag(context, model.name(unit), model.index(unit), at, palette, this.font);
  }
}
