// axe-core finds nothing wrong in any state of the page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { PAIR, SENTENCE, pageOf, textOfTokens } from './program.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browser = await startChromium();
const short = pageOf(SENTENCE);
const pair = pageOf(...PAIR);
const long = pageOf(textOfTokens(128));
const neurons = pageOf(...PAIR, '--neurons');
const longNeurons = pageOf(textOfTokens(128), '--neurons');

async function assertAccessible(view, what) {
  // The page's policy refuses scripts from outside, so the test runs axe through the debugger.
  await view.page.evaluate(AXE);
  const { violations } = await view.page.evaluate(() => window.axe.run(document));
  assert.deepEqual(
    violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(', ')}`), [], what,
  );
}

const STATES = [
  ['light', short, {}, {}],
  ['dark', short, { colorScheme: 'dark' }, {}],
  ['a pinned token', short, {}, { pins: [2] }],
  ['several heads', short, {}, { layer: 1, heads: [1, 4, 8] }],
  ['the table', short, {}, { table: true }],
  ['a pair', pair, {}, {}],
  ['a pair, dark, as whole words', pair, { colorScheme: 'dark' }, { words: true }],
  ['128 tokens', long, {}, {}],
  ['the table of 128 tokens', long, {}, { table: true }],
  ['a phone', short, { viewport: { width: 390, height: 844 }, hasTouch: true }, {}],
  ['a phone, dark, 128 tokens', long, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }, {}],
  ['a middle width', pair, { viewport: { width: 950, height: 800 } }, {}],
  ['the model view', pair, {}, { view: 'model', enlarged: ['3.1'] }],
  ['the model view as lines, dark, 128 tokens', long, { colorScheme: 'dark' }, { view: 'model', draw: 'lines', enlarged: ['0.2'] }],
  ['the model view by layer, filtered and muted', pair, {}, { view: 'model', group: 'layer', order: 'entropy', segments: ['ab'], mute: ['[SEP]'] }],
  ['the model view as a table', pair, {}, { view: 'model', table: true }],
  ['the model view on a phone', short, { viewport: { width: 390, height: 844 } }, { view: 'model' }],
  ['the model view in forced colours', short, { forcedColors: 'active' }, { view: 'model' }],
  ['the neuron view', neurons, {}, { view: 'neuron', pins: [11] }],
  ['the neuron view, dark, 128 tokens', longNeurons, { colorScheme: 'dark' }, { view: 'neuron' }],
  ['the neuron view as a table', neurons, {}, { view: 'neuron', table: true }],
  ['the neuron view on a phone', neurons, { viewport: { width: 390, height: 844 } }, { view: 'neuron' }],
  ['the neuron view without queries', short, {}, { view: 'neuron' }],
  ['the matrix view', short, {}, { view: 'matrix', pins: [2], key: 3 }],
  ['the matrix view, dark, 128 tokens', long, { colorScheme: 'dark' }, { view: 'matrix', pins: [90] }],
  ['the matrix view of several heads of a pair', pair, {}, { view: 'matrix', layer: 1, heads: [1, 4, 8] }],
  ['the matrix view on a phone', long, { viewport: { width: 390, height: 844 }, hasTouch: true }, { view: 'matrix' }],
  ['the matrix view in forced colours', short, { forcedColors: 'active' }, { view: 'matrix', pins: [2], key: 3 }],
  ['scores', neurons, {}, { lens: 'scores', pins: [5] }],
  ['scores of several heads together as a table, dark', neurons, { colorScheme: 'dark' }, { lens: 'scores', heads: [1, 4], together: 'max', table: true }],
  ['scores as a matrix on a phone', neurons, { viewport: { width: 390, height: 844 } }, { lens: 'scores', view: 'matrix' }],
  ['the mean of heads', short, {}, { lens: 'mean', pins: [2] }],
  ['a lesson', neurons, {}, { lesson: 'sinks' }],
  ['a lesson, dark, beside the neuron view', neurons, { colorScheme: 'dark' }, { lesson: 'query' }],
  ['a lesson on a phone', short, { viewport: { width: 390, height: 844 } }, { lesson: 'why' }],
  ['forced colours', short, { forcedColors: 'active' }, {}],
];

for (const [what, file, options, state] of STATES) {
  test(what, async () => {
    const view = await browser.open(file, options);
    await view.set(state);
    await assertAccessible(view, what);
    await view.close();
  });
}

test('the card that shows how a number was computed', async () => {
  const view = await browser.open(neurons);
  await view.press('c');
  await assertAccessible(view, 'how was this computed');
  await view.close();
});

test('the card of keys', async () => {
  const view = await browser.open(short);
  await view.press('?');
  await assertAccessible(view, 'keys');
  await view.close();
});
