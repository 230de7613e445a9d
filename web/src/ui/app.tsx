// The page, put together.
import { useEffect } from 'preact/hooks';
import type { Course } from '../lessons/course';
import type { Live } from '../live';
import type { Session } from '../session';
import { Cards } from './cards';
import { type Chrome, Reachable, useReach } from './context';
import { LessonPanel } from './lesson';
import { ROOMS } from './rooms';
import { TabBar, ToolBar } from './tabs';
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

interface AppProps {
  session: Session;
  chrome: Chrome;
  course: Course;
  live: Live | null;
}

export function App({ session, chrome, course, live }: AppProps) {
  const size = chrome.size.value;
  const { narrow } = chrome;
  const { view } = session.state.value;
  const { Body } = ROOMS[view];
  const lesson = course.open.value !== null;
  const reading = view === 'head' && !session.fits.value;
  return (
    <Reachable.Provider value={{ session, chrome, course, live }}>
      <div
        class={`app ${size} ${reading ? 'reading-mode' : ''} ${lesson ? 'with-lesson' : ''}`}
        data-view={view}
        data-lm-suppress-shortcuts="true"
      >
        <TopBar />
        {narrow ? <TabBar /> : <ToolBar />}
        <div class="body">
          <Body />
        </div>
        <LessonPanel />
        <Cards />
        <Notice />
        <div class="unseen" role="status" aria-live="polite">
          {session.spoken.value}
        </div>
      </div>
    </Reachable.Provider>
  );
}
