// What figures are made from: what the page shows, without the page.
import type { Layer } from '../../data/layer';
import type { Manifest } from '../../data/manifest';
import { LINE_CAP, type Lines, type Visibility, selectLines } from '../../data/select';
import { visibilityOf } from '../../data/shown';
import { type Unit, pieces, wholeWords } from '../../data/units';
import { headMap } from '../../data/maps';
import { visible } from '../../data/visible';
import type { State } from '../../state';
import type { ColumnWidth } from './marks';

export interface FigureInput {
  manifest: Manifest;
  /** The layer of the state. */
  layer: Layer;
  state: State;
  width: ColumnWidth;
}

/** One head that is drawn. */
export interface DrawnHead {
  head: number;
  slot: number;
  /** [units, units] through the lens */
  map: Float32Array;
  lines: Lines;
}

/** The chosen heads of one layer, as rows and columns of tokens or words. */
export interface Picture extends FigureInput {
  units: readonly Unit[];
  labels: readonly string[];
  see: Visibility;
  shown: readonly DrawnHead[];
  /** Pinned units that there are. */
  pins: readonly number[];
}

export function pictureOf(input: FigureInput): Picture {
  const { manifest, layer, state } = input;
  const units = state.words ? wholeWords(manifest) : pieces(manifest);
  const see = visibilityOf(units, state);
  const look = { lens: state.lens, units, special: manifest.special };
  const cap = Math.ceil(LINE_CAP / Math.max(1, state.heads.length));
  return {
    ...input,
    units,
    labels: units.map((unit) => visible(unit.label)),
    see,
    shown: state.heads.map((head, k) => {
      const map = headMap(layer, head, look);
      const lines = selectLines(map, units.length, see, state.lines / 100, cap);
      return { head, slot: state.slots[k], map, lines };
    }),
    pins: state.pins.filter((unit) => unit < units.length),
  };
}
