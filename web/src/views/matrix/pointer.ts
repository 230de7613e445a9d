// Pointing at cells: hover previews, click pins, the wheel zooms where the pointer is, a drag pans; a
// drag along an axis selects rows or columns. On touch a tap pins, two fingers zoom.
import type { Hit, Point } from '../../scene/matrix';
import { togglePin } from '../head/pins';
import type { MatrixModel } from './model';
import { toggleCell } from './pins';

const LEAVE_MS = 80;
/** A press that moves less is a click. */
const DRAG_FROM = 4;
/** Turns of the wheel for a step, in pixels. */
const WHEEL_STEP = 40;

interface Drag {
  begin: Point;
  corner: Point;
  hit: Hit | null;
  moved: boolean;
}

export class MatrixPointer {
  private readonly down = new Map<number, Point>();
  private drag: Drag | null = null;
  private spread = 0;
  private turned = 0;
  private leaving = 0;
  private readonly controller = new AbortController();

  constructor(
    private readonly model: MatrixModel,
    private readonly area: HTMLElement,
  ) {
    const { signal } = this.controller;
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      act: (event: HTMLElementEventMap[K]) => void,
    ) => area.addEventListener(name, act, { signal });
    on('pointerdown', (event) => this.press(event));
    on('pointermove', (event) => this.move(event));
    on('pointerup', (event) => this.release(event));
    on('pointercancel', (event) => this.release(event));
    on('pointerleave', () => this.leave());
    on('click', (event) => this.click(event));
    area.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
  }

  stop(): void {
    this.cancelLeave();
    this.controller.abort();
  }

  private at(event: MouseEvent): Point {
    const box = this.area.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const at = this.at(event);
    this.down.set(event.pointerId, at);
    const layout = this.model.layout.peek();
    if (!layout) return;
    if (this.down.size === 2) {
      this.spread = this.distance();
      this.drag = null;
      return;
    }
    this.drag = { begin: at, corner: this.model.at(layout), hit: this.model.hit(at), moved: false };
  }

  private distance(): number {
    const [a, b] = [...this.down.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  private move(event: PointerEvent): void {
    const at = this.at(event);
    if (this.down.has(event.pointerId)) this.down.set(event.pointerId, at);
    if (this.down.size === 2) this.pinch();
    else if (this.drag && this.down.size === 1) this.pull(event, at);
    if (event.pointerType === 'touch' || this.drag?.moved) return;
    this.hover(at);
  }

  private hover(at: Point): void {
    const { model } = this;
    const hit = model.hit(at);
    this.area.classList.toggle('over-token', hit !== null);
    if (!hit) {
      this.leave();
      return;
    }
    this.cancelLeave();
    if (hit.kind === 'cell') {
      model.point(hit);
      return;
    }
    const side = hit.kind === 'row' ? 'from' : 'to';
    const now = model.session.hover.peek();
    if (now?.side === side && now.unit === hit.unit && now.to === undefined) return;
    model.session.hover.value = { side, unit: hit.unit };
  }

  /** A drag in a map moves it, one along an axis selects. */
  private pull(event: PointerEvent, at: Point): void {
    const { model } = this;
    const { begin, corner, hit, moved } = this.drag!;
    const by = { x: at.x - begin.x, y: at.y - begin.y };
    if (!moved && Math.hypot(by.x, by.y) < DRAG_FROM) return;
    if (!moved) {
      this.area.setPointerCapture(event.pointerId);
      this.drag!.moved = true;
    }
    if (!hit || hit.kind === 'cell') {
      this.area.classList.add('dragging');
      model.panTo({ x: corner.x - by.x, y: corner.y - by.y });
      return;
    }
    const now = model.along(hit, at);
    const [first, last] = [Math.min(hit.unit, now), Math.max(hit.unit, now)];
    const pins = Array.from({ length: last - first + 1 }, (_, k) => first + k);
    model.session.hover.value = null;
    model.session.update({ side: hit.kind === 'row' ? 'from' : 'to', pins, key: null });
  }

  private pinch(): void {
    const { model } = this;
    const spread = this.distance();
    const [a, b] = [...this.down.values()];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    if (spread > 1.2 * this.spread) model.step(1, middle);
    else if (spread < this.spread / 1.2) model.step(-1, middle);
    else return;
    this.spread = spread;
  }

  private release(event: PointerEvent): void {
    this.down.delete(event.pointerId);
    this.area.classList.remove('dragging');
    // Kept for the click that follows.
    if (!this.drag?.moved) this.drag = null;
  }

  private click(event: MouseEvent): void {
    const dragged = this.drag?.moved ?? false;
    this.drag = null;
    if (dragged) return;
    const { model } = this;
    const hit = model.hit(this.at(event));
    if (!hit) return;
    if (hit.kind === 'cell') toggleCell(model.session, hit, event.shiftKey);
    else {
      const side = hit.kind === 'row' ? 'from' : 'to';
      togglePin(model.session, side, hit.unit, event.shiftKey);
    }
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : WHEEL_STEP;
    // A pinch on a touchpad comes as small turns with Ctrl.
    this.turned += event.deltaY * lines * (event.ctrlKey ? 4 : 1);
    if (Math.abs(this.turned) < WHEEL_STEP) return;
    this.model.step(this.turned < 0 ? 1 : -1, this.at(event));
    this.turned = 0;
    this.hover(this.at(event));
  }

  private cancelLeave(): void {
    if (!this.leaving) return;
    clearTimeout(this.leaving);
    this.leaving = 0;
    this.model.session.busy.end();
  }

  private leave(): void {
    const { session } = this.model;
    if (this.leaving || !session.hover.peek()) return;
    session.busy.begin();
    this.leaving = window.setTimeout(() => {
      this.cancelLeave();
      session.hover.value = null;
    }, LEAVE_MS);
  }
}
