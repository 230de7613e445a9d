// The last four lessons: what to take care of when reading attention.
import type { HeadSummary } from '../data/manifest';
import { segments } from '../data/units';
import { visible } from '../data/visible';
import {
  byLayer,
  crossing,
  disagreement,
  halfSpecialRow,
  layerOf,
  nameOf,
  specialShare,
  topOf,
} from './examples';
import { type Lesson, showing } from './lesson';
import { text as words } from '../strings';

const say = words.lessons;

/** Where the tools are on a narrow screen. */
const OPTIONS = '.field-button[aria-expanded]';
/** A head with more than this at rest has nothing left to come forward. */
const MOST_RESTING = 0.92;

export const sinks: Lesson = {
  id: 'sinks',
  title: say.names.sinks,
  fits: ({ limits }) => limits.specials.length > 0,
  async begin(session, touch) {
    const { manifest } = session;
    const { cls, sep } = session.sinks();
    const [byCls, bySep] = [
      byLayer(manifest, (one) => one.cls),
      byLayer(manifest, (one) => one.sep),
    ];
    const sum = (shares: number[]) => shares.reduce((a, b) => a + b, 0);
    const label = sum(byCls) > sum(bySep) ? cls : sep;
    const of = (one: HeadSummary) => (label === cls ? one.cls : one.sep);
    const shares = label === cls ? byCls : bySep;
    let place = { layer: 0, head: 0, share: -1 };
    manifest.heads.forEach((heads, layer) =>
      heads.forEach((one, head) => {
        const share = of(one) > MOST_RESTING ? 0 : of(one);
        if (share > place.share) place = { layer, head, share };
      }),
    );
    await layerOf(session, place.layer);
    const name = visible(label);
    return {
      state: showing(place.layer, place.head),
      told: {
        title: say.sinks.title(name),
        body: say.sinks.body(name, shares),
        task: say.sinks.task(name, place.layer, place.head, touch),
        mark: say.sinks.mark(name),
        take: say.sinks.take(name),
      },
      chart: { title: say.sinks.chart(name), shares },
      targets: [`[title=${JSON.stringify(words.tools.muteToken(name))}]`, OPTIONS],
      done: ({ mute }) => mute.includes(label),
      changed: () => {
        const [shown] = session.shown.peek() ?? [];
        const hidden = shown
          ? shown.lines.mutedMass / shown.lines.totalMass
          : of(manifest.heads[place.layer][place.head]);
        return say.sinks.changed(hidden);
      },
    };
  },
};

export const mask: Lesson = {
  id: 'mask',
  title: say.names.mask,
  fits: ({ limits }) => limits.specials.length > 0,
  async begin(session) {
    const { manifest } = session;
    const layer = Math.min(1, session.limits.layers - 1);
    const data = await layerOf(session, layer);
    const { head, from } = halfSpecialRow(session, data);
    const rest = 1 - specialShare(session, data, head, from);
    const padding = manifest.tokens.filter(
      (token) => token === '[PAD]' || token === '<pad>',
    ).length;
    const words = [...manifest.special.keys()].filter((to) => !manifest.special[to]);
    const weight = (to: number) => data.weight(head, from, to);
    const to = words.reduce((a, b) => (weight(b) > weight(a) ? b : a), words[0] ?? 0);
    return {
      state: { ...showing(layer, head), pins: [from] },
      told: {
        title: say.mask.title,
        body: say.mask.body(padding),
        task: say.mask.task,
        mark: say.mask.mark,
        take: say.mask.take(session.format(rest, 3)),
      },
      targets: ['[data-tool="lens"]', OPTIONS],
      done: ({ lens }) => lens === 'without-specials',
      changed: () =>
        say.mask.changed(
          nameOf(session, from),
          nameOf(session, to),
          session.format(weight(to), 3),
          session.format(weight(to) / rest, 3),
        ),
    };
  },
};

export const pairs: Lesson = {
  id: 'pairs',
  title: say.names.pairs,
  fits: ({ limits }) => limits.pair,
  async begin(session) {
    const segment = segments(session.manifest);
    const layer = session.limits.layers - 1;
    const data = await layerOf(session, layer);
    const across = (head: number, from: 0 | 1) => crossing(session, data, head, segment, from);
    const most = Array.from({ length: data.heads }, (_, head) => head).reduce((a, b) =>
      across(b, 0) + across(b, 1) > across(a, 0) + across(a, 1) ? b : a,
    );
    return {
      state: showing(layer, most),
      told: {
        title: say.pairs.title,
        body: say.pairs.body(layer, most),
        task: say.pairs.task,
        mark: say.pairs.mark,
        take: say.pairs.take,
      },
      targets: [`[aria-label="${words.tools.segmentLong('A', 'A')}"]`, OPTIONS],
      done: (state) => !state.segments.includes('aa'),
      changed: () => say.pairs.changed(across(most, 0), across(most, 1)),
    };
  },
};

export const why: Lesson = {
  id: 'why',
  title: say.names.why,
  fits: ({ limits }) => limits.heads > 1,
  async begin(session, touch) {
    const layer = session.limits.layers - 1;
    const data = await layerOf(session, layer);
    const { from, heads } = disagreement(session, data);
    const [first, second] = heads;
    const look = (one: number) => {
      const to = topOf(data, one, from);
      return { to: nameOf(session, to), weight: session.format(data.weight(one, from, to), 3) };
    };
    const [before, after] = [look(first), look(second)];
    const name = nameOf(session, from);
    return {
      state: { ...showing(layer, first), pins: [from] },
      told: {
        title: say.why.title,
        body: say.why.body(layer, first, name, before.to, before.weight),
        task: say.why.task(second, touch),
        mark: say.why.mark(second, touch),
        take: say.why.take,
      },
      targets: [`.picture [data-head="${second}"]`],
      done: (state) => state.heads.length === 1 && state.heads[0] === second,
      changed: () => say.why.changed(second, name, after.to, after.weight),
    };
  },
};
