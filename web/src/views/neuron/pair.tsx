// The pair: query and key as strips, their products as bars with the running sum, and the steps.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { paintCells, paintChart, paintNumbers } from '../../paint/cells';
import { clear, sizeCanvas } from '../../paint/canvas';
import { type NeuronLayout, productChart, productOf, stripCells, ticks } from '../../scene/neuron';
import { PALETTES } from '../../scene/palette';
import { text as words } from '../../strings';
import { dimensionAt } from './dimension';
import type { NeuronModel, Row } from './model';

const say = words.neuron;

interface Props {
  model: NeuronModel;
  row: Row;
  layout: NeuronLayout;
}

/** The key under the pointer, if it is not the pair's. */
export function comparedKey({ over }: NeuronModel, { pair }: Row): number | null {
  const key = over.value;
  return key === null || key === pair.to ? null : key;
}

export function PairStrips({ model, row, layout }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { strip, pair: at, dims } = layout;
  const { query, vectors, head, pair, most } = row;
  const other = comparedKey(model, row);
  const key = vectors.key(head, pair.to);
  const otherKey = other === null ? null : vectors.key(head, other);
  const scheme = model.session.scheme.value;
  const width = strip.x + strip.cell * dims + 8;

  useLayoutEffect(() => {
    const palette = PALETTES[scheme];
    const target = canvas.current!;
    sizeCanvas(target, width, at.height);
    const context = target.getContext('2d')!;
    clear(context);
    const font = getComputedStyle(target).fontFamily;
    const strips: [ArrayLike<number>, number][] = [
      [query, at.query],
      [key, at.key],
    ];
    if (otherKey && at.other !== null) strips.push([otherKey, at.other]);
    for (const [values, y] of strips) {
      const cells = stripCells(values, strip, y, at.strip, most);
      paintCells(context, cells, palette);
      paintNumbers(context, cells, palette, font);
    }
    const products = productOf(query, key);
    const others = otherKey ? [productOf(query, otherKey)] : [];
    paintChart(context, productChart(products, others, strip, at.chart, at.chartHeight), palette);
  });

  const describe = (what: string, token: number, values: Float32Array) =>
    say.strip(
      what,
      model.name(token),
      dims,
      words.signed(Math.min(...values), 2),
      words.signed(Math.max(...values), 2),
    );
  const label = [
    describe(say.queryOf, pair.from, query),
    describe(say.keyOf, pair.to, key),
    say.chart(words.signed(row.steps.dots[pair.to], 2)),
  ].join('. ');
  const light = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    model.dim.value = dimensionAt(event.clientX - box.left, strip, dims);
  };
  const leave = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') model.dim.value = null;
  };
  return (
    <div class="pair-strips" style={{ width: `${width}px`, height: `${at.height}px` }}>
      <div class="dim-ticks" aria-hidden="true">
        {ticks(dims, strip.cell).map((dim) => (
          <span key={dim} style={{ left: `${strip.x + (dim + 0.5) * strip.cell}px` }}>
            {dim}
          </span>
        ))}
      </div>
      <Name layout={layout} y={at.query} what={say.queryOf} token={model.name(pair.from)} />
      <Name layout={layout} y={at.key} what={say.keyOf} token={model.name(pair.to)} />
      {other !== null && at.other !== null && (
        <Name layout={layout} y={at.other} what={say.keyOf} token={model.name(other)} />
      )}
      {layout.room !== 'narrow' && (
        <p class="strip-name caption" style={{ top: 0, width: `${layout.labelRight}px` }}>
          {say.dim}
        </p>
      )}
      <Name
        layout={layout}
        y={at.chart + (layout.room === 'narrow' ? 0 : at.chartHeight - at.strip)}
        what={say.sumOf}
        token={say.product}
      />
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        onPointerMove={light}
        onPointerDown={light}
        onPointerLeave={leave}
      />
      <Lit model={model} x={strip.x} cell={strip.cell} />
    </div>
  );
}

function Name(props: { layout: NeuronLayout; y: number; what: string; token: string }) {
  const { layout, y, what, token } = props;
  const { pair: at, labelRight, room } = layout;
  const style =
    room === 'narrow'
      ? { top: `${y - 17}px`, left: 0, maxWidth: `${layout.width}px` }
      : { top: `${y + at.strip / 2 - 10}px`, left: 0, width: `${labelRight}px` };
  return (
    <p class={room === 'narrow' ? 'strip-name above' : 'strip-name'} style={style}>
      {what}
      <bdi>{token}</bdi>
    </p>
  );
}

/** The lit dimension, as a frame over what stands below each other. */
export function Lit({ model, x, cell }: { model: NeuronModel; x: number; cell: number }) {
  const dim = model.dim.value;
  if (dim === null) return null;
  const style = { left: `${x + dim * cell - 1}px`, width: `${Math.max(2, cell) + 1}px` };
  return <div class="lit" style={style} />;
}

export function StepList({ model, row }: { model: NeuronModel; row: Row }) {
  const { steps, pair, vectors } = row;
  const other = comparedKey(model, row);
  const n = steps.weights.length;
  const numbers = (to: number) => [
    words.signed(steps.dots[to], 2),
    words.signed(steps.scores[to], 2),
    steps.gap > 0 ? model.session.exact(steps.softmax[to]) : model.weight(to),
    model.weight(to),
  ];
  const names = [say.dot, say.scoreLong(vectors.dim), say.softmaxOver(n), say.modelWeight];
  const shown = steps.gap > 0 ? 4 : 3;
  const [own, compared] = [numbers(pair.to), other === null ? null : numbers(other)];
  return (
    <ol class="steps" aria-label={say.steps}>
      {names.slice(0, shown).map((name, k) => (
        <li key={name} class={k === 2 ? 'last' : ''}>
          <span class="step-number" aria-hidden="true">
            {k + 1}
          </span>
          <span class="caption">{name}</span>
          <strong class="number">{own[k]}</strong>
          {compared && <span class="number soft">{compared[k]}</span>}
        </li>
      ))}
    </ol>
  );
}
