// Which tokens stay in focus when the pointer has gone.
import type { Session } from '../../session';
import type { Side } from '../../state';
import { text as words } from '../../strings';

/** Pins a token alone, unpins it, or with `add` puts it to those already pinned. */
export function togglePin(session: Session, side: Side, unit: number, add = false): void {
  const state = session.state.peek();
  const same = state.side === side ? state.pins : [];
  const there = same.includes(unit);
  const pins = add
    ? there
      ? same.filter((pin) => pin !== unit)
      : [...same, unit]
    : there && same.length === 1
      ? []
      : [unit];
  session.update({ side, pins });
  const { label } = session.units()[unit];
  session.spoken.value = pins.includes(unit)
    ? words.spoken.pinned(label)
    : words.spoken.unpinned(label);
}
