// "How was this computed?": the steps to one number of attention, on a card.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { leavesOut } from '../data/lens';
import { ranked, total } from '../data/ranking';
import type { Steps } from '../data/steps';
import { visible } from '../data/visible';
import type { Session } from '../session';
import { text as words } from '../strings';
import { Missing } from '../views/neuron/missing';
import { CardFrame } from './cards';
import { type Place, useReach } from './context';

const say = words.computed;
const TOP = 4;

/** The first tokens of two units: where the number between them begins. */
export function placeOf(session: Session, head: number, from: number, to: number): Place {
  const units = session.units();
  const { layer } = session.state.peek();
  return { layer, head, from: units[from].tokens[0], to: units[to].tokens[0] };
}

/**
 * A number that can be asked how it was computed. One that goes with the pointer, or when the focus
 * comes, is for the pointer only: keys ask with c.
 */
export function AskableNumber(props: { place: Place; text: string; stays?: boolean }) {
  const { chrome } = useReach();
  const { place, text, stays } = props;
  const asks = { class: 'number askable', title: say.title, onClick: () => chrome.explain(place) };
  return stays ? (
    <button type="button" {...asks}>
      {text}
    </button>
  ) : (
    <span {...asks}>{text}</span>
  );
}

export function ComputedCard() {
  const { session, chrome } = useReach();
  const place = chrome.asked.value!;
  const { manifest, neurons } = session;
  useEffect(() => {
    void neurons.fetch(place.layer);
    void session.fetch(place.layer);
  }, [session, manifest, place.layer]);
  const there = Math.max(place.from, place.to) < manifest.tokens.length;
  const steps = there ? neurons.steps(place.layer, place.head, place.from) : null;
  const error = session.broken.value.get(place.layer) ?? neurons.error(place.layer);
  return (
    <CardFrame name="computed" title={say.title}>
      {!neurons.there ? (
        <Missing />
      ) : error ? (
        <p role="alert">{error}</p>
      ) : steps ? (
        <Computed place={place} steps={steps} />
      ) : (
        <p class="caption">{say.loading}</p>
      )}
    </CardFrame>
  );
}

function Computed({ place, steps }: { place: Place; steps: Steps }) {
  const { session, chrome } = useReach();
  const { from, to } = place;
  const { tokens, model } = session.manifest;
  const name = (token: number) => visible(tokens[token]);
  const open = () => {
    chrome.close();
    openNeuron(session, place);
  };
  const score = words.signed(steps.scores[to], 2);
  const sum = total(steps.scores.map((one, j) => (steps.masked.includes(j) ? 0 : Math.exp(one))));
  const weight = session.format(steps.weights[to], 4);
  return (
    <>
      <p class="computed-pair">
        <bdi>{name(from)}</bdi> → <bdi>{name(to)}</bdi>{' '}
        <span class="soft">{say.place(place.layer, place.head)}</span>
      </p>
      <ol class="computed-steps">
        <Step name={words.neuron.dot} value={words.signed(steps.dots[to], 2)}>
          {say.dot(model.head_dim)}
        </Step>
        <Step name={words.neuron.score(model.head_dim)} value={score}>
          {say.score(model.head_dim)}
        </Step>
        <Step
          name={words.neuron.softmaxOver(tokens.length)}
          value={steps.gap > 0 ? session.exact(steps.softmax[to]) : weight}
        >
          {steps.masked.includes(to)
            ? words.neuron.masked(steps.masked.length)
            : say.softmax(score, rounded(Math.exp(steps.scores[to])), rounded(sum))}
        </Step>
      </ol>
      {steps.gap > 0 && (
        <p class="neuron-gap" role="note">
          {words.neuron.gap(session.exact(steps.softmax[to]), weight, session.exact(steps.gap))}
        </p>
      )}
      <TopOfRow place={place} steps={steps} name={name} />
      {notesFor(session, place.head).map((note) => (
        <p key={note} class="caption">
          {note}
        </p>
      ))}
      <button type="button" class="toggle" onClick={open}>
        {say.open}
      </button>
    </>
  );
}

function Step(props: { name: string; value: string; children: ComponentChildren }) {
  return (
    <li>
      <span class="soft">{props.name}</span>
      <strong class="number">{props.value}</strong>
      <span class="caption">{props.children}</span>
    </li>
  );
}

/** The strongest keys of the row, and the asked one. */
function TopOfRow(props: { place: Place; steps: Steps; name: (token: number) => string }) {
  const { session } = useReach();
  const { place, steps, name } = props;
  const top = ranked(steps.weights, TOP).map(({ unit }) => unit);
  const shown = top.includes(place.to) ? top : [...top, place.to];
  const rest = steps.weights.length - shown.length;
  const shownSum = shown.reduce((sum, token) => sum + steps.weights[token], 0);
  return (
    <table class="computed-row">
      <caption>{say.row(name(place.from))}</caption>
      <thead>
        <tr>
          <th scope="col">{words.neuron.to}</th>
          <th scope="col">{words.neuron.dot}</th>
          <th scope="col">{words.neuron.score(session.manifest.model.head_dim)}</th>
          <th scope="col">{words.neuron.attention}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((token) => (
          <tr key={token} class={token === place.to ? 'asked' : ''}>
            <th scope="row">
              <bdi>{name(token)}</bdi>
            </th>
            <td>{words.signed(steps.dots[token], 2)}</td>
            <td>{words.signed(steps.scores[token], 2)}</td>
            <td>{session.format(steps.weights[token], 4)}</td>
          </tr>
        ))}
        {rest > 0 && (
          <tr>
            <th scope="row">{say.rest(rest)}</th>
            <td />
            <td />
            <td>{session.format(Math.max(0, total(steps.weights) - shownSum), 4)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** Why the number that was asked about may not be the one whose steps are shown. */
function notesFor(session: Session, asked: number): string[] {
  const several = session.shown.value?.some(({ group }) => group.heads.length > 1) ?? false;
  const { lens, words: merged, pins } = session.state.value;
  return [
    ...(leavesOut(lens) ? [say.notes.lens] : []),
    ...(several ? [say.notes.heads(asked)] : []),
    ...(merged && session.hasSplitWords ? [say.notes.words] : []),
    ...(pins.length > 1 ? [say.notes.sum] : []),
  ];
}

/** Three digits, and a power of ten where there are many. */
function rounded(value: number): string {
  if (value >= 0.01 && value < 1e5) return value.toPrecision(3);
  return words.powerOfTen(value);
}

/** Shows a number's pair in the neuron view. */
export function openNeuron(session: Session, { layer, head, from, to }: Place): void {
  const state = session.state.peek();
  if (state.layer !== layer || state.heads[0] !== head) session.open(layer, head);
  const pin = session.units().findIndex((unit) => unit.tokens.includes(from));
  session.update({ view: 'neuron', side: 'from', pins: [pin], key: to });
}
