// All heads as a table, sortable by each of their numbers.
import { useSignal } from '@preact/signals';
import { type HeadOrder, numberIn, ordersIn } from '../../data/heads';
import { text as words } from '../../strings';
import { useReach } from '../../ui/context';
import { Pager } from '../../ui/pager';
import { orderName, patternLabel } from '../../ui/patterns';
import type { HeadsModel } from './model';

const say = words.model;
const PAGE = 100;

export function HeadsTable({ model }: { model: HeadsModel }) {
  const { session } = useReach();
  const first = useSignal(0);
  const { order } = session.state.value;
  // Strengths compare within a pattern; every other number does among all heads.
  const places = model.listed(order === 'strength' ? 'pattern' : 'none');
  const begin = Math.min(first.value, places.length - 1);
  const orders = ordersIn(session.manifest.heads);
  void model.pictures.version.value;
  const cell = (by: HeadOrder, place: { layer: number; head: number }) => {
    const summary = model.numbers(place);
    return summary ? say.number(model.kind(by, summary), numberIn(by, summary) ?? 0) : say.pending;
  };
  const heading = (by: HeadOrder) => (
    <th
      key={by}
      scope="col"
      aria-sort={order === by ? (by === 'position' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" class="link" onClick={() => session.update({ order: by })}>
        {by === 'position' ? say.head : orderName(session, by)}
      </button>
    </th>
  );
  const numbers = orders.filter((by) => by !== 'position');
  return (
    <div class="table-view" tabIndex={0} role="region" aria-label={words.tools.table}>
      {places.length > PAGE && <Pager first={first} page={PAGE} count={places.length} />}
      <table>
        <caption>{say.tableTitle}</caption>
        <thead>
          <tr>
            {heading('position')}
            <th scope="col">{say.pattern}</th>
            {numbers.map(heading)}
          </tr>
        </thead>
        <tbody>
          {places.slice(begin, begin + PAGE).map((place) => (
            <tr key={model.index(place)}>
              <th scope="row">
                <button type="button" class="link" onClick={() => model.open(place)}>
                  {model.name(place)}
                </button>
              </th>
              <td class="text">{patternLabel(session, place)}</td>
              {numbers.map((by) => (
                <td key={by}>{cell(by, place)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
