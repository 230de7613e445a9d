import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { stepsOf } from './steps';

/** The largest difference over all rows of all heads, and the largest gap that is told. */
async function compare(id: string, encoding: 'u16-linear' | 'u8-sqrt') {
  const trace = traces.minilm(id);
  const source = sourceOf(elementsOf(trace, encoding, true));
  const [layers, heads, n] = trace.shape;
  const worst = { weight: 0, gap: 0 };
  for (let l = 0; l < layers; l++) {
    const [layer, vectors] = [await source.layer(l), await source.vectors(l)];
    for (let h = 0; h < heads; h++) {
      for (let i = 0; i < n; i++) {
        const steps = stepsOf(vectors, layer, h, i, encoding);
        worst.gap = Math.max(worst.gap, steps.gap);
        for (let j = 0; j < n; j++) {
          const at = ((l * heads + h) * n + i) * n + j;
          const off = Math.abs(steps.softmax[j] - trace.attentions[at]);
          worst.weight = Math.max(worst.weight, off);
        }
      }
    }
  }
  process.stdout.write(`${id} ${encoding}: attention off by ${worst.weight.toExponential(2)}\n`);
  return worst;
}

describe('the steps of real attention', () => {
  it.each(['amazing', 'cat', 'mask'])('end at its weights: %s', async (id) => {
    const exact = await compare(id, 'u16-linear');
    expect(exact.gap).toBe(0);
    expect(exact.weight).toBeLessThan(2e-6);
  });

  it('end near them where numbers are kept in half as many bytes', async () => {
    const coarse = await compare('cat', 'u8-sqrt');
    expect(coarse.gap).toBe(0);
    expect(coarse.weight).toBeLessThan(2e-3);
  });
});

describe('a model that does something else as well', () => {
  const trace = traces.minilm('cat');
  const [, , n] = trace.shape;

  /** Steps of L0 H0, token 3, with every score changed before the softmax. */
  async function changed(change: (score: number, j: number) => number) {
    const attentions = Float32Array.from(trace.attentions);
    const start = 3 * n;
    const row = attentions.subarray(start, start + n);
    const powers = row.map((weight, j) => Math.exp(change(Math.log(weight), j)));
    const sum = powers.reduce((all, power) => all + power, 0);
    row.forEach((_, j) => (row[j] = powers[j] / sum));
    const source = sourceOf(elementsOf({ ...trace, attentions }, undefined, true));
    return stepsOf(await source.vectors(0), await source.layer(0), 0, 3, 'u16-linear');
  }

  it('is seen by its gap', async () => {
    const { gap, masked } = await changed((score, j) => score + 0.1 * Math.abs(j - 3));
    expect(gap).toBeGreaterThan(0.01);
    expect(masked).toEqual([]);
  });

  it('is explained when it only leaves keys out', async () => {
    const { gap, masked, softmax } = await changed((score, j) => (j > 9 ? -Infinity : score));
    expect(gap).toBe(0);
    expect(masked).toEqual([10, 11, 12]);
    expect(softmax[11]).toBe(0);
  });
});

describe('a page with queries and keys', () => {
  const elements = elementsOf(traces.minilm('amazing'), undefined, true);

  it('gives back every bit', async () => {
    const trace = traces.minilm('amazing');
    const vectors = await sourceOf(elements).vectors(4);
    const [, heads, n] = trace.shape;
    const at = ((4 * heads + 7) * n + 2) * 32;
    expect([...vectors.query(7, 2)]).toEqual([...trace.queries.subarray(at, at + 32)]);
    expect([...vectors.key(7, 2)]).toEqual([...trace.keys.subarray(at, at + 32)]);
  });

  it('says so in a sentence when they are damaged or missing', async () => {
    const id = 'headscope-neurons-2';
    const cut = { ...elements, [id]: elements[id].slice(0, 400) };
    const sentence = /^How layer 2 was computed cannot be shown: .* damaged/;
    await expect(sourceOf(cut).vectors(2)).rejects.toThrow(sentence);
    await expect(sourceOf(cut).vectors(1)).resolves.toBeDefined();
    const without = Object.fromEntries(Object.entries(elements).filter(([name]) => name !== id));
    await expect(sourceOf(without).vectors(2)).rejects.toThrow(/^How layer 2 .* missing/);
  });

  it('is refused when they are of an unknown form', () => {
    const manifest = elements['headscope-manifest'].replace('"f32"', '"f8"');
    expect(() => sourceOf({ ...elements, 'headscope-manifest': manifest })).toThrow(/f8/);
  });
});
