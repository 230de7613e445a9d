// One token through the layers: the mean of all heads in each, filled in as layers come.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { ranked } from '../data/ranking';
import { visible } from '../data/visible';
import { clear, sizeCanvas } from '../paint/canvas';
import { PALETTES, rampColor } from '../scene/palette';
import type { Focus } from '../session';
import { text as words } from '../strings';
import { useReach } from './context';
import { memo } from './memo';

const say = words.panel;
const MOST_ROWS = 12;
const TOP_ROWS = 8;
const WIDTH = 168;
const ROW = 22;

export function Through({ focus }: { focus: Focus }) {
  const { session } = useReach();
  const units = session.units();
  const { layers, heads } = session.limits;
  const scheme = session.scheme.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    void session.fetchAll();
  }, [session]);
  const columns = Array.from({ length: layers }, (_, layer) => session.throughLayer(layer, focus));
  const rows = chosenRows(units.length, columns);
  const layer = session.state.value.layer;
  const most = focus.units.length;

  useLayoutEffect(() => {
    const palette = PALETTES[scheme];
    const target = canvas.current!;
    sizeCanvas(target, WIDTH, rows.length * ROW);
    const context = target.getContext('2d')!;
    clear(context);
    const width = WIDTH / layers;
    columns.forEach((column, l) =>
      rows.forEach((unit, r) => {
        context.fillStyle = column ? rampColor(palette, column[unit] / most) : palette.track;
        context.fillRect(l * width, r * ROW, width - 1, ROW - 1);
      }),
    );
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.5;
    context.strokeRect(layer * width - 0.25, 0.75, width - 0.5, rows.length * ROW - 2);
  });

  const [name] = focus.units.map((unit) => visible(units[unit].label));
  const title = most === 1 ? say.through(name) : say.throughMany;
  const few = units.length <= MOST_ROWS;
  return (
    <section class="block through">
      <h3 class="title">{title}</h3>
      <p class="caption">
        {say.throughRule(heads)}
        {!few && `. ${say.throughTop(rows.length)}.`}
      </p>
      <div class="through-grid">
        <div class="through-names">
          {rows.map((unit, place) => (
            <bdi key={place}>{visible(units[unit].label)}</bdi>
          ))}
        </div>
        <div>
          <canvas ref={canvas} role="img" aria-label={say.throughLabel(name)} />
          <Ticks layers={layers} layer={layer} />
        </div>
      </div>
    </section>
  );
}

const Ticks = memo(({ layers, layer }: { layers: number; layer: number }) => {
  const step = layers > 12 ? 4 : 2;
  return (
    <div class="through-ticks" aria-hidden="true">
      {Array.from({ length: layers }, (_, l) => {
        const on = l === layer;
        const near = Math.abs(l - layer) < step && !on;
        const shown =
          on || l === 0 || l === layers - 1 || (l % step === 0 && layers - 1 - l >= step);
        return (
          <span key={l} class={on ? 'on' : ''} style={{ left: `${(100 * (l + 0.5)) / layers}%` }}>
            {shown && (on || !near) ? (l === 0 ? 'L0' : l) : ''}
          </span>
        );
      })}
    </div>
  );
});

/** All rows of a short text; of a long one those that any layer looks at most. */
function chosenRows(n: number, columns: readonly (Float32Array | null)[]): number[] {
  if (n <= MOST_ROWS) return Array.from({ length: n }, (_, unit) => unit);
  const most = new Float32Array(n);
  for (const column of columns) {
    if (!column) continue;
    for (let unit = 0; unit < n; unit++) most[unit] = Math.max(most[unit], column[unit]);
  }
  return ranked(most, TOP_ROWS)
    .map(({ unit }) => unit)
    .sort((a, b) => a - b);
}
