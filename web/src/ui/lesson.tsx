// The lesson that is open, beside the real view or below it: what it says, what to do, what changed.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Open } from '../lessons/course';
import type { LayerChart } from '../lessons/lesson';
import { text as words } from '../strings';
import { CoachMark } from './coach';
import { useReach } from './context';
import { Close, Done, Left, Right } from './icons';

const say = words.lessons;

export function LessonPanel() {
  const { course } = useReach();
  const open = course.open.value;
  if (!open) return null;
  return (
    <>
      <Lesson key={open.id} open={open} />
      {!course.done.value && <CoachMark open={open} />}
    </>
  );
}

function Lesson({ open }: { open: Open }) {
  const { course, chrome, session } = useReach();
  const done = course.done.value;
  const { told, chart, place } = open;
  const all = course.lessons.value.length;
  const title = useRef<HTMLHeadingElement>(null);
  const task = useRef<HTMLDivElement>(null);
  const sheet = chrome.size.value !== 'wide';
  // On a small screen the task is enough beside the picture.
  const whole = useSignal(true);
  useLayoutEffect(() => title.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    if (!done) return;
    task.current?.scrollIntoView({ block: 'nearest' });
    session.spoken.value = `${say.changed}. ${open.changed()}`;
  }, [done]);
  return (
    <aside class={sheet ? 'lesson sheet' : 'lesson'} aria-label={say.label}>
      {sheet && (
        <button
          type="button"
          class="handle"
          aria-label={whole.value ? say.less : say.more}
          aria-expanded={whole.value}
          onClick={() => (whole.value = !whole.value)}
        />
      )}
      <div class="lesson-scroll">
        <div class="title-row">
          <p class="caption">{say.count(place + 1, all)}</p>
          <button
            type="button"
            class="quiet"
            aria-label={say.close}
            title={say.close}
            onClick={() => leave()}
          >
            <Close />
          </button>
        </div>
        <Progress place={place} />
        <h2 class="lesson-title" tabIndex={-1} ref={title}>
          {told.title}
        </h2>
        {whole.value &&
          told.body.map((part) => (
            <p key={part} class="lesson-text">
              {part}
            </p>
          ))}
        {whole.value && chart && <Chart chart={chart} />}
        <div class={done ? 'task done' : 'task'} data-testid="task" ref={task}>
          <span class="task-mark" aria-hidden="true">
            {done ? <Done /> : 1}
          </span>
          <h3 class="title">{done ? say.changed : say.tryIt}</h3>
          <p>{done ? open.changed() : told.task}</p>
        </div>
        {whole.value && (
          <>
            <h3 class="title">{say.take}</h3>
            <p class="soft">{told.take}</p>
            {place === all - 1 && course.leftOut.length > 0 && (
              <p class="caption left-out">{say.leftOut(course.leftOut, session.limits.pair)}</p>
            )}
          </>
        )}
      </div>
      <Steps place={place} leave={leave} />
    </aside>
  );

  function leave() {
    course.close();
    document.querySelector<HTMLElement>('[data-opens="lessons"]')?.focus();
  }
}

/** A stroke for each lesson, to go to it. */
function Progress({ place }: { place: number }) {
  const { course } = useReach();
  const finished = course.finished.value;
  return (
    <div class="progress" role="group" aria-label={say.progress}>
      {course.lessons.value.map(({ id, title }, k) => (
        <button
          key={id}
          type="button"
          class={`${finished.has(id) ? 'finished' : ''} ${k === place ? 'here' : ''}`}
          aria-label={say.go(k + 1, title, finished.has(id))}
          aria-current={k === place ? 'step' : undefined}
          title={title}
          onClick={() => course.go(id)}
        />
      ))}
    </div>
  );
}

function Steps({ place, leave }: { place: number; leave: () => void }) {
  const { course } = useReach();
  const lessons = course.lessons.value;
  const [before, after] = [lessons[place - 1], lessons[place + 1]];
  return (
    <div class="lesson-steps">
      {before && (
        <button type="button" class="quiet with-icon" onClick={() => course.go(before.id)}>
          <Left />
          <span class="step-name">{before.title}</span>
        </button>
      )}
      <span class="spring" />
      <button
        type="button"
        class="strong-button"
        onClick={() => (after ? course.go(after.id) : leave())}
      >
        <span class="step-name">{after ? after.title : say.finish}</span>
        {after && <Right />}
      </button>
    </div>
  );
}

const MOST_LABELS = 12;

/** A bar for each layer; the layer at hand is the strong one. */
function Chart({ chart }: { chart: LayerChart }) {
  const { session } = useReach();
  const { layer } = session.state.value;
  const { shares, title } = chart;
  const most = Math.max(...shares);
  const named = (k: number) =>
    k === 0 || k === layer || k === shares.length - 1 || shares.length <= MOST_LABELS;
  const numbered = (k: number) => k === 0 || k === layer || shares[k] === most;
  return (
    <figure class="layer-chart">
      <figcaption class="title">{title}</figcaption>
      <ol>
        {shares.map((share, k) => (
          <li key={k} class={k === layer ? 'here' : ''}>
            <span class="unseen">{say.layerShare(k, words.percent(share))}</span>
            <span class="bar-number" aria-hidden="true">
              {numbered(k) ? Math.round(100 * share) : ''}
            </span>
            <span class="bar" aria-hidden="true" style={{ height: `${(60 * share) / most}px` }} />
            <span aria-hidden="true">{named(k) ? (k === 0 ? 'L0' : k) : ''}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
