// A page of several texts: its menu, its keys, its link.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { MINILM, scratch, traceOf, writePage } from './program.js';
import { assertShows } from './view.js';

const TEXTS = ['Transformers are amazing!', 'She sat by the bank.', 'The cat sat on the mat.'];
const lines = scratch('.txt');
writeFileSync(lines, TEXTS.join('\n'));
const page = writePage('--lines', lines, '--model', MINILM);
const traces = TEXTS.map((text) => traceOf(text));
const chromium = await startChromium();

const menu = (view) => view.page.getByTestId('texts');
const tokens = (view) => view.page.locator('.stage [data-side=from]').allTextContents();

/** Waits until the picture is of that text. */
async function shows(view, text) {
  await view.page.waitForFunction((k) => window.headscope.state.text === k, text);
  await view.settle();
  assert.deepEqual(await tokens(view), traces[text].tokens);
}

test('the menu opens each text, and its numbers are the trace\'s', async () => {
  const view = await chromium.open(page);
  await shows(view, 0);
  await view.set({ layer: 3, heads: [5] });
  for (const text of [1, 2, 0]) {
    await menu(view).selectOption(String(text));
    await shows(view, text);
    assert.equal((await view.state()).layer, 3);
    await view.hover('from', 2);
    const shown = Object.fromEntries(await view.panel());
    const row = traces[text].row(3, 5, 2);
    const [first] = Object.entries(shown);
    const most = row.indexOf(Math.max(...row));
    assert.equal(first[0], traces[text].tokens[most]);
    assertShows(first[1], row[most], 4, `text ${text}`);
    await view.away();
  }
});

test('keys step through the texts and stop at both ends', async () => {
  const view = await chromium.open(page);
  await view.press('.');
  await shows(view, 1);
  assert.match(await view.spoken(), /^Text 2 of 3: She sat by the bank\./);
  await view.press('.');
  await shows(view, 2);
  await view.press('.');
  await shows(view, 2);
  await view.press(',');
  await shows(view, 1);
  assert.equal(await view.button('Previous text').isDisabled(), false);
  await view.choose(view.button('Previous text'));
  await shows(view, 0);
  assert.ok(await view.button('Previous text').isDisabled());
});

test('a link opens its text at once, and nonsense the first', async () => {
  const view = await chromium.open(page, { hash: '#v=1&l=2&h=4&text=2&from=7' });
  await shows(view, 2);
  assert.deepEqual((await view.state()).pins, [7]);
  const other = await chromium.open(page, { hash: '#v=1&l=2&h=4&text=9' });
  await shows(other, 0);
});

test('the menu is there on a phone', async () => {
  const view = await chromium.open(page, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const box = await view.page.locator('.text-place').boundingBox();
  assert.ok(box.height >= 44 && box.x >= 0 && box.x + box.width <= 390);
  await menu(view).selectOption('1');
  await shows(view, 1);
});
