// What every view is to the page around it: something that draws itself into an element, follows the
// session, and can be taken away. Inside, a view sizes itself (arrange), draws what has changed
// (paint), and has one element that takes the keyboard: a grid with one tab stop.
import type { Session } from '../session';

export interface View {
  /** Where keys go. */
  readonly grid: HTMLElement;
  /** Ends everything that is under way, and leaves the element empty. */
  stop(): void;
}

/** Fills an empty element; its size is followed. */
export type MakeView = new (session: Session, host: HTMLElement) => View;
