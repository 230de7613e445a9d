// Data that a server computes on demand: the live page's; see docs/live-protocol.md.
import { text as words } from '../strings';
import { Layer, isChunkSize } from './layer';
import { type Manifest, PageError, parseManifest } from './manifest';
import { Once } from './once';
import { type Prediction, readPrediction } from './prediction';
import type { Source } from './source';
import { Vectors, vectorBytes } from './vectors';

/** A stretch of the text (0) or its pair (1), in UTF-16 units: sequence, begin, end. */
export type Stretch = [sequence: 0 | 1, begin: number, end: number];

/** All that a picture depends on. */
export interface Input {
  model: string;
  text: string;
  pair: string | null;
  /** Tokens that the model reads as its mask token. */
  mask: Stretch[];
  /** Heads that pass nothing on: layer, head. */
  off: [layer: number, head: number][];
}

/** What the model says, and what it said with all heads on or, where they are, nothing masked. */
export interface Said {
  now: Prediction | null;
  before: Prediction | null;
  /** What was asked for, where it was. */
  input: Input | null;
}

/** The server did not answer at all. */
export class Unreachable extends PageError {}

/** A newer request has taken this one's place. */
export class Moot extends Error {}

const MOOT = 204;

export class Server {
  private readonly client: string;
  private asked = 0;

  constructor(private readonly send: typeof fetch = (...request) => fetch(...request)) {
    const random = crypto.getRandomValues(new Uint32Array(4));
    this.client = Array.from(random, (part) => part.toString(16)).join('');
  }

  /** The picture of an input, with one layer already there. Rejects with PageError or Moot. */
  async picture(input: Input, layer: number): Promise<ServerSource> {
    const asker = { client: this.client, number: ++this.asked };
    const bytes = await this.ask('picture', { ...input, layer, ...asker });
    return new ServerSource(this, input, bytes);
  }

  /**
   * What the model says of a picture's input, at some tokens too, and what it said before the
   * latest of heads and masks. Rejects with PageError or Moot.
   */
  async prediction({ input, manifest }: ServerSource, at: readonly number[]): Promise<Said> {
    // Not under the name that asks for pictures: these are not to wait for a prediction.
    const asker = { client: `${this.client}-prediction`, number: ++this.asked };
    const bytes = await this.ask('prediction', { ...input, at, ...asker });
    const json = JSON.parse(new TextDecoder().decode(bytes)) as Record<'now' | 'before', unknown>;
    const read = (raw: unknown) => readPrediction(raw, manifest.tokens.length);
    return { now: read(json.now), before: read(json.before), input };
  }

  /** Rejects with PageError or Moot. */
  async ask(what: string, request: object): Promise<Uint8Array> {
    let response: Response;
    let bytes: ArrayBuffer;
    try {
      response = await this.send(`live/${what}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      });
      bytes = await response.arrayBuffer();
    } catch {
      throw new Unreachable(words.live.unreachable);
    }
    if (response.status === MOOT) throw new Moot();
    if (response.ok) return new Uint8Array(bytes);
    throw new PageError(sentence(bytes));
  }
}

/** What a refusal says. */
function sentence(bytes: ArrayBuffer): string {
  try {
    const { error } = JSON.parse(new TextDecoder().decode(bytes)) as { error: string };
    return `${error.charAt(0).toUpperCase()}${error.slice(1)}.`;
  } catch {
    return words.live.refused;
  }
}

const HEADER = 8;

/** One picture of the server's: its manifest is here, its layers come when they are asked for. */
export class ServerSource implements Source {
  readonly manifest: Manifest;
  private readonly cells: Uint8Array;
  private readonly layers = new Once((layer) => this.fetchLayer(layer));
  private readonly allVectors = new Once((layer) => this.fetchVectors(layer));

  /** Throws PageError when the answer cannot be read. */
  constructor(
    private readonly server: Server,
    readonly input: Input,
    answer: Uint8Array,
  ) {
    const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
    const json = HEADER + view.getUint32(0, true);
    this.manifest = parseManifest(new TextDecoder().decode(answer.subarray(HEADER, json)));
    const chunk = json + this.manifest.thumbnails.bytes;
    this.cells = answer.subarray(json, chunk);
    const layer = view.getUint32(4, true);
    this.layers.keep(layer, this.open(layer, answer.subarray(chunk)));
  }

  thumbnails(): Promise<Uint8Array> {
    return Promise.resolve(this.cells);
  }

  layer(layer: number): Promise<Layer> {
    return this.layers.get(layer);
  }

  layerNow(layer: number): Layer {
    const there = this.layers.peek(layer);
    if (!there) throw new PageError(words.live.notYet(words.errors.layer(layer)));
    return there;
  }

  peek(layer: number): Layer | undefined {
    return this.layers.peek(layer);
  }

  vectors(layer: number): Promise<Vectors> {
    return this.allVectors.get(layer);
  }

  peekVectors(layer: number): Vectors | undefined {
    return this.allVectors.peek(layer);
  }

  private async fetchLayer(layer: number): Promise<Layer> {
    return this.open(layer, await this.server.ask('layer', { ...this.input, layer }));
  }

  private async fetchVectors(layer: number): Promise<Vectors> {
    const chunk = await this.server.ask('vectors', { ...this.input, layer });
    const { model, tokens, neurons } = this.manifest;
    const { encoding } = neurons!;
    const bytes = vectorBytes(encoding, model.heads, tokens.length, model.head_dim);
    if (chunk.length !== bytes) throw new PageError(words.live.refused);
    return Vectors.decode(chunk, encoding, tokens.length, model.head_dim);
  }

  private open(layer: number, chunk: Uint8Array): Layer {
    const { model, tokens, encoding } = this.manifest;
    const count = model.heads * tokens.length ** 2;
    try {
      if (!isChunkSize(chunk.length, encoding, count)) throw new RangeError();
      return Layer.decode(chunk, encoding, model.heads, tokens.length);
    } catch {
      throw new PageError(words.live.cut(words.errors.layer(layer)));
    }
  }
}
