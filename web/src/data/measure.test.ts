import { describe, expect, it } from 'vitest';
import { elementsOf, sourceOf, traces } from '../testing';
import { measureHead, measured } from './measure';
import { visibilityOf } from './shown';
import { pieces } from './units';

const trace = traces.minilm('pair');
const source = sourceOf(elementsOf(trace));
const { manifest } = source;
const through = (segments: string[]) =>
  measured(manifest, visibilityOf(pieces(manifest), { lens: 'raw', mute: [], segments }));
const ALL = ['aa', 'ab', 'ba', 'bb'];

describe('the numbers of a head', () => {
  it('are the manifest’s where nothing is hidden', async () => {
    const what = through(ALL);
    let off = 0;
    for (let layer = 0; layer < 6; layer++) {
      const data = await source.layer(layer);
      for (let head = 0; head < 12; head++) {
        const whole = manifest.heads[layer][head];
        const again = measureHead(data, head, whole, what);
        expect(again.pattern).toBe(whole.pattern);
        for (const [key, value] of Object.entries(again)) {
          const known = whole[key as keyof typeof whole];
          if (typeof value !== 'number') continue;
          off = Math.max(off, Math.abs(value - (known as number)) / Math.max(1, value));
        }
      }
    }
    process.stdout.write(`measured again: off by ${off.toExponential(2)}\n`);
    // What 16 bits keep of 18 weights.
    expect(off).toBeLessThan(18 * 7.7e-6);
  });

  it('count what is hidden as 0, over the rows that are left', async () => {
    const data = await source.layer(3);
    const what = through(['ba']);
    const { next, confidence, distance, cls } = measureHead(data, 1, manifest.heads[3][1], what);
    // The words of the second text, 11 to 16, and what they give to the first, 0 to 10.
    const rows = [11, 12, 13, 14, 15, 16];
    const weight = (i: number, j: number) => data.weight(1, i, j);
    let [largest, mass, moment, rest] = [0, 0, 0, 0];
    for (const i of rows) {
      const own = Array.from({ length: 11 }, (_, j) => weight(i, j));
      largest += Math.max(...own.slice(1, 10));
      rest += own[0];
      own.forEach((w, j) => ((mass += w), (moment += w * (i - j))));
    }
    expect(what.rows).toEqual(rows);
    expect(next).toBe(0);
    expect(cls).toBeCloseTo(rest / 6, 6);
    expect(confidence).toBeCloseTo(largest / 6, 6);
    expect(distance).toBeCloseTo(moment / mass, 6);
  });

  it('know punctuation by the text', () => {
    expect([...what().keys()].filter((i) => what()[i])).toEqual([9, 16]);
    function what() {
      return through(ALL).punctuation;
    }
  });
});
