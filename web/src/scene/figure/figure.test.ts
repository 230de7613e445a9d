// Figures, letter by letter: what stands under tests/data/figures/ is also what the program makes
// (tests/figure/figure_test.cc). `vitest -u` writes them anew.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { figureTrace } from '../../../fixtures/figures.mjs';
import { EmbeddedSource } from '../../data/embedded';
import { toSvg } from '../../paint/svg';
import { type State, firstState, withHeads } from '../../state';
import { DATA, elementsOf } from '../../testing';
import { textWidth } from '../metrics';
import { figureOf, hasFigure } from './figure';
import type { ColumnWidth, Mark } from './marks';

interface Case {
  name: string;
  trace: string;
  state: Partial<State> & { heads: number[] };
  width?: ColumnWidth;
}

const FOLDER = `${DATA}/figures`;
const cases = JSON.parse(readFileSync(`${FOLDER}/cases.json`, 'utf8')) as Case[];

async function opened({ trace, state }: Case) {
  const elements = elementsOf(figureTrace(DATA, trace) as object);
  const source = new EmbeddedSource((id) => elements[id] ?? null);
  const first = withHeads(firstState(0, 0), state.heads);
  const whole: State = { ...first, slots: state.heads.map((_, k) => k), ...state };
  const { layers } = source.manifest.model;
  const all = await Promise.all(Array.from({ length: layers }, (_, layer) => source.layer(layer)));
  return { manifest: source.manifest, layerAt: (layer: number) => all[layer], state: whole };
}

async function drawn(one: Case) {
  return figureOf({ ...(await opened(one)), width: one.width ?? 'one' })!;
}

function named(name: string): Case {
  return cases.find((one) => one.name === name)!;
}

describe('a figure', () => {
  it.each(cases)('is drawn to the letter: $name', async (one) => {
    await expect(toSvg(await drawn(one))).toMatchFileSnapshot(`${FOLDER}/${one.name}.svg`);
  });

  it.each(cases)('keeps inside its sheet, and lines by the rows: $name', async (one) => {
    const { width, height, marks } = await drawn(one);
    const outside = marks.flatMap(reach).filter(([left, right, y]) => {
      return !(left >= 0 && right <= width && y > 0 && y < height);
    });
    expect(outside).toEqual([]);
  });
});

/** Left and right ends and a height of each thing of a mark. */
function reach(mark: Mark): [number, number, number][] {
  switch (mark.kind) {
    case 'rect':
      return [[mark.x, mark.x + mark.width, mark.y]];
    case 'strokes':
      return mark.strokes.map(({ x0, x1, y0 }) => [x0, x1, y0]);
    case 'cells':
      return mark.areas.flatMap(({ rects }) =>
        rects.map(([left, top, width]): [number, number, number] => [
          mark.x + left * mark.cell,
          mark.x + (left + width) * mark.cell,
          mark.y + top * mark.cell,
        ]),
      );
    case 'links':
      return mark.lines.map(({ x0, x1, y0 }) => [x0, x1, y0]);
    case 'text': {
      if (mark.upright) return [[mark.x - mark.size, mark.x, mark.y]];
      const wide = textWidth(mark.text, mark.bold) * mark.size;
      const left = { start: 0, middle: wide / 2, end: wide }[mark.anchor];
      return [[mark.x - left, mark.x - left + wide, mark.y]];
    }
  }
}

describe('texts of a figure', () => {
  it.each(cases)('do not run into each other: $name', async (one) => {
    const { marks } = await drawn(one);
    const texts = marks.filter((mark) => mark.kind === 'text').map((mark) => reach(mark)[0]);
    const clashes = texts.flatMap(([left, right, y], k) =>
      texts
        .slice(k + 1)
        .filter(([l, r, other]) => Math.abs(other - y) < 12 && l < right && r > left)
        .map((other) => [left, right, y, ...other]),
    );
    expect(clashes).toEqual([]);
  });

  it('say in the caption what is drawn, with the true share', async () => {
    const { title } = await drawn(named('pair-muted'));
    expect(title).toMatch(/^all-MiniLM-L6-v2, layer\u00a03, head\u00a01\. Raw attention\./);
    expect(title).toContain('[CLS] and [SEP] muted.');
    expect(title).toMatch(/\d+\u00a0lines\u00a0=\u00a0\d+\u00a0% of what is not muted\.$/);
  });
});

describe('views with a figure', () => {
  it('are those that are drawn', () => {
    for (const view of ['head', 'model', 'matrix'] as const) expect(hasFigure(view)).toBe(true);
    expect(hasFigure('neuron')).toBe(false);
  });
});
