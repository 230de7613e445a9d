// How much of the attention the lines of a picture carry, and how that is said.
import { text as words } from '../strings';
import type { Lines } from './select';

export type Share = Omit<Lines, 'from' | 'to' | 'weight'>;

/** All lines together. */
export function totalShare(all: readonly Share[]): Share {
  const sum: Share = {
    count: 0,
    shownMass: 0,
    visibleMass: 0,
    mutedMass: 0,
    totalMass: 0,
    visibleCount: 0,
  };
  for (const one of all) {
    for (const key of Object.keys(sum) as (keyof Share)[]) sum[key] += one[key];
  }
  return sum;
}

/** "985 of 14,641 lines = 73 % of attention". */
export function sayShare(share: Share, muted: boolean, filtered: boolean): string {
  const say = words.legend;
  const of = filtered ? say.ofUnhidden : muted ? say.ofUnmuted : say.ofAll;
  const part = share.visibleMass > 0 ? share.shownMass / share.visibleMass : 0;
  const all = share.count === share.visibleCount;
  const percent = all ? '100 %' : words.shortPercent(part);
  return say.share(share.count, filtered || muted ? null : share.visibleCount, percent, of);
}
