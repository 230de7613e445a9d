// The matrix view: maps of numbers with a crosshair. Canvases draw them; one element takes keys, and
// its only cell is the one under the crosshair.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { text as words } from '../../strings';
import { CellCard } from './card';
import { press, pressZoom, show } from './keyboard';
import type { MatrixModel } from './model';
import { MatrixPicture } from './picture';
import { MatrixPointer } from './pointer';

interface Props {
  model: MatrixModel;
  /** Whether the card floats over the map; without it there is none. */
  floats?: boolean;
  /** Several on a page differ in it. */
  id?: string;
}

export function MatrixStage({ model, floats, id = 'hs-matrix-cell' }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const { session } = model;
  useLayoutEffect(() => {
    const picture = new MatrixPicture(model, host.current!);
    const pointer = new MatrixPointer(model, grid.current!);
    const { from, to } = model.place.peek();
    model.reveal(from, to);
    return () => {
      pointer.stop();
      picture.stop();
      session.hover.value = null;
    };
  }, [model, session]);
  useEffect(() => {
    const zoom = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).matches('input, textarea, select')) return;
      if (pressZoom(model, event.key)) event.preventDefault();
    };
    document.addEventListener('keydown', zoom);
    return () => document.removeEventListener('keydown', zoom);
  }, [model]);

  const cell = model.place.value;
  const whole = model.layout.value?.whole ?? true;
  const used = model.layout.value?.used;
  return (
    <>
      <div
        class="matrix-stage"
        ref={host}
        style={model.grows.value && used ? { height: `${used.height}px` } : undefined}
      >
        <div
          ref={grid}
          class={whole ? 'matrix-grid whole' : 'matrix-grid'}
          role="grid"
          tabIndex={0}
          aria-label={model.title}
          aria-rowcount={session.units().length}
          aria-colcount={session.units().length}
          aria-activedescendant={id}
          onKeyDown={(event) => {
            if (press(model, event)) event.preventDefault();
          }}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) show(model, model.place.peek());
          }}
          onBlur={() => (session.hover.value = null)}
        >
          <div role="row" class="unseen" aria-rowindex={cell.from + 1}>
            <div role="gridcell" id={id} aria-colindex={cell.to + 1}>
              {words.matrix.pair(model.name(cell.from), model.name(cell.to))}
            </div>
          </div>
        </div>
        {floats && <CellCard model={model} floats />}
      </div>
      {floats === false && <CellCard model={model} floats={false} />}
    </>
  );
}
