import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { headScores } from './scores';
import { pieces, wholeWords } from './units';

const source = sourceOf(elementsOf(traces.minilm('scripts'), undefined, true));
const { manifest } = source;
const n = manifest.tokens.length;

describe('the scores of a head', () => {
  it('are q·k / √d, and their softmax is its attention', async () => {
    const [layer, vectors] = [await source.layer(2), await source.vectors(2)];
    const { map, gap } = headScores(vectors, layer, 5, pieces(manifest), manifest.encoding);
    expect(gap).toBe(0);
    for (let i = 0; i < n; i++) {
      const powers = [...map.subarray(i * n, (i + 1) * n)].map(Math.exp);
      const sum = powers.reduce((a, b) => a + b);
      powers.forEach((power, j) => expect(power / sum).toBeCloseTo(layer.weight(5, i, j), 4));
    }
    const dot = vectors.query(5, 3).reduce((sum, q, d) => sum + q * vectors.key(5, 4)[d], 0);
    expect(map[3 * n + 4]).toBeCloseTo(dot / Math.sqrt(vectors.dim), 5);
  });

  it('of a whole word are the mean over its tokens', async () => {
    const [layer, vectors] = [await source.layer(0), await source.vectors(0)];
    const units = wholeWords(manifest);
    const { map } = headScores(vectors, layer, 0, units, manifest.encoding);
    const byToken = headScores(vectors, layer, 0, pieces(manifest), manifest.encoding).map;
    const split = units.findIndex(({ tokens }) => tokens.length > 1);
    const { tokens } = units[split];
    const pairs = tokens.flatMap((i) => tokens.map((j) => byToken[i * n + j]));
    const mean = pairs.reduce((a, b) => a + b) / pairs.length;
    expect(map[split * units.length + split]).toBeCloseTo(mean, 5);
  });
});
