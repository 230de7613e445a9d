// The texts of a page: one or several, each opened when it is asked for.
import { text as words } from '../strings';
import { EmbeddedSource, type ReadElement } from './embedded';
import { PageError } from './manifest';
import type { Source } from './source';

/** How a text is called where there are several. */
export interface Title {
  text: string;
  pair: string | null;
  model: string;
}

export interface Shelf {
  readonly titles: readonly Title[];
  /** Whether the page was made to compare its texts. */
  readonly compares?: boolean;
  /** Throws PageError when a text cannot be opened. */
  source(text: number): Source;
}

/** A shelf with nothing else on it. */
export function only(source: Source): Shelf {
  const { text, pair, model } = source.manifest;
  return { titles: [{ text, pair, model: model.name }], source: () => source };
}

/** The elements of a text by the names that those of a page's first text have. */
export function elementsOfText(read: ReadElement, text: number): ReadElement {
  return text === 0 ? read : (id) => read(id.replace(/^headscope/, `headscope-${text}`));
}

/** How many texts stay decoded, so that going back and forth costs nothing. */
const ROOM = 4;

/** What stands in the page itself. */
export class EmbeddedShelf implements Shelf {
  readonly titles: readonly Title[];
  readonly compares: boolean;
  private readonly opened = new Map<number, Source>();

  /** Throws PageError when the list of texts cannot be read. */
  constructor(private readonly read: ReadElement) {
    const json = read('headscope-texts');
    const list = json === null ? { texts: only(this.source(0)).titles } : parseList(json);
    this.titles = list.texts;
    this.compares = list.compares === true;
  }

  source(text: number): Source {
    const source = this.opened.get(text) ?? new EmbeddedSource(elementsOfText(this.read, text));
    this.opened.delete(text);
    this.opened.set(text, source);
    if (this.opened.size > ROOM) this.opened.delete(this.opened.keys().next().value!);
    return source;
  }
}

interface List {
  texts: readonly Title[];
  compares?: boolean;
}

function parseList(json: string): List {
  try {
    const list = JSON.parse(json) as List;
    const { texts } = list;
    const names = ({ text, model, pair }: Title) => [text, model, pair ?? ''];
    const whole =
      texts.length > 0 && texts.flatMap(names).every((name) => typeof name === 'string');
    if (!whole) throw new Error();
    return list;
  } catch {
    throw new PageError(words.errors.listDamaged);
  }
}
