// The state in the address bar, where there is one that may be written.
import { effect } from '@preact/signals';
import type { Session } from './session';
import { fromHash, toHash } from './state';

const PAUSE_MS = 150;

export function followUrl(session: Session): void {
  let written = '';
  const read = () => {
    if (location.hash === written || location.hash === '') return;
    session.state.value = fromHash(location.hash, session.first, session.limits);
  };
  read();
  window.addEventListener('hashchange', read);
  let waiting = 0;
  let first = true;
  effect(() => {
    const hash = toHash(session.state.value);
    if (first) {
      first = false;
      return;
    }
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      written = hash;
      try {
        history.replaceState(history.state, '', hash);
      } catch {
        // A frame without an address of its own: the state lives as long as the page.
      }
    }, PAUSE_MS);
  });
}
