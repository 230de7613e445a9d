// A head enlarged in its place: its map with the names of the tokens, and what is under the pointer.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HeadPlace } from '../../data/patterns';
import { type MapInput, layoutMap, placeIn } from '../../scene/map';
import { type Cell, NAME } from '../../scene/model';
import { text as words } from '../../strings';
import { useReach } from '../../ui/context';
import { Close } from '../../ui/icons';
import { MapLabels } from './labels';
import { FocusedLines } from './lines';
import type { HeadsModel } from './model';

const say = words.model;
const FOOT = 36;

export function panelInput(model: HeadsModel, cell: Cell): MapInput {
  const { session } = model;
  return {
    width: cell.width - 8,
    height: cell.height - NAME - FOOT,
    labels: session.labels.peek(),
    second: model.second.peek(),
    lines: session.state.peek().draw === 'lines',
  };
}

interface Props {
  model: HeadsModel;
  place: HeadPlace;
  at: Cell;
}

export function Enlarged({ model, place, at: cell }: Props) {
  const { session } = useReach();
  const pointed = useSignal<{ from: number | null; to: number | null } | null>(null);
  const { layer } = place;
  void [session.state.value.draw, session.labels.value];
  useEffect(() => {
    void session.fetch(layer);
  }, [session, layer]);
  const map = model.map(place);
  const error = session.broken.value.get(layer);
  const input = panelInput(model, cell);
  const at = layoutMap(input);
  const { labels, lines } = input;
  const n = labels.length;
  const { from, to } = pointed.value ?? { from: null, to: null };

  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const next = placeIn(at, n, event.clientX - box.left, event.clientY - box.top, lines);
    const now = pointed.peek();
    if (next?.from !== now?.from || next?.to !== now?.to) pointed.value = next;
  };
  const said = () => {
    if (error) return error;
    if (!map) return say.opening(layer);
    if (from !== null && to !== null) {
      return say.link(labels[from], labels[to], session.format(map[from * n + to], 4));
    }
    if (from !== null) return say.looksAt(labels[from]);
    return to === null ? (lines ? say.hintLines : say.hintMatrix) : say.lookedAt(labels[to]);
  };
  return (
    <div
      class="enlarged"
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => (pointed.value = null)}
    >
      <MapLabels at={at} labels={labels} from={from} to={to} second={input.second} lines={lines} />
      {from !== null && to !== null && !lines && (
        <span
          class="map-pointed"
          style={{
            left: `${at.x + to * at.row}px`,
            top: `${at.y + from * at.row}px`,
            width: `${Math.max(3, at.row)}px`,
            height: `${Math.max(3, at.row)}px`,
          }}
        />
      )}
      {map && lines && pointed.value && (
        <FocusedLines model={model} map={map} at={at} from={from} to={to} />
      )}
      <p class="enlarged-said caption">
        <bdi>{said()}</bdi>
      </p>
      <span class="enlarged-buttons">
        <button type="button" class="toggle" tabIndex={-1} onClick={() => model.open(place)}>
          {say.open}
        </button>
        <button
          type="button"
          class="quiet"
          tabIndex={-1}
          aria-label={say.shrink}
          title={say.shrink}
          onClick={() => model.enlarge(place)}
        >
          <Close />
        </button>
      </span>
    </div>
  );
}
