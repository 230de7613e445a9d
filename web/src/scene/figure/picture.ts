// What figures are made from: what the page shows, without the page.
import { combine, groupsOf } from '../../data/combine';
import type { Layer } from '../../data/layer';
import type { Manifest } from '../../data/manifest';
import type { Visibility } from '../../data/select';
import { type Shown, visibilityOf, withLines } from '../../data/shown';
import { type Unit, pieces, wholeWords } from '../../data/units';
import { type Look, headMap } from '../../data/maps';
import { visible } from '../../data/visible';
import type { State } from '../../state';
import type { ColumnWidth } from './marks';

export interface FigureInput {
  manifest: Manifest;
  /** A layer, or null where it cannot be read. */
  layerAt: (layer: number) => Layer | null;
  state: State;
  width: ColumnWidth;
}

/** What can be seen of any head. */
export interface Sight extends FigureInput {
  units: readonly Unit[];
  see: Visibility;
  look: Look;
}

export function sightOf(input: FigureInput): Sight {
  const { manifest, state } = input;
  const units = state.words ? wholeWords(manifest) : pieces(manifest);
  const look = { lens: state.lens, units, special: manifest.special };
  return { ...input, units, see: visibilityOf(units, state), look };
}

/** The unit with which the second text begins; 0 without one. */
export function secondText(units: readonly Unit[]): number {
  return Math.max(
    0,
    units.findIndex((unit) => unit.segment === 1),
  );
}

/** Units in the order in which they are named where there is no room for all. */
export function namedFirst(units: readonly Unit[], pinned: readonly number[]): number[] {
  return [...pinned, ...units.flatMap(({ special }, k) => (special ? [k] : []))];
}

/** The chosen heads of one layer, as rows and columns of tokens or words. */
export interface Picture extends Sight {
  labels: readonly string[];
  shown: readonly Shown[];
  /** Pinned units that there are. */
  pins: readonly number[];
}

/** Null where the layer cannot be read. */
export function pictureOf(input: FigureInput): Picture | null {
  const sight = sightOf(input);
  const { units, see, look, state } = sight;
  const layer = input.layerAt(state.layer);
  if (!layer) return null;
  const groups = groupsOf(state, layer.heads);
  const maps = groups.map(({ heads, by }) =>
    combine(
      heads.map((head) => headMap(layer, head, look)),
      by,
    ),
  );
  return {
    ...sight,
    labels: units.map((unit) => visible(unit.label)),
    shown: withLines(groups, maps, see, state.lines / 100),
    pins: state.pins.filter((unit) => unit < units.length),
  };
}
