// The model view as the whole page.
import { type Grouping, GROUPINGS, type HeadOrder, ordersIn } from '../data/heads';
import { text as words } from '../strings';
import { ModelView } from '../views/model/view';
import { useReach } from './context';
import { Search } from './icons';
import { orderName } from './patterns';
import { DrawChoice, LensMenu, MuteToggles, SegmentPicker, TableToggle } from './toolbar';

const say = words.model;

export function ModelTools() {
  const { session, chrome } = useReach();
  const { group, order } = session.state.value;
  const regroup = (next: Grouping) => {
    const plain = order === 'strength' || order === 'position';
    // Strengths of different patterns do not compare.
    const usual = next === 'pattern' ? 'strength' : 'position';
    session.update({ group: next, order: plain ? usual : order });
  };
  return (
    <>
      <LensMenu />
      <MuteToggles />
      <SegmentPicker />
      <div class="heads-tools">
        <DrawChoice />
        <label class="tool">
          <span class="tool-label">{say.group}</span>
          <select
            class="select"
            value={group}
            onChange={(event) => regroup(event.currentTarget.value as Grouping)}
          >
            {GROUPINGS.map((by) => (
              <option key={by} value={by}>
                {say.groupings[by]}
              </option>
            ))}
          </select>
        </label>
        <label class="tool">
          <span class="tool-label">{say.sort}</span>
          <select
            class="select"
            value={order}
            onChange={(event) => session.update({ order: event.currentTarget.value as HeadOrder })}
          >
            {ordersIn(session.manifest.heads).map((by) => (
              <option key={by} value={by}>
                {orderName(session, by)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="quiet with-icon"
          aria-expanded={chrome.card.value === 'find'}
          onClick={() => chrome.toggle('find')}
        >
          <Search />
          {say.find}
        </button>
        <TableToggle />
      </div>
    </>
  );
}

export function ModelBody() {
  return (
    <main class="picture alone heads-page" aria-label={say.label}>
      <ModelView />
    </main>
  );
}
