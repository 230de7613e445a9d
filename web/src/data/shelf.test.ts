import { describe, expect, it } from 'vitest';
import { elementsOf, shelfOf, traces } from '../testing';
import { PageError } from './manifest';
import { EmbeddedShelf } from './shelf';

const texts = ['amazing', 'pair', 'scripts'].map((id) => elementsOf(traces.minilm(id)));

describe('the texts of a page', () => {
  it('are named and opened one by one', async () => {
    const shelf = shelfOf(texts);
    expect(shelf.titles.map(({ text }) => text)).toEqual(
      texts.map((one) => (JSON.parse(one['headscope-manifest']) as { text: string }).text),
    );
    expect(shelf.titles[1].pair).toMatch(/\w/);
    expect(shelf.titles[0]).toMatchObject({ pair: null, model: 'all-MiniLM-L6-v2' });
    const trace = traces.minilm('pair');
    const [, heads, n] = trace.shape;
    const layer = await shelf.source(1).layer(2);
    const there = trace.attentions[((2 * heads + 3) * n + 4) * n + 5];
    expect(Math.abs(layer.weight(3, 4, 5) - there)).toBeLessThan(7.7e-6);
  });

  it('may be one, as in pages from before there were several', () => {
    const shelf = new EmbeddedShelf((id) => texts[0][id] ?? null);
    expect(shelf.titles).toEqual([
      { text: 'Transformers are amazing!', pair: null, model: 'all-MiniLM-L6-v2' },
    ]);
  });

  it('stay opened while they are used', () => {
    const shelf = shelfOf([...texts, ...texts]);
    const first = shelf.source(0);
    expect(shelf.source(1)).toBe(shelf.source(1));
    for (const text of [2, 3, 0, 4, 5]) shelf.source(text);
    expect(shelf.source(0)).toBe(first);
    for (const text of [1, 2, 3, 4]) shelf.source(text);
    expect(shelf.source(0)).not.toBe(first);
  });

  it('are refused in a sentence when their list is damaged', () => {
    for (const list of ['{', 'null', '{"texts":[]}', '{"texts":[{"text":1,"model":""}]}']) {
      const broken = { ...texts[0], 'headscope-texts': list } as Record<string, string>;
      const open = () => new EmbeddedShelf((id) => broken[id] ?? null);
      expect(open).toThrow(PageError);
      expect(open).toThrow(/list of texts is damaged/);
    }
  });

  it('are refused one by one when their data is missing', () => {
    expect(() => shelfOf(texts).source(7)).toThrow(/manifest is missing/);
  });
});
