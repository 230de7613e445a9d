// Points at the one control that the lesson asks for: a ring around it, and a few words beside it.
import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { Open } from '../lessons/course';
import { useReach } from './context';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const RING = 4;
const HEIGHT = 40;
const GAP = 10;

/** The first of the controls that can be seen. */
function seen(targets: readonly string[]): HTMLElement | null {
  for (const target of targets) {
    for (const element of document.querySelectorAll<HTMLElement>(target)) {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0) return element;
    }
  }
  return null;
}

/** Where an element stands on the screen, or null where something it scrolls in hides it. */
function boxOf(element: HTMLElement): Box | null {
  const { x, y, width, height } = element.getBoundingClientRect();
  const sheet = document.querySelector('.lesson.sheet')?.getBoundingClientRect();
  const covered = sheet && y + height / 2 > sheet.top && y + height / 2 < sheet.bottom;
  if (covered && !element.closest('.card')) return null;
  for (let around = element.parentElement; around; around = around.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(around);
    if (overflowX === 'visible' && overflowY === 'visible') continue;
    const edge = around.getBoundingClientRect();
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    if (middleX < edge.left || middleX > edge.right) return null;
    if (middleY < edge.top || middleY > edge.bottom) return null;
  }
  return { x, y, width, height };
}

export function CoachMark({ open }: { open: Open }) {
  const { session, chrome } = useReach();
  const box = useSignal<Box | null>(null);
  // Whatever may move the control.
  const { state, shown, fits } = session;
  void [state.value, shown.value, fits.value, chrome.size.value, chrome.card.value];

  useLayoutEffect(() => {
    let there = true;
    const measure = () => {
      const element = there ? seen(open.targets) : null;
      const next = element && boxOf(element);
      if (JSON.stringify(next) !== JSON.stringify(box.peek())) box.value = next;
    };
    // The picture lays itself out in its own time.
    void session.busy.idle().then(() => {
      if (there) seen(open.targets)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      measure();
    });
    addEventListener('resize', measure);
    addEventListener('scroll', measure, { capture: true, passive: true });
    return () => {
      there = false;
      removeEventListener('resize', measure);
      removeEventListener('scroll', measure, { capture: true });
    };
  }, [open, state.value, shown.value, fits.value, chrome.size.value, chrome.card.value]);

  if (!box.value) return null;
  const { x, y, width, height } = box.value;
  const below = y + height + GAP + HEIGHT + RING < innerHeight;
  const ring = {
    left: `${x - RING}px`,
    top: `${y - RING}px`,
    width: `${width + 2 * RING}px`,
    height: `${height + 2 * RING}px`,
  };
  const middle = Math.min(Math.max(x + width / 2, 24), innerWidth - 24);
  const right = middle > innerWidth / 2;
  const place = {
    top: `${below ? y + height + RING + GAP : y - RING - GAP - HEIGHT}px`,
    ...(right ? { right: `${innerWidth - middle - 24}px` } : { left: `${middle - 24}px` }),
  };
  return (
    <div class="coach" aria-hidden="true">
      <div class="coach-ring" style={ring} />
      <div
        class={`coach-words ${below ? 'below' : 'above'} ${right ? 'to-left' : ''}`}
        style={place}
      >
        <span class="task-mark">1</span>
        {open.told.mark}
      </div>
    </div>
  );
}
