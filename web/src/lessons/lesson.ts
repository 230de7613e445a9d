// What a lesson is: words with true numbers, one thing to do on the page, and how it is known done.
import type { Session } from '../session';
import { type LessonId, SEGMENTS, type State } from '../state';

/** What a lesson says, in the numbers of the page at hand. */
export interface Told {
  title: string;
  body: string[];
  task: string;
  /** The task beside the control, in few words. */
  mark: string;
  take: string;
}

/** One number for each layer. */
export interface LayerChart {
  title: string;
  /** Parts of 1 */
  shares: number[];
}

/** A lesson that has begun. */
export interface Begun {
  /** How the page stands when it begins. */
  state: Partial<State>;
  told: Told;
  chart?: LayerChart;
  /** The control to use, as selectors; the first one that can be seen is pointed at. */
  targets: string[];
  done: (state: State) => boolean;
  /** What has changed, once it is done. */
  changed: () => string;
}

export interface Lesson {
  id: LessonId;
  /** What it is about, in a word or two. */
  title: string;
  /** Whether this page has what it takes. */
  fits: (session: Session) => boolean;
  begin: (session: Session, touch: boolean) => Promise<Begun>;
}

/** The head view as it is at first, so that every lesson begins from the same place. */
export const PLAIN: Partial<State> = {
  view: 'head',
  lens: 'raw',
  mute: [],
  segments: [...SEGMENTS],
  words: false,
  table: false,
  side: 'from',
  pins: [],
  key: null,
};

/** A head shown alone. */
export function showing(layer: number, head: number): Partial<State> {
  return { ...PLAIN, layer, heads: [head], slots: [0] };
}
