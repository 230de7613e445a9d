// The matrix view by keyboard: a grid with one tab stop, whose cursor is the crosshair.
import { text as words } from '../../strings';
import { placeOf, openNeuron } from '../../ui/computed';
import type { MatrixModel } from './model';
import { type Cell, toggleCell } from './pins';

const PAGE = 10;

const MOVES: Record<string, readonly [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-PAGE, 0],
  PageDown: [PAGE, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** Does what a key asks for, and says whether it asks for anything. */
export function press(model: MatrixModel, event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (metaKey || altKey) return false;
  const { session } = model;
  const cell = model.place.peek();
  const move = MOVES[key];
  if (move) {
    // With Ctrl, to the first or last row as well.
    const down = ctrlKey && Math.abs(move[1]) === Infinity ? move[1] : move[0];
    show(model, moved(model, cell, down, move[1]));
    return true;
  }
  if (ctrlKey) return false;
  if (key === 'Enter') {
    const { head } = model.maps[cell.shown];
    openNeuron(session, placeOf(session, head, cell.from, cell.to));
    return true;
  }
  if (key === ' ' || key === 'p') {
    toggleCell(session, cell, shiftKey);
    return true;
  }
  return false;
}

/** Keys that zoom, wherever the focus is. */
export function pressZoom(model: MatrixModel, key: string): boolean {
  if (key === '+' || key === '=') model.step(1);
  else if (key === '-' || key === '−') model.step(-1);
  else if (key === '0') model.zoomTo(null);
  else return false;
  return true;
}

function moved(model: MatrixModel, cell: Cell, down: number, right: number): Cell {
  const last = model.session.units().length - 1;
  const within = (unit: number) => Math.max(0, Math.min(last, unit));
  return { ...cell, from: within(cell.from + down), to: within(cell.to + right) };
}

/** Moves the crosshair there and says what it holds. */
export function show(model: MatrixModel, cell: Cell): void {
  model.point(cell);
  model.reveal(cell.from, cell.to);
  model.session.spoken.value = sentence(model);
}

/** "keeper 112 to keeper 9, 0.6891, rank 1 of 119 in its row, 1 of 121 in its column". */
function sentence(model: MatrixModel): string {
  const facts = model.facts.peek();
  const cell = model.cell.peek();
  if (!facts || !cell) return '';
  const name = (unit: number) => `${model.name(unit)} ${model.index(unit)}`.trim();
  const value = model.format(facts.value);
  const said = words.matrix.spoken(name(cell.from), name(cell.to), value);
  return facts.hidden
    ? words.matrix.spokenHidden(said)
    : words.matrix.spokenRank(said, facts.row, facts.column);
}
