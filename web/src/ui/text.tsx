// The text of a long page beside the picture: what is in view, and what the focused token looks at.
import { memo } from './memo';
import type { Manifest } from '../data/manifest';
import type { Unit } from '../data/units';
import { visible } from '../data/visible';
import { PALETTES, isDeep, rampColor } from '../scene/palette';
import { text as words } from '../strings';
import { togglePin } from '../views/head/pins';
import { useReach } from './context';

const LEAST = 0.02;

export function TextPanel() {
  const { session } = useReach();
  const units = session.units();
  const { muted } = session.visibility.value;
  const [first, last] = session.inView.value;
  const focus = session.focus.value;
  const rows = session.rows.value;
  const palette = PALETTES[session.scheme.value];
  const weight = (unit: number) =>
    rows.reduce((most, row) => Math.max(most, row[unit]), 0) / (focus?.units.length ?? 1);
  const pin = (event: MouseEvent) => {
    const token = (event.target as HTMLElement).closest<HTMLElement>('[data-unit]');
    if (token) togglePin(session, 'from', Number(token.dataset['unit']), event.shiftKey);
  };
  const point = (event: Event) => {
    const token = (event.target as HTMLElement).closest<HTMLElement>('[data-unit]');
    session.hover.value = token ? { side: 'from', unit: Number(token.dataset['unit']) } : null;
  };
  return (
    <section class="text-panel" aria-labelledby="hs-text">
      <h2 class="title" id="hs-text">
        {words.textPanel.title}
      </h2>
      <p
        class="whole-text"
        onClick={pin}
        onPointerOver={point}
        onPointerLeave={() => (session.hover.value = null)}
      >
        {units.map((unit, k) => {
          if (unit.special) return null;
          const w = focus ? weight(k) : 0;
          const shaded = w >= LEAST && !muted[k] && !focus!.units.includes(k);
          return (
            <Token
              key={k}
              unit={k}
              text={visible(unit.label.replace(/^##/, ''))}
              joined={joins(session.manifest, units[k - 1], unit)}
              seen={k >= first && k <= last}
              focused={focus?.units.includes(k) ?? false}
              color={shaded ? rampColor(palette, w) : ''}
              light={shaded && isDeep(palette, w)}
            />
          );
        })}
      </p>
      <p class="caption">{words.textPanel.inView}</p>
    </section>
  );
}

/** Whether a token stands right behind the one before, without a space. */
function joins({ offsets }: Manifest, before: Unit | undefined, unit: Unit): boolean {
  if (before === undefined) return true;
  if (before.segment !== unit.segment || before.special) return false;
  if (offsets) return offsets[before.tokens.at(-1)!][1] === offsets[unit.tokens[0]][0];
  return unit.label.startsWith('##') || /^[\p{Po}\p{Pe}\p{Pf}]/u.test(unit.label);
}

interface TokenProps {
  unit: number;
  text: string;
  joined: boolean;
  seen: boolean;
  focused: boolean;
  color: string;
  light: boolean;
}

const Token = memo(({ unit, text, joined, seen, focused, color, light }: TokenProps) => (
  <>
    {joined ? '' : ' '}
    <bdi
      data-unit={unit}
      class={`${seen ? 'seen' : ''} ${focused ? 'focused' : ''} ${light ? 'on-deep' : color ? 'on-pale' : ''}`}
      style={{ backgroundColor: color }}
    >
      {text}
    </bdi>
  </>
));
