// What every component can reach.
import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Course } from '../lessons/course';
import type { Live } from '../live';
import type { Session } from '../session';

export type Size = 'wide' | 'middle' | 'small' | 'phone';
export type Card = 'help' | 'find' | 'link' | 'options' | 'computed' | 'export';

/** A number of attention: of one head, from token to token. */
export interface Place {
  layer: number;
  head: number;
  from: number;
  to: number;
}

/** What is open on the page besides the state: gone with a reload. */
export class Chrome {
  readonly size: Signal<Size> = signal('wide');
  readonly card: Signal<Card | null> = signal(null);
  /** Text of the link that could not be copied. */
  readonly link = signal('');
  /** On touch: whether a tap on a head adds it to those shown. */
  readonly adding = signal(false);
  /** On a phone: whether the sheet shows all it has. */
  readonly sheetOpen = signal(false);
  /** The number whose steps the card shows. */
  readonly asked: Signal<Place | null> = signal(null);
  /** A few words that go away by themselves. */
  readonly notice = signal('');
  private before: HTMLElement | null = null;

  constructor() {
    const bounds: [Size, string][] = [
      ['wide', '(min-width: 1200px)'],
      ['middle', '(min-width: 900px)'],
      ['small', '(min-width: 600px)'],
    ];
    const queries = bounds.map(([size, query]) => [size, matchMedia(query)] as const);
    const measure = () => {
      this.size.value = queries.find(([, query]) => query.matches)?.[0] ?? 'phone';
    };
    for (const [, query] of queries) query.addEventListener('change', measure);
    measure();
  }

  /** Whether tools and heads are out of the way until they are asked for. */
  get narrow(): boolean {
    return this.size.value === 'small' || this.size.value === 'phone';
  }

  /** Opens the card that shows how a number was computed. */
  explain(place: Place): void {
    this.asked.value = place;
    if (this.card.peek() !== 'computed') this.toggle('computed');
  }

  /** Opens a card, or closes it when it is open already. */
  toggle(card: Card): void {
    if (this.card.peek() === card) this.close();
    else {
      this.before = document.activeElement as HTMLElement | null;
      this.card.value = card;
    }
  }

  /** Closes what is open, and gives the focus back. Returns whether there was anything. */
  close(): boolean {
    if (!this.card.peek()) return false;
    this.card.value = null;
    this.before?.focus();
    this.before = null;
    return true;
  }
}

interface Reach {
  session: Session;
  chrome: Chrome;
  course: Course;
  /** Where a server draws what is typed; null in a page that is a file. */
  live: Live | null;
}

export const Reachable = createContext<Reach | null>(null);

export function useReach(): Reach {
  return useContext(Reachable)!;
}
