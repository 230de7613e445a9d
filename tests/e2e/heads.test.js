// Choosing heads: chips, the grid of all heads, patterns, steppers.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startChromium } from './browser.js';
import { SENTENCE, pageOf, traceOf } from './program.js';
import { assertShows } from './view.js';

const chromium = await startChromium();
const trace = traceOf(SENTENCE);
const view = await chromium.open(pageOf(SENTENCE));
const first = await view.state();

beforeEach(async () => {
  await view.away();
  await view.set({ ...first, layer: 1, heads: [4] });
});

const heads = async () => (await view.state()).heads;
const place = async () => {
  const { layer, heads: shown } = await view.state();
  return [layer, ...shown];
};

test('first view: one head with a clear pattern', async () => {
  assert.equal(first.heads.length, 1);
  await view.set(first);
  assert.match(await view.text('[data-testid=reading]'), /next token|previous token|back one token/);
  assert.equal(await view.text('.head-name'), `L${first.layer} H${first.heads[0]}`);
});

test('a chip alone, with Shift, and twice', async () => {
  await view.choose(view.chip(7));
  assert.deepEqual(await heads(), [7]);
  await view.choose(view.chip(2), { modifiers: ['Shift'] });
  assert.deepEqual(await heads(), [7, 2]);
  assert.equal(await view.chip(2).getAttribute('aria-pressed'), 'true');
  await view.choose(view.chip(7), { modifiers: ['Shift'] });
  assert.deepEqual(await heads(), [2]);
  await view.chip(5).dblclick();
  await view.settle();
  assert.equal((await heads()).length, trace.heads, 'all');
  await view.chip(5).dblclick();
  await view.settle();
  assert.deepEqual(await heads(), [], 'none');
  assert.equal(await view.text('[data-testid=reading]'), 'No head is chosen.');
  await view.choose(view.chip(0));
  assert.deepEqual(await heads(), [0]);
});

test('a head keeps its colour until it is switched off', async () => {
  await view.choose(view.chip(8), { modifiers: ['Shift'] });
  await view.choose(view.chip(9), { modifiers: ['Shift'] });
  const color = () => view.chip(9).evaluate((chip) => chip.style.getPropertyValue('--own'));
  const before = await color();
  await view.choose(view.chip(4), { modifiers: ['Shift'] });
  assert.equal(await color(), before);
  assert.deepEqual((await view.state()).slots, [1, 2]);
});

test('several heads show a number for each', async () => {
  await view.set({ layer: 1, heads: [4, 8, 11] });
  await view.hover('from', 2);
  const shown = await view.page.getByTestId('row').locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [row.querySelector('bdi').textContent,
      [...row.querySelectorAll('td')].map((cell) => cell.textContent)]));
  assert.equal(shown.length, trace.n);
  for (const [token, numbers] of shown) {
    const to = trace.tokens.indexOf(token);
    numbers.forEach((number, k) =>
      assertShows(number, trace.value(1, [4, 8, 11][k], 2, to), 3, `H${[4, 8, 11][k]}, ${token}`));
  }
  assert.match(await view.text('[data-testid=share]'), / of 108 lines = /);
});

test('a cell of the grid opens its head, and hover names it', async () => {
  await view.cell(4, 10).hover();
  await view.settle();
  assert.match(await view.text('.navigator .title-row .small'), /^L4 H10, /);
  await view.choose(view.cell(4, 10));
  assert.deepEqual(await place(), [4, 10]);
  assert.equal(await view.cell(4, 10).getAttribute('aria-selected'), 'true');
  await view.choose(view.cell(4, 11), { modifiers: ['Shift'] });
  assert.deepEqual(await place(), [4, 10, 11]);
  await view.choose(view.cell(3, 0), { modifiers: ['Shift'] });
  assert.deepEqual(await place(), [3, 0], 'another layer begins anew');
});

test('a pattern outlines its heads and steps through them, best first', async () => {
  const patterns = await view.page.locator('.pattern').evaluateAll((rows) => rows.map((row) => ({
    name: row.querySelector('.pattern-name').textContent,
    best: row.querySelector('.small').textContent,
    count: Number(row.querySelector('.pattern-count').textContent),
  })));
  assert.equal(patterns.reduce((sum, { count }) => sum + count, 0), trace.layers * trace.heads);
  const index = patterns.findIndex(({ count }) => count > 1);
  const { best, count } = patterns[index];
  const row = view.page.locator('.pattern').nth(index);
  await row.hover();
  await view.settle();
  assert.equal(await view.page.locator('.cell.outlined').count(), count);
  const seen = [];
  for (let k = 0; k <= count; k++) {
    await view.choose(row);
    seen.push((await place()).join());
  }
  assert.equal(`best L${seen[0].replace(',', ' H')}`, best);
  assert.equal(new Set(seen).size, count, 'every head once');
  assert.equal(seen.at(-1), seen[0], 'and then again from the best');
});

test('steppers go to the neighbours and stop at the ends', async () => {
  for (const [name, expected] of [
    ['Next head', [1, 5]], ['Next layer', [2, 5]], ['Previous head', [2, 4]], ['Previous layer', [1, 4]],
  ]) {
    await view.choose(view.button(name));
    assert.deepEqual(await place(), expected, name);
  }
  await view.set({ layer: 0, heads: [0] });
  assert.ok(await view.button('Previous head').isDisabled());
  assert.ok(await view.button('Previous layer').isDisabled());
  await view.set({ layer: trace.layers - 1, heads: [trace.heads - 1] });
  assert.ok(await view.button('Next head').isDisabled());
  assert.ok(await view.button('Next layer').isDisabled());
});

test('every head has its sentence', async () => {
  for (let layer = 0; layer < trace.layers; layer++) {
    for (let head = 0; head < trace.heads; head++) {
      await view.page.evaluate((next) => { window.headscope.state = next; }, { layer, heads: [head] });
      await view.page.waitForFunction((name) =>
        document.querySelector('.head-name').textContent === name, `L${layer} H${head}`);
      if (head === 0) await view.settle();
      const sentence = await view.text('[data-testid=reading]');
      assert.match(sentence, /^[A-Z\[].* .*\.$/, `L${layer} H${head}`);
      assert.doesNotMatch(sentence, /undefined|NaN|null|0\.0000|1\.0000/, `L${layer} H${head}`);
    }
  }
});
