import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { strongestLinks } from './links';
import { headMap } from './maps';
import { visibilityOf } from './shown';
import { pieces } from './units';

async function linksOf(
  id: string,
  layer: number,
  head: number,
  segments = ['aa', 'ab', 'ba', 'bb'],
) {
  const source = sourceOf(elementsOf(traces.minilm(id)));
  const { manifest } = source;
  const units = pieces(manifest);
  const look = { lens: 'raw' as const, units, special: manifest.special };
  const map = headMap(await source.layer(layer), head, look);
  const see = visibilityOf(units, { lens: 'raw', mute: [], segments });
  const [links, across] = strongestLinks(map, units, see);
  const token = (at: number) => manifest.tokens[at];
  return {
    across,
    said: links.map(({ from, to, weight }) => `${token(from)} → ${token(to)} ${weight.toFixed(3)}`),
  };
}

describe('the strongest links', () => {
  it('of a pair go across', async () => {
    const { across, said } = await linksOf('pair', 3, 1);
    expect(across).toBe(true);
    expect(said).toEqual(['it → book 0.780', 'was → book 0.210', 'published → book 0.185']);
  });

  it('stay in a text where no quadrant across is shown', async () => {
    const { across, said } = await linksOf('pair', 3, 1, ['aa']);
    expect(across).toBe(false);
    expect(said).toHaveLength(3);
    expect(said.join()).not.toMatch(/it|\[/);
  });

  it('of one text are between words', async () => {
    const { across, said } = await linksOf('cat', 5, 11);
    expect(across).toBe(false);
    expect(said[0]).toBe('cat → cat 0.918');
  });
});
