// Which head this is, what it does in a sentence, and the steps to its neighbours.
import { visible } from '../data/visible';
import { text as words } from '../strings';
import { stepHead, stepLayer } from './choose';
import { useReach } from './context';
import { Down, Left, Right } from './icons';
import { TogetherMenu } from './toolbar';
import { HeadSwitch, SwitchedOff } from './live';

const say = words.picture;

export function Heading() {
  const { session, chrome } = useReach();
  const { layer, heads, lens } = session.state.value;
  const reading = session.reading.value;
  const small = chrome.narrow;
  const mean = lens === 'mean';
  const one = heads.length === 1 && !mean;
  const second = [
    one || mean ? reading.second : say.chipHelp,
    lens === 'raw' || mean ? '' : words.reading.ofRaw,
  ].filter(Boolean);
  return (
    <div class="heading">
      <div class="heading-row">
        <h2 class="head-name">{one ? say.headName(layer, heads[0]) : say.layerName(layer)}</h2>
        <p class="soft head-long">
          {chrome.size.value === 'phone'
            ? visible(session.manifest.model.name)
            : one
              ? say.headLong(layer, heads[0])
              : mean
                ? say.together('mean', session.limits.heads)
                : say.someHeads(heads.length, session.limits.heads)}
        </p>
        {!small && <TogetherMenu />}
        <span class="spring" />
        <HeadSwitch />
        {small ? (
          <button
            type="button"
            class="field-button"
            aria-expanded={chrome.card.value === 'options'}
            onClick={() => chrome.toggle('options')}
          >
            {words.tools.options}
            <Down />
          </button>
        ) : (
          <>
            <Stepper
              label={say.layer}
              value={layer}
              count={session.limits.layers}
              names={[say.previousLayer, say.nextLayer]}
              step={(by) => stepLayer(session, by)}
            />
            <Stepper
              label={say.head}
              value={heads[0] ?? 0}
              count={session.limits.heads}
              off={mean}
              names={[say.previousHead, say.nextHead]}
              step={(by) => stepHead(session, by)}
            />
          </>
        )}
      </div>
      <p class="reading" title={`${reading.first}\n${words.reading.rule}`} data-testid="reading">
        <bdi>{reading.first}</bdi>
      </p>
      <p class="caption second" title={second.join(' ')}>
        <bdi>{second.join(' ')}</bdi>
      </p>
      <SwitchedOff />
    </div>
  );
}

interface StepperProps {
  label: string;
  value: number;
  count: number;
  names: [string, string];
  off?: boolean;
  step: (by: number) => void;
}

export function Stepper({ label, value, count, names, off = false, step }: StepperProps) {
  return (
    <div class="stepper" role="group" aria-label={label}>
      <span class="tool-label" aria-hidden="true">
        {label}
      </span>
      <span class="stepper-box">
        <button
          type="button"
          aria-label={names[0]}
          disabled={off || value === 0}
          onClick={() => step(-1)}
        >
          <Left />
        </button>
        <span class="stepper-value">{value}</span>
        <button
          type="button"
          aria-label={names[1]}
          disabled={off || value === count - 1}
          onClick={() => step(1)}
        >
          <Right />
        </button>
      </span>
    </div>
  );
}
