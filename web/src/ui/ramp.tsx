// The colour scale of weights, with its ticks.
import { text as words } from '../strings';

const TICKS = [0, 0.1, 0.25, 0.5, 1];

/** The colour scale of numbers with a sign, from −`most` to `most`. */
export function SignedRamp({ most }: { most: string }) {
  return (
    <div class="signed-scale">
      <span aria-hidden="true">−{most}</span>
      <span class="signed-ramp" role="img" aria-label={words.neuron.scale(most)} />
      <span aria-hidden="true">+{most}</span>
    </div>
  );
}

export function Ramp() {
  return (
    <div>
      <div class="ramp" role="img" aria-label={words.navigator.ramp} />
      <div class="ticks" aria-hidden="true">
        {TICKS.map((tick) => (
          <span key={tick} style={{ left: `${100 * Math.sqrt(tick)}%` }}>
            {tick}
          </span>
        ))}
      </div>
    </div>
  );
}
