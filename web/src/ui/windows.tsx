// Which window of a long text the focused token's numbers are of.
import { windowsWith } from '../data/windows';
import type { Focus } from '../session';
import { text as words } from '../strings';
import { useReach } from './context';

const say = words.windows;

export function WindowNote({ focus }: { focus: Focus }) {
  const { session } = useReach();
  const { windows } = session.manifest;
  if (!windows || focus.units.length > 1) return null;
  const [token] = session.units()[focus.units[0]].tokens;
  const all = windows.ranges.length;
  const window = windows.of_token[token];
  const sentence =
    focus.side === 'to'
      ? say.column(windowsWith(windows, token), all)
      : window === null
        ? say.mean(all)
        : say.row(window, all, windows.ranges[window]);
  return (
    <p class="caption" data-testid="window">
      {sentence}
    </p>
  );
}
