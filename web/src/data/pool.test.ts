import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { headMap } from './maps';
import { poolMap, poolingOf } from './pool';
import { pieces } from './units';

const source = sourceOf(elementsOf(traces.made(100, 2, 3)));
const { manifest } = source;
const look = { lens: 'raw' as const, units: pieces(manifest), special: manifest.special };
const layer = await source.layer(1);
const map = headMap(layer, 2, look);
const none = new Uint8Array(100);

describe('a map made small', () => {
  it('is the page’s thumbnail', async () => {
    const { side, block } = manifest.thumbnails;
    expect(poolingOf(100)).toEqual({ side: 34, block: 3 });
    expect([side, block]).toEqual([34, 3]);
    const all = await source.thumbnails();
    const own = all.subarray(5 * side * side, 6 * side * side);
    const made = poolMap(map, 100, { side, block }, none);
    const off = made.reduce((most, byte, k) => Math.max(most, Math.abs(byte - own[k])), 0);
    expect(off).toBeLessThanOrEqual(1);
  });

  it('has every token of a short text', () => {
    expect(poolingOf(48)).toEqual({ side: 48, block: 1 });
    expect(poolingOf(49)).toEqual({ side: 25, block: 2 });
    expect(poolingOf(512)).toEqual({ side: 47, block: 11 });
  });

  it('leaves muted tokens out', () => {
    const small = Float32Array.from([0.25, 1, 0, 0, 0, 0.04, 0, 0, 0.09]);
    const muted = Uint8Array.from([0, 1, 0]);
    const cells = poolMap(small, 3, { side: 2, block: 2 }, muted);
    expect([...cells]).toEqual([128, 51, 0, 77]);
  });
});
