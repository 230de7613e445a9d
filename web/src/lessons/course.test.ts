import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Busy } from '../idle';
import { Session } from '../session';
import { LESSONS, type LessonId, type State } from '../state';
import { type Elements, elementsOf, sourceOf, traces } from '../testing';
import type { Chrome } from '../ui/context';
import { Course } from './course';

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 0));
});

const chrome = () =>
  ({ size: { peek: () => 'wide' }, adding: { value: false } }) as unknown as Chrome;

function courseOf(elements: Elements) {
  const session = new Session(sourceOf(elements), new Busy());
  return { session, course: new Course(session, chrome()) };
}

/** Opens a lesson and waits until it is there. */
async function opened({ course }: ReturnType<typeof courseOf>, id: LessonId) {
  course.go(id);
  await vi.waitFor(() => expect(course.open.value?.id).toBe(id));
  return course.open.value!;
}

const pair = elementsOf(traces.minilm('pair'));
const cat = elementsOf(traces.minilm('cat'), undefined, true);
const bert = elementsOf(traces.bert());
const empty = elementsOf(traces.minilm('empty'));

/** What does each lesson's action, as a state. */
const ACTS: Record<LessonId, (session: Session) => Partial<State>> = {
  token: () => ({ side: 'from', pins: [1] }),
  query: ({ neurons }) => (neurons.there ? { view: 'neuron' } : { side: 'to', pins: [1] }),
  head: () => ({}),
  many: ({ state }) => ({ heads: [state.peek().heads[0], (state.peek().heads[0] + 1) % 12] }),
  depth: () => ({ layer: 1 }),
  sinks: ({ limits }) => ({ mute: [...limits.specials] }),
  mask: () => ({ lens: 'without-specials' }),
  pairs: () => ({ segments: ['ab', 'ba', 'bb'] }),
  why: () => ({}),
};

describe('the lessons', () => {
  it.each([
    ['a pair', pair, 9],
    ['one text with queries and keys', cat, 8],
    ['a trace file of another program', bert, 8],
    ['an empty text', empty, 8],
  ])('say something true of %s, and know when they are done', async (_, elements, count) => {
    const both = courseOf(elements);
    const { session, course } = both;
    expect(course.lessons.value).toHaveLength(count);
    for (const { id } of course.lessons.value) {
      const { told, done, targets, changed } = await opened(both, id);
      const first = session.state.value;
      expect(done(first), id).toBe(false);
      expect(course.done.value).toBe(false);
      expect(targets.length).toBeGreaterThan(0);
      const said = [told.title, ...told.body, told.task, told.mark, told.take];
      // Another head is named in the task itself.
      const named = /head (\d+)/.exec(told.task);
      session.update(
        (id === 'head' || id === 'why') && named
          ? { heads: [Number(named[1])], slots: [0] }
          : ACTS[id](session),
      );
      expect(course.done.value, id).toBe(true);
      for (const sentence of [...said, changed()]) {
        expect(sentence, id).toMatch(/\S/);
        expect(sentence, id).not.toMatch(/undefined|NaN|null|Infinity|\[object/);
        expect(sentence, id).not.toMatch(/[!]$|please/i);
      }
    }
    expect(course.finished.value.size).toBe(count);
  });

  it('leave out what the page cannot show, and say so', () => {
    expect(courseOf(pair).course.leftOut).toEqual([]);
    expect(courseOf(cat).course.leftOut).toEqual(['Two texts']);
    const one = elementsOf(traces.made(6, 1, 1));
    expect(courseOf(one).course.lessons.value.map(({ id }) => id)).toEqual([
      'token',
      'query',
      'sinks',
      'mask',
    ]);
  });

  it('go on with the first that is not done, and close', async () => {
    const both = courseOf(pair);
    const { session, course } = both;
    course.toggle();
    expect(session.state.value.lesson).toBe(LESSONS[0]);
    await opened(both, 'token');
    session.update(ACTS.token(session));
    course.toggle();
    expect(session.state.value.lesson).toBeNull();
    expect(course.open.value).toBeNull();
    course.toggle();
    expect(session.state.value.lesson).toBe(LESSONS[1]);
  });

  it('begin anew with another text, whose examples are others', async () => {
    const both = courseOf(pair);
    const { session, course } = both;
    await opened(both, 'token');
    await session.show(sourceOf(cat));
    await vi.waitFor(() => expect(course.open.value?.told.body[0]).toContain('13 tokens'));
  });
});
