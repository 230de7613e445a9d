// The current view as a figure for a paper. Pure: the same input gives the same marks anywhere.
//
//   const svg = toSvg(figureOf({ manifest, layer, state, width: 'one' }));
import type { ViewName } from '../../state';
import { headFigure } from './head';
import type { Figure } from './marks';
import { type FigureInput, type Picture, pictureOf } from './picture';

const FIGURES: Partial<Record<ViewName, (picture: Picture) => Figure>> = {
  head: headFigure,
};

/** Views that there are figures of. */
export function hasFigure(view: ViewName): boolean {
  return view in FIGURES;
}

export function figureOf(input: FigureInput): Figure {
  return FIGURES[input.state.view]!(pictureOf(input));
}
