// The state in the address bar, where there is one that may be written. Another view is a step that
// the browser's back button undoes; everything else replaces the address.
import { effect } from '@preact/signals';
import type { Session } from './session';
import { toHash } from './state';

const PAUSE_MS = 150;

export function followUrl(session: Session): void {
  let written = '';
  let view = session.state.peek().view;
  const read = () => {
    if (location.hash === written) return;
    written = location.hash;
    session.restore(location.hash);
    view = session.state.peek().view;
  };
  read();
  window.addEventListener('hashchange', read);
  let waiting = 0;
  let first = true;
  const write = (hash: string) => {
    const now = session.state.peek().view;
    if (hash === location.hash) {
      [written, view] = [hash, now];
      return;
    }
    const step = now === view ? 'replaceState' : 'pushState';
    [written, view] = [hash, now];
    try {
      history[step](history.state, '', hash);
    } catch {
      // A frame without an address of its own: the state lives as long as the page.
    }
  };
  effect(() => {
    const hash = toHash(session.state.value);
    if (first) {
      first = false;
      return;
    }
    clearTimeout(waiting);
    waiting = window.setTimeout(write, PAUSE_MS, hash);
  });
}
