// The neuron view: how one number of attention is computed, for one head and a pair of tokens.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { formatSum } from '../../data/numbers';
import { total } from '../../data/ranking';
import { type NeuronLayout, layoutNeuron } from '../../scene/neuron';
import { text as words } from '../../strings';
import { useReach } from '../../ui/context';
import { SignedRamp } from '../../ui/ramp';
import { NeuronHeading } from './heading';
import { dimensionNumbers } from './keyboard';
import { Missing } from './missing';
import { NeuronModel, type Row } from './model';
import { PairStrips, StepList, comparedKey } from './pair';
import { KeyRows } from './rows';
import { NeuronTable } from './table';

const say = words.neuron;

export function NeuronView() {
  const { session } = useReach();
  const model = useMemo(() => new NeuronModel(session), [session]);
  const host = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const { layer, table } = session.state.value;
  const { manifest } = session;
  useEffect(() => {
    void session.neurons.fetch(layer);
  }, [session, manifest, layer]);
  useLayoutEffect(() => {
    const size = new ResizeObserver(([{ contentRect }]) => (width.value = contentRect.width));
    size.observe(host.current!);
    return () => size.disconnect();
  }, [width]);

  const row = model.row.value;
  const error = session.broken.value.get(layer) ?? session.neurons.error(layer);
  const content = () => {
    if (!session.neurons.there) return <Missing />;
    if (error) {
      return (
        <p class="error-note" role="alert">
          {error}
        </p>
      );
    }
    if (!row || width.value === 0) return null;
    const layout = layoutNeuron(width.value, row.vectors.dim);
    if (table) return <NeuronTable model={model} row={row} />;
    return <Picture model={model} row={row} layout={layout} />;
  };
  return (
    <div class="neuron" ref={host}>
      <NeuronHeading model={model} row={row} />
      {content()}
    </div>
  );
}

function Picture({ model, row, layout }: { model: NeuronModel; row: Row; layout: NeuronLayout }) {
  return (
    <>
      <div class={`neuron-pair ${layout.room}`}>
        <PairStrips model={model} row={row} layout={layout} />
        <StepList model={model} row={row} />
      </div>
      <Beside model={model} row={row} />
      <ColumnHeads model={model} row={row} layout={layout} />
      <KeyRows model={model} row={row} layout={layout} />
      <Scale model={model} row={row} />
    </>
  );
}

/** What is under the pointer, in words. */
function Beside({ model, row }: { model: NeuronModel; row: Row }) {
  const { chrome } = useReach();
  const other = comparedKey(model, row);
  const dim = model.dim.value;
  const { steps, vectors, pair } = row;
  const parts: string[] = [];
  if (other !== null) {
    const [dot, score] = [steps.dots[other], steps.scores[other]].map((x) => words.signed(x, 2));
    parts.push(say.instead(model.name(other), dot, vectors.dim, score, model.weight(other)));
  }
  if (dim !== null) parts.push(say.dimension(dim, ...dimensionNumbers(row, other ?? pair.to, dim)));
  const touch = chrome.size.value === 'phone';
  return (
    <p class="caption beside-pair" data-testid="compared">
      {parts.length > 0 ? parts.join(' ') : touch ? say.hintTouch : say.hint}
    </p>
  );
}

function ColumnHeads({
  model,
  row,
  layout,
}: {
  model: NeuronModel;
  row: Row;
  layout: NeuronLayout;
}) {
  const { keys, products, dotRight, scoreRight, bar, weightRight, labelRight, width } = layout;
  const right = (edge: number) => ({ right: `${width - edge}px` });
  const { dim } = row.vectors;
  const from = model.name(row.pair.from);
  return (
    <div class="key-heads" aria-hidden="true">
      <span style={right(labelRight)}>{say.to}</span>
      {keys && <span style={{ left: `${keys.x}px` }}>{say.dims(dim)}</span>}
      <span style={{ left: `${products.x}px` }}>{say.products}</span>
      {dotRight !== null && <span style={right(dotRight)}>{say.dot}</span>}
      <span style={right(scoreRight)}>{say.score(dim)}</span>
      {bar ? (
        <span style={{ left: `${bar.x}px` }}>
          {row.steps.gap > 0 ? say.modelRowOf(from) : say.rowOf(from)}
        </span>
      ) : (
        <span style={right(weightRight)}>{say.attention}</span>
      )}
    </div>
  );
}

function Scale({ model, row }: { model: NeuronModel; row: Row }) {
  const { encoding } = model.session.manifest;
  const most = words.signed(row.most, 1);
  return (
    <div class="neuron-scale">
      <SignedRamp most={most} />
      <span>{say.legend(words.signed(row.mostProduct, 1))}</span>
      <span class="spring" />
      <span>{say.sum(formatSum(total(row.steps.weights), 1, 4, encoding))}</span>
    </div>
  );
}
