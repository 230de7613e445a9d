import { describe, expect, it } from 'vitest';
import { heatPixels, strongestIn, toneColor } from './heat';
import { PALETTES, rampTable, signedColor } from './palette';

const palette = PALETTES.light;
const open = {
  muted: new Uint8Array(4),
  segment: new Uint8Array(4),
  allowed: [true, true, true, true],
};
const weights = { scale: 'sqrt', most: null } as const;
const map = Float32Array.from({ length: 16 }, (_, k) => k / 16);

function colorOf(word: number): string {
  return `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;
}

describe('a map as pixels', () => {
  it('has the ramp’s colour at the root of each weight', () => {
    const pixels = heatPixels(map, 4, 1, open, weights, palette);
    const table = rampTable(palette);
    map.forEach((weight, k) =>
      expect(pixels[k]).toBe(table[Math.round(Math.sqrt(weight) * 255)] >>> 0),
    );
    expect(colorOf(pixels[0])).toBe('rgb(255 255 255)');
  });

  it('has it at the weight itself on a linear scale', () => {
    const pixels = heatPixels(map, 4, 1, open, { ...weights, scale: 'linear' }, palette);
    const table = rampTable(palette);
    map.forEach((weight, k) => expect(pixels[k]).toBe(table[Math.round(weight * 255)] >>> 0));
  });

  it('has no colour of the ramp where a token is muted or a segment left out', () => {
    const see = {
      muted: Uint8Array.from([1, 0, 0, 0]),
      segment: Uint8Array.from([0, 0, 1, 1]),
      allowed: [true, false, true, true],
    };
    const pixels = heatPixels(map, 4, 1, see, weights, palette);
    const hidden = [...pixels.keys()].filter((k) => colorOf(pixels[k]) === 'rgb(237 237 232)');
    expect(hidden).toEqual([0, 2, 3, 4, 6, 7, 8, 12]);
  });

  it('shows the strongest of a block', () => {
    const pixels = heatPixels(map, 4, 3, open, weights, palette);
    expect(pixels).toHaveLength(4);
    const table = rampTable(palette);
    const strongest = [10, 11, 14, 15].map((k) => table[Math.round(Math.sqrt(k / 16) * 255)] >>> 0);
    expect([...pixels]).toEqual(strongest);
    expect(strongestIn(map, 4, open, 3, 0, 0)).toBe(10);
  });

  it('has signed numbers on both sides of zero, the strongest at the end', () => {
    const signed = Float32Array.from([-4, 0, 0.16, 4]);
    const two = { muted: new Uint8Array(2), segment: new Uint8Array(2), allowed: open.allowed };
    const pixels = heatPixels(signed, 2, 1, two, { scale: 'sqrt', most: 4 }, palette);
    expect([...pixels].map(colorOf)).toEqual(
      [-4, 0, 0.16, 4].map((v) => signedColor(palette, v, 4)),
    );
    const linear = toneColor(palette, { scale: 'linear', most: 4 }, -2);
    expect(linear).toBe(signedColor(palette, -1, 4));
  });
});
