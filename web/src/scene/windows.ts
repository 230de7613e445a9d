// Where rows of one window end and those of the next begin, in reading mode.
import type { Start } from '../data/windows';
import { text as words } from '../strings';
import { type HeadLayout, rowY } from './layout';
import type { Label } from './marks';

/** Heights of the rules in view, between two rows. */
export function windowRules(
  layout: HeadLayout,
  starts: readonly Start[],
  scroll: number,
): number[] {
  if (layout.mode !== 'read') return [];
  return starts
    .slice(1)
    .map(({ unit }) => Math.round(rowY(layout, unit, scroll) - layout.rowHeight / 2))
    .filter((y) => y > layout.top && y < layout.height);
}

/** A name for each window beside its first row, where there is room for numbers. */
export function windowLabels(
  layout: HeadLayout,
  starts: readonly Start[],
  scroll: number,
): Label[] {
  if (layout.mode !== 'read' || layout.narrow) return [];
  return starts
    .map(({ unit, window }): Label => {
      return {
        key: `window-${window}`,
        text: words.windows.mark(window),
        x: layout.leftNumberX + 6,
        y: rowY(layout, unit, scroll),
        anchor: 'end',
        size: 11,
        tone: 'faint',
        maxWidth: 60,
      };
    })
    .filter(({ y }) => y > layout.top && y < layout.height);
}
