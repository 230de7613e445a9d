// What the picture shows as a table: the focused row, else the map, else each row's strongest three.
import { useSignal } from '@preact/signals';
import { visible } from '../data/visible';
import { ranked } from '../data/ranking';
import { isToneDeep, toneColor } from '../scene/heat';
import { PALETTES } from '../scene/palette';
import type { Shown } from '../data/shown';
import { SCORE_DECIMALS } from '../session';
import { text as words } from '../strings';
import { useReach } from './context';
import { Pager } from './pager';
import { tokenName } from './panel';

const say = words.table;
const MOST_CELLS = 1600;
const MAP_UP_TO = 24;
const PAGE = 100;
const TOP = 3;

export function TableView() {
  const { session } = useReach();
  const error = session.problem.value;
  if (error) {
    return (
      <p class="error-note" role="alert">
        {error}
      </p>
    );
  }
  const shown = session.shown.value;
  if (!shown) return null;
  const n = session.units().length;
  return (
    <div class="table-view" tabIndex={0} role="region" aria-label={words.tools.table}>
      {session.focus.value ? (
        <RowTable />
      ) : n <= MAP_UP_TO ? (
        <Maps shown={shown} n={n} />
      ) : (
        <TopTable head={shown[0]} n={n} />
      )}
    </div>
  );
}

function headName(layer: number, { group }: Shown): string {
  return words.picture.shownName(layer, group.heads, group.by);
}

function RowTable() {
  const { session } = useReach();
  const focus = session.focus.value!;
  const shown = session.shown.value!;
  const rows = session.rows.value;
  const units = session.units();
  const { layer } = session.state.value;
  const names = focus.units.map((unit) => visible(units[unit].label)).join(' + ');
  const title = focus.side === 'from' ? say.row : say.column;
  const heads = shown.map((head) => headName(layer, head)).join(', ');
  const list = ranked(rows[0] ?? [], PAGE);
  return (
    <table>
      <caption>{title(heads, names)}</caption>
      <thead>
        <tr>
          <th scope="col">{say.rank}</th>
          <th scope="col">{say.position}</th>
          <th scope="col">{say.token}</th>
          {shown.map((head) => (
            <th key={head.head} scope="col">
              {headName(layer, head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.map(({ unit, rank }) => (
          <tr key={unit}>
            <td>{rank}</td>
            <td>{unit}</td>
            <th scope="row">
              <bdi>{visible(units[unit].label)}</bdi>
            </th>
            {rows.map((_, k) => (
              <td key={k}>{session.numberAt(focus, unit, k, 4)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Maps({ shown, n }: { shown: readonly Shown[]; n: number }) {
  const { session } = useReach();
  const { layer } = session.state.value;
  const units = session.units();
  const palette = PALETTES[session.scheme.value];
  const scores = session.scores.value;
  const tone = { scale: 'sqrt' as const, most: scores?.most ?? null };
  const some = shown.slice(0, Math.max(1, Math.floor(MOST_CELLS / (n * n))));
  return (
    <>
      {some.length < shown.length && (
        <p class="caption">{say.onlyHeads(some.length, shown.length)}</p>
      )}
      {some.map((head, k) => (
        <table key={head.head} class="map">
          <caption>{say.map(headName(layer, head))}</caption>
          <thead>
            <tr>
              <th scope="col">{say.from}</th>
              {units.map((unit, j) => (
                <th key={j} scope="col">
                  <bdi>{visible(unit.label)}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {units.map((unit, i) => (
              <tr key={i}>
                <th scope="row">
                  <bdi>{visible(unit.label)}</bdi>
                </th>
                {units.map((_, j) => {
                  const value = (scores?.maps[k] ?? head.map)[i * n + j];
                  return (
                    <td
                      key={j}
                      class={isToneDeep(palette, tone, value) ? 'on-deep' : 'on-pale'}
                      style={{ backgroundColor: toneColor(palette, tone, value) }}
                    >
                      {scores
                        ? words.signed(value, SCORE_DECIMALS)
                        : session.between({ side: 'from', units: [i] }, j, value, 2)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </>
  );
}

function TopTable({ head, n }: { head: Shown | undefined; n: number }) {
  const { session } = useReach();
  const first = useSignal(0);
  const scores = session.scores.value;
  if (!head) return null;
  const { layer } = session.state.value;
  const begin = Math.min(first.value, n - 1);
  const rows = Array.from({ length: Math.min(PAGE, n - begin) }, (_, k) => begin + k);
  return (
    <>
      <Pager first={first} page={PAGE} count={n} />
      <table>
        <caption>{say.top(headName(layer, head))}</caption>
        <thead>
          <tr>
            <th scope="col">{say.from}</th>
            {Array.from({ length: TOP }, (_, k) => (
              <th key={k} scope="col" colSpan={2}>
                {say.place(k)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((i) => (
            <tr key={i}>
              <th scope="row">{tokenName(session, i)}</th>
              {ranked(head.map.subarray(i * n, (i + 1) * n), TOP).map(({ unit, weight }) => (
                <>
                  <td class="text">{tokenName(session, unit)}</td>
                  <td>{session.formatDrawn(scores ? scores.maps[0][i * n + unit] : weight)}</td>
                </>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
