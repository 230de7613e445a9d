import { signal } from '@preact/signals';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Compare, KEPT } from './compare';
import type { Source } from './data/source';
import { Busy } from './idle';
import { Session } from './session';
import { elementsOf, shelfOf, sourceOf, traces } from './testing';

// "The cat sat on the mat because it was tired." and "Transformers are amazing!" on MiniLM.
const texts = ['cat', 'amazing'].map((id) => elementsOf(traces.minilm(id), undefined, true));

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => setTimeout(then, 0));
});

async function opened(kept = signal<Source | null>(null)) {
  const shelf = shelfOf(texts);
  const session = new Session(shelf.source(0), new Busy(), shelf);
  session.open(2, 3);
  await session.fetch(2);
  const compare = new Compare(session, kept);
  const stop = compare.start();
  return { session, compare, other: compare.other, stop };
}

describe('two pictures side by side', () => {
  it('are the next text and this one, and the second follows the first', async () => {
    const { session, compare, other, stop } = await opened();
    expect(compare.against.value).toBe('1');
    await vi.waitFor(() => expect(other.manifest.tokens).toContain('amazing'));
    session.update({ layer: 4, heads: [5], mute: ['[CLS]'], words: true });
    expect(other.state.value).toMatchObject({ layer: 4, heads: [5], mute: ['[CLS]'], words: true });
    stop();
    session.update({ layer: 1 });
    expect(other.state.value.layer).toBe(4);
  });

  it('share what is pointed at and pinned, from either side, where it has a partner', async () => {
    const { session, other, stop } = await opened();
    await vi.waitFor(() => expect(other.manifest.tokens).toContain('amazing'));
    const [last, end] = [session, other].map(({ limits }) => limits.tokens - 1);
    session.update({ pins: [0, 2, last] });
    expect(other.state.value.pins).toEqual([0, end]);
    other.update({ pins: [2], side: 'to' });
    expect(session.state.value).toMatchObject({ pins: [], side: 'to' });
    expect(other.state.value.pins).toEqual([2]);
    session.hover.value = { side: 'from', unit: last, to: 0 };
    expect(other.hover.value).toEqual({ side: 'from', unit: end, to: 0 });
    other.hover.value = { side: 'from', unit: 1 };
    expect(session.hover.value).toBeNull();
    expect(other.hover.value).toEqual({ side: 'from', unit: 1 });
    session.hover.value = null;
    other.hover.value = { side: 'to', unit: 0 };
    expect(session.hover.value).toEqual({ side: 'to', unit: 0 });
    stop();
  });

  it('differ by the second minus the first, and heads are ranked by it', async () => {
    const { session, compare, other, stop } = await opened();
    session.update({ against: 'without-specials' });
    await vi.waitFor(() => expect(compare.drawing.shown.value).not.toBeNull());
    expect(other.source === session.source).toBe(true);
    const [difference] = compare.drawing.shown.value!;
    const [a, b] = [session, other].map((one) => one.shown.value![0].map);
    difference.map.forEach((value, at) => expect(value).toBeCloseTo(b[at] - a[at], 6));
    expect(compare.drawing.most.value).toBe(Math.max(...difference.map.map(Math.abs)));
    await vi.waitFor(() => expect(compare.ranking.value).toHaveLength(72));
    const shares = compare.ranking.value.map(({ moved }) => moved);
    expect(shares).toEqual([...shares].sort((x, y) => y - x));
    stop();
  });

  it('have no difference where one is of scores and the other is not', async () => {
    const { session, compare, other, stop } = await opened();
    session.update({ lens: 'scores', against: 'raw' });
    await vi.waitFor(() => expect(session.scores.value).not.toBeNull());
    await vi.waitFor(() => expect(other.source === session.source).toBe(true));
    expect(compare.drawing.shown.value).toBeNull();
    stop();
  });

  it('begin with what was kept', async () => {
    const kept = signal<Source | null>(null);
    const session = new Session(sourceOf(texts[0]), new Busy());
    const compare = new Compare(session, kept);
    const stop = compare.start();
    expect(compare.against.value).toBe('without-specials');
    kept.value = session.source;
    expect(compare.against.value).toBe(KEPT);
    await session.show(sourceOf(texts[1]));
    const [a, b] = compare.sides;
    expect(a.manifest.text).toContain('cat');
    expect(b).toBe(session);
    session.open(2, 3);
    await Promise.all([session.fetch(2), compare.other.fetch(2)]);
    const [{ map }] = compare.drawing.shown.value!;
    const [first, second] = [a, b].map((one) => one.shown.value![0].map[0]);
    expect(map[0]).toBeCloseTo(second - first, 6);
    stop();
  });
});
