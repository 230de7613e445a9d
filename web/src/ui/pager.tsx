// Steps through the rows of a long table.
import type { Signal } from '@preact/signals';
import { text as words } from '../strings';

const say = words.table;

interface PagerProps {
  /** The first row shown. */
  first: Signal<number>;
  page: number;
  count: number;
}

export function Pager({ first, page, count }: PagerProps) {
  const begin = Math.min(first.value, count - 1);
  const move = (by: number) => (first.value = Math.max(0, Math.min(count - 1, begin + by)));
  return (
    <div class="pager">
      <button type="button" class="toggle" disabled={begin === 0} onClick={() => move(-page)}>
        {say.earlier}
      </button>
      <span>{say.range(begin, Math.min(begin + page, count) - 1, count)}</span>
      <button
        type="button"
        class="toggle"
        disabled={begin + page >= count}
        onClick={() => move(page)}
      >
        {say.later}
      </button>
    </div>
  );
}
