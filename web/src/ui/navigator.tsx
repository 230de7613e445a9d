// The grid of all heads, its colour scale, and below it the patterns or the text.
import { useSignal } from '@preact/signals';
import { memo } from './memo';
import { useMemo } from 'preact/hooks';
import { PALETTES, headColor } from '../scene/palette';
import { thumbnailPitch } from '../scene/raster';
import { text as words } from '../strings';
import { chooseHead } from './choose';
import { useReach } from './context';
import { Patterns, patternLabel } from './patterns';
import { Ramp } from './ramp';
import { TextPanel } from './text';
import { Thumbnails } from './thumbnails';

const GRID_WIDTH = 324;
const say = words.navigator;

export function Navigator() {
  const { session } = useReach();
  const { layers, heads, tokens } = session.limits;
  const over = session.outlined.value;
  const counts =
    over.length === 1
      ? say.cell(over[0].layer, over[0].head, patternLabel(session, over[0]))
      : say.counts(layers * heads, tokens);
  return (
    <nav class="navigator" aria-label={say.title}>
      <div class="title-row">
        <h2 class="title">{say.title}</h2>
        <span class="soft small">{counts}</span>
      </div>
      {session.thumbnailsError.value ? (
        <p class="error-note">{session.thumbnailsError.value}</p>
      ) : null}
      <HeadGrid />
      <Scale />
      {!session.fits.value && <TextPanel />}
      <Patterns />
    </nav>
  );
}

function HeadGrid() {
  const { session } = useReach();
  const { layers, heads } = session.limits;
  const cursor = useSignal<{ layer: number; head: number } | null>(null);
  const pitch = thumbnailPitch(heads, GRID_WIDTH);
  const size = pitch - 3;
  const rows = useMemo(
    () =>
      Array.from({ length: layers }, (_, layer) =>
        Array.from({ length: heads }, (_, head) => ({ layer, head })),
      ),
    [layers, heads],
  );
  const state = session.state.value;
  const outlined = session.outlined.value;
  const palette = PALETTES[session.scheme.value];
  const at = cursor.value;

  const place = (event: Event) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-head]');
    return cell && { layer: Number(cell.dataset['layer']), head: Number(cell.dataset['head']) };
  };
  const outline = (event: Event) => {
    const found = place(event);
    session.outlined.value = found ? [found] : [];
  };
  const move = (event: KeyboardEvent) => {
    const now = at ?? { layer: state.layer, head: state.heads[0] ?? 0 };
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      chooseHead(session, now.layer, now.head, event.shiftKey);
      return;
    }
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    cursor.value = {
      layer: clamp(now.layer + step[0], layers),
      head: clamp(now.head + step[1], heads),
    };
    session.outlined.value = [cursor.value];
  };
  const leave = () => {
    cursor.value = null;
    session.outlined.value = [];
  };

  const hot = outlined.length === 1 ? outlined[0] : null;
  return (
    <div class="head-grid" style={{ '--pitch': `${pitch}px` }}>
      <div class="column-names" aria-hidden="true">
        {rows[0].map(({ head }) => {
          const on = state.heads.includes(head) || hot?.head === head;
          const name = head === 0 ? 'H0' : head;
          return (
            <span key={head} class={on ? 'on' : ''}>
              {pitch < 18 && head % 2 === 1 ? '' : name}
            </span>
          );
        })}
      </div>
      <div class="row-names" aria-hidden="true">
        {rows.map((_, layer) => {
          const on = layer === state.layer || hot?.layer === layer;
          return (
            <span key={layer} class={on ? 'on' : ''}>
              {layer === 0 ? 'L0' : layer}
            </span>
          );
        })}
      </div>
      <div
        class="cells"
        role="grid"
        tabIndex={0}
        aria-label={say.label}
        aria-activedescendant={at ? cellId(at.layer, at.head) : undefined}
        onClick={(event) => {
          const found = place(event);
          if (found) chooseHead(session, found.layer, found.head, event.shiftKey);
        }}
        onPointerOver={outline}
        onPointerLeave={() => (session.outlined.value = [])}
        onKeyDown={move}
        onBlur={leave}
      >
        <Thumbnails rows={rows} pitch={pitch} size={size} />
        {rows.map((row, layer) => (
          <div key={layer} role="row" class="cell-row">
            {row.map(({ head }) => {
              const shown = layer === state.layer ? state.heads.indexOf(head) : -1;
              return (
                <Cell
                  key={head}
                  layer={layer}
                  head={head}
                  pattern={patternLabel(session, { layer, head })}
                  color={shown >= 0 ? headColor(palette, state.slots[shown]) : ''}
                  outlined={outlined.some((one) => one.layer === layer && one.head === head)}
                  cursor={at?.layer === layer && at.head === head}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -1e6],
  End: [0, 1e6],
  PageUp: [-1e6, 0],
  PageDown: [1e6, 0],
};

function cellId(layer: number, head: number): string {
  return `hs-cell-${layer}-${head}`;
}

interface CellProps {
  layer: number;
  head: number;
  pattern: string;
  color: string;
  outlined: boolean;
  cursor: boolean;
}

const Cell = memo(({ layer, head, pattern, color, outlined, cursor }: CellProps) => (
  <div
    role="gridcell"
    id={cellId(layer, head)}
    class={`cell ${outlined ? 'outlined' : ''} ${cursor ? 'cursor' : ''} ${color ? 'chosen' : ''}`}
    aria-label={say.cell(layer, head, pattern)}
    aria-selected={color !== ''}
    data-layer={layer}
    data-head={head}
    style={{
      left: `calc(${head} * var(--pitch))`,
      top: `calc(${layer} * var(--pitch))`,
      borderColor: color,
    }}
  />
));

function Scale() {
  const { session } = useReach();
  const { block } = session.manifest.thumbnails;
  const raw = session.state.value.lens === 'raw';
  return (
    <div class="ramp-box">
      <Ramp />
      <p class="caption">
        {block > 1 ? say.pooled(block) : say.legend}
        {!raw && ` ${say.rawOnly}`}
      </p>
    </div>
  );
}
