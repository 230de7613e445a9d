// Two pictures side by side and their difference, with all that stands around them.
import { useEffect, useMemo } from 'preact/hooks';
import { computed, signal } from '@preact/signals';
import { Compare, KEPT, isLens } from '../compare';
import { LENSES } from '../data/lens';
import { isVisible } from '../data/select';
import { HeadView } from '../views/head/view';
import { MatrixModel, mapsOf } from '../views/matrix/model';
import { MatrixStage } from '../views/matrix/view';
import type { Session } from '../session';
import { text as words } from '../strings';
import { Chips, LayerStrip } from './chips';
import { useReach } from './context';
import { Heading } from './heading';
import { lensFormula } from './legend';
import { SignedRamp } from './ramp';
import { Stage } from './stage';
import { titleOf } from './texts';
import { DrawChoice, LensMenu, MuteToggles, TableToggle, WordsToggle } from './toolbar';

const say = words.compare;
const NOTHING = signal(null);
const RANKED = 12;
const ROWS = 50;

/** One for each session, for it holds a second one. */
const made = new WeakMap<Session, Compare>();

function useCompare(): Compare {
  const { session, live } = useReach();
  const there = made.get(session) ?? new Compare(session, live?.kept ?? NOTHING);
  made.set(session, there);
  return there;
}

export function CompareTools() {
  return (
    <>
      <LensMenu />
      <MuteToggles />
      <WordsToggle />
      <DrawChoice />
      <span class="spring" />
      <TableToggle />
    </>
  );
}

/** What is compared with, and what of both is alike. */
function Against({ compare }: { compare: Compare }) {
  const { session, live } = useReach();
  const { titles } = session.shelf;
  const { lens, text } = session.state.value;
  const choose = (value: string) => session.update({ against: value === KEPT ? null : value });
  return (
    <div class="compare-bar">
      <label class="tool">
        <span class="tool-label">{say.with}</span>
        <select
          class="select against"
          value={compare.against.value}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {compare.kept.value && <option value={KEPT}>{say.kept}</option>}
          {titles.map((title, k) =>
            k === text ? null : (
              <option key={k} value={k}>
                {words.texts.option(k, titleOf(title, titles))}
              </option>
            ),
          )}
          {LENSES.map((name) =>
            name === lens || name === 'scores' ? null : (
              <option key={name} value={name} disabled={lens === 'scores'}>
                {say.lens(words.tools.lenses[name])}
              </option>
            ),
          )}
        </select>
      </label>
      {live && (
        <button type="button" class="toggle" onClick={() => live.keep()}>
          {say.keep}
        </button>
      )}
      <Aligned compare={compare} />
    </div>
  );
}

export function CompareBody() {
  const { session, chrome } = useReach();
  const compare = useCompare();
  useEffect(() => compare.start(), [compare]);
  const [a, b] = compare.sides;
  const problem = compare.refused.value ?? session.problem.value ?? compare.other.problem.value;
  const { table } = session.state.value;
  return (
    <>
      <main class="picture compare" aria-label={words.views.names.compare}>
        <Heading />
        {chrome.narrow ? <LayerStrip /> : <Chips />}
        <Against compare={compare} />
        {problem ? (
          <p class="error-note" role="alert">
            {problem}
          </p>
        ) : table ? (
          <Differences compare={compare} />
        ) : (
          <div class="compare-maps">
            <Side compare={compare} side={a} name="A" />
            <Side compare={compare} side={b} name="B" />
            <Side compare={compare} name={say.difference} />
          </div>
        )}
      </main>
      <aside class="panel" aria-label={say.beside}>
        <MostDifferent compare={compare} />
        <DifferenceLegend compare={compare} />
      </aside>
    </>
  );
}

/** What a picture is of, where the two are not of the same. */
function nameOf(side: Session, compare: Compare): string {
  if (isLens(compare.against.value)) return words.legend.lensTitles[side.state.value.lens];
  const titles = compare.sides.map(({ manifest: { text, pair, model } }) => ({
    text,
    pair,
    model: model.name,
  }));
  return titleOf(titles[side === compare.sides[0] ? 0 : 1], titles);
}

/** The first map of a picture. */
function firstOf(side: Session) {
  return {
    shown: computed(() => mapsOf(side)?.slice(0, 1) ?? null),
    most: computed(() => side.scores.value?.most ?? null),
    see: side.visibility,
  };
}

interface SideProps {
  compare: Compare;
  /** None for the difference. */
  side?: Session;
  name: string;
}

function Side({ compare, side, name }: SideProps) {
  const { session, chrome } = useReach();
  const own = side ?? session;
  const model = useMemo(
    () => new MatrixModel(own, { title: name, ...(side ? firstOf(side) : compare.drawing) }),
    [compare, own, side, name],
  );
  model.grows.value = chrome.size.value !== 'wide';
  const cell = model.cell.value;
  const facts = model.facts.value;
  return (
    <section class="compare-side" data-side={name}>
      <p class="compare-name">
        <strong>{name}</strong> <bdi class="soft">{side && nameOf(side, compare)}</bdi>
      </p>
      <p class="caption" data-testid="compare-cell">
        {cell && facts && (
          <>
            <bdi>{words.matrix.pair(model.name(cell.from), model.name(cell.to))}</bdi>{' '}
            <strong class="number">{facts.hidden ? '–' : model.format(facts.value)}</strong>
          </>
        )}
      </p>
      {side && session.state.value.draw === 'lines' ? (
        <Stage view={HeadView} of={side} />
      ) : (
        <MatrixStage model={model} id={`hs-cell-of-${name[0]}${name.length}`} />
      )}
    </section>
  );
}

/** Which tokens have no partner, in words. */
function Aligned({ compare }: { compare: Compare }) {
  const { there, back } = compare.alignment.value;
  const alone = (partners: readonly number[], { labels }: Session) =>
    labels.value.filter((_, unit) => partners[unit] < 0);
  const own = alone(there, compare.session);
  const others = alone(back, compare.other);
  const [a, b] = compare.sides[0] === compare.session ? [own, others] : [others, own];
  return (
    <p class="caption" data-testid="aligned">
      {say.aligned(there.length - own.length, words.listed(a), words.listed(b))}
    </p>
  );
}

function MostDifferent({ compare }: { compare: Compare }) {
  const { session } = compare;
  const { layer, heads } = session.state.value;
  const ranking = compare.ranking.value;
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
              <span class="pattern-name">{words.picture.headName(place.layer, place.head)}</span>
              <span class="pattern-count">{words.model.number('share', place.moved)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DifferenceLegend({ compare }: { compare: Compare }) {
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
function Differences({ compare }: { compare: Compare }) {
  const { session, other } = compare;
  const there = compare.alignment.value.there;
  const [shown] = compare.drawing.shown.value ?? [];
  if (!shown) return null;
  const see = compare.drawing.see.value;
  const { labels } = session;
  const n = there.length;
  const decimals = session.scores.value ? 2 : 4;
  const [own, others] = [session, other].map((one) => mapsOf(one)![0].map);
  const cells = [...shown.map.keys()]
    .filter((at) => isVisible(see, Math.floor(at / n), at % n))
    .sort((one, two) => Math.abs(shown.map[two]) - Math.abs(shown.map[one]));
  return (
    <div class="table-view" role="region" aria-label={words.tools.table} tabIndex={0}>
      <table>
        <caption>{say.table(Math.min(ROWS, cells.length))}</caption>
        <thead>
          <tr>
            {say.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
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
                  <td key={k}>{words.signed(value, decimals)}</td>
                ))}
                <td>{words.change(shown.map[at], decimals)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
