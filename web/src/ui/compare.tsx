// Two pictures side by side and their difference, with all that stands around them.
import { useEffect, useMemo } from 'preact/hooks';
import { computed, signal } from '@preact/signals';
import { Compare, KEPT, isLens } from '../compare';
import { LENSES } from '../data/lens';
import { HeadView } from '../views/head/view';
import { MatrixModel, mapsOf } from '../views/matrix/model';
import { MatrixStage } from '../views/matrix/view';
import type { Session } from '../session';
import { text as words } from '../strings';
import { Chips, LayerStrip } from './chips';
import { useReach } from './context';
import { DifferenceLegend, Differences, MostDifferent } from './differences';
import { Heading } from './heading';
import { Stage } from './stage';
import { titleOf } from './texts';
import { DrawChoice, LensMenu, MuteToggles, TableToggle, WordsToggle } from './toolbar';

const say = words.compare;
const NOTHING = signal(null);
const NAMED = 8;

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

/** The first of some names, and how many more there are. */
function few(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return words.listed(rest > 0 ? [...names.slice(0, NAMED), say.more(rest)] : names);
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
      {say.aligned(there.length - own.length, few(a), few(b))}
    </p>
  );
}
