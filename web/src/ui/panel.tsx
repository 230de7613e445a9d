// The focused tokens in numbers; without a focus the head itself.
import { useSignal } from '@preact/signals';
import { visible } from '../data/visible';
import { leavesOut } from '../data/lens';
import { formatSum } from '../data/numbers';
import { type Ranked, ranked, sumColumns, sumRows, total } from '../data/ranking';
import { isVisible } from '../data/select';
import { PALETTES, headColor } from '../scene/palette';
import type { Focus, Session } from '../session';
import { text as words } from '../strings';
import { AskableNumber, placeOf } from './computed';
import { useReach } from './context';
import { HeadFacts } from './facts';
import { Pin } from './icons';
import { Legend } from './legend';
import { MaskButton } from './live';
import { PredictionBlock, usePredicts } from './prediction';
import { Through } from './through';
import { WindowNote } from './windows';

const say = words.panel;
const ALL_UP_TO = 12;
const TOP = 8;
const SHEET_TOP = 40;
const LOOKERS = 5;
const FEW_LOOKERS = 3;

export function Panel() {
  const { session, chrome } = useReach();
  const focus = session.focus.value;
  const rested = session.rested.value;
  const sheet = chrome.size.value === 'phone';
  // A sheet that is not open leaves the picture in sight.
  const whole = !sheet || chrome.sheetOpen.value;
  const ready = session.shown.value !== null && session.rows.value.length > 0;
  const predicts = usePredicts();
  return (
    <aside
      class={sheet ? `panel sheet ${chrome.sheetOpen.value ? 'open' : ''}` : 'panel'}
      aria-label={say.label}
    >
      {sheet && (predicts || (focus && ready)) && <Handle />}
      <PredictionBlock whole={whole} />
      {focus && ready ? <FocusNumbers focus={focus} /> : <HeadFacts />}
      {whole && focus && rested && ready && <WhoLooks focus={rested} />}
      {whole && focus && rested?.side === 'from' && ready && <Through focus={rested} />}
      {!session.fits.value && !session.state.value.table && chrome.size.value === 'wide' && (
        <Legend />
      )}
      {whole && !predicts && <Caution />}
    </aside>
  );
}

/** Opens and closes the sheet. */
function Handle() {
  const { sheetOpen: open } = useReach().chrome;
  return (
    <button
      type="button"
      class="handle"
      aria-label={open.value ? say.less : say.more}
      aria-expanded={open.value}
      onClick={() => (open.value = !open.value)}
    />
  );
}

/** A token with its position, where several are alike or many are there. */
export function tokenName(session: Session, unit: number) {
  const units = session.units();
  return (
    <>
      <bdi class="name">{visible(units[unit].label)}</bdi>
      {units.length > ALL_UP_TO && <span class="index"> {unit}</span>}
    </>
  );
}

/** Why units are not in the list: their tokens are muted, or their segment is left out. */
function hiddenOf(session: Session, focus: Focus) {
  const see = session.visibility.value;
  const from = focus.side === 'from';
  const muted = (unit: number) =>
    from ? see.muted[unit] === 1 : focus.units.every((one) => see.muted[one] === 1);
  const filtered = (unit: number) =>
    !muted(unit) &&
    !focus.units.some((one) => (from ? isVisible(see, one, unit) : isVisible(see, unit, one)));
  return { muted, filtered };
}

function FocusNumbers({ focus }: { focus: Focus }) {
  const { session, chrome } = useReach();
  const rows = session.rows.value;
  const units = session.units();
  const open = chrome.sheetOpen;
  const sheet = chrome.size.value === 'phone';
  const { muted, filtered } = hiddenOf(session, focus);
  const strongest = (unit: number) => Math.max(...rows.map((row) => row[unit]));
  const weights = Float32Array.from(units, (_, unit) => strongest(unit));
  const few = units.length <= ALL_UP_TO;
  const most = sheet && !open.value ? 2 : few ? units.length : sheet ? SHEET_TOP : TOP;
  const seen = (unit: number) => !muted(unit) && !filtered(unit);
  const many = rows.length > 1;
  const list = ranked(weights, most, seen);
  if (many && few && !sheet) list.sort((a, b) => a.unit - b.unit);
  const names = focus.units.map((unit) => units[unit].label).map(visible);
  const from = focus.side === 'from';
  const index = focus.units[0];
  const one = focus.units.length === 1;
  const count = focus.units.length;
  const caption = from
    ? one
      ? say.looksAt(index)
      : say.looksAtMany(count)
    : one
      ? say.lookedAt(index)
      : say.lookedAtMany(count);
  const left = units.filter((_, unit) => seen(unit)).length - list.length;
  return (
    <section class="block" data-testid="row">
      <div class="panel-head">
        <div>
          {sheet ? (
            <h2 class="title">
              {(from ? say.looksAtTitle : say.lookedAtTitle)(names.join(' + '))}
            </h2>
          ) : (
            <>
              <p class="caption">{caption}</p>
              <h2 class="panel-title">
                <bdi>{names.join(' + ')}</bdi>
              </h2>
            </>
          )}
          <WindowNote focus={focus} />
        </div>
        {sheet && !open.value ? (
          <span class="soft small">{say.swipe(list.length, units.length)}</span>
        ) : (
          <>
            <MaskButton focus={focus} />
            <PinButton focus={focus} />
          </>
        )}
      </div>
      {many ? (
        <ManyRows list={list} focus={focus} />
      ) : (
        <ol class="row-list">
          {/* Keyed by place: another token changes words, not elements. */}
          {list.map((item, place) => (
            <RowItem key={place} item={item} focus={focus} />
          ))}
        </ol>
      )}
      {!(sheet && !open.value) && <Sums focus={focus} list={list} left={left} weights={rows[0]} />}
    </section>
  );
}

function PinButton({ focus }: { focus: Focus }) {
  const { session } = useReach();
  const label = focus.pinned ? say.unpin : say.pin;
  const flip = () =>
    session.update(focus.pinned ? { pins: [] } : { side: focus.side, pins: [...focus.units] });
  return (
    <button
      type="button"
      class={focus.pinned ? 'quiet pin on' : 'quiet pin'}
      aria-label={label}
      title={label}
      aria-pressed={focus.pinned}
      // What is only pointed at goes when the focus comes here; keys pin with p or Enter.
      tabIndex={focus.pinned ? 0 : -1}
      onClick={flip}
    >
      <Pin />
    </button>
  );
}

/** The place of the number between the focused token and another. */
function placeBetween(session: Session, { side, units }: Focus, head: number, other: number) {
  const [from, to] = side === 'from' ? [units[0], other] : [other, units[0]];
  return placeOf(session, head, from, to);
}

function RowItem({ item, focus }: { item: Ranked; focus: Focus }) {
  const { session } = useReach();
  const [{ head, slot }] = session.shown.value!;
  const most = focus.units.length;
  const color = headColor(PALETTES[session.scheme.value], slot);
  const strong = item.weight >= 0.3;
  return (
    <li class={strong ? 'row-item strong' : 'row-item'}>
      <span class="rank">{item.rank}</span>
      <span class="row-token">{tokenName(session, item.unit)}</span>
      <span class="track" aria-hidden="true">
        <span
          class="fill"
          // Scaled and not widened, which would lay out the row.
          style={{
            transform: `scaleX(${Math.min(1, item.weight / most)})`,
            backgroundColor: color,
          }}
        />
      </span>
      <AskableNumber
        place={placeBetween(session, focus, head, item.unit)}
        text={session.numberAt(focus, item.unit, 0, 4)}
        stays={focus.pinned}
      />
    </li>
  );
}

function ManyRows({ list, focus }: { list: readonly Ranked[]; focus: Focus }) {
  const { session } = useReach();
  const shown = session.shown.value!;
  const rows = session.rows.value;
  const palette = PALETTES[session.scheme.value];
  return (
    <div class="many-rows" tabIndex={0} role="group" aria-label={say.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">{words.table.token}</span>
            </th>
            {shown.map(({ head, slot }) => (
              <th key={head} scope="col">
                <span class="swatch" style={{ backgroundColor: headColor(palette, slot) }} />H{head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.map(({ unit }, place) => (
            <tr key={place}>
              <th scope="row">{tokenName(session, unit)}</th>
              {rows.map((row, k) => (
                <td key={k} class={row[unit] >= 0.1 ? 'strong' : ''}>
                  <AskableNumber
                    place={placeBetween(session, focus, shown[k].head, unit)}
                    text={session.numberAt(focus, unit, k, 3)}
                    stays={focus.pinned}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SumsProps {
  focus: Focus;
  list: readonly Ranked[];
  left: number;
  weights: Float32Array;
}

/** What the list leaves out, and the sum of it all. */
function Sums({ focus, list, left, weights }: SumsProps) {
  const { session } = useReach();
  if (session.rows.value.length > 1 || session.scores.value) return null;
  const { muted, filtered } = hiddenOf(session, focus);
  const units = session.units();
  const { lens, mute } = session.state.value;
  const sumOf = (take: (unit: number) => boolean) =>
    units.reduce((sum, _, unit) => (take(unit) ? sum + weights[unit] : sum), 0);
  const listed = new Set(list.map((item) => item.unit));
  const lines: [string, string][] = [];
  const put = (name: string, value: number) => lines.push([name, session.format(value, 4)]);
  const rest = (unit: number) => !listed.has(unit) && !muted(unit) && !filtered(unit);
  if (left > 0) put(say.others(left), sumOf(rest));
  if (!leavesOut(lens) && units.some((_, unit) => muted(unit))) {
    put(say.hidden(mute.map(visible).join(', ')), sumOf(muted));
  }
  if (units.some((_, unit) => filtered(unit))) put(say.filtered, sumOf(filtered));
  const all = total(weights);
  if (focus.side === 'from') {
    const count = focus.units.length;
    const text = formatSum(all, count, 4, session.manifest.encoding);
    lines.push([count === 1 ? say.sumRow : say.sumRows(count), text]);
  } else {
    put(say.sumColumn, all);
  }
  return (
    <dl class="sums">
      {lines.map(([name, value], place) => (
        <div key={place}>
          <dt>{name}</dt>
          <dd class="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who else looks at the token that the focused one looks at most. */
function WhoLooks({ focus }: { focus: Focus }) {
  const { session } = useReach();
  const shown = session.shown.value!;
  const one = focus.units.length === 1 && shown.length === 1;
  if (focus.side !== 'from' || !one || session.scores.value) return null;
  const see = session.visibility.value;
  const n = session.units().length;
  const row = sumRows(shown[0].map, n, focus.units);
  const [top] = ranked(row, 1, (unit) => !see.muted[unit]);
  if (!top) return null;
  const column = sumColumns(shown[0].map, n, [top.unit]);
  const list = ranked(column, Math.min(n <= ALL_UP_TO ? FEW_LOOKERS : LOOKERS, n));
  const name = visible(session.units()[top.unit].label);
  return (
    <section class="block" data-testid="who">
      <h3 class="title">
        {say.whoLooksAt(name)}
        {n > ALL_UP_TO && <span class="index"> {top.unit}</span>}
      </h3>
      <ol class="who-list">
        {list.map(({ unit, weight }, place) => (
          <li key={place}>
            <span class="row-token">{tokenName(session, unit)}</span>
            <AskableNumber
              place={placeOf(session, shown[0].head, unit, top.unit)}
              text={session.format(weight, 4)}
              stays={focus.pinned}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Caution() {
  const open = useSignal(false);
  return (
    <section class="caution">
      <p>
        {say.caution}{' '}
        <button
          type="button"
          class="link"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          {say.why}
        </button>
      </p>
      {open.value && say.whyText.map((part) => <p key={part}>{part}</p>)}
    </section>
  );
}
