// The patterns of this model's heads: how many of each, and the best.
import { useRef } from 'preact/hooks';
import type { HeadOrder } from '../data/heads';
import type { PatternName } from '../data/manifest';
import type { HeadPlace } from '../data/patterns';
import type { Session } from '../session';
import { text as words } from '../strings';
import { visible } from '../data/visible';
import { useReach } from './context';

const say = words.patterns;

export function patternName(session: Session, pattern: PatternName): string {
  const { cls, sep } = session.sinks();
  return say.names(pattern, visible(cls), visible(sep));
}

/** What heads are sorted by, in words. */
export function orderName(session: Session, order: HeadOrder): string {
  const { cls, sep } = session.sinks();
  return words.model.order(order, visible(cls), visible(sep));
}

export function patternLabel(session: Session, { layer, head }: HeadPlace): string {
  return patternName(session, session.manifest.heads[layer][head].pattern).toLowerCase();
}

export function Patterns() {
  const { session, chrome } = useReach();
  const { layer, heads } = session.state.value;
  const stepped = useRef<{ pattern: PatternName; index: number } | null>(null);
  return (
    <section class="patterns" aria-labelledby="hs-patterns">
      <div class="title-row">
        <h2 class="title" id="hs-patterns">
          {words.patterns.title}
        </h2>
        <button type="button" class="link small" onClick={() => chrome.toggle('help')}>
          {say.rule}
        </button>
      </div>
      <ul class="pattern-list">
        {session.patterns.map(({ pattern, heads: members }) => {
          const name = patternName(session, pattern);
          const best = members[0];
          const current = members.findIndex(
            (one) => heads.length === 1 && one.layer === layer && one.head === heads[0],
          );
          const step = () => {
            const from = stepped.current?.pattern === pattern ? current : -1;
            const index = (from + 1) % members.length;
            stepped.current = { pattern, index };
            session.open(members[index].layer, members[index].head);
          };
          return (
            <li key={pattern}>
              <button
                type="button"
                class={current >= 0 ? 'pattern on' : 'pattern'}
                title={say.step(name, members.length)}
                onClick={step}
                onPointerEnter={() => (session.outlined.value = members)}
                onPointerLeave={() => (session.outlined.value = [])}
                onFocus={() => (session.outlined.value = members)}
                onBlur={() => (session.outlined.value = [])}
              >
                <Glyph pattern={pattern} />
                <span class="pattern-name">{name}</span>
                <span class="soft small">{say.best(best.layer, best.head)}</span>
                <span class="pattern-count">{members.length}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const CELLS = 6;
const GLYPHS: Record<PatternName, (i: number, j: number) => number> = {
  next: (i, j) => (j === i + 1 ? 1 : 0),
  previous: (i, j) => (j === i - 1 ? 1 : 0),
  itself: (i, j) => (i === j ? 1 : 0),
  'same-word': (i, j) => (i === j ? 0.3 : (i + j) % 3 === 0 && Math.abs(i - j) > 1 ? 1 : 0),
  nearby: (i, j) => (i === j ? 0.3 : Math.abs(i - j) <= 2 ? 1 : 0),
  cls: (_, j) => (j === 0 ? 1 : 0),
  sep: (_, j) => (j === CELLS - 1 ? 1 : 0),
  broad: () => 0.45,
  mixed: (i, j) => ((i * 5 + j * 3) % 7 < 2 ? 1 : (i * 3 + j * 5) % 4 === 0 ? 0.4 : 0),
};

function Glyph({ pattern }: { pattern: PatternName }) {
  const cells: (readonly [number, number, number])[] = [];
  for (let i = 0; i < CELLS; i++) {
    for (let j = 0; j < CELLS; j++) cells.push([i, j, GLYPHS[pattern](i, j)]);
  }
  const path = (least: number, below: number) =>
    cells
      .filter(([, , w]) => w >= least && w < below)
      .map(([i, j]) => `M${j * 3.4} ${i * 3.4}h3v3h-3z`)
      .join('');
  return (
    <svg class="glyph" viewBox="0 0 20.4 20.4" aria-hidden="true">
      <path class="glyph-0" d={path(0, 0.01)} />
      <path class="glyph-1" d={path(0.01, 0.9)} />
      <path class="glyph-2" d={path(0.9, 2)} />
    </svg>
  );
}
