import { describe, expect, it } from 'vitest';
import { areWindows, meet, unitsMeet, windowStarts, windowsWith } from './windows';
import type { Windows } from './windows';

// [CLS], ten tokens in three windows, [SEP].
const windows: Windows = {
  ranges: [
    [1, 7],
    [4, 10],
    [7, 11],
  ],
  of_token: [null, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, null],
};
const unit = (...tokens: number[]) => ({ label: '', tokens, special: false }) as never;

describe('windows', () => {
  it('tell zero from never met', () => {
    expect(meet(windows, 1, 6)).toBe(true);
    expect(meet(windows, 1, 7)).toBe(false);
    expect(meet(windows, 9, 6)).toBe(false);
    expect(meet(windows, 1, 11)).toBe(true);
    expect(meet(windows, 0, 9)).toBe(true);
    expect(meet(null, 0, 9)).toBe(true);
  });

  it('hold words of which some token has met', () => {
    expect(unitsMeet(windows, unit(1), unit(6, 7))).toBe(true);
    expect(unitsMeet(windows, unit(1, 2), unit(7, 8))).toBe(false);
  });

  it('name those that a token is in', () => {
    expect(windowsWith(windows, 5)).toEqual([0, 1]);
    expect(windowsWith(windows, 0)).toEqual([0, 1, 2]);
  });

  it('begin where rows are of another pass', () => {
    const units = windows.of_token.map((_, token) => unit(token));
    expect(windowStarts(windows, units)).toEqual([
      { unit: 1, window: 0 },
      { unit: 6, window: 1 },
      { unit: 9, window: 2 },
    ]);
    expect(windowStarts(null, units)).toEqual([]);
  });

  it('are checked', () => {
    expect(areWindows(windows, 12)).toBe(true);
    expect(areWindows(null, 12)).toBe(true);
    expect(areWindows(windows, 13)).toBe(false);
    expect(areWindows({ ...windows, of_token: windows.of_token.map(() => 3) }, 12)).toBe(false);
  });
});
