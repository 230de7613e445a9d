// Which cell stays when the pointer has gone: its row is pinned in every view, and its column is the
// key of the neuron view.
import type { Session } from '../../session';
import { text as words } from '../../strings';
import { togglePin } from '../head/pins';

export interface Cell {
  /** Which of the shown maps. */
  shown: number;
  from: number;
  to: number;
}

/** The unit that holds the chosen key. */
export function keyUnit(session: Session): number | null {
  const { key } = session.state.value;
  if (key === null) return null;
  const unit = session.units().findIndex(({ tokens }) => tokens.includes(key));
  return unit < 0 ? null : unit;
}

/** The pinned cell, where one row is pinned and its key is chosen. */
export function pinnedCell(session: Session): { from: number; to: number } | null {
  const { side, pins } = session.state.value;
  const to = keyUnit(session);
  const there = side === 'from' && pins.length === 1 && to !== null;
  return there && pins[0] < session.units().length ? { from: pins[0], to } : null;
}

/** Pins a cell, or unpins it; with `add` its row is put to those already pinned. */
export function toggleCell(session: Session, { from, to }: Cell, add = false): void {
  const units = session.units();
  if (add) {
    togglePin(session, 'from', from, true);
    return;
  }
  const now = pinnedCell(session);
  const there = now?.from === from && now.to === to;
  session.update(
    there ? { pins: [], key: null } : { side: 'from', pins: [from], key: units[to].tokens[0] },
  );
  const name = words.matrix.pair(units[from].label, units[to].label);
  session.spoken.value = there ? words.spoken.unpinned(name) : words.spoken.pinned(name);
}
