// Maps of a head as the picture shows it: through a lens, token by token or word by word.
import type { Layer } from './layer';
import { type LensName, applyLens } from './lens';
import type { Unit } from './units';

/** How a layer is looked at. Two views that are the same object share their cached maps. */
export interface Look {
  lens: LensName;
  units: readonly Unit[];
  special: readonly boolean[];
}

/**
 * Adds the row of one unit to `out` [units]: the mean over its tokens ("mean from") of what they
 * give to each unit's tokens together ("sum to").
 */
export function addRow(
  layer: Layer,
  head: number,
  look: Look,
  from: number,
  out: Float32Array,
  scratch: Float32Array,
): void {
  const { units } = look;
  const { tokens } = units[from];
  const merged = units.length !== layer.n;
  for (const token of tokens) {
    layer.row(head, token, scratch);
    applyLens(look.lens, scratch, look.special);
    if (!merged) {
      for (let j = 0; j < out.length; j++) out[j] += scratch[j];
      continue;
    }
    for (let j = 0; j < out.length; j++) {
      let sum = 0;
      for (const to of units[j].tokens) sum += scratch[to];
      out[j] += sum / tokens.length;
    }
  }
}

/** The whole map [units, units] of one head. */
export function headMap(layer: Layer, head: number, look: Look): Float32Array {
  const n = look.units.length;
  const map = new Float32Array(n * n);
  const scratch = new Float32Array(layer.n);
  for (let i = 0; i < n; i++) {
    addRow(layer, head, look, i, map.subarray(i * n, (i + 1) * n), scratch);
  }
  return map;
}

/** The row of a unit [units], mean over all heads of the layer. */
export function meanRow(layer: Layer, look: Look, from: number): Float32Array {
  const out = new Float32Array(look.units.length);
  const scratch = new Float32Array(layer.n);
  for (let head = 0; head < layer.heads; head++) addRow(layer, head, look, from, out, scratch);
  for (let j = 0; j < out.length; j++) out[j] /= layer.heads;
  return out;
}

/** Keeps the maps that were used last. */
export class MapCache {
  private readonly maps = new Map<string, Float32Array>();
  private look: Look | undefined;

  constructor(private readonly room = 48) {}

  get(layer: Layer, layerIndex: number, head: number, look: Look): Float32Array {
    if (look !== this.look) {
      this.maps.clear();
      this.look = look;
    }
    const key = `${layerIndex}.${head}`;
    const map = this.maps.get(key) ?? headMap(layer, head, look);
    this.maps.delete(key);
    this.maps.set(key, map);
    if (this.maps.size > this.room) this.maps.delete(this.maps.keys().next().value!);
    return map;
  }
}
