// The first five lessons: from tokens to layers.
import { text as words } from '../strings';

const say = words.lessons;
import { byLayer, layerOf, nameOf, otherHead, strongLooker, topOf } from './examples';
import { type Lesson, showing } from './lesson';
import { readHead } from '../data/reading';
import type { Session } from '../session';

/** The sentence of the page about a head. */
async function readingOf(session: Session, layer: number, head: number): Promise<string> {
  const data = await layerOf(session, layer);
  const { tokens, special, heads } = session.manifest;
  const map = new Float32Array(data.n * data.n);
  for (let i = 0; i < data.n; i++) data.row(head, i, map.subarray(i * data.n, (i + 1) * data.n));
  const format = (weight: number) => session.format(weight, 3);
  return readHead({ summary: heads[layer][head], tokens, special, map, format });
}

export const token: Lesson = {
  id: 'token',
  title: say.names.token,
  fits: () => true,
  async begin(session, touch) {
    const { layer, heads } = session.first;
    const [head] = heads;
    const data = await layerOf(session, layer);
    const { manifest } = session;
    const from = strongLooker(session, data, head);
    const name = nameOf(session, from);
    const split = session.subject
      .peek()
      .units(true)
      .find((unit) => unit.tokens.length > 1);
    const pieces = split?.tokens.map((piece) => nameOf(session, piece)) ?? [];
    const specials = [...new Set(manifest.tokens.filter((_, i) => manifest.special[i]))];
    return {
      state: showing(layer, head),
      told: {
        title: say.token.title,
        body: say.token.body(manifest.tokens.length, split?.label ?? '', pieces, specials),
        task: say.token.task(name, touch),
        mark: say.token.mark(name, touch),
        take: say.token.take,
      },
      targets: [`#hs-from-${from}`],
      done: ({ side, pins }) => side === 'from' && pins.length > 0,
      changed: () => {
        const { layer: at, heads: shown, pins } = session.state.peek();
        const now = session.source.layerNow(at);
        const [pin] = pins;
        const to = topOf(now, shown[0] ?? head, pin);
        const weight = session.format(now.weight(shown[0] ?? head, pin, to), 3);
        return say.token.changed(nameOf(session, pin), nameOf(session, to), weight);
      },
    };
  },
};

export const query: Lesson = {
  id: 'query',
  title: say.names.query,
  fits: () => true,
  async begin(session, touch) {
    const { layer, heads } = session.first;
    const [head] = heads;
    const data = await layerOf(session, layer);
    const from = strongLooker(session, data, head);
    const to = topOf(data, head, from);
    const [asks, answers] = [nameOf(session, from), nameOf(session, to)];
    const dims = session.manifest.model.head_dim;
    const state = { ...showing(layer, head), pins: [from] };
    const weight = (i: number, j: number) => session.format(data.weight(head, i, j), 4);
    const text = say.query;
    const common = { title: text.title, take: text.take };
    if (!session.neurons.there) {
      return {
        state,
        told: {
          ...common,
          body: [...text.body(dims), text.without],
          task: text.taskWithout(answers, touch),
          mark: text.markWithout(answers, touch),
        },
        targets: [`#hs-to-${to}`],
        done: ({ side, pins }) => side === 'to' && pins.length > 0,
        changed: () => {
          const [pin] = session.state.peek().pins;
          const back = weight(pin, from);
          return text.changedWithout(nameOf(session, pin), asks, weight(from, pin), back);
        },
      };
    }
    void session.neurons.fetch(layer);
    return {
      state,
      told: {
        ...common,
        body: text.body(dims),
        task: text.task(asks, answers),
        mark: text.mark,
      },
      targets: ['.view-tab[data-view="neuron"]'],
      done: ({ view }) => view === 'neuron',
      changed: () => {
        const steps = session.neurons.steps(layer, head, from);
        return steps
          ? text.changed(dims, steps.dots[to], steps.scores[to], weight(from, to))
          : text.changedSoon;
      },
    };
  },
};

export const head: Lesson = {
  id: 'head',
  title: say.names.head,
  fits: ({ limits }) => limits.heads > 1,
  async begin(session, touch) {
    const { layer, heads } = session.first;
    const other = otherHead(session, layer, heads[0]);
    const [now, then] = [
      await readingOf(session, layer, heads[0]),
      await readingOf(session, layer, other),
    ];
    return {
      state: showing(layer, heads[0]),
      told: {
        title: say.head.title,
        body: say.head.body(layer, heads[0], now),
        task: say.head.task(other, touch),
        mark: say.head.mark(other, touch),
        take: say.head.take,
      },
      targets: [`.picture [data-head="${other}"]`],
      done: (state) => state.heads.length === 1 && state.heads[0] === other,
      changed: () => say.head.changed(layer, other, then),
    };
  },
};

export const many: Lesson = {
  id: 'many',
  title: say.names.many,
  fits: ({ limits }) => limits.heads > 1,
  async begin(session, touch) {
    const { layer, heads } = session.first;
    const other = otherHead(session, layer, heads[0]);
    const data = await layerOf(session, layer);
    const from = strongLooker(session, data, heads[0]);
    return {
      state: { ...showing(layer, heads[0]), pins: [from] },
      told: {
        title: say.many.title,
        body: say.many.body(session.limits.heads),
        task: say.many.task(other, touch),
        mark: say.many.mark(other, touch),
        take: say.many.take,
      },
      targets: [`.picture [data-head="${other}"]`],
      done: (state) => state.heads.length > 1,
      changed: () => {
        const looks = session.state
          .peek()
          .heads.slice(0, 2)
          .map((one) => {
            const to = topOf(data, one, from);
            const weight = session.format(data.weight(one, from, to), 3);
            return say.many.looks(one, nameOf(session, to), weight);
          });
        return say.many.changed(nameOf(session, from), looks);
      },
    };
  },
};

export const depth: Lesson = {
  id: 'depth',
  title: say.names.depth,
  fits: ({ limits }) => limits.layers > 1,
  async begin(session) {
    const { manifest, limits } = session;
    const heads = manifest.heads[0];
    const clear = [...heads.keys()].reduce((a, b) =>
      heads[b].cls + heads[b].sep < heads[a].cls + heads[a].sep ? b : a,
    );
    const shares = byLayer(manifest, ({ cls, sep }) => cls + sep);
    const special = limits.specials.length > 0;
    return {
      state: showing(0, clear),
      told: {
        title: say.depth.title,
        body: say.depth.body(limits.layers),
        task: say.depth.task,
        mark: say.depth.mark,
        take: say.depth.take,
      },
      ...(special ? { chart: { title: say.depth.chart, shares } } : {}),
      targets: [`.picture [aria-label="${words.picture.nextLayer}"]`],
      done: ({ layer }) => layer > 0,
      changed: () => {
        const { layer } = session.state.peek();
        return special
          ? say.depth.changed(layer, shares[layer], shares[0])
          : say.depth.changedPlain(layer);
      },
    };
  },
};
