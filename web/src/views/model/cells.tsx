// Names and numbers of the heads in view, as the cells of a grid.
import { type HeadPlace } from '../../data/patterns';
import { type Cell, cellsBetween } from '../../scene/model';
import { PALETTES, headColor } from '../../scene/palette';
import { text as words } from '../../strings';
import { useReach } from '../../ui/context';
import { memo } from '../../ui/memo';
import type { HeadsModel } from './model';
import { Enlarged } from './enlarged';
import { type Window, cellId } from './view';

export function Cells({ model, drawn }: { model: HeadsModel; drawn: Window }) {
  const { session } = useReach();
  const { layer, heads, slots } = session.state.value;
  const palette = PALETTES[session.scheme.value];
  const layout = model.layout.value;
  const places = model.places.value;
  const over = model.over.value;
  const captions = model.captions.value;
  const lines = new Map<number, number[]>();
  for (const k of cellsBetween(layout, drawn.top, drawn.bottom)) {
    const { line } = layout.cells[k];
    lines.set(line, [...(lines.get(line) ?? []), k]);
  }
  return (
    <>
      {[...lines].map(([line, cells]) => (
        <div key={line} role="row" aria-rowindex={line + 1} class="head-row">
          {cells.map((k) => {
            const place = places[k];
            const shown = place.layer === layer ? heads.indexOf(place.head) : -1;
            const mine = over?.layer === place.layer && over.head === place.head;
            return (
              <HeadCell
                key={model.index(place)}
                model={model}
                place={place}
                at={layout.cells[k]}
                {...captions[k]}
                color={shown >= 0 ? headColor(palette, slots[shown]) : ''}
                over={mine}
                cursor={mine && model.cursor.value}
              />
            );
          })}
        </div>
      ))}
    </>
  );
}

interface CellProps {
  model: HeadsModel;
  place: HeadPlace;
  at: Cell;
  name: string;
  number: string;
  pattern: string;
  color: string;
  over: boolean;
  cursor: boolean;
}

const HeadCell = memo(
  ({ model, place, at, name, number, pattern, color, over, cursor }: CellProps) => (
    <div
      role="gridcell"
      id={cellId(place)}
      class={`head-cell ${over ? 'over' : ''} ${cursor ? 'cursor' : ''} ${color ? 'chosen' : ''}`}
      aria-colindex={at.column + 1}
      aria-selected={color !== ''}
      data-layer={place.layer}
      data-head={place.head}
      style={{
        left: `${at.x}px`,
        top: `${at.y}px`,
        width: `${at.width}px`,
        height: `${at.height}px`,
        '--own': color || 'transparent',
      }}
    >
      <span class="head-cell-name">{name}</span>
      <span class="unseen">{words.model.cellPattern(pattern)}</span>
      <span class="number">{number}</span>
      {at.enlarged && <Enlarged model={model} place={place} at={at} />}
    </div>
  ),
);
