import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Source } from './data/source';
import { Busy } from './idle';
import { Session } from './session';
import { elementsOf, shelfOf, sourceOf, traces } from './testing';

const bert = () => sourceOf(elementsOf(traces.bert()));
const minilm = (id: string) => sourceOf(elementsOf(traces.minilm(id)));

/** A source whose data comes when it is told to. */
function held(source: Source) {
  let go = () => {};
  const gate = new Promise<void>((resolve) => (go = resolve));
  const late: Source = {
    manifest: source.manifest,
    thumbnails: () => gate.then(() => source.thumbnails()),
    layer: (layer) => gate.then(() => source.layer(layer)),
    layerNow: (layer) => source.layerNow(layer),
    peek: (layer) => source.peek(layer),
    vectors: (layer) => gate.then(() => source.vectors(layer)),
    peekVectors: (layer) => source.peekVectors(layer),
  };
  return { late, go };
}

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 0));
});

describe('a session that is shown something else', () => {
  it('shows it whole: nothing of the old text or model stays', async () => {
    const session = new Session(bert(), new Busy());
    await session.show(minilm('scripts'));
    const { manifest } = session.source;
    expect(session.manifest).toBe(manifest);
    expect(session.limits).toMatchObject({ layers: 6, heads: 12, tokens: manifest.tokens.length });
    expect(session.labels.value).toHaveLength(manifest.tokens.length);
    expect(session.thumbnails.value).toEqual(await session.source.thumbnails());
    const [shown] = session.shown.value!;
    expect(shown.map).toHaveLength(manifest.tokens.length ** 2);
    expect(session.patterns.flatMap(({ heads }) => heads)).toHaveLength(6 * 12);
    expect(session.hasSplitWords).toBe(true);
  });

  it('keeps the old picture until the new one can be drawn', async () => {
    const session = new Session(bert(), new Busy());
    await session.fetch(session.state.value.layer);
    const before = session.shown.value;
    const { late, go } = held(minilm('pair'));
    const shown = session.show(late);
    expect(session.shown.value).toBe(before);
    go();
    await shown;
    expect(session.source).toBe(late);
    expect(session.shown.value).not.toBeNull();
  });

  it('does not go back to what was asked for earlier and came later', async () => {
    const session = new Session(bert(), new Busy());
    const slow = held(minilm('pair'));
    const first = session.show(slow.late);
    const quick = minilm('scripts');
    await session.show(quick);
    slow.go();
    await first;
    expect(session.source).toBe(quick);
  });

  it('keeps layer, heads and pins, as changed while the new picture was on its way', async () => {
    const session = new Session(bert(), new Busy());
    session.open(4, 7);
    const { late, go } = held(bert());
    const shown = session.show(late);
    session.open(5, 2);
    session.update({ pins: [3], words: true });
    go();
    await shown;
    expect(session.state.value).toMatchObject({ layer: 5, heads: [2], pins: [3], words: true });
  });

  it('says what is wrong with data that cannot be read, and forgets it with the next text', async () => {
    const elements = elementsOf(traces.bert());
    const session = new Session(bert(), new Busy());
    const { layer } = session.state.value;
    const broken = { ...elements, [`headscope-layer-${layer}`]: '', 'headscope-thumbnails': '' };
    await session.show(sourceOf(broken));
    await vi.waitFor(() => expect(session.broken.value.get(layer)).toMatch(/damaged/));
    expect(session.thumbnailsError.value).toMatch(/damaged/);
    await session.show(bert());
    expect(session.broken.value.size).toBe(0);
    expect(session.thumbnailsError.value).toBeNull();
  });
});

describe('a page of several texts', () => {
  const texts = ['amazing', 'pair', 'scripts'].map((id) => elementsOf(traces.minilm(id)));
  const opened = (damage = {}) => {
    const shelf = shelfOf(texts, damage);
    return new Session(shelf.source(0), new Busy(), shelf);
  };
  const arrived = (session: Session, text: number) =>
    vi.waitFor(() => expect(session.source).toBe(session.shelf.source(text)));

  it('turns to another text and keeps the head', async () => {
    const session = opened();
    session.open(4, 7);
    session.update({ text: 1 });
    expect(session.state.value.text).toBe(0);
    await arrived(session, 1);
    expect(session.state.value).toMatchObject({ text: 1, layer: 4, heads: [7] });
    expect(session.limits).toMatchObject({ texts: 3, pair: true });
    expect(session.spoken.value).toMatch(/^Text 2 of 3: The author/);
    session.stepText(1);
    await arrived(session, 2);
    session.stepText(1);
    expect(session.state.value.text).toBe(2);
  });

  it('measures what is asked for with a text by that text', async () => {
    const session = opened();
    session.update({ text: 2, pins: [12], layer: 1 });
    await arrived(session, 2);
    expect(session.state.value).toMatchObject({ text: 2, pins: [12], layer: 1 });
    session.restore('#v=1&l=2&h=3&text=1&from=9');
    await arrived(session, 1);
    expect(session.state.value).toMatchObject({ text: 1, layer: 2, heads: [3], pins: [9] });
    session.restore('#v=1&l=2&h=3&text=9');
    await arrived(session, 0);
    expect(session.state.value).toMatchObject({ text: 0, layer: 2, heads: [3], pins: [] });
  });

  it('stays where it is when a text cannot be opened, and says why', async () => {
    const session = opened({ 'headscope-1-manifest': '{' });
    session.update({ text: 1 });
    await vi.waitFor(() => expect(session.refused.value).toMatch(/^Text 2 cannot be opened\. /));
    expect(session.state.value.text).toBe(0);
    session.update({ text: 2 });
    await arrived(session, 2);
    expect(session.refused.value).toBeNull();
  });
});

describe('lenses and heads together', () => {
  const withVectors = () => sourceOf(elementsOf(traces.minilm('cat'), undefined, true));
  const opened = async (source: Source) => {
    const session = new Session(source, new Busy());
    session.open(2, 3);
    await session.fetch(2);
    return session;
  };
  const weights = (session: Session, place: number) =>
    Array.from({ length: 12 }, (_, head) => {
      const n = session.limits.tokens;
      return session.source.layerNow(2).weight(head, Math.floor(place / n), place % n);
    });

  it('show one map of a layer whatever the head, and say so', async () => {
    const session = await opened(withVectors());
    session.update({ lens: 'mean' });
    const [shown, ...rest] = session.shown.value!;
    expect(rest).toEqual([]);
    const mean = weights(session, 9).reduce((a, b) => a + b) / 12;
    expect(shown.map[9]).toBeCloseTo(mean, 6);
    expect(session.value(2, 7, 0, 9)).toBeCloseTo(mean, 6);
    expect(session.reading.value.first).toBe('The mean of the 12 heads of layer 2.');
    const { map } = shown;
    session.open(2, 8);
    expect(session.shown.value![0].map).toEqual(map);
  });

  it('show the mean or the largest of the chosen heads', async () => {
    const session = await opened(withVectors());
    session.update({ heads: [3, 5, 8], together: 'max' });
    const [shown, ...rest] = session.shown.value!;
    expect(rest).toEqual([]);
    const all = weights(session, 9);
    expect(shown.map[9]).toBeCloseTo(Math.max(all[3], all[5], all[8]), 6);
    session.update({ together: 'separate' });
    expect(session.shown.value).toHaveLength(3);
  });

  it('show scores beside the attention once queries and keys are there', async () => {
    const session = await opened(withVectors());
    session.update({ lens: 'scores', pins: [1] });
    expect(session.shown.value).toBeNull();
    expect(() => session.value(2, 3, 1, 2)).toThrow(/not here yet/);
    await vi.waitFor(() => expect(session.shown.value).not.toBeNull());
    const n = session.limits.tokens;
    const { maps, most, gap } = session.scores.value!;
    expect(gap).toBe(0);
    expect(most).toBe(Math.max(...maps[0].map(Math.abs)));
    expect(session.value(2, 3, 1, 2)).toBeCloseTo(maps[0][n + 2], 5);
    expect(session.shown.value![0].map[n + 2]).toBe(session.source.layerNow(2).weight(3, 1, 2));
    const focus = session.focus.value!;
    expect(session.numberAt(focus, 2, 0, 4)).toBe(maps[0][n + 2].toFixed(2).replace('-', '−'));
    session.update({ lens: 'raw' });
    expect(session.scores.value).toBeNull();
  });

  it('say why there are no scores where the data is damaged', async () => {
    const elements = elementsOf(traces.minilm('cat'), undefined, true);
    const session = await opened(sourceOf({ ...elements, 'headscope-neurons-2': '' }));
    session.update({ lens: 'scores' });
    await vi.waitFor(() => expect(session.problem.value).toMatch(/damaged/));
    session.update({ lens: 'raw' });
    expect(session.problem.value).toBeNull();
  });
});
