// A text of more tokens than the model reads: one page of all windows, which says what is of which.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { MINILM, textOfTokens, traceOf, writePage } from './program.js';

const browser = await startChromium();
const TEXT = textOfTokens(700);
const file = writePage(TEXT, '--windows', '--model', MINILM);
const small = writePage(textOfTokens(22), '--windows', '--max-length', '12', '--stride', '3', '--model', MINILM);

test('a long page opens, and its legend says that it is of windows', async () => {
  const view = await browser.open(file);
  assert.equal(await view.page.locator('.stage .label-window').first().textContent(), 'window 1');
  assert.match(await view.text('.legend'), /Read in 2 windows that overlap/);
  await view.close();
});

test('each token says which window its row is of', async () => {
  const view = await browser.open(file);
  const note = () => view.text('[data-testid=window]');
  await view.set({ side: 'from', pins: [20] });
  assert.equal(await note(), 'Window 1 of 2, tokens 1 to 510');
  await view.set({ pins: [600] });
  assert.equal(await note(), 'Window 2 of 2, tokens 383 to 698');
  await view.set({ pins: [0] });
  assert.equal(await note(), 'In all 2 windows: its row is their mean');
  await view.set({ side: 'to', pins: [20] });
  assert.equal(await note(), 'In window 1 of 2');
  await view.set({ side: 'to', pins: [400] });
  assert.equal(await note(), 'In all 2 windows');
  await view.close();
});

test('weights are those of the window\'s own pass', async () => {
  const trace = traceOf(TEXT, '--windows');
  const view = await browser.open(file);
  for (const [layer, head, from, to] of [[0, 1, 20, 21], [5, 11, 600, 599], [3, 4, 446, 0], [2, 2, 447, 699]]) {
    const shown = await view.page.evaluate((pick) => window.headscope.value(...pick), [layer, head, from, to]);
    assert.ok(Math.abs(shown - trace.value(layer, head, from, to)) <= 4e-3);
  }
  await view.close();
});

test('what never met is told from zero, in panel, table and speech', async () => {
  const view = await browser.open(small);
  await view.set({ side: 'from', pins: [2], lines: 100 });
  const numbers = await view.numbers();
  assert.ok(numbers.includes('–'), numbers.join());
  await view.set({ table: true });
  assert.match(await view.text('.table-view'), /not in one window/);
  await view.set({ table: false });
  await view.page.locator('.grid').focus();
  await view.press('Home', 'ArrowRight', 'End', 'ArrowUp');
  assert.match(await view.text('[aria-live]'), /not in one window/);
  await view.close();
});

test('a page of one pass says nothing of windows', async () => {
  const view = await browser.open(writePage('Hello there', '--windows', '--model', MINILM));
  await view.set({ pins: [1] });
  assert.equal(await view.page.locator('[data-testid=window], .label-window').count(), 0);
  assert.doesNotMatch(await view.text('.legend'), /windows/);
  await view.close();
});
