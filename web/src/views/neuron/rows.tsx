// Every key of the row: its numbers times the query's, q·k, divided by √d, and the attention. Only
// rows in view are there.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { paintCells } from '../../paint/cells';
import { clear, sizeCanvas } from '../../paint/canvas';
import { type NeuronLayout, productOf, rowsBetween, stripCells } from '../../scene/neuron';
import { PALETTES, headColor } from '../../scene/palette';
import { text as words } from '../../strings';
import { dimensionAt } from './dimension';
import { press } from './keyboard';
import type { NeuronModel, Row } from './model';
import { Lit } from './pair';

const say = words.neuron;
const CELL_INSET = 3;

interface Props {
  model: NeuronModel;
  row: Row;
  layout: NeuronLayout;
}

export function KeyRows({ model, row, layout }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const scroll = useSignal(0);
  const height = useSignal(0);
  const { order } = row;
  const { rowHeight } = layout;

  useLayoutEffect(() => {
    const size = new ResizeObserver(([{ contentRect }]) => (height.value = contentRect.height));
    size.observe(scroller.current!);
    return () => size.disconnect();
  }, [height]);

  /** Brings a row into view. */
  const reveal = (token: number) => {
    const box = scroller.current!;
    if (height.value === 0) return;
    const y = order.indexOf(token) * rowHeight;
    const to = Math.min(Math.max(box.scrollTop, y + 2 * rowHeight - height.value), y - rowHeight);
    if (y < box.scrollTop || y + rowHeight > box.scrollTop + height.value) box.scrollTop = to;
    scroll.value = box.scrollTop;
  };
  useLayoutEffect(() => reveal(row.pair.to), [row.pair.from, row.pair.to, order, height.value]);

  const { first, last } = rowsBetween(scroll.value, height.value, rowHeight, order.length);
  const tokens = order.slice(first, last + 1);
  const at = (event: MouseEvent) => {
    const box = scroller.current!.getBoundingClientRect();
    const index = Math.floor((event.clientY - box.top + scroll.value) / rowHeight);
    return { token: order[index] ?? null, x: event.clientX - box.left };
  };
  const point = (event: PointerEvent) => {
    const { token, x } = at(event);
    if (event.pointerType === 'mouse') model.over.value = token;
    const { keys, products, dims } = layout;
    model.dim.value = (keys && dimensionAt(x, keys, dims)) ?? dimensionAt(x, products, dims);
  };
  const leave = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    model.over.value = null;
    model.dim.value = null;
  };
  const choose = (event: MouseEvent) => {
    const { token } = at(event);
    if (token === null) return;
    if (event.shiftKey) model.chooseQuery(token);
    else model.chooseKey(token);
  };
  const cursor = model.over.value ?? row.pair.to;
  return (
    <div class="key-scroller" ref={scroller} onScroll={() => reportScroll()}>
      <div style={{ height: `${order.length * rowHeight}px` }}>
        <div
          ref={grid}
          class="key-sheet"
          role="grid"
          tabIndex={0}
          aria-label={say.grid}
          aria-rowcount={order.length}
          aria-activedescendant={tokens.includes(cursor) ? `hs-key-${cursor}` : undefined}
          style={{ height: `${height.value}px` }}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={leave}
          onClick={choose}
          onBlur={() => (model.over.value = null)}
          onKeyDown={(event) => {
            if (press(model, row, event, reveal)) event.preventDefault();
          }}
        >
          <RowCells {...{ model, row, layout, tokens }} offset={first * rowHeight - scroll.value} />
          {tokens.map((token, k) => (
            <KeyRow
              key={token}
              {...{ model, row, layout, token }}
              index={first + k}
              y={(first + k) * rowHeight - scroll.value}
            />
          ))}
          {layout.keys && <Lit model={model} {...layout.keys} />}
          <Lit model={model} {...layout.products} />
        </div>
      </div>
    </div>
  );

  function reportScroll() {
    scroll.value = scroller.current!.scrollTop;
  }
}

interface CellProps extends Props {
  tokens: readonly number[];
  /** Of the first of them, in the view. */
  offset: number;
}

/** Keys and products of the rows in view. */
function RowCells({ model, row, layout, tokens, offset }: CellProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = model.session.scheme.value;
  const { products, keys, dims, rowHeight } = layout;
  const width = products.x + products.cell * dims;
  useLayoutEffect(() => {
    const target = canvas.current!;
    const palette = PALETTES[scheme];
    sizeCanvas(target, width, Math.max(1, tokens.length * rowHeight));
    const context = target.getContext('2d')!;
    clear(context);
    tokens.forEach((token, k) => {
      const y = k * rowHeight + CELL_INSET;
      const size = rowHeight - 2 * CELL_INSET;
      const key = row.vectors.key(row.head, token);
      if (keys) paintCells(context, stripCells(key, keys, y, size, row.most), palette);
      const product = productOf(row.query, key);
      paintCells(context, stripCells(product, products, y, size, row.mostProduct), palette);
    });
  }, [row.vectors, row.head, row.query, row.most, tokens.join(), layout, scheme]);
  return (
    <canvas
      ref={canvas}
      class="row-cells"
      aria-hidden="true"
      style={{ transform: `translateY(${offset}px)` }}
    />
  );
}

interface RowProps extends Props {
  token: number;
  index: number;
  y: number;
}

function KeyRow({ model, row, layout, token, index, y }: RowProps) {
  const { session } = model;
  const { steps, pair } = row;
  const { labelRight, dotRight, scoreRight, bar, weightRight, rowHeight, width } = layout;
  const color = headColor(PALETTES[session.scheme.value], session.state.value.slots[0] ?? 0);
  const right = (edge: number) => ({ right: `${width - edge}px` });
  const letter = firstOfText(model, row, index);
  const marks = [
    token === pair.to ? 'pair' : '',
    token === model.over.value ? 'over' : '',
    steps.masked.includes(token) ? 'masked' : '',
    letter && index > 0 ? 'starts' : '',
  ];
  return (
    <div
      id={`hs-key-${token}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={token === pair.to}
      class={`key-row ${marks.join(' ')}`}
      style={{ transform: `translateY(${y}px)`, height: `${rowHeight}px` }}
    >
      {letter && (
        <span class="key-segment" aria-hidden="true">
          {letter}
        </span>
      )}
      <span role="rowheader" class="key-token" style={{ width: `${labelRight}px` }}>
        <bdi>{model.name(token)}</bdi>
        {steps.weights.length > 12 && <span class="index"> {token}</span>}
      </span>
      {dotRight !== null && (
        <span role="gridcell" class="number" style={right(dotRight)}>
          {words.signed(steps.dots[token], 2)}
        </span>
      )}
      <span role="gridcell" class="number" style={right(scoreRight)}>
        {words.signed(steps.scores[token], 2)}
      </span>
      {bar && (
        <span class="track" style={{ left: `${bar.x}px`, width: `${bar.width}px` }}>
          <span
            class="fill"
            style={{ transform: `scaleX(${steps.weights[token]})`, backgroundColor: color }}
          />
        </span>
      )}
      <span role="gridcell" class="number" style={right(weightRight)}>
        {model.weight(token)}
      </span>
    </div>
  );
}

/** The letter of the text that begins here, of a pair whose keys stand in the order of the text. */
function firstOfText({ session, segment }: NeuronModel, { order }: Row, index: number): string {
  if (session.state.value.keysBy !== 'position' || !session.limits.pair) return '';
  const [before, here] = [segment.value[order[index - 1]], segment.value[order[index]]];
  return before === here ? '' : 'AB'[here];
}
