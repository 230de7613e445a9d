// Keys that work wherever the focus is, but in a field.
import { choosePair } from '../data/pair';
import type { Course } from '../lessons/course';
import type { Session } from '../session';
import { text as words } from '../strings';
import { VIEWS } from '../state';
import { togglePin } from '../views/head/pins';
import { stepHead, stepLayer } from './choose';
import type { Chrome } from './context';

export function listenForKeys(session: Session, chrome: Chrome, course: Course): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      back(session, chrome, course);
      return;
    }
    const target = event.target as HTMLElement;
    if (target.matches('input[type=text], textarea, select, [contenteditable]')) return;
    if (event.key.startsWith('Arrow') && target === document.body) {
      const grid = document.querySelector<HTMLElement>('main [role=grid]');
      grid?.focus();
      // Up and down enter where the cursor stands; left and right choose a side at once.
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        grid?.dispatchEvent(new KeyboardEvent('keydown', { key: event.key }));
      }
      event.preventDefault();
      return;
    }
    const act = ACTS[event.key];
    if (!act) return;
    event.preventDefault();
    act(session, chrome);
  });
}

type Act = (session: Session, chrome: Chrome) => void;

const ACTS: Record<string, Act> = {
  ...Object.fromEntries(
    VIEWS.map((view, k) => [k + 1, (session: Session) => session.update({ view })]),
  ),
  '[': (session) => stepHead(session, -1),
  ']': (session) => stepHead(session, 1),
  '{': (session) => stepLayer(session, -1),
  '}': (session) => stepLayer(session, 1),
  ',': (session) => session.stepText(-1),
  '.': (session) => session.stepText(1),
  p: (session) => pin(session),
  m: (session) => mute(session),
  t: (session) => session.update({ table: !session.state.peek().table }),
  l: (session, chrome) => void copyLink(session, chrome),
  c: (session, chrome) => explain(session, chrome),
  e: (_, chrome) => chrome.toggle('export'),
  '/': (_, chrome) => chrome.toggle('find'),
  '?': (_, chrome) => chrome.toggle('help'),
};

/** One step back: what is open, then the last pin, then all heads but the first. */
function back(session: Session, chrome: Chrome, course: Course): void {
  if (chrome.close() || course.close()) return;
  const { pins, heads } = session.state.peek();
  if (pins.length > 0) session.update({ pins: pins.slice(0, -1) });
  else if (heads.length > 1) session.showHeads(heads.slice(0, 1));
}

function pin(session: Session): void {
  const over = session.hover.peek();
  if (over) togglePin(session, over.side, over.unit);
  else session.update({ pins: [] });
}

/** Asks how the focused token's strongest number came about; without one, the strongest of all. */
function explain(session: Session, chrome: Chrome): void {
  const data = session.layer.peek();
  const { layer, heads, side, pins, key } = session.state.peek();
  if (!data || heads.length === 0) return;
  const [head] = heads;
  const over = session.hover.peek();
  const choice = over ? { side: over.side, pins: [over.unit], key: null } : { side, pins, key };
  chrome.explain({ layer, head, ...choosePair(choice, session.units(), data, head) });
}

function mute(session: Session): void {
  const { specials } = session.limits;
  const on = session.state.peek().mute.length < specials.length;
  session.update({ mute: on ? [...specials] : [] });
  const { spoken } = words;
  session.spoken.value = on ? spoken.muted(words.listed(specials)) : spoken.unmuted;
}

export async function copyLink(session: Session, chrome: Chrome): Promise<void> {
  const link = session.link();
  try {
    await navigator.clipboard.writeText(link);
    session.spoken.value = words.spoken.copied;
    chrome.notice.value = words.link.copied;
  } catch {
    chrome.link.value = link;
    if (chrome.card.peek() !== 'link') chrome.toggle('link');
  }
}
