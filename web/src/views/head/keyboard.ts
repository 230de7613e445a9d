// The head view by keyboard: a grid with one tab stop, whose cursor is a token.
import { signal } from '@preact/signals';
import { visible } from '../../data/visible';
import { rankOf, ranked } from '../../data/ranking';
import type { Session } from '../../session';
import type { Side } from '../../state';
import { text as words } from '../../strings';
import { togglePin } from './pins';
import type { HeadView } from './view';

interface Cursor {
  side: Side;
  unit: number;
}

const PAGE = 10;

export class Keyboard {
  readonly cursor = signal<Cursor | null>(null);

  constructor(
    private readonly session: Session,
    private readonly view: HeadView,
  ) {
    view.grid.addEventListener('keydown', (event) => {
      if (this.press(event)) event.preventDefault();
    });
    view.grid.addEventListener('blur', () => this.leave());
    view.grid.addEventListener('focus', () => {
      if (view.grid.matches(':focus-visible')) this.show(this.place());
    });
  }

  /** The cursor, on a token that there still is; at first on what is pinned, or the first token. */
  private place(): Cursor {
    const { side, pins } = this.session.state.peek();
    const now = this.cursor.peek() ?? { side, unit: pins[0] ?? 0 };
    return { ...now, unit: Math.min(now.unit, this.session.units().length - 1) };
  }

  private press(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const now = this.place();
    if (event.key === 'Enter' || event.key === ' ') {
      togglePin(this.session, now.side, now.unit, event.shiftKey);
      return true;
    }
    const next = this.moved(now, event.key);
    if (!next) return false;
    this.show(next);
    return true;
  }

  private moved({ side, unit }: Cursor, key: string): Cursor | null {
    const last = this.session.units().length - 1;
    const to = (next: number): Cursor => ({ side, unit: Math.max(0, Math.min(last, next)) });
    switch (key) {
      case 'ArrowDown':
        return to(unit + 1);
      case 'ArrowUp':
        return to(unit - 1);
      case 'PageDown':
        return to(unit + PAGE);
      case 'PageUp':
        return to(unit - PAGE);
      case 'Home':
        return to(0);
      case 'End':
        return to(last);
      case 'ArrowLeft':
        return { side: 'from', unit };
      case 'ArrowRight':
        return { side: 'to', unit };
      default:
        return null;
    }
  }

  /** Moves the cursor there, previews it and says what it holds. */
  show(cursor: Cursor): void {
    this.cursor.value = cursor;
    this.view.reveal(cursor.unit);
    const { side, pins } = this.session.state.peek();
    const reads = cursor.side === 'to' && side === 'from' && pins.length > 0;
    this.session.hover.value = reads ? null : cursor;
    this.session.spoken.value = this.sentence(cursor, reads ? pins[0] : null);
  }

  private leave(): void {
    this.cursor.value = null;
    this.session.hover.value = null;
  }

  /** "are to amazing, above 0.9999, rank 1 of 6". */
  private sentence({ side, unit }: Cursor, pinned: number | null): string {
    const { session } = this;
    const [head] = session.shown.peek() ?? [];
    if (!head) return '';
    const units = session.units();
    const n = units.length;
    const label = (at: number) => visible(units[at].label);
    const spoken = (weight: number) => session.format(weight, 4);
    if (side === 'from' || pinned !== null) {
      const from = pinned ?? unit;
      const row = head.map.subarray(from * n, (from + 1) * n);
      const see = session.visibility.peek();
      const to = pinned === null ? (ranked(row, 1, (at) => !see.muted[at])[0]?.unit ?? 0) : unit;
      if (!session.met({ side: 'from', units: [from] }, to)) {
        return words.spoken.apart(label(from), label(to));
      }
      return words.spoken.pair(label(from), label(to), spoken(row[to]), rankOf(row, to), n);
    }
    const column = Float32Array.from({ length: n }, (_, i) => head.map[i * n + unit]);
    const [top] = ranked(column, 1);
    return words.spoken.column(label(unit), label(top.unit), spoken(top.weight), n);
  }

  /** Rings the cursor's cell, once it is drawn. */
  markCursor(): void {
    const { grid } = this.view;
    const cursor = this.cursor.peek();
    for (const cell of grid.querySelectorAll('.cursor')) cell.classList.remove('cursor');
    const id = cursor ? `hs-${cursor.side}-${cursor.unit}` : null;
    const cell = id ? grid.querySelector(`#${id}`) : null;
    cell?.classList.add('cursor');
    if (cell && id) grid.setAttribute('aria-activedescendant', id);
    else grid.removeAttribute('aria-activedescendant');
  }
}
