// The model view as a figure: every head in a grid of layers and heads, as a map or as lines.
import { headMap } from '../../data/maps';
import { type Visibility, selectLines } from '../../data/select';
import { headColor } from '../palette';
import { captionOfModel } from './caption';
import {
  type Blocks,
  LEVELS,
  areasOf,
  blocksOf,
  dividers,
  frames,
  levelOf,
  placeOf,
  ramp,
  strongestOf,
} from './cells';
import { MOST_HEIGHT } from './columns';
import { INK, MARGIN, TEXT_SIZE, WIDTHS, baseline, frame } from './frame';
import type { Figure, LinksMark, Mark } from './marks';
import { type Sight, secondText } from './picture';

const MOST_SIDE = 24;
const GAP = 8;
const LEFT = 72;
const TOP = 56;
const RAMP_GAP = 16;
const INSET = 4;
/** At most so many lines in a small picture, as in the page. */
const MOST_LINES = 100;
const LEAST_WIDE_ROW = 10;

interface Grid extends Blocks {
  cell: number;
  edge: number;
  pitch: number;
}

interface Place {
  x: number;
  y: number;
  /** [side, side], −1 where all is hidden. */
  weights: Float32Array;
}

export function modelFigure(sight: Sight): Figure {
  const { manifest, width, units, state } = sight;
  const { layers, heads } = manifest.model;
  const blocks = blocksOf(units.length, MOST_SIDE);
  const across = (WIDTHS[width].units - MARGIN - LEFT) / heads;
  const pitch = Math.floor(Math.min(across, MOST_HEIGHT / layers));
  const cell = Math.floor((10 * (pitch - GAP)) / blocks.side) / 10;
  const grid = { ...blocks, cell, edge: cell * blocks.side, pitch };
  const places = [...placesIn(sight, grid)];
  const corners = places.map(({ x, y }): [number, number] => [x, y]);
  const split = placeOf(secondText(units), cell, grid.block);
  const marks: Mark[] = [...names(layers, heads, grid), frames(corners, grid.edge)];
  let bottom = TOP + layers * pitch;
  if (state.draw === 'lines') {
    marks.push(...links(sight, grid, places));
  } else {
    for (const { x, y, weights } of places) {
      const levels = Array.from(weights, (weight) => levelOf(weight, 'sqrt'));
      marks.push({ kind: 'cells', x, y, cell, areas: areasOf(levels, grid.side) });
      marks.push(...dividers(x, y, grid.edge, split));
    }
    const scale = ramp(LEFT, bottom + RAMP_GAP, 'sqrt');
    marks.push(...scale.marks);
    ({ bottom } = scale);
  }
  return frame(width, marks, bottom, captionOfModel(sight, grid.block));
}

function* placesIn({ manifest, layerAt, look, see }: Sight, grid: Grid): Iterable<Place> {
  const { layers, heads } = manifest.model;
  for (let layer = 0; layer < layers; layer++) {
    const data = layerAt(layer);
    if (!data) continue;
    for (let head = 0; head < heads; head++) {
      const weights = strongestOf(headMap(data, head, look), see, grid);
      yield { x: LEFT + head * grid.pitch, y: TOP + layer * grid.pitch, weights };
    }
  }
}

/** "L3" beside the rows, "H7" above the columns. */
function names(layers: number, heads: number, { pitch, edge }: Grid): Mark[] {
  const label = (text: string, x: number, y: number, anchor: 'middle' | 'end'): Mark => {
    return { kind: 'text', x, y, text, size: TEXT_SIZE, anchor, color: INK.ink2 };
  };
  return [
    ...Array.from({ length: heads }, (_, head) =>
      label(`H${head}`, LEFT + head * pitch + edge / 2, TOP - 12, 'middle'),
    ),
    ...Array.from({ length: layers }, (_, layer) =>
      label(`L${layer}`, LEFT - 12, baseline(TOP + layer * pitch + edge / 2, TEXT_SIZE), 'end'),
    ),
  ];
}

/** The lines of all pictures by their strength, weakest first. */
function links({ state }: Sight, { side, cell, edge }: Grid, places: readonly Place[]): Mark[] {
  const all: Visibility = {
    muted: new Uint8Array(side),
    segment: new Uint8Array(side),
    allowed: [true, true, true, true],
  };
  const byLevel = Array.from({ length: LEVELS + 1 }, (_, level) => looks(level, cell));
  for (const { x, y, weights } of places) {
    const seen = weights.map((weight) => Math.max(0, weight));
    const { count, from, to, weight } = selectLines(seen, side, all, state.lines / 100, MOST_LINES);
    for (let k = 0; k < count; k++) {
      const [y0, y1] = [from, to].map((end) => y + (end[k] + 0.5) * cell);
      const line = { x0: x + INSET, y0, x1: x + edge - INSET, y1 };
      byLevel[levelOf(weight[k], 'linear')].lines.push(line);
    }
  }
  return byLevel.filter(({ lines }) => lines.length > 0);
}

function looks(level: number, cell: number) {
  const weight = level / LEVELS;
  const wide = cell >= LEAST_WIDE_ROW;
  const lines: LinksMark['lines'][number][] = [];
  return {
    kind: 'links' as const,
    color: headColor(INK, 0),
    width: wide ? Math.max(1, Math.min(12, 0.6 * cell) * weight) : 1,
    alpha: wide ? 0.2 + 0.8 * weight : Math.max(0.06, weight),
    lines,
  };
}
