// Where the viewer gets its data from. A page carries it in itself (embedded.ts).
import type { Layer } from './layer';
import type { Manifest } from './manifest';
import type { Vectors } from './vectors';

export interface Source {
  readonly manifest: Manifest;
  /** u8-sqrt bytes [layers, heads, side, side]. Rejects with PageError. */
  thumbnails(): Promise<Uint8Array>;
  /** Rejects with PageError. */
  layer(layer: number): Promise<Layer>;
  /** At once, whatever it takes. Throws PageError. */
  layerNow(layer: number): Layer;
  /** The layer if it is already there. */
  peek(layer: number): Layer | undefined;
  /** Queries and keys, where the manifest has `neurons`. Rejects with PageError. */
  vectors(layer: number): Promise<Vectors>;
  /** The same if they are already there. */
  peekVectors(layer: number): Vectors | undefined;
}
