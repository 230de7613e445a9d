// What the colours of the matrix mean.
import { visible } from '../../data/visible';
import { text as words } from '../../strings';
import type { MatrixModel } from './model';

const say = words.matrix;
const TICKS = [0, 0.01, 0.1, 0.25, 0.5, 1];
const LINEAR_TICKS = [0, 0.25, 0.5, 0.75, 1];

export function MatrixLegend({ model }: { model: MatrixModel }) {
  const { session } = model;
  const { lens, mute } = session.state.value;
  const { scale } = model.tone.value;
  const ticks = scale === 'sqrt' ? TICKS : LINEAR_TICKS;
  const place = (tick: number) => 100 * (scale === 'sqrt' ? Math.sqrt(tick) : tick);
  const block = model.layout.value?.block ?? 1;
  const formula =
    lens === 'raw'
      ? words.legend.rawFormula(session.manifest.model.head_dim)
      : words.legend.withoutSpecialsFormula;
  const muted = lens === 'raw' && mute.length > 0;
  const notes = [
    block > 1 ? say.pooled(block) : '',
    muted ? say.muted(mute.map(visible)) : '',
  ].filter(Boolean);
  return (
    <section class="block matrix-legend" aria-label={words.legend.label}>
      <p>
        <strong>{words.legend.lensTitles[lens]}</strong> <span class="soft">{formula}</span>
      </p>
      <div class="ramp" role="img" aria-label={say.ramp(scale)} />
      <div class="ramp-ticks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ left: `${place(tick)}%` }}>
            {tick}
          </span>
        ))}
      </div>
      <p class="caption">{[say.scales[scale], ...notes].join(' ')}</p>
    </section>
  );
}
