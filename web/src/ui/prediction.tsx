// What the model says of the text, and the tokens that it says it from.
import { useSignal } from '@preact/signals';
import {
  NO_ANSWER,
  type Guess,
  type Guesses,
  type Move,
  type Prediction,
  inOrder,
} from '../data/prediction';
import { visible, visibleText } from '../data/visible';
import type { Input, Said } from '../data/server';
import { alone } from '../predictions';
import { text as words } from '../strings';
import { useReach } from './context';

const say = words.prediction;
const MOST = 5;
const MOST_OF_SEVERAL = 3;
const MOST_GROUPS = 3;
/** Characters of the text on either side of the answer. */
const AROUND = 90;

function useSaid() {
  const { session, live } = useReach();
  return live ? live.predictions.said.value : alone(session.manifest.prediction);
}

/** Whether the model says anything that attention could be taken to explain. */
export function usePredicts(): boolean {
  return (useSaid().now?.groups.length ?? 0) > 0;
}

export function PredictionBlock({ whole }: { whole: boolean }) {
  const { now, before, input } = useSaid();
  if (!now) return null;
  if (now.groups.length > 0) {
    return whole ? <Block now={now} before={before} input={input} /> : <Summary now={now} />;
  }
  return whole && now.missing ? <Missing now={now} missing={now.missing} /> : null;
}

function Missing({ now, missing }: { now: Prediction; missing: string }) {
  const { live } = useReach();
  const asks = live && now.task === 'masked-lm';
  return (
    <section class="block" data-testid="prediction">
      {now.task !== 'none' && <h2 class="title">{say.title}</h2>}
      <p class="caption">{asks ? say.askLive : say.missing(missing)}</p>
    </section>
  );
}

/** What fits beside a picture on a phone. */
function Summary({ now }: { now: Prediction }) {
  const { chrome } = useReach();
  const [{ guess }] = inOrder(now.groups[0], null);
  return (
    <button
      type="button"
      class="guess summary"
      data-testid="prediction"
      onClick={() => (chrome.sheetOpen.value = true)}
    >
      <span class="title">{say.title}</span>
      <Name guess={guess} />
      <Likeliness guess={guess} now={now} />
    </button>
  );
}

function Block({ now, before, input }: Said & { now: Prediction }) {
  const { course } = useReach();
  const all = useSignal(false);
  const most = now.groups.length > 1 ? MOST_OF_SEVERAL : MOST;
  const groups = now.groups.slice(0, all.value ? undefined : MOST_GROUPS);
  const lists = groups.map((group) =>
    inOrder(group, before?.groups[now.groups.indexOf(group)] ?? null, all.value),
  );
  const rest =
    now.groups.reduce((sum, { list }) => sum + list.length, 0) -
    lists.reduce((sum, list) => sum + Math.min(list.length, most), 0);
  return (
    <section class="block" data-testid="prediction" aria-labelledby="hs-prediction">
      <h2 class="title" id="hs-prediction">
        {say.title}
      </h2>
      {before && input && <p class="caption">{changed(input)}</p>}
      {now.answer && <AnswerInText answer={now.answer} />}
      {groups.map((group, k) => (
        <div key={k} class="guesses">
          <p class="caption">
            <Caption group={group} now={now} />
          </p>
          <ol>
            {lists[k].slice(0, all.value ? undefined : most).map((move) => (
              <Row key={move.guess.key} move={move} now={now} />
            ))}
          </ol>
        </div>
      ))}
      {(rest > 0 || all.value) && (
        <button
          type="button"
          class="link small"
          aria-expanded={all.value}
          onClick={() => (all.value = !all.value)}
        >
          {all.value ? words.panel.less : say.rest(rest)}
        </button>
      )}
      <p class="caption standing">
        {say.caution}{' '}
        {course.lessons.value.some(({ id }) => id === 'why') && (
          <button type="button" class="link" onClick={() => course.go('why')}>
            {words.panel.why}
          </button>
        )}
      </p>
    </section>
  );
}

/** What lies between before and now. */
function changed({ text, pair, mask, off }: Input): string {
  if (off.length > 0)
    return say.off(off.map(([layer, head]) => words.picture.headName(layer, head)));
  return say.masked(
    mask.map(([sequence, begin, end]) =>
      visible((sequence === 0 ? text : (pair ?? '')).slice(begin, end)),
    ),
  );
}

function Caption({ group: { at, list }, now }: { group: Guesses; now: Prediction }) {
  const { tokens } = useReach().session.manifest;
  const name = (token: number) => visible(tokens[token]);
  if (at) {
    const { token, mask, rank, number } = at;
    return mask
      ? say.atMask(name(token), token)
      : say.atToken(name(token), token, rank, say.percent(number));
  }
  if (now.task !== 'sequence-classification') return say.captions[now.task];
  const [from] = list[0].tokens;
  const kind = now.values ? 'value' : now.independent ? 'independent' : 'exclusive';
  return say.labels(kind, list.length, from === undefined ? null : name(from));
}

function Row({ move: { guess, before }, now }: { move: Move; now: Prediction }) {
  const { session, chrome } = useReach();
  const units = session.units();
  const pins = [
    ...new Set(guess.tokens.map((token) => units.findIndex((one) => one.tokens.includes(token)))),
  ];
  const names = pins.map((pin) => visible(units[pin].label));
  const pin = () => {
    session.update({ side: 'from', pins });
    session.spoken.value = words.spoken.pinned(names.join(', '));
    // The picture shows them, where the sheet is before it.
    chrome.sheetOpen.value = false;
  };
  const inside = (
    <>
      <Name guess={guess} />
      {!now.values && <Bar now={guess.number} before={before?.number ?? null} />}
      {before && (
        <span class="soft">
          <Likeliness guess={before} now={now} /> →
        </span>
      )}
      <Likeliness guess={guess} now={now} />
    </>
  );
  const look = before ? 'guess moved' : 'guess';
  return (
    <li>
      {pins.length === 0 ? (
        <span class={look}>{inside}</span>
      ) : (
        <button type="button" class={look} title={say.pins(names)} onClick={pin}>
          {inside}
        </button>
      )}
    </li>
  );
}

function Name({ guess: { key, name } }: { guess: Guess }) {
  return <bdi class="guess-name">{key === NO_ANSWER ? say.noAnswer : visible(name)}</bdi>;
}

function Likeliness({ guess: { tag, number }, now }: { guess: Guess; now: Prediction }) {
  return (
    <>
      {tag !== undefined && <bdi class="guess-tag">{visible(tag)}</bdi>}
      <span class="number">{say.number(number, now.values)}</span>
    </>
  );
}

/** How likely it is, and where that was before. */
function Bar({ now, before }: { now: number; before: number | null }) {
  return (
    <span class="track" aria-hidden="true">
      <span class="fill" style={{ transform: `scaleX(${now})` }} />
      {before !== null && <span class="was" style={{ left: `${100 * before}%` }} />}
    </span>
  );
}

/** The best answer where it stands in the second text. */
function AnswerInText({ answer: [begin, end] }: { answer: readonly [number, number] }) {
  const characters = [...(useReach().session.manifest.pair ?? '')];
  const part = (from: number, to: number) => visibleText(characters.slice(from, to).join(''));
  const [from, to] = [Math.max(0, begin - AROUND), Math.min(characters.length, end + AROUND)];
  return (
    <p class="answer-text" dir="auto">
      {from > 0 && '… '}
      {part(from, begin)} <mark>{part(begin, end)}</mark> {part(end, to)}
      {to < characters.length && ' …'}
    </p>
  );
}
