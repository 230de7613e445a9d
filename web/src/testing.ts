// What several tests need: pages made by fixtures/, read as the viewer reads them.
import { fileURLToPath } from 'node:url';
import { dataElements, textElements } from '../fixtures/page.mjs';
import { bertTrace, madeTrace, minilmTrace } from '../fixtures/traces.mjs';
import { EmbeddedSource } from './data/embedded';
import { EmbeddedShelf } from './data/shelf';

export const DATA = fileURLToPath(new URL('../../tests/data', import.meta.url));

export type Elements = Record<string, string>;

export const traces = {
  bert: () => bertTrace(`${DATA}/bert-base-uncased/transformers-are-amazing.safetensors`),
  minilm: (id: string) => minilmTrace(`${DATA}/minilm`, id),
  made: madeTrace,
};

export function elementsOf(trace: object, encoding?: string, neurons = false): Elements {
  return dataElements(trace, encoding, neurons) as Elements;
}

export function sourceOf(elements: Elements): EmbeddedSource {
  return new EmbeddedSource((id) => elements[id] ?? null);
}

/** The shelf of a page of several texts, with some of its elements damaged. */
export function shelfOf(texts: readonly Elements[], damage: Elements = {}): EmbeddedShelf {
  const elements = { ...(textElements(texts) as Elements), ...damage };
  return new EmbeddedShelf((id) => elements[id] ?? null);
}
