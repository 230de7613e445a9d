// Which pair this is, its number as a sentence, and the steps to other queries and heads.
import { Stepper } from '../../ui/heading';
import { stepHead, stepLayer } from '../../ui/choose';
import type { KeyOrder } from '../../state';
import { text as words } from '../../strings';
import type { NeuronModel, Row } from './model';

const say = words.neuron;

export function NeuronHeading({ model, row }: { model: NeuronModel; row: Row | null }) {
  const { session } = model;
  const { layer, heads } = session.state.value;
  return (
    <div class="heading">
      <div class="heading-row">
        <h2 class="head-name">
          {row ? (
            <>
              <bdi>{model.name(row.pair.from)}</bdi> <span class="arrow">→</span>{' '}
              <bdi>{model.name(row.pair.to)}</bdi>
            </>
          ) : (
            words.picture.headName(layer, heads[0] ?? 0)
          )}
        </h2>
        {row && <p class="soft head-long">{say.ofHead(row.layer, row.head)}</p>}
        <span class="spring" />
        <Tools model={model} row={row} />
      </div>
      {row && <Sentence model={model} row={row} />}
      {row && <Notes model={model} row={row} />}
    </div>
  );
}

function Tools({ model, row }: { model: NeuronModel; row: Row | null }) {
  const { session } = model;
  const { layer, heads, keysBy } = session.state.value;
  const { picture } = words;
  return (
    <div class="neuron-tools">
      {row && (
        <label class="tool">
          <span class="tool-label">{say.query}</span>
          <select
            class="select"
            value={row.pair.from}
            onChange={(event) => model.chooseQuery(Number(event.currentTarget.value))}
          >
            {session.manifest.tokens.map((_, token) => (
              <option key={token} value={token}>
                {model.name(token)} {token}
              </option>
            ))}
          </select>
        </label>
      )}
      <Stepper
        label={picture.layer}
        value={layer}
        count={session.limits.layers}
        names={[picture.previousLayer, picture.nextLayer]}
        step={(by) => stepLayer(session, by)}
      />
      <Stepper
        label={picture.head}
        value={heads[0] ?? 0}
        count={session.limits.heads}
        names={[picture.previousHead, picture.nextHead]}
        step={(by) => stepHead(session, by)}
      />
      <label class="tool">
        <span class="tool-label">{say.sort}</span>
        <select
          class="select"
          value={keysBy}
          onChange={(event) => session.update({ keysBy: event.currentTarget.value as KeyOrder })}
        >
          {(['position', 'weight'] as const).map((order) => (
            <option key={order} value={order}>
              {say.orders[order]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Text and numbers by turns, the numbers strong. */
function Sentence({ model, row }: { model: NeuronModel; row: Row }) {
  const { pair, steps, vectors } = row;
  const dot = words.signed(steps.dots[pair.to], 2);
  const score = words.signed(steps.scores[pair.to], 2);
  const others = steps.weights.length - 1;
  const weight = model.weight(pair.to, 3);
  const end = steps.masked.includes(pair.to)
    ? say.maskedKey
    : others === 0
      ? say.alone(weight)
      : say.softmax(others, steps.gap > 0 ? model.session.exact(steps.softmax[pair.to]) : weight);
  const parts = [
    ...say.sentence(model.name(pair.from), model.name(pair.to), vectors.dim, dot, score),
    ...end,
  ];
  // What ends the first part and what begins the second are both text.
  const joined = [...parts.slice(0, 4), parts[4] + parts[5], ...parts.slice(6)];
  return (
    <p class="reading" data-testid="reading">
      {joined.map((part, k) => (k % 2 === 1 ? <strong key={k}>{part}</strong> : part))}
    </p>
  );
}

function Notes({ model, row }: { model: NeuronModel; row: Row }) {
  const { session } = model;
  const { steps, pair } = row;
  const { words: merged, lens } = session.state.value;
  const notes = [
    steps.masked.length > 0 ? say.masked(steps.masked.length) : '',
    merged ? say.wordsAreSplit : '',
    lens === 'raw' ? '' : say.always,
  ].filter(Boolean);
  return (
    <>
      {steps.gap > 0 && (
        <p class="neuron-gap" role="note">
          {say.gap(
            session.exact(steps.softmax[pair.to]),
            model.weight(pair.to),
            session.exact(steps.gap),
          )}
        </p>
      )}
      {notes.length > 0 && <p class="caption">{notes.join(' ')}</p>}
    </>
  );
}
