// What is known of the head under the pointer: its map, its sentence, its strongest links.
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { HeadPlace } from '../../data/patterns';
import { type Link, strongestLinks } from '../../data/links';
import { visible } from '../../data/visible';
import { clear, sizeCanvas } from '../../paint/canvas';
import { mapPicture, paintFrame, paintHeadLines, paintOverlay } from '../../paint/heads';
import { type MapLayout, layoutMap } from '../../scene/map';
import { PALETTES, headColor } from '../../scene/palette';
import { text as words } from '../../strings';
import { useReach } from '../../ui/context';
import { Close } from '../../ui/icons';
import { patternLabel } from '../../ui/patterns';
import { MapLabels } from './labels';
import type { HeadsModel } from './model';
import { overlayOf } from './picture';

const say = words.model;
/** How long a head is pointed at before its links are ranked; longer where its layer is not open. */
const REST_MS = { open: 50, closed: 250 };
const WIDTH = 340;
const MAP = { width: 308, height: 214 };
const GAP = 12;

interface Props {
  model: HeadsModel;
  place: HeadPlace;
  scroller: HTMLElement;
}

export function HeadCard({ model, place, scroller }: Props) {
  const { session, chrome } = useReach();
  const card = useRef<HTMLDivElement>(null);
  const rested = useSignal<HeadPlace | null>(null);
  useEffect(() => {
    session.busy.begin();
    let waits = true;
    const end = () => {
      if (waits) session.busy.end();
      waits = false;
    };
    const timer = setTimeout(
      () => {
        rested.value = place;
        void session.fetch(place.layer);
        end();
      },
      session.source.peek(place.layer) ? REST_MS.open : REST_MS.closed,
    );
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [session, place, rested]);
  const at = model.layout.value.cells[model.placeOf(place)];
  // Enlarged, it says all this itself.
  const phone = chrome.size.value === 'phone';
  useLayoutEffect(() => {
    if (card.current && !phone) stand(card.current, scroller, at);
  });
  if (at.enlarged) return null;
  const touched = model.touched.value === place;
  const map = rested.value === place ? model.map(place) : null;
  const n = session.units().length;
  const [links, across] = map
    ? strongestLinks(map, session.units(), session.visibility.value)
    : [[], false];
  const summary = session.manifest.heads[place.layer][place.head];
  const { cls } = session.sinks();
  const color = headColor(PALETTES[session.scheme.value], 0);
  const label = (unit: number) => session.labels.value[unit];
  return (
    <div class={`head-card ${touched ? 'touched' : ''} ${phone ? 'sheet' : ''}`} ref={card}>
      <div class="title-row">
        <p>
          <strong class="head-card-name">{model.name(place)}</strong>{' '}
          <span class="soft">{patternLabel(session, place)}</span>
        </p>
        {touched ? (
          <TouchButtons model={model} place={place} />
        ) : (
          <span class="soft small">
            <kbd>↵</kbd> {say.openShort} · <kbd>{say.space}</kbd> {say.enlargeShort}
          </span>
        )}
      </div>
      <p class="head-card-reading">
        <bdi>{map ? model.reading(place) : ''}</bdi>
      </p>
      <CardMap model={model} place={place} map={map} link={links[0]} n={n} />
      <p class="caption">{across ? say.linksAcross : say.links}</p>
      <ul class="head-card-links">
        {links.map(({ from, to, weight }) => (
          <li key={`${from}-${to}`}>
            <span class="row-token">
              <bdi>{label(from)}</bdi> → <bdi>{label(to)}</bdi>
            </span>
            <span class="track">
              <span
                class="fill"
                style={{ width: `${100 * Math.min(1, weight)}%`, backgroundColor: color }}
              />
            </span>
            <span class="number">{session.format(weight, 3)}</span>
          </li>
        ))}
      </ul>
      <p class="head-card-facts small soft">
        {session.limits.specials.length > 0 && (
          <span>{say.toSpecial(visible(cls), say.number('share', summary.cls))}</span>
        )}
        <span>{say.entropy(say.number('entropy', summary.entropy))}</span>
        {summary.distance !== undefined && (
          <span>{say.distance(say.number('distance', summary.distance))}</span>
        )}
      </p>
    </div>
  );
}

function TouchButtons({ model, place }: { model: HeadsModel; place: HeadPlace }) {
  const close = () => (model.over.value = null);
  return (
    <span class="head-card-buttons">
      <button type="button" class="toggle" onClick={() => model.open(place)}>
        {say.open}
      </button>
      <button
        type="button"
        class="toggle"
        onClick={() => {
          close();
          model.enlarge(place);
        }}
      >
        {say.enlarge}
      </button>
      <button type="button" class="quiet" aria-label={words.help.close} onClick={close}>
        <Close />
      </button>
    </span>
  );
}

/** Beside its head, where there is room, and wholly in view. */
function stand(
  card: HTMLElement,
  scroller: HTMLElement,
  at: { x: number; y: number; width: number },
) {
  const box = scroller.getBoundingClientRect();
  const inset = (scroller.firstElementChild as HTMLElement).offsetLeft;
  const left = box.left + inset + at.x;
  const right = left + at.width + GAP;
  const fits = right + WIDTH <= box.right;
  const top = box.top + at.y - scroller.scrollTop - 40;
  const most = box.bottom - card.offsetHeight - 8;
  card.style.left = `${fits ? right : Math.max(8, left - GAP - WIDTH)}px`;
  card.style.top = `${Math.max(box.top + 8, Math.min(most, top))}px`;
}

interface MapProps {
  model: HeadsModel;
  place: HeadPlace;
  map: Float32Array | null;
  link: Link | undefined;
  n: number;
}

function CardMap({ model, place, map, link, n }: MapProps) {
  const { session } = useReach();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = session.scheme.value;
  const lines = session.state.value.draw === 'lines';
  const labels = session.labels.value;
  const second = model.second.peek();
  const at: MapLayout = layoutMap({ ...MAP, labels, second, lines });
  useLayoutEffect(() => {
    const palette = PALETTES[scheme];
    const target = canvas.current!;
    sizeCanvas(target, MAP.width, MAP.height);
    const context = target.getContext('2d')!;
    clear(context);
    const { block, side } = model.pictures.pooling.peek();
    const cells = model.pictures.cells(place.layer, place.head);
    // Until the layer is there, the small picture grows.
    const [shown, count] = map
      ? [map, n]
      : [Float32Array.from(cells ?? [], (byte) => (byte / 255) ** 2), side];
    if (lines) {
      const found = map ? model.wholeLines(map) : model.lines(place);
      const row = (at.row * n) / count;
      const box = [at.x + 6, at.y, at.width - 12] as const;
      if (found) paintHeadLines(context, found, box, map ? at.row : row, headColor(palette, 0));
      return;
    }
    const density = window.devicePixelRatio || 1;
    context.imageSmoothingEnabled = false;
    if (cells) {
      const picture = mapPicture(shown, count, at.height * density, palette);
      const edge = map ? at.width : (at.width * side * block) / n;
      context.drawImage(picture, at.x, at.y, edge, edge);
    }
    paintOverlay(context, overlayOf(model, true), palette, [at.x, at.y, at.width]);
    paintFrame(context, [at.x, at.y, at.width, at.height], palette.line2);
    if (!link || at.row < 3) return;
    const box = [at.x + link.to * at.row, at.y + link.from * at.row, at.row, at.row] as const;
    paintFrame(context, box, palette.ink);
  }, [model, place, map, link, scheme, lines, at, n]);
  return (
    <div class="head-card-map" style={{ height: `${MAP.height}px` }}>
      <canvas ref={canvas} aria-hidden="true" />
      <MapLabels
        at={at}
        labels={labels}
        from={link?.from ?? null}
        to={link?.to ?? null}
        second={second}
        lines={lines}
      />
    </div>
  );
}
