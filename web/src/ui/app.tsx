// The page, put together.
import { useEffect } from 'preact/hooks';
import { NeuronView } from '../views/neuron/view';
import { text as words } from '../strings';
import type { Session } from '../session';
import { Cards } from './cards';
import { Chips, LayerStrip } from './chips';
import { type Chrome, Reachable, useReach } from './context';
import { Heading } from './heading';
import { Legend } from './legend';
import { Navigator } from './navigator';
import { Panel } from './panel';
import { Stage } from './stage';
import { TableView } from './table';
import { ToolBar } from './toolbar';
import { TopBar } from './topbar';

const NOTICE_MS = 2000;

/** A few words that leave by themselves. */
function Notice() {
  const { chrome } = useReach();
  const said = chrome.notice.value;
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => (chrome.notice.value = ''), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [said, chrome]);
  return said ? <p class="notice">{said}</p> : null;
}

function HeadBody() {
  const { session, chrome } = useReach();
  const size = chrome.size.value;
  const narrow = size === 'small' || size === 'phone';
  const { table } = session.state.value;
  const reading = !session.fits.value;
  return (
    <>
      {!narrow && <Navigator />}
      <main class="picture" aria-label={words.picture.label}>
        <Heading />
        {narrow ? <LayerStrip /> : <Chips />}
        {table ? <TableView /> : <Stage />}
        {(!reading || size !== 'wide' || table) && <Legend />}
      </main>
      <Panel />
    </>
  );
}

function NeuronBody() {
  return (
    <main class="picture alone" aria-label={words.neuron.label}>
      <NeuronView />
    </main>
  );
}

export function App({ session, chrome }: { session: Session; chrome: Chrome }) {
  const size = chrome.size.value;
  const narrow = size === 'small' || size === 'phone';
  const { view } = session.state.value;
  const reading = !session.fits.value;
  return (
    <Reachable.Provider value={{ session, chrome }}>
      <div class={`app ${size} ${reading ? 'reading-mode' : ''}`} data-lm-suppress-shortcuts="true">
        <TopBar />
        {!narrow && <ToolBar />}
        <div class="body">{view === 'neuron' ? <NeuronBody /> : <HeadBody />}</div>
        <Cards />
        <Notice />
        <div class="unseen" role="status" aria-live="polite">
          {session.spoken.value}
        </div>
      </div>
    </Reachable.Provider>
  );
}
