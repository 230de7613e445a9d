// What figures are made from: what the page shows, without the page.
import type { Layer } from '../../data/layer';
import type { Manifest } from '../../data/manifest';
import type { Visibility } from '../../data/select';
import { type Shown, showHeads, visibilityOf } from '../../data/shown';
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

/** The chosen heads of one layer, as rows and columns of tokens or words. */
export interface Picture extends FigureInput {
  units: readonly Unit[];
  labels: readonly string[];
  see: Visibility;
  shown: readonly Shown[];
  /** Pinned units that there are. */
  pins: readonly number[];
}

export function pictureOf(input: FigureInput): Picture {
  const { manifest, layer, state } = input;
  const units = state.words ? wholeWords(manifest) : pieces(manifest);
  const see = visibilityOf(units, state);
  const look = { lens: state.lens, units, special: manifest.special };
  return {
    ...input,
    units,
    labels: units.map((unit) => visible(unit.label)),
    see,
    shown: showHeads(state, see, (head) => headMap(layer, head, look)),
    pins: state.pins.filter((unit) => unit < units.length),
  };
}
