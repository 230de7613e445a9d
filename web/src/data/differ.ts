// Which heads differ most between two pictures.
import { type Alignment, moved } from './align';
import { combine } from './combine';
import { type Look, headMap } from './maps';
import type { Layer } from './layer';
import type { HeadPlace as Place } from './patterns';
import type { Source } from './source';
import { nextTask } from './turns';

export interface HeadPlace extends Place {
  /** The share of its attention that is elsewhere (align.ts). */
  moved: number;
}

/** Work goes on in pieces of this length, so that the page answers in between. */
const SLICE_MS = 10;

/** All heads that both have, the one that differs most first; of scores, their attention. */
export async function headMoves(
  a: Source,
  b: Source,
  [lookA, lookB, alignment]: readonly [Look, Look, Alignment],
  goesOn: () => boolean,
): Promise<HeadPlace[]> {
  const found: HeadPlace[] = [];
  const { layers, heads } = a.manifest.model;
  const other = b.manifest.model;
  // The mean of heads is the same for all of them.
  const means = lookA.lens === 'mean' && lookB.lens === 'mean';
  const count = means ? 1 : Math.min(heads, other.heads);
  let begun = performance.now();
  for (let layer = 0; layer < Math.min(layers, other.layers); layer++) {
    // What cannot be opened says so where it is shown.
    const both = await Promise.all([a.layer(layer), b.layer(layer)]).catch(() => null);
    if (!both) continue;
    const [mapA, mapB] = [mapsOf(both[0], lookA), mapsOf(both[1], lookB)];
    for (let head = 0; head < count; head++) {
      if (performance.now() - begun > SLICE_MS) {
        await nextTask();
        begun = performance.now();
      }
      if (!goesOn()) return [];
      found.push({ layer, head, moved: moved(mapA(head), mapB(head), alignment) });
    }
  }
  return found.sort((one, two) => two.moved - one.moved);
}

function mapsOf(layer: Layer, look: Look): (head: number) => Float32Array {
  const one = (head: number) => headMap(layer, head, look);
  if (look.lens !== 'mean') return one;
  const mean = combine([...Array(layer.heads).keys()].map(one), 'mean');
  return () => mean;
}
