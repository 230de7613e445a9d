// The data that stands in the page itself, as inert script elements.
import { text as words } from '../strings';
import { bytesFromBase64 } from './base64';
import { crc32 } from './crc32';
import { inflate, inflateNow } from './inflate';
import { Layer, isChunkSize } from './layer';
import { type ChunkInfo, type Manifest, PageError, parseManifest } from './manifest';
import { Once } from './once';
import type { Source } from './source';
import { Vectors, vectorBytes } from './vectors';

/** Text of an element, or null when there is none of that id. */
export type ReadElement = (id: string) => string | null;

export function fromDocument(page: Document): ReadElement {
  return (id) => page.getElementById(id)?.textContent ?? null;
}

export class EmbeddedSource implements Source {
  readonly manifest: Manifest;
  private readonly layers = new Once((layer) => this.decode(layer));
  private readonly allVectors = new Once((layer) => this.decodeVectors(layer));

  /** Throws PageError when the manifest is missing or cannot be read. */
  constructor(private readonly read: ReadElement) {
    const json = read('headscope-manifest');
    if (json === null) throw new PageError(words.errors.manifestMissing);
    this.manifest = parseManifest(json);
  }

  async thumbnails(): Promise<Uint8Array> {
    const { model, thumbnails } = this.manifest;
    const name = words.errors.thumbnails;
    const bytes = model.layers * model.heads * thumbnails.side ** 2;
    const packed = this.packed('headscope-thumbnails', name, thumbnails);
    if (thumbnails.bytes !== bytes) damaged(name)();
    return checked(await inflate(packed, bytes).catch(damaged(name)), thumbnails, name);
  }

  peek(layer: number): Layer | undefined {
    return this.layers.peek(layer);
  }

  layer(layer: number): Promise<Layer> {
    return this.layers.get(layer);
  }

  peekVectors(layer: number): Vectors | undefined {
    return this.allVectors.peek(layer);
  }

  vectors(layer: number): Promise<Vectors> {
    return this.allVectors.get(layer);
  }

  layerNow(layer: number): Layer {
    const there = this.layers.peek(layer);
    if (there) return there;
    const { name, info, packed } = this.chunk(layer);
    try {
      return this.layers.keep(
        layer,
        this.open(checked(inflateNow(packed, info.bytes), info, name)),
      );
    } catch {
      return damaged(name)();
    }
  }

  private async decode(layer: number): Promise<Layer> {
    const { name, info, packed } = this.chunk(layer);
    const chunk = await inflate(packed, info.bytes).catch(damaged(name));
    try {
      return this.layers.peek(layer) ?? this.open(checked(chunk, info, name));
    } catch {
      return damaged(name)();
    }
  }

  private async decodeVectors(layer: number): Promise<Vectors> {
    const { model, tokens, neurons } = this.manifest;
    const name = words.errors.vectors(layer);
    const info = neurons?.chunks[layer];
    const packed = this.packed(`headscope-neurons-${layer}`, name, info);
    const { encoding } = neurons!;
    const n = tokens.length;
    if (info!.bytes !== vectorBytes(encoding, model.heads, n, model.head_dim)) damaged(name)();
    const chunk = await inflate(packed, info!.bytes).catch(damaged(name));
    return Vectors.decode(checked(chunk, info!, name), encoding, n, model.head_dim);
  }

  private open(chunk: Uint8Array): Layer {
    const { model, tokens, encoding } = this.manifest;
    return Layer.decode(chunk, encoding, model.heads, tokens.length);
  }

  private chunk(layer: number) {
    const { model, tokens, encoding, chunks } = this.manifest;
    const name = words.errors.layer(layer);
    const info = chunks[layer];
    const packed = this.packed(`headscope-layer-${layer}`, name, info);
    const count = model.heads * tokens.length ** 2;
    if (!isChunkSize(info.bytes, encoding, count)) damaged(name)();
    return { name, info, packed };
  }

  /** The compressed bytes of an element. */
  private packed(id: string, name: string, info: ChunkInfo | undefined) {
    const base64 = this.read(id);
    if (base64 === null || !info) throw new PageError(words.errors.missing(name));
    try {
      return bytesFromBase64(base64);
    } catch {
      return damaged(name)();
    }
  }
}

function damaged(name: string): () => never {
  return () => {
    throw new PageError(words.errors.damaged(name));
  };
}

function checked(bytes: Uint8Array, info: ChunkInfo, name: string): Uint8Array {
  if (bytes.length !== info.bytes || crc32(bytes) !== info.crc32) damaged(name)();
  return bytes;
}
