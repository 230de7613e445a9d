// What a small picture means, and how much of it is there.
import { leavesOut } from '../../data/lens';
import { visible } from '../../data/visible';
import { useReach } from '../../ui/context';
import { Ramp } from '../../ui/ramp';
import { text as words } from '../../strings';
import type { HeadsModel } from './model';

const say = words.model;

export function HeadsLegend({ model }: { model: HeadsModel }) {
  const { session } = useReach();
  const { lens, draw, order, mute, lines } = session.state.value;
  const { pictures } = model;
  const { block } = pictures.pooling.value;
  void pictures.version.value;
  const waiting = pictures.waiting.value;
  const { layers } = session.limits;
  const matrix = draw === 'matrix';
  const parts = [
    waiting > 0 ? say.waiting(layers - waiting, layers) : '',
    block > 1 ? (matrix ? say.pooled(block) : say.pooledLines(block)) : matrix ? say.cells : '',
    matrix ? '' : say.lines(lines),
    say.numbers[order],
    pictures.filtered ? say.filtered : '',
    !leavesOut(lens) && mute.length > 0
      ? (block > 1 ? say.mutedBlocks : say.muted)(words.listed(mute.map(visible)))
      : '',
    say.throughLens[lens],
  ].filter(Boolean);
  return (
    <section class="heads-legend" aria-label={words.legend.label}>
      {matrix && <Ramp />}
      <div>
        <p>
          <strong>{words.legend.lensTitles[leavesOut(lens) ? lens : 'raw']}</strong>
        </p>
        <p class="caption" data-testid="heads-legend">
          {parts.join(' ')}
        </p>
      </div>
    </section>
  );
}
