// The colour scale of weights, with its ticks.
import { text as words } from '../strings';

const TICKS = [0, 0.1, 0.25, 0.5, 1];

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
