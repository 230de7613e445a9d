// Numbers as text, with no digit that the page does not know.
import type { EncodingName } from './manifest';

/** How far a stored weight may be from the true one. */
export function storedError(weight: number, encoding: EncodingName): number {
  if (encoding === 'u16-linear') return 0.5 / 65535;
  // w = (q / 255)²: half a step of q moves w by this much.
  return (Math.sqrt(Math.max(weight, 0)) + 0.5 / 510) / 255;
}

/** The last digit's worth, by decimals. */
const STEPS = [1, 0.1, 0.01, 0.001, 0.0001, 0.00001];

/** How many of the asked decimals a stored weight is good for. */
export function keptDecimals(weight: number, asked: number, encoding: EncodingName): number {
  if (encoding === 'u16-linear') return asked;
  // No logarithm: it could round to either side of a whole number.
  let kept = asked;
  while (kept > 1 && 2 * storedError(weight, encoding) > STEPS[kept]) kept--;
  return kept;
}

/**
 * A weight between 0 and 1. What would round to 0 or 1 without being so is written <0.0001 and
 * >0.9999, in the decimals at hand.
 */
export function formatWeight(weight: number, decimals: number, encoding: EncodingName): string {
  const kept = keptDecimals(weight, decimals, encoding);
  const text = weight.toFixed(kept);
  const step = 10 ** -kept;
  if (Number(text) === 0) return `<${step.toFixed(kept)}`;
  // More than 1 is a sum of several weights.
  if (Number(text) === 1 && weight < 1 + 1e-6) return `>${(1 - step).toFixed(kept)}`;
  return text;
}

/** A sum of `rows` rows of a softmax: exactly `rows`, as far as the page can tell. */
export function formatSum(
  sum: number,
  rows: number,
  decimals: number,
  encoding: EncodingName,
): string {
  const kept = encoding === 'u16-linear' ? decimals : 2;
  const slack = encoding === 'u16-linear' ? 0.004 : 0.06;
  return Math.abs(sum - rows) <= slack * rows ? rows.toFixed(kept) : sum.toFixed(kept);
}

/**
 * A weight in a cell: two digits behind the point, three for small ones, no zero before it; a dot
 * for what would round to 0.
 */
export function cellWeight(weight: number, encoding: EncodingName): string {
  if (weight === 1) return '1';
  const written = formatWeight(weight, weight < 0.0995 ? 3 : 2, encoding);
  return written.startsWith('<') ? '·' : written.replace('0.', '.');
}
