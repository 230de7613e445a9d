// The current view as a figure for a paper. Pure: the same input gives the same marks anywhere.
//
//   const svg = toSvg(figureOf({ manifest, layerAt, state, width: 'one' })!);
import type { ViewName } from '../../state';
import { headFigure } from './head';
import type { Figure } from './marks';
import { matrixFigure } from './matrix';
import { modelFigure } from './model';
import { type FigureInput, type Picture, pictureOf, sightOf } from './picture';

const OF_ONE_LAYER: Partial<Record<ViewName, (picture: Picture) => Figure>> = {
  head: headFigure,
  matrix: matrixFigure,
};

/** Views that there are figures of. */
export function hasFigure(view: ViewName): boolean {
  return view === 'model' || view in OF_ONE_LAYER;
}

/** The figure of the state's view, or null where its layer cannot be read. */
export function figureOf(input: FigureInput): Figure | null {
  const { view } = input.state;
  if (view === 'model') return modelFigure(sightOf(input));
  const picture = pictureOf(input);
  return picture && OF_ONE_LAYER[view]!(picture);
}
