// The views, as tabs.
import { VIEWS } from '../state';
import { text as words } from '../strings';
import { useReach } from './context';

export function ViewTabs() {
  const { session } = useReach();
  const { view } = session.state.value;
  return (
    <nav class="views" aria-label={words.views.label}>
      {VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          class="view-tab"
          aria-current={view === name ? 'page' : undefined}
          onClick={() => session.update({ view: name })}
        >
          {words.views.names[name]}
        </button>
      ))}
    </nav>
  );
}
