// What the heads of a group have in common: how many they are, and the rule.
import { patternName } from '../../ui/patterns';
import { useReach } from '../../ui/context';
import { text as words } from '../../strings';
import type { HeadsModel } from './model';
import type { Window } from './view';

const say = words.model;
/** A heading may reach into the gap behind its group. */
const ROOM = 20;
/** Below that the rule is in the tooltip alone. */
const LEAST_RULE = 250;

export function Headings({ model, drawn }: { model: HeadsModel; drawn: Window }) {
  const { session } = useReach();
  const groups = model.groups.value;
  const shown = model.layout.value.headings.filter(
    ({ y }) => y + 40 > drawn.top && y < drawn.bottom,
  );
  return (
    <>
      {shown.map(({ group, x, y, width }) => {
        const { pattern, layer, heads } = groups[group];
        const name = pattern ? patternName(session, pattern) : say.layer(layer ?? 0);
        const rule = pattern ? say.rules[pattern] : '';
        return (
          <h2
            key={group}
            class="group-heading"
            title={rule}
            style={{ left: `${x}px`, top: `${y}px`, maxWidth: `${width + ROOM}px` }}
          >
            <bdi>{name}</bdi> <span class="group-count">{heads.length}</span>{' '}
            {width >= LEAST_RULE && <span class="soft">{rule}</span>}
          </h2>
        );
      })}
    </>
  );
}
