// Which heads are shown, by click and key.
import type { Session } from '../session';

/** Shows a head alone, or with `add` puts it to those of its layer or takes it away. */
export function chooseHead(session: Session, layer: number, head: number, add: boolean): void {
  const state = session.state.peek();
  if (!add || layer !== state.layer) {
    session.open(layer, head);
    return;
  }
  toggleHead(session, head);
}

export function toggleHead(session: Session, head: number): void {
  const { heads } = session.state.peek();
  const on = heads.includes(head);
  if (on && heads.length === 1) return;
  session.showHeads(on ? heads.filter((one) => one !== head) : [...heads, head]);
}

/** All heads of the layer, or none when all were shown. */
export function allOrNone(session: Session, before: readonly number[]): void {
  const all = Array.from({ length: session.limits.heads }, (_, head) => head);
  session.showHeads(before.length === all.length ? [] : all);
}

/** The head that steppers and keys count from. */
export function stepHead(session: Session, by: number): void {
  const { heads, layer } = session.state.peek();
  const next = (heads[0] ?? 0) + by;
  if (next >= 0 && next < session.limits.heads) session.open(layer, next);
}

export function stepLayer(session: Session, by: number): void {
  session.update({ layer: session.state.peek().layer + by });
}
