import { describe, expect, it, vi } from 'vitest';
import { type Elements, elementsOf, sourceOf, traces } from '../testing';
import { crc32 } from './crc32';
import { PageError } from './manifest';

const bert = traces.bert();
const elements = elementsOf(bert);

/** The largest difference between what the page keeps of layer 2 and the trace. */
async function largestDifference(source: ReturnType<typeof sourceOf>, trace: typeof bert) {
  const [, heads, n] = trace.shape;
  const layer = await source.layer(2);
  let most = 0;
  for (let h = 0; h < heads; h++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const there = trace.attentions[((2 * heads + h) * n + i) * n + j];
        most = Math.max(most, Math.abs(layer.weight(h, i, j) - there));
      }
    }
  }
  return most;
}

function damaged(id: string, change: (content: string) => string): Elements {
  return { ...elements, [id]: change(elements[id]) };
}

describe('crc32', () => {
  it('has the check value of its definition', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });
});

describe('an embedded page', () => {
  it('gives back the weights within the error of its encoding', async () => {
    expect(await largestDifference(sourceOf(elements), bert)).toBeLessThan(7.7e-6);
    const coarse = sourceOf(elementsOf(bert, 'u8-sqrt'));
    expect(await largestDifference(coarse, bert)).toBeLessThan(3.93e-3);
  });

  it('keeps heads of many tokens apart', async () => {
    const made = traces.made(70, 3, 5);
    expect(await largestDifference(sourceOf(elementsOf(made)), made)).toBeLessThan(7.7e-6);
  });

  it('decodes the same at once as in time', async () => {
    const later = await sourceOf(elements).layer(5);
    const now = sourceOf(elements).layerNow(5);
    expect(now).toEqual(later);
  });

  it('decodes at once where there is no DecompressionStream', async () => {
    vi.stubGlobal('DecompressionStream', undefined);
    const layer = await sourceOf(elements).layer(5);
    vi.unstubAllGlobals();
    expect(layer).toEqual(sourceOf(elements).layerNow(5));
  });

  it('decodes a layer only once', async () => {
    const source = sourceOf(elements);
    expect(source.peek(1)).toBeUndefined();
    const [one, two] = await Promise.all([source.layer(1), source.layer(1)]);
    expect(one).toBe(two);
    expect(source.layerNow(1)).toBe(one);
    expect(source.peek(1)).toBe(one);
  });

  it('has thumbnails of its heads', async () => {
    const source = sourceOf(elements);
    const cells = await source.thumbnails();
    expect(cells.length).toBe(12 * 12 * 36);
    expect(cells[(2 * 12 + 0) * 36 + 2 * 6 + 3]).toBe(255);
  });
});

describe('a damaged page', () => {
  const layer = 'headscope-layer-2';
  const cases: [string, Elements][] = [
    ['a changed byte', damaged(layer, (text) => text.slice(0, 300) + 'AAAA' + text.slice(304))],
    ['a cut chunk', damaged(layer, (text) => text.slice(0, 400))],
    ['an empty chunk', damaged(layer, () => '')],
    ['no base64', damaged(layer, (text) => `*${text}`)],
    ['the chunk of another layer', damaged(layer, () => elements['headscope-layer-3'])],
    [
      'a wrong size',
      damaged('headscope-manifest', (text) =>
        text.replace(/("layer":2,"bytes":)\d+/, '$1999999999'),
      ),
    ],
  ];

  it.each(cases)('says so in a sentence: %s', async (_, broken) => {
    const sentence = /^Layer 2 cannot be shown: .* damaged .*; write the page again .*\.$/;
    await expect(sourceOf(broken).layer(2)).rejects.toThrow(sentence);
    expect(() => sourceOf(broken).layerNow(2)).toThrow(sentence);
    await expect(sourceOf(broken).layer(1)).resolves.toBeDefined();
  });

  it('names a layer that is missing', async () => {
    const without = Object.fromEntries(Object.entries(elements).filter(([id]) => id !== layer));
    await expect(sourceOf(without).layer(2)).rejects.toThrow(/^Layer 2 .* missing/);
  });

  it('names the overview', async () => {
    const broken = damaged('headscope-thumbnails', (text) => text.slice(8));
    await expect(sourceOf(broken).thumbnails()).rejects.toThrow(/^The overview .* damaged/);
  });

  const manifests: [string, RegExp, (text: string) => string][] = [
    ['cut', /manifest is damaged/, (text) => text.slice(3)],
    [
      'of a later version',
      /version 2.*version 1/,
      (text) => text.replace('"version":1', '"version":2'),
    ],
    ['of unknown weights', /stored as f8/, (text) => text.replace('u16-linear', 'f8')],
    ['with a token less', /damaged/, (text) => text.replace('"tokens":["[CLS]",', '"tokens":[')],
    ['of something else', /damaged/, (text) => text.replace('headscope-page', 'other')],
    ['null', /damaged/, () => 'null'],
  ];
  it.each(manifests)('refuses a manifest %s', (_, sentence, change) => {
    expect(() => sourceOf(damaged('headscope-manifest', change))).toThrow(sentence);
    expect(() => sourceOf(damaged('headscope-manifest', change))).toThrow(PageError);
  });

  it('refuses a page without a manifest', () => {
    expect(() => sourceOf({})).toThrow(/headscope-manifest is missing/);
  });
});
