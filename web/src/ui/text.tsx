// The text of a long page beside the picture: what is in view, and what the focused token looks at.
import { effect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { memo } from './memo';
import type { Manifest } from '../data/manifest';
import type { Unit } from '../data/units';
import { visible } from '../data/visible';
import { PALETTES, isDeep, rampColor } from '../scene/palette';
import type { Session } from '../session';
import { text as words } from '../strings';
import { togglePin } from '../views/head/pins';
import { useReach } from './context';

const LEAST = 0.02;

export function TextPanel() {
  const { session } = useReach();
  return (
    <section class="text-panel" aria-labelledby="hs-text">
      <h2 class="title" id="hs-text">
        {words.textPanel.title}
      </h2>
      <WholeText session={session} units={session.units()} />
      <p class="caption">{words.textPanel.inView}</p>
    </section>
  );
}

export const WholeText = memo(
  ({ session, units }: { session: Session; units: readonly Unit[] }) => {
    const text = useRef<HTMLParagraphElement>(null);
    // Hundreds of words follow the pointer: only those that change are touched.
    useLayoutEffect(() => {
      const painter = new WordPainter(text.current!);
      return effect(() => painter.paint(session));
    }, [session, units]);
    const unitOf = (event: Event) => {
      const word = (event.target as HTMLElement).closest<HTMLElement>('[data-unit]');
      return word ? Number(word.dataset['unit']) : null;
    };
    const pin = (event: MouseEvent) => {
      const unit = unitOf(event);
      if (unit !== null) togglePin(session, 'from', unit, event.shiftKey);
    };
    const point = (event: Event) => {
      const unit = unitOf(event);
      session.hover.value = unit === null ? null : { side: 'from', unit };
    };
    return (
      <p
        ref={text}
        class="whole-text"
        onClick={pin}
        onPointerOver={point}
        onPointerLeave={() => (session.hover.value = null)}
      >
        {units.map((unit, k) =>
          unit.special ? null : (
            <>
              {joins(session.manifest, units[k - 1], unit) ? '' : ' '}
              <bdi key={k} data-unit={k}>
                {visible(unit.label.replace(/^##/, ''))}
              </bdi>
            </>
          ),
        )}
      </p>
    );
  },
);

/** Marks words as in view, in focus, or looked at. */
class WordPainter {
  private readonly words: readonly { element: HTMLElement; unit: number; look: string }[];

  constructor(text: HTMLElement) {
    this.words = [...text.querySelectorAll<HTMLElement>('[data-unit]')].map((element) => ({
      element,
      unit: Number(element.dataset['unit']),
      look: '',
    }));
  }

  paint(session: Session): void {
    const [first, last] = session.inView.value;
    const { muted } = session.visibility.value;
    const focus = session.focus.value;
    const rows = session.rows.value;
    const palette = PALETTES[session.scheme.value];
    const count = focus?.units.length ?? 1;
    for (const word of this.words) {
      const { element, unit } = word;
      const focused = focus?.units.includes(unit) ?? false;
      let weight = 0;
      for (const row of rows) weight = Math.max(weight, row[unit] / count);
      const shaded = weight >= LEAST && !muted[unit] && !focused;
      const tone = shaded ? (isDeep(palette, weight) ? 'on-deep' : 'on-pale') : '';
      const seen = unit >= first && unit <= last ? 'seen' : '';
      const color = shaded ? rampColor(palette, weight) : '';
      const look = `${seen} ${focused ? 'focused' : tone}`;
      if (word.look === look + color) continue;
      word.look = look + color;
      element.className = look;
      element.style.backgroundColor = color;
    }
  }
}

/** Whether a token stands right behind the one before, without a space. */
function joins({ offsets }: Manifest, before: Unit | undefined, unit: Unit): boolean {
  if (before === undefined) return true;
  if (before.segment !== unit.segment || before.special) return false;
  if (offsets) return offsets[before.tokens.at(-1)!][1] === offsets[unit.tokens[0]][0];
  return unit.label.startsWith('##') || /^[\p{Po}\p{Pe}\p{Pf}]/u.test(unit.label);
}
