// Pointing at tokens: hover previews, click pins, Shift-click adds; on touch a tap pins.
import { hitTest } from '../../scene/layout';
import type { Session } from '../../session';
import type { Side } from '../../state';
import { togglePin } from './pins';
import type { HeadView } from './view';

const LEAVE_MS = 80;

export class Pointer {
  private leaving = 0;
  private readonly controller = new AbortController();

  constructor(
    private readonly session: Session,
    private readonly view: HeadView,
  ) {
    const { scroller } = view;
    const { signal } = this.controller;
    scroller.addEventListener('pointermove', (event) => this.move(event), { signal });
    scroller.addEventListener('pointerleave', () => this.leave(), { signal });
    scroller.addEventListener('click', (event) => this.click(event), { signal });
  }

  stop(): void {
    this.cancel();
    this.controller.abort();
  }

  private at(event: MouseEvent): { side: Side; unit: number } | null {
    const { layout, scroll, scroller } = this.view;
    if (!layout) return null;
    const box = scroller.getBoundingClientRect();
    return hitTest(layout, event.clientX - box.left, event.clientY - box.top, scroll);
  }

  private move(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const hit = this.at(event);
    this.view.scroller.classList.toggle('over-token', hit !== null);
    if (!hit) {
      this.leave();
      return;
    }
    this.cancel();
    const now = this.session.hover.peek();
    if (now?.side !== hit.side || now.unit !== hit.unit) this.session.hover.value = hit;
  }

  private cancel(): void {
    if (!this.leaving) return;
    clearTimeout(this.leaving);
    this.leaving = 0;
    this.session.busy.end();
  }

  private leave(): void {
    if (this.leaving || !this.session.hover.peek()) return;
    this.session.busy.begin();
    this.leaving = window.setTimeout(() => {
      this.cancel();
      this.session.hover.value = null;
    }, LEAVE_MS);
  }

  private click(event: MouseEvent): void {
    const hit = this.at(event);
    if (!hit) return;
    togglePin(this.session, hit.side, hit.unit, event.shiftKey);
  }
}
