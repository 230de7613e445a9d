// The views as tabs, and the bars that they stand in.
import { VIEWS } from '../state';
import { text as words } from '../strings';
import { useReach } from './context';
import { CompareIcon, HeadIcon, Learn, MatrixIcon, ModelIcon, NeuronIcon } from './icons';
import { ROOMS } from './rooms';

const ICONS = {
  head: HeadIcon,
  model: ModelIcon,
  matrix: MatrixIcon,
  neuron: NeuronIcon,
  compare: CompareIcon,
};

export function ToolBar() {
  const { session } = useReach();
  const { Tools } = ROOMS[session.state.value.view];
  return (
    <section class="tools" aria-label={words.tools.label}>
      <ViewTabs />
      <Tools />
    </section>
  );
}

/** Narrow screens: the tabs alone, the tools are among the options. */
export function TabBar() {
  return (
    <div class="tab-bar">
      <ViewTabs />
    </div>
  );
}

function ViewTabs() {
  const { session, chrome, course } = useReach();
  const { view } = session.state.value;
  return (
    <nav class="views" aria-label={words.views.label}>
      {VIEWS.map((name, k) => {
        const Icon = ICONS[name];
        return (
          <button
            key={name}
            type="button"
            class="view-tab"
            data-view={name}
            aria-current={view === name ? 'page' : undefined}
            title={words.views.hint(words.views.names[name], k + 1)}
            onClick={() => session.update({ view: name })}
          >
            <Icon />
            {words.views.names[name]}
          </button>
        );
      })}
      {chrome.size.value === 'phone' && (
        <button
          type="button"
          class="view-tab"
          data-opens="lessons"
          aria-expanded={session.state.value.lesson !== null}
          onClick={() => course.toggle()}
        >
          <Learn />
          {words.lessons.open}
        </button>
      )}
    </nav>
  );
}
