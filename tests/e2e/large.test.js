// 512 tokens and as many maps as BERT base: the page keeps to its budget of nodes and canvases.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { textOfTokens, traceOf, twice, writePage } from './program.js';

const browser = await startChromium();
const trace = traceOf(textOfTokens(512));
const file = writePage(twice(trace));

test('the file is small enough to send', () => {
  const megabytes = statSync(file).size / 1e6;
  console.log(`# 512 tokens, 144 maps: ${megabytes.toFixed(1)} MB`);
  assert.ok(megabytes <= 25);
});

test('nodes and canvases stay few, whatever is shown', async () => {
  const view = await browser.open(file);
  for (const state of [
    {}, { table: true }, { table: false, rows: 'fit' }, { heads: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], lines: 100 },
  ]) {
    await view.set(state);
    const { nodes, canvases } = await view.page.evaluate(() => ({
      nodes: document.querySelectorAll('*').length, canvases: document.querySelectorAll('canvas').length,
    }));
    assert.ok(nodes <= 3000, `${nodes} nodes with ${JSON.stringify(state)}`);
    assert.ok(canvases <= 6, `${canvases} canvases with ${JSON.stringify(state)}`);
  }
  await view.close();
});

test('value() is the trace\'s to what 8 bits keep', async () => {
  const view = await browser.open(file);
  const picks = [[0, 0, 0, 0], [3, 7, 100, 101], [7, 2, 511, 0], [11, 11, 300, 299], [6, 2, 17, 16]];
  const shown = await view.page.evaluate(
    (all) => all.map((pick) => window.headscope.value(...pick)), picks);
  picks.forEach(([layer, head, from, to], k) => {
    const weight = trace.value(layer % 6, head, from, to);
    assert.ok(Math.abs(shown[k] - weight) <= 4e-3, `${picks[k]}: ${shown[k]} and ${weight}`);
  });
  await view.close();
});

test('a token far down is reached by keyboard and by the address', async () => {
  const view = await browser.open(file, { hash: '#v=1&l=0&h=2' });
  await view.set({ pins: [400] });
  assert.match(await view.text('.panel'), /400|looks at/);
  await view.close();
});
