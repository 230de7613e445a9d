// What the current view is as files: the figure, its numbers, the state.
import { toCsv } from '../data/csv';
import { choosePair } from '../data/pair';
import { isVisible } from '../data/select';
import { visible } from '../data/visible';
import { figureOf } from '../scene/figure/figure';
import type { ColumnWidth, Figure } from '../scene/figure/marks';
import type { Session } from '../session';

type Row = (string | number)[];

/** More than the page's weights are good for: no two of them are written alike. */
const DECIMALS = 6;

/** Name of the files, without what comes behind the point. */
export function fileName({ manifest, state }: Session): string {
  const { view, layer, heads } = state.peek();
  const chosen = view === 'model' ? [] : [`L${layer}`, ...heads.map((head) => `H${head}`)];
  const name = [manifest.model.name, view, ...chosen].join('-');
  return name.replace(/[^\w.-]+/g, '-').slice(0, 100);
}

/** The figure of the view, or null where its layer cannot be read. */
export async function figureNow(session: Session, width: ColumnWidth): Promise<Figure | null> {
  const { manifest, source } = session;
  const state = session.state.peek();
  if (state.view === 'model') await session.fetchAll();
  return figureOf({ manifest, layerAt: (layer) => source.peek(layer) ?? null, state, width });
}

/** The numbers of the view as CSV, or null while they are not there. */
export function numbersNow(session: Session): string | null {
  const { view } = session.state.peek();
  if (view === 'model') return toCsv(summaries(session));
  if (view === 'neuron') return steps(session);
  return session.shown.peek() && toCsv(weights(session));
}

function* summaries({ manifest }: Session): Iterable<Row> {
  yield ['layer', 'head', ...Object.keys(manifest.heads[0][0])];
  for (const [layer, heads] of manifest.heads.entries()) {
    for (const [head, summary] of heads.entries()) {
      yield [layer, head, ...(Object.values(summary) as Row)];
    }
  }
}

const PLACE = ['layer', 'head', 'from', 'from_token', 'to', 'to_token'];

/** What is seen of the chosen heads through the lens; in the head view of what is pinned alone. */
function* weights(session: Session): Iterable<Row> {
  const { view, layer, side, pins } = session.state.peek();
  const see = session.visibility.peek();
  const names = session.labels.peek();
  const n = names.length;
  const pinned = view === 'head' && pins.length > 0;
  const scores = session.scores.peek()?.maps;
  yield [...PLACE, scores ? 'score' : 'weight'];
  for (const [shown, one] of session.shown.peek()!.entries()) {
    const { heads, by } = one.group;
    const head = by === 'separate' ? one.head : `${by} ${heads.join(' ')}`;
    const map = scores?.[shown] ?? one.map;
    for (let k = 0; k < n * n; k++) {
      const [from, to] = [Math.floor(k / n), k % n];
      if (pinned && !pins.includes(side === 'from' ? from : to)) continue;
      if (!isVisible(see, from, to)) continue;
      if (!session.met({ side: 'from', units: [from] }, to)) continue;
      yield [layer, head, from, names[from], to, names[to], map[k].toFixed(DECIMALS)];
    }
  }
}

/** How each weight of the neuron view's row came about. */
function steps(session: Session): string | null {
  const state = session.state.peek();
  const { layer, heads } = state;
  const [head = 0] = heads;
  const data = session.layer.peek();
  if (!data) return null;
  const { from } = choosePair(state, session.units(), data, head);
  const row = session.neurons.steps(layer, head, from);
  if (!row) return null;
  const names = session.manifest.tokens.map(visible);
  const columns = [row.dots, row.scores, row.weights];
  return toCsv([
    [...PLACE, 'q_k', 'score', 'weight'],
    ...names.map((name, to) => [
      ...[layer, head, from, names[from], to, name],
      ...columns.map((column) => column[to].toFixed(DECIMALS)),
    ]),
  ]);
}

/** What brings the view back: window.headscope.state takes its "state". */
export function stateNow(session: Session): string {
  const { model, text, pair } = session.manifest;
  const said = { format: 'headscope-state', version: 1, model: model.name, text, pair };
  const all = { ...said, link: session.link(), state: session.state.peek() };
  return `${JSON.stringify(all, null, 2)}\n`;
}
