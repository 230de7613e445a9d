// What is known of the cell under the pointer: beside it, or below the maps where there is no room.
import { placeIn } from '../../scene/matrix';
import { text as words } from '../../strings';
import { AskableNumber, placeOf } from '../../ui/computed';
import type { MatrixModel } from './model';

const say = words.matrix;
const WIDTH = 312;
const HEIGHT = 104;
const APART = 28;

export function CellCard({ model, floats }: { model: MatrixModel; floats: boolean }) {
  const cell = model.cell.value;
  const facts = model.facts.value;
  const { session } = model;
  if (!cell || !facts) return null;
  const { head } = model.maps[cell.shown];
  const name = (unit: number) => (
    <>
      <bdi>{model.name(unit)}</bdi>{' '}
      {model.index(unit) && <span class="index">{model.index(unit)}</span>}
    </>
  );
  const mean = (value: number) => model.format(value);
  const { row, column } = facts;
  return (
    <div
      class={floats ? 'cell-card floats' : 'cell-card'}
      data-testid="cell"
      style={floats ? { transform: placeBeside(model) } : undefined}
    >
      <p class="cell-pair">
        {name(cell.from)} <span class="arrow">→</span> {name(cell.to)}
        {model.maps.length > 1 && <span class="soft"> {say.inHead(head)}</span>}
      </p>
      <p class="cell-value">
        <AskableNumber
          place={placeOf(session, head, cell.from, cell.to)}
          text={model.format(facts.value)}
          stays={session.hover.value === null}
        />
      </p>
      {facts.hidden ? (
        <p class="caption">{say.hidden}</p>
      ) : (
        <>
          <p class="caption">{say.inRow(row.rank, row.count, mean(row.mean))}</p>
          <p class="caption">{say.inColumn(column.rank, column.count, mean(column.mean))}</p>
        </>
      )}
    </div>
  );
}

/** Beside the map where there is room, else away from the crosshair. */
function placeBeside(model: MatrixModel): string {
  const layout = model.layout.value;
  const cell = model.cell.value;
  if (!layout || !cell) return '';
  const corner = model.at(layout);
  const panel = layout.panels[cell.shown];
  const x = panel.x + placeIn(layout, cell.to, corner.x);
  const y = panel.y + placeIn(layout, cell.from, corner.y);
  const free = layout.used.width + APART;
  if (free + WIDTH <= layout.width) return `translate(${free}px, ${Math.max(0, y - HEIGHT / 2)}px)`;
  const right = x + layout.cell + APART + WIDTH <= layout.width;
  const above = y - APART - HEIGHT >= 0;
  const left = right ? x + layout.cell + APART : Math.max(0, x - APART - WIDTH);
  return `translate(${left}px, ${above ? y - APART - HEIGHT : y + layout.cell + APART}px)`;
}
