// What the colours of the matrix mean.
import { leavesOut } from '../../data/lens';
import { visible } from '../../data/visible';
import { SCORE_DECIMALS } from '../../session';
import { text as words } from '../../strings';
import { lensFormula, scoreNote } from '../../ui/legend';
import { SignedRamp } from '../../ui/ramp';
import type { MatrixModel } from './model';

const say = words.matrix;
const TICKS = [0, 0.01, 0.1, 0.25, 0.5, 1];
const LINEAR_TICKS = [0, 0.25, 0.5, 0.75, 1];

export function MatrixLegend({ model }: { model: MatrixModel }) {
  const { session } = model;
  const { lens, mute } = session.state.value;
  const { scale, most } = model.tone.value;
  const ticks = scale === 'sqrt' ? TICKS : LINEAR_TICKS;
  const place = (tick: number) => 100 * (scale === 'sqrt' ? Math.sqrt(tick) : tick);
  const block = model.layout.value?.block ?? 1;
  const muted = !leavesOut(lens) && mute.length > 0;
  if (!session.shown.value) return null;
  const notes = [
    most === null ? say.scales[scale] : say.signedScales[scale],
    scoreNote(session, false),
    block > 1 ? say.pooled(block) : '',
    muted ? say.muted(mute.map(visible)) : '',
  ].filter(Boolean);
  return (
    <section class="block matrix-legend" aria-label={words.legend.label}>
      <p>
        <strong>{words.legend.lensTitles[lens]}</strong>{' '}
        <span class="soft">{lensFormula(session)}</span>
      </p>
      {most === null ? (
        <>
          <div class="ramp" role="img" aria-label={say.ramp(scale)} />
          <div class="ramp-ticks" aria-hidden="true">
            {ticks.map((tick) => (
              <span key={tick} style={{ left: `${place(tick)}%` }}>
                {tick}
              </span>
            ))}
          </div>
        </>
      ) : (
        <SignedRamp most={words.signed(most, SCORE_DECIMALS)} />
      )}
      <p class="caption">{notes.join(' ')}</p>
    </section>
  );
}
