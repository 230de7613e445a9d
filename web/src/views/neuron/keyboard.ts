// The neuron view by keyboard: up and down compare keys, left and right light dimensions.
import { productOf } from '../../scene/neuron';
import { text as words } from '../../strings';
import type { NeuronModel, Row } from './model';

const PAGE = 10;
const ROWS: Record<string, number> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -PAGE,
  PageDown: PAGE,
  Home: -Infinity,
  End: Infinity,
};
const DIMS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };

/** Does what a key asks for, and says whether it asks for anything. */
export function press(
  model: NeuronModel,
  row: Row,
  event: KeyboardEvent,
  reveal: (token: number) => void,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { key } = event;
  const { over, dim, session } = model;
  const at = over.peek() ?? row.pair.to;
  if (key in ROWS) {
    const last = row.order.length - 1;
    const next = Math.max(0, Math.min(last, row.order.indexOf(at) + ROWS[key]));
    over.value = row.order[next];
    reveal(row.order[next]);
    session.spoken.value = model.spoken(row.order[next]);
    return true;
  }
  if (key in DIMS) {
    const begin = key === 'ArrowRight' ? -1 : 0;
    const dims = row.vectors.dim;
    const next = Math.max(0, Math.min(dims - 1, (dim.peek() ?? begin) + DIMS[key]));
    dim.value = next;
    session.spoken.value = words.neuron.spokenDimension(next, ...dimensionNumbers(row, at, next));
    return true;
  }
  if (key === 'Enter' || key === ' ') {
    if (event.shiftKey) model.chooseQuery(at);
    else model.chooseKey(at);
    return true;
  }
  if (key === 'Escape' && (dim.peek() !== null || over.peek() !== null)) {
    if (dim.peek() !== null) dim.value = null;
    else over.value = null;
    return true;
  }
  return false;
}

/** A dimension's query, key and product, as they are written. */
export function dimensionNumbers(
  { query, vectors, head }: Row,
  to: number,
  dim: number,
): [string, string, string] {
  const key = vectors.key(head, to);
  const product = productOf(query, key)[dim];
  return [words.signed(query[dim], 2), words.signed(key[dim], 2), words.signed(product, 2)];
}
