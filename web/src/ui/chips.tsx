// The heads of the layer at hand, each a chip with its number: click alone, Shift-click adds.
import { useMemo, useRef } from 'preact/hooks';
import { PALETTES, headColor } from '../scene/palette';
import { text as words } from '../strings';
import { allOrNone, chooseHead, stepLayer, toggleHead } from './choose';
import { useReach } from './context';
import { Down, Up } from './icons';
import { patternLabel } from './patterns';
import { Thumbnails } from './thumbnails';

const say = words.picture;

/** Moves the focus among the buttons of a group, which together are one tab stop. */
function rove(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, Home: -1e6, End: 1e6 }[event.key];
  if (step === undefined) return;
  const group = event.currentTarget as HTMLElement;
  const buttons = [...group.querySelectorAll<HTMLElement>('[data-head]')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + step))];
  next?.focus();
  event.preventDefault();
}

/** What a chip does, the same for chips and for the strip's thumbnails. */
function useChip(adding = false) {
  const { session } = useReach();
  const before = useRef<readonly number[]>([]);
  const { layer, lens } = session.state.value;
  const off = lens === 'mean';
  return (head: number) => ({
    'data-head': head,
    'aria-label': say.chip(head, patternLabel(session, { layer, head })),
    'aria-pressed': !off && session.state.value.heads.includes(head),
    disabled: off,
    tabIndex: head === (session.state.value.heads[0] ?? 0) ? 0 : -1,
    title: say.chip(head, patternLabel(session, { layer, head })),
    onClick: (event: MouseEvent) => {
      if (event.detail <= 1) before.current = session.state.peek().heads;
      chooseHead(session, session.state.peek().layer, head, event.shiftKey || adding);
    },
    onDblClick: (event: MouseEvent) => {
      if (!event.shiftKey && !adding) allOrNone(session, before.current);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      toggleHead(session, head);
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (event.key === ' ') event.preventDefault();
    },
  });
}

function useColors(): (head: number) => string | null {
  const { session } = useReach();
  const { heads, slots, lens } = session.state.value;
  const palette = PALETTES[session.scheme.value];
  return (head) => {
    const index = lens === 'mean' ? -1 : heads.indexOf(head);
    return index < 0 ? null : headColor(palette, slots[index]);
  };
}

export function Chips() {
  const { session, chrome } = useReach();
  const chip = useChip(chrome.adding.value);
  const color = useColors();
  return (
    <div class="chips" role="toolbar" aria-label={say.chips} onKeyDown={rove}>
      {Array.from({ length: session.limits.heads }, (_, head) => {
        const own = color(head);
        return (
          <button
            key={head}
            type="button"
            class={own ? 'chip on' : 'chip'}
            style={{ '--own': own ?? 'transparent' }}
            {...chip(head)}
          >
            {head}
          </button>
        );
      })}
    </div>
  );
}

const STRIP = { pitch: 58, size: 50 };

/** Narrow screens: one layer, its heads as thumbnails. */
export function LayerStrip() {
  const { session, chrome } = useReach();
  const { layer } = session.state.value;
  const { heads, layers } = session.limits;
  const chip = useChip(chrome.adding.value);
  const color = useColors();
  const rows = useMemo(
    () => [Array.from({ length: heads }, (_, head) => ({ layer, head }))],
    [layer, heads],
  );
  return (
    <div class="strip">
      <div class="strip-layer" role="group" aria-label={say.layer}>
        <button
          type="button"
          aria-label={say.previousLayer}
          disabled={layer === 0}
          onClick={() => stepLayer(session, -1)}
        >
          <Up />
        </button>
        <span class="strip-value">{say.layerName(layer)}</span>
        <button
          type="button"
          aria-label={say.nextLayer}
          disabled={layer === layers - 1}
          onClick={() => stepLayer(session, 1)}
        >
          <Down />
        </button>
      </div>
      <div class="strip-scroll">
        <div
          class="strip-heads"
          role="toolbar"
          aria-label={words.navigator.heads(layer)}
          onKeyDown={rove}
        >
          <Thumbnails rows={rows} {...STRIP} />
          {rows[0].map(({ head }) => {
            const own = color(head);
            return (
              <button
                key={head}
                type="button"
                class={own ? 'strip-head on' : 'strip-head'}
                style={{ '--own': own ?? 'transparent', left: `${head * STRIP.pitch}px` }}
                {...chip(head)}
              >
                <span>{head}</span>
              </button>
            );
          })}
        </div>
      </div>
    </div>
  );
}
