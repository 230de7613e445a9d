// The card that gives the current view as a figure, as numbers, as a state, as a link.
import { useSignal } from '@preact/signals';
import { toPng } from '../paint/png';
import { toSvg } from '../paint/svg';
import { hasFigure } from '../scene/figure/figure';
import { WIDTHS } from '../scene/figure/frame';
import type { ColumnWidth } from '../scene/figure/marks';
import { text as words } from '../strings';
import { CardFrame } from './cards';
import { useReach } from './context';
import { Save } from './icons';
import { mayRefuseFiles, saveFile } from './save';
import { copyLink } from './shortcuts';
import { figureNow, fileName, numbersNow, stateNow } from './takeaway';
import { Choice } from './toolbar';

const say = words.exports;
type Kind = keyof typeof say.offers;

export function ExportButton() {
  const { chrome } = useReach();
  return (
    <button
      type="button"
      class="quiet with-icon"
      aria-expanded={chrome.card.value === 'export'}
      onClick={() => chrome.toggle('export')}
    >
      <Save />
      {say.title}
    </button>
  );
}

export function ExportCard() {
  const { session, chrome } = useReach();
  const width = useSignal<ColumnWidth>('one');
  const { view } = session.state.value;
  const drawn = hasFigure(view);
  const without = view === 'compare' || (view === 'neuron' && !session.neurons.there) ? view : null;
  const content: Record<
    Exclude<Kind, 'link'>,
    () => string | null | Promise<string | Blob | null>
  > = {
    svg: async () => {
      const figure = await figureNow(session, width.value);
      return figure && toSvg(figure);
    },
    png: async () => {
      const figure = await figureNow(session, width.value);
      return figure && toPng(figure, toSvg(figure));
    },
    csv: () => numbersNow(session),
    json: () => stateNow(session),
  };
  const give = async (kind: Kind) => {
    if (kind === 'link') return copyLink(session, chrome);
    const file = await session.busy.track(Promise.resolve(content[kind]()));
    const name = `${fileName(session)}.${kind}`;
    if (file) saveFile(name, file);
    chrome.notice.value = session.spoken.value = file ? say.saved(name) : say.notYet;
  };
  const kinds: Kind[] = [
    ...(drawn ? (['svg', 'png'] as const) : []),
    ...(without ? [] : (['csv'] as const)),
    'json',
    'link',
  ];
  return (
    <CardFrame name="export" title={say.title}>
      {drawn ? (
        <div class="tool" role="group" aria-label={say.width}>
          <span class="pair">
            {(['one', 'two'] as const).map((one) => (
              <Choice
                key={one}
                label={say.columns(one, WIDTHS[one].inches)}
                on={width.value === one}
                choose={() => (width.value = one)}
              />
            ))}
          </span>
        </div>
      ) : (
        <p class="caption">{say.noFigure}</p>
      )}
      {drawn && session.scores.value && <p class="caption">{say.noScores}</p>}
      {without && <p class="caption">{say.noNumbers[without]}</p>}
      {kinds.map((kind) => (
        <div key={kind} class="offer">
          <button
            type="button"
            class="toggle"
            aria-describedby={`hs-offer-${kind}`}
            onClick={() => void give(kind)}
          >
            {kind === 'link' ? say.link : kind.toUpperCase()}
          </button>
          <span id={`hs-offer-${kind}`} class="soft">
            {say.offers[kind]}
          </span>
        </div>
      ))}
      {mayRefuseFiles() && <p class="caption">{say.framed}</p>}
    </CardFrame>
  );
}
