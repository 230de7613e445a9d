// The model view: every head at once. Pictures lie on one canvas that covers a little more than what
// is in view; names and numbers are elements over it, only as many as that canvas holds.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { HeadPlace } from '../../data/patterns';
import { type Cell, cellAt } from '../../scene/model';
import { text as words } from '../../strings';
import { useReach } from '../../ui/context';
import { chooseHead } from '../../ui/choose';
import { Down } from '../../ui/icons';
import { HeadCard } from './card';
import { Cells } from './cells';
import { Headings } from './headings';
import { press } from './keyboard';
import { HeadsLegend } from './legend';
import { HeadsModel } from './model';
import { HeadsPicture } from './picture';
import { HeadsTable } from './table';

const say = words.model;
const LEAVE_MS = 80;
const SCROLL_MS = 120;
const MARGIN = 8;
/** By how much more is drawn at a time. */
const STEP = 120;

/** Part of the contents that is drawn. */
export interface Window {
  top: number;
  bottom: number;
}

export function ModelView() {
  const { session, chrome } = useReach();
  const model = useMemo(
    () => new HeadsModel(session, () => chrome.size.value === 'phone'),
    [session, chrome],
  );
  useLayoutEffect(() => () => model.stop(), [model]);
  const { narrow } = chrome;
  if (session.thumbnailsError.value) {
    return (
      <p class="error-note" role="alert">
        {session.thumbnailsError.value}
      </p>
    );
  }
  return (
    <div class="heads">
      {narrow && <Options />}
      {session.state.value.table ? <HeadsTable model={model} /> : <Picture model={model} />}
      <HeadsLegend model={model} />
    </div>
  );
}

/** Narrow screens: where the tools are. */
function Options() {
  const { session, chrome } = useReach();
  const { layers, heads } = session.limits;
  return (
    <div class="heads-options">
      <h2 class="title">{say.count(layers * heads)}</h2>
      <button
        type="button"
        class="field-button"
        aria-expanded={chrome.card.value === 'options'}
        onClick={() => chrome.toggle('options')}
      >
        {words.tools.options}
        <Down />
      </button>
    </div>
  );
}

function Picture({ model }: { model: HeadsModel }) {
  const { session, chrome } = useReach();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const drawn = useSignal<Window>({ top: 0, bottom: 0 });
  const leaving = useRef(0);
  const scrolling = useRef(0);
  const pointer = useRef<PointerEvent | null>(null);
  /** Where the grid is while nothing is scrolled: asking for it at each move would cost a layout. */
  const origin = useRef({ x: 0, y: 0 });

  useLayoutEffect(() => {
    const size = new ResizeObserver(() => {
      const view = scroller.current!;
      const box = grid.current!.getBoundingClientRect();
      origin.current = { x: box.left, y: box.top + view.scrollTop };
      model.width.value = grid.current!.clientWidth;
      drawn.value = follow(view, null);
    });
    size.observe(scroller.current!);
    return () => size.disconnect();
  }, [model, drawn]);

  useLayoutEffect(() => {
    // The card goes before anything else does.
    const dismiss = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !model.over.peek()) return;
      model.over.value = null;
      event.preventDefault();
    };
    document.addEventListener('keydown', dismiss, { capture: true });
    return () => document.removeEventListener('keydown', dismiss, { capture: true });
  }, [model]);

  const layout = model.layout.value;
  const places = model.places.value;

  const point = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    pointer.current = event;
    if (scrolling.current) return;
    const { x, y } = origin.current;
    const top = scroller.current!.scrollTop;
    const k = cellAt(model.layout.peek(), event.clientX - x, event.clientY - y + top);
    if (k === null) return away();
    clearTimeout(leaving.current);
    model.cursor.value = false;
    const place = model.places.peek()[k];
    if (!sameHead(model.over.peek(), place)) model.over.value = place;
  };
  const leave = () => {
    pointer.current = null;
    away();
  };
  const away = () => {
    if (model.touched.peek() !== null && model.over.peek() === model.touched.peek()) return;
    clearTimeout(leaving.current);
    leaving.current = window.setTimeout(() => (model.over.value = null), LEAVE_MS);
  };
  const click = (event: MouseEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('.head-cell');
    if (!cell || (event.target as HTMLElement).closest('button')) return;
    const place = { layer: Number(cell.dataset['layer']), head: Number(cell.dataset['head']) };
    const add = event.shiftKey || chrome.adding.peek();
    const again =
      model.over.peek() === model.touched.peek() && sameHead(model.touched.peek(), place);
    if (add) chooseHead(session, place.layer, place.head, true);
    // A finger has no hovering: its first tap shows the card.
    else if ((event as PointerEvent).pointerType === 'touch' && !again) {
      clearTimeout(leaving.current);
      model.touched.value = place;
      model.over.value = place;
    } else model.open(place);
  };
  const scroll = () => {
    const next = follow(scroller.current!, drawn.peek());
    if (next !== drawn.peek()) drawn.value = next;
    if (model.cursor.peek()) return;
    // What passes under a pointer that rests is not pointed at, but what comes to rest there is.
    if (model.over.peek()) model.over.value = null;
    if (scrolling.current) clearTimeout(scrolling.current);
    else session.busy.begin();
    scrolling.current = window.setTimeout(() => {
      scrolling.current = 0;
      session.busy.end();
      if (pointer.current && grid.current) point(pointer.current);
    }, SCROLL_MS);
  };
  const show = (k: number) => {
    model.cursor.value = true;
    model.over.value = places[k];
    reveal(scroller.current!, grid.current!, model.layout.peek().cells[k]);
    const { name, pattern, number } = model.captions.peek()[k];
    session.spoken.value = say.cell(name, pattern, number);
  };
  const over = model.over.value;
  return (
    <div class="heads-scroller" ref={scroller} onScroll={scroll}>
      <div class="heads-sheet" style={{ height: `${layout.height}px` }}>
        <HeadsPicture model={model} drawn={drawn.value} />
        <Headings model={model} drawn={drawn.value} />
        <div
          ref={grid}
          class="heads-grid"
          role="grid"
          tabIndex={0}
          aria-label={say.grid}
          aria-rowcount={layout.lines.length}
          aria-colcount={layout.columns}
          aria-activedescendant={over && model.cursor.value ? cellId(over) : undefined}
          onPointerMove={point}
          onPointerLeave={leave}
          onClick={click}
          onKeyDown={(event) => {
            if (press(model, event, scroller.current!.clientHeight, show)) event.preventDefault();
          }}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) show(model.current());
          }}
          onBlur={() => {
            if (model.cursor.peek()) model.over.value = null;
            model.cursor.value = false;
          }}
        >
          <Cells model={model} drawn={drawn.value} />
        </div>
      </div>
      {over && <HeadCard model={model} place={over} scroller={scroller.current!} />}
    </div>
  );
}

/** Scrolls just far enough. */
function reveal(view: HTMLElement, grid: HTMLElement, { y, height }: Cell): void {
  // What was enlarged a moment ago has not made the page longer yet.
  requestAnimationFrame(() => {
    const top = grid.parentElement!.offsetTop + y;
    if (top < view.scrollTop) view.scrollTop = top - MARGIN;
    else if (top + height > view.scrollTop + view.clientHeight) {
      view.scrollTop = top + height - view.clientHeight + MARGIN;
    }
  });
}

function sameHead(a: HeadPlace | null, b: HeadPlace): boolean {
  return a?.layer === b.layer && a.head === b.head;
}

export function cellId({ layer, head }: { layer: number; head: number }): string {
  return `hs-model-${layer}-${head}`;
}

/** The part to draw: what is in view and a little more, in steps; the old one while it is the same. */
function follow(view: HTMLElement, drawn: Window | null): Window {
  const { scrollTop, clientHeight } = view;
  const top = STEP * (Math.floor(scrollTop / STEP) - 1);
  const bottom = STEP * (Math.ceil((scrollTop + clientHeight) / STEP) + 1);
  return drawn?.top === top && drawn.bottom === bottom ? drawn : { top, bottom };
}
