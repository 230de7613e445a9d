// What differs: the heads that do most, the colours, and the pairs of tokens as a table.
import type { Compare } from '../compare';
import { isVisible } from '../data/select';
import { mapsOf } from '../views/matrix/model';
import { text as words } from '../strings';
import { ColumnNames } from './column_names';
import { lensFormula } from './legend';
import { SignedRamp } from './ramp';

const say = words.compare;
const RANKED = 12;
const ROWS = 50;

export function MostDifferent({ compare }: { compare: Compare }) {
  const { session } = compare;
  const { layer, heads } = session.state.value;
  const ranking = compare.ranking.value;
  const means = [session, compare.other].every((one) => one.state.value.lens === 'mean');
  return (
    <section class="block" data-testid="ranking">
      <h2 class="title">{say.ranking}</h2>
      <p class="caption">{say.rule}</p>
      <ul class="pattern-list">
        {ranking.slice(0, RANKED).map((place) => (
          <li key={`${place.layer}.${place.head}`}>
            <button
              type="button"
              class={place.layer === layer && heads[0] === place.head ? 'pattern on' : 'pattern'}
              onClick={() => session.open(place.layer, place.head)}
            >
              <span class="pattern-name">
                {means
                  ? words.picture.layerName(place.layer)
                  : words.picture.headName(place.layer, place.head)}
              </span>
              <span class="pattern-count">{words.model.number('share', place.moved)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function DifferenceLegend({ compare }: { compare: Compare }) {
  const { session } = compare;
  const most = compare.drawing.most.value;
  const { lens, heads, together, scale } = session.state.value;
  const first = together === 'separate' && lens !== 'mean' && heads.length > 1;
  return (
    <section class="block" aria-label={words.legend.label}>
      <p>
        <strong>{say.difference}</strong> <span class="soft">{lensFormula(session)}</span>
      </p>
      {compare.drawing.shown.value ? (
        <>
          <SignedRamp most={words.signed(most!, 2)} />
          <p class="caption">
            {words.matrix.signedScales[scale]} {first && say.first(heads[0])}
          </p>
        </>
      ) : (
        <p class="caption">{lens === 'scores' && say.scores}</p>
      )}
    </section>
  );
}

/** The pairs that differ most, as a table. */
export function Differences({ compare }: { compare: Compare }) {
  const { session, other } = compare;
  const there = compare.alignment.value.there;
  const [shown] = compare.drawing.shown.value ?? [];
  if (!shown) return null;
  const see = compare.drawing.see.value;
  const { labels } = session;
  const n = there.length;
  const [own, others] = [session, other].map((one) => mapsOf(one)![0].map);
  const cells = [...shown.map.keys()]
    .filter((at) => isVisible(see, Math.floor(at / n), at % n))
    .sort((one, two) => Math.abs(shown.map[two]) - Math.abs(shown.map[one]));
  return (
    <div class="table-view" role="region" aria-label={words.tools.table} tabIndex={0}>
      <table>
        <caption>{say.table(Math.min(ROWS, cells.length))}</caption>
        <ColumnNames names={say.columns} />
        <tbody>
          {cells.slice(0, ROWS).map((at) => {
            const [from, to] = [Math.floor(at / n), at % n];
            const partner = there[from] * compare.alignment.value.back.length + there[to];
            const values = [own[at], others[partner]];
            if (compare.sides[0] !== session) values.reverse();
            return (
              <tr key={at}>
                <th scope="row">
                  <bdi>{labels.value[from]}</bdi> {from}
                </th>
                <th scope="row">
                  <bdi>{labels.value[to]}</bdi> {to}
                </th>
                {values.map((value, k) => (
                  <td key={k}>{session.formatDrawn(value)}</td>
                ))}
                <td>{session.change(shown.map[at])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
