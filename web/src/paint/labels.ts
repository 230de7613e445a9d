// Draws labels as elements: sharp at any zoom, selectable, and readable by a screen reader. Tokens
// become the cells of a grid, everything else is decoration beside it.
import type { Label } from '../scene/marks';

interface Kept {
  element: HTMLElement;
  label: Label;
}

export class LabelPainter {
  private readonly kept = new Map<string, Kept>();
  private readonly rows = new Map<number, HTMLElement>();

  /** Tokens go into `grid`, column heads above everything, the rest into `beside`. */
  constructor(
    private readonly grid: HTMLElement,
    private readonly beside: HTMLElement,
    private readonly above: HTMLElement,
  ) {}

  paint(labels: readonly Label[]): void {
    const now = new Set(labels.map(({ key }) => key));
    const spare = this.takeLeaving(now);
    for (const label of labels) {
      const there = this.kept.get(label.key) ?? this.reuse(spare, label);
      if (there) this.change(there, label);
      else this.add(label);
    }
    for (const { element } of spare) element.remove();
    for (const [unit, row] of this.rows) {
      if (row.firstChild) continue;
      row.remove();
      this.rows.delete(unit);
    }
  }

  /** Labels that are no longer there, out of those kept. */
  private takeLeaving(now: ReadonlySet<string>): Kept[] {
    const leaving: Kept[] = [];
    for (const [key, kept] of this.kept) {
      if (now.has(key)) continue;
      this.kept.delete(key);
      leaving.push(kept);
    }
    return leaving;
  }

  /** A number that leaves lends its element to one that comes: that is cheaper than a new one. */
  private reuse(spare: Kept[], label: Label): Kept | undefined {
    if (!label.key.startsWith('number-')) return undefined;
    const at = spare.findIndex(({ label: old }) => old.key.startsWith('number-'));
    if (at < 0) return undefined;
    const [kept] = spare.splice(at, 1);
    this.kept.set(label.key, kept);
    return kept;
  }

  private add(label: Label): void {
    const [side, unit] = label.key.split('-');
    const token = side === 'from' || side === 'to';
    const element = document.createElement(token ? 'div' : 'span');
    element.dir = 'auto';
    if (token) {
      const row = this.row(Number(unit));
      element.id = `hs-${label.key}`;
      element.setAttribute('role', 'gridcell');
      element.setAttribute('aria-colindex', side === 'from' ? '1' : '2');
      element.dataset['side'] = side;
      if (side === 'from') row.prepend(element);
      else row.append(element);
    } else {
      (side === 'head' ? this.above : this.beside).append(element);
    }
    element.textContent = label.text;
    const kept = { element, label: { ...label, text: label.text } };
    this.kept.set(label.key, kept);
    this.place(element, label);
    this.tone(element, label);
  }

  private change(kept: Kept, label: Label): void {
    const { element, label: old } = kept;
    if (old.text !== label.text) element.textContent = label.text;
    if (
      old.x !== label.x ||
      old.y !== label.y ||
      old.size !== label.size ||
      old.maxWidth !== label.maxWidth
    ) {
      this.place(element, label);
    }
    if (old.tone !== label.tone) this.tone(element, label);
    kept.label = label;
  }

  private place(element: HTMLElement, { x, y, size, maxWidth }: Label): void {
    element.style.translate = `${Math.round(x * 2) / 2}px ${Math.round(y * 2) / 2}px`;
    element.style.fontSize = `${size}px`;
    element.style.maxWidth = `${maxWidth + 8}px`;
  }

  private tone(element: HTMLElement, { key, tone, anchor }: Label): void {
    element.className = `label label-${key.split('-', 1)[0]} ${anchor} ${tone}`;
    if (element.role === 'gridcell') {
      element.setAttribute('aria-selected', String(tone === 'pinned'));
    }
  }

  /** The row of a token, in the order of the text. */
  private row(unit: number): HTMLElement {
    const there = this.rows.get(unit);
    if (there) return there;
    const row = document.createElement('div');
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', String(unit + 1));
    const after = [...this.rows.keys()].filter((other) => other > unit);
    const next = after.length > 0 ? this.rows.get(Math.min(...after)) : undefined;
    this.grid.insertBefore(row, next ?? null);
    this.rows.set(unit, row);
    return row;
  }
}
