// The lessons of a page in order: which one is open, and which are done.
import { type ReadonlySignal, batch, computed, effect, signal, untracked } from '@preact/signals';
import type { Session } from '../session';
import type { LessonId } from '../state';
import type { Chrome } from '../ui/context';
import { depth, head, many, query, token } from './basics';
import { mask, pairs, sinks, why } from './care';
import type { Begun, Lesson } from './lesson';

const ALL: readonly Lesson[] = [token, query, head, many, depth, sinks, mask, pairs, why];

/** A lesson that is open. */
export interface Open extends Begun {
  id: LessonId;
  /** Its place among the lessons, from 0. */
  place: number;
  /** What has changed, once it is done. */
  changed: () => string;
}

export class Course {
  /** Null while no lesson is open, or the one that was chosen is still being prepared. */
  readonly open = signal<Open | null>(null);
  /** Lessons whose action was done. */
  readonly finished = signal<ReadonlySet<LessonId>>(new Set());
  /** Whether the open lesson's action was done since it was opened. */
  readonly done = signal(false);
  readonly lessons: ReadonlySignal<readonly Lesson[]>;
  private turn = 0;

  constructor(
    private readonly session: Session,
    private readonly chrome: Chrome,
  ) {
    this.lessons = computed(() => {
      void session.subject.value;
      return ALL.filter((lesson) => lesson.fits(session));
    });
    const chosen = computed(() => session.state.value.lesson);
    effect(() => {
      // Another text has other examples.
      void session.subject.value;
      const id = chosen.value;
      untracked(() => void this.begin(id));
    });
    effect(() => {
      const open = this.open.value;
      if (!open || this.done.value || !open.done(session.state.value)) return;
      this.done.value = true;
      this.finished.value = new Set([...this.finished.peek(), open.id]);
    });
  }

  /** Titles of the lessons that this page cannot give. */
  get leftOut(): string[] {
    const given = this.lessons.value;
    return ALL.filter((lesson) => !given.includes(lesson)).map(({ title }) => title);
  }

  /** Opens the first lesson that is not done yet, or closes the one that is open. */
  toggle(): void {
    if (this.close()) return;
    const lessons = this.lessons.peek();
    const next = lessons.find(({ id }) => !this.finished.peek().has(id)) ?? lessons[0];
    this.go(next.id);
  }

  go(id: LessonId): void {
    this.session.update({ lesson: id });
  }

  /** Returns whether there was anything to close. */
  close(): boolean {
    if (this.session.state.peek().lesson === null) return false;
    this.session.update({ lesson: null });
    this.chrome.adding.value = false;
    return true;
  }

  private async begin(id: LessonId | null): Promise<void> {
    const turn = ++this.turn;
    const place = this.lessons.peek().findIndex((lesson) => lesson.id === id);
    if (place < 0) {
      this.open.value = null;
      return;
    }
    const lesson = this.lessons.peek()[place];
    const touch = matchMedia('(pointer: coarse)').matches || this.chrome.size.peek() === 'phone';
    const begun = await this.session.busy
      .track(lesson.begin(this.session, touch))
      .catch(() => null);
    if (turn !== this.turn) return;
    // A layer that cannot be read has said so in the picture.
    if (!begun) return void this.close();
    batch(() => {
      // A reader who cannot hold Shift adds a head by a tap.
      this.chrome.adding.value = touch && lesson.id === 'many';
      this.done.value = false;
      this.session.update(begun.state);
      this.open.value = { ...begun, id: lesson.id, place };
    });
  }
}
