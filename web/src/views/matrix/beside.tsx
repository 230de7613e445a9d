// Beside the maps: the row that is looked at laid over the text, the cells around the pointer, and
// what colours mean.
import { text as words } from '../../strings';
import { WholeText } from '../../ui/text';
import { Loupe } from './loupe';
import { MatrixLegend } from './legend';
import type { MatrixModel } from './model';

const say = words.matrix;
const MOST_NAMES = 3;

export function Beside({ model }: { model: MatrixModel }) {
  const { session } = model;
  const numbered = model.layout.value?.numbered ?? false;
  return (
    <aside class="panel matrix-panel" aria-label={say.beside} tabIndex={model.grows.value ? -1 : 0}>
      <section class="block" data-testid="row-text">
        <div class="title-row">
          <h2 class="title">
            <RowTitle model={model} />
          </h2>
          <span class="caption">{say.overText}</span>
        </div>
        <WholeText session={session} units={session.units()} />
      </section>
      {!numbered && (
        <section class="block">
          <div class="title-row">
            <h2 class="title">{say.loupe}</h2>
            <span class="caption">{say.loupeSize}</span>
          </div>
          <Loupe model={model} />
        </section>
      )}
      <MatrixLegend model={model} />
    </aside>
  );
}

function RowTitle({ model }: { model: MatrixModel }) {
  const focus = model.session.focus.value;
  if (!focus) return <>{say.noRow}</>;
  const { side, units } = focus;
  const names = units.slice(0, MOST_NAMES).map((unit) => model.name(unit));
  const rest = units.length - names.length;
  const index = units.length === 1 ? model.index(units[0]) : '';
  return (
    <bdi>{side === 'from' ? say.reads(names, rest, index) : say.readBy(names, rest, index)}</bdi>
  );
}
