import { describe, expect, it } from 'vitest';
import { PALETTES, channels, headColor, isDeep, luminance, rampColor, rampTable } from './palette';

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(channels(a)), luminance(channels(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.values(PALETTES))('a palette', (palette) => {
  it('has text that can be read on every surface', () => {
    for (const surface of [palette.paper, palette.ground, palette.raised]) {
      for (const ink of [palette.ink, palette.ink2, palette.ink3, palette.accent]) {
        expect(contrast(ink, surface)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('has head colours that stand out from the paper', () => {
    for (const color of palette.heads) {
      expect(contrast(color, palette.paper)).toBeGreaterThanOrEqual(2.9);
    }
    expect(headColor(palette, 8)).toBe(palette.rest);
  });

  it('has a ramp that goes one way, from the paper on', () => {
    const table = rampTable(palette);
    const light = [...table].map((c) => luminance([c & 255, (c >> 8) & 255, (c >> 16) & 255]));
    const sign = Math.sign(light[255] - light[0]);
    for (let k = 1; k < 256; k++) expect((light[k] - light[k - 1]) * sign).toBeGreaterThan(-2e-3);
    expect(palette.ramp[0]).toBe(palette.paper);
  });

  it('writes on the ramp in the ink that can be read', () => {
    for (let w = 0; w <= 1; w += 0.01) {
      const [r, g, b] = rampColor(palette, w).match(/\d+/g)!.map(Number);
      const hex = `#${[r, g, b].map((c) => c.toString(16).padStart(2, '0')).join('')}`;
      const ink = isDeep(palette, w) ? '#ffffff' : '#000000';
      expect(contrast(hex, ink)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
