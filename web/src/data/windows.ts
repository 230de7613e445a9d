// A text that went through its model in windows: which pass each row is of, and what that pass saw.
import type { Unit } from './units';

export interface Windows {
  /** Tokens [begin, end) of each window; what stands before and behind all of them is in each. */
  ranges: [number, number][];
  /** The window that a token's row is of; null for the mean over all windows. */
  of_token: (number | null)[];
}

export function holds({ ranges }: Windows, window: number, token: number): boolean {
  if (token < ranges[0][0] || token >= ranges[ranges.length - 1][1]) return true;
  const [begin, end] = ranges[window];
  return token >= begin && token < end;
}

/** Whether the pass that gave the row of `from` saw `to`; where it did not, 0 is no weight. */
export function meet(windows: Windows | null, from: number, to: number): boolean {
  if (!windows) return true;
  const window = windows.of_token[from];
  return window === null || holds(windows, window, to);
}

/** The same of words, some of whose tokens may have met. */
export function unitsMeet(windows: Windows | null, from: Unit, to: Unit): boolean {
  return (
    windows === null || from.tokens.some((one) => to.tokens.some((two) => meet(windows, one, two)))
  );
}

/** Numbers of the windows that hold a token. */
export function windowsWith(windows: Windows, token: number): number[] {
  return windows.ranges.map((_, window) => window).filter((one) => holds(windows, one, token));
}

export interface Start {
  unit: number;
  window: number;
}

/** The units from which on rows are of another window than the row above. */
export function windowStarts(windows: Windows | null, units: readonly Unit[]): Start[] {
  if (!windows) return [];
  const starts: Start[] = [];
  units.forEach(({ tokens }, unit) => {
    const window = windows.of_token[tokens[0]];
    if (window !== null && window !== starts.at(-1)?.window) starts.push({ unit, window });
  });
  return starts;
}

/** Whether the page says them as the viewer takes them: a window for each of `n` tokens. */
export function areWindows(value: unknown, n: number): boolean {
  if (value === null || value === undefined) return true;
  const { ranges, of_token } = value as Windows;
  const whole = (number: unknown) => Number.isInteger(number);
  return (
    ranges.length > 0 &&
    ranges.every((range) => range.length === 2 && range.every(whole) && range[1] <= n) &&
    of_token.length === n &&
    of_token.every((window) => window === null || ranges[window] !== undefined)
  );
}
