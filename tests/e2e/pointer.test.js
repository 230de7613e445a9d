// Pointing at tokens: hover shows, click pins, Shift-click adds and sums. Every number that is shown
// is compared with the trace.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startChromium } from './browser.js';
import { SENTENCE, pageOf, traceOf } from './program.js';
import { ERROR, assertShows } from './view.js';

const chromium = await startChromium();
const trace = traceOf(SENTENCE);
const { tokens, n } = trace;
const HEAD = { layer: 2, heads: [3] };
const ARE = 2;

const view = await chromium.open(pageOf(SENTENCE));
const first = await view.state();
beforeEach(async () => {
  await view.away();
  await view.set({ ...first, ...HEAD });
});

const sum = (rows) => rows[0].map((_, j) => rows.reduce((total, row) => total + row[j], 0));

/** Numbers beside the tokens (three decimals) and in the panel (four) are those of `weights`. */
async function assertWeights(weights, what, terms = 1) {
  const beside = await view.numbers();
  assert.equal(beside.length, n, what);
  beside.forEach((shown, k) => assertShows(shown, weights[k], 3, `${what}, ${tokens[k]}`, terms));
  const panel = await view.panel();
  assert.equal(panel.length, n);
  for (const [token, shown] of panel) {
    assertShows(shown, weights[tokens.indexOf(token)], 4, `${what}, panel, ${token}`, terms);
  }
  const order = panel.map(([token]) => weights[tokens.indexOf(token)]);
  assert.ok(order.every((w, k) => k === 0 || w <= order[k - 1] + 2 * ERROR), `${what}: strongest first`);
}

test('every left token shows what it looks at', async () => {
  for (let unit = 0; unit < n; unit++) {
    await view.hover('from', unit);
    await assertWeights(trace.row(2, 3, unit), `row of ${tokens[unit]}`);
    assert.equal(await view.text('.panel-title'), tokens[unit]);
    assert.match(await view.text('[data-testid=row] .sums'), /Sum of the row1\.0000/);
  }
});

test('every right token shows who looks at it', async () => {
  for (let unit = 0; unit < n; unit++) {
    await view.hover('to', unit);
    const column = trace.column(2, 3, unit);
    await assertWeights(column, `column of ${tokens[unit]}`);
    const shown = /Sum of the column(.*)/.exec(await view.text('[data-testid=row] .sums'))[1];
    assertShows(shown, column.reduce((total, w) => total + w), 4, 'sum of the column', n);
  }
});

test('hover goes when the pointer goes', async () => {
  await view.hover('from', ARE);
  assert.ok(await view.page.locator('#hs-from-2.active').count());
  await view.away();
  assert.deepEqual(await view.numbers(), []);
  assert.equal(await view.page.getByTestId('row').count(), 0);
  assert.deepEqual((await view.state()).pins, []);
});

test('a click pins, and the numbers stay', async () => {
  await view.click('from', ARE);
  await view.away();
  const { side, pins } = await view.state();
  assert.deepEqual([side, pins], ['from', [ARE]]);
  await assertWeights(trace.row(2, 3, ARE), 'pinned');
  await view.hover('from', 4);
  await assertWeights(trace.row(2, 3, 4), 'hover over a pin');
  await view.away();
  await assertWeights(trace.row(2, 3, ARE), 'pinned still');
  await view.click('from', ARE);
  assert.deepEqual((await view.state()).pins, []);
});

test('Shift-click adds a token and sums; Esc takes one back at a time', async () => {
  await view.click('from', 1);
  await view.click('from', 3, ['Shift']);
  await view.click('from', 4, ['Shift']);
  await view.away();
  await assertWeights(sum([1, 3, 4].map((from) => trace.row(2, 3, from))), 'sum of three', 3);
  assert.match(await view.text('[data-testid=row] .sums'), /Sum of the 3 rows3\.0000/);
  await view.click('from', 3, ['Shift']);
  assert.deepEqual((await view.state()).pins, [1, 4]);
  await view.away();
  await view.press('Escape');
  assert.deepEqual((await view.state()).pins, [1]);
  await assertWeights(trace.row(2, 3, 1), 'one left');
  await view.press('Escape');
  assert.deepEqual((await view.state()).pins, []);
});

test('right tokens pin and sum as well', async () => {
  await view.click('to', 0);
  await view.click('to', 5, ['Shift']);
  await view.away();
  const { side, pins } = await view.state();
  assert.deepEqual([side, pins], ['to', [0, 5]]);
  await assertWeights(sum([0, 5].map((to) => trace.column(2, 3, to))), 'two columns', 2);
  await view.click('from', 1, ['Shift']);
  assert.deepEqual((await view.state()).pins, [1], 'a pin on the other side begins anew');
});

test('the panel says who else looks there, and how layers differ', async () => {
  await view.hover('from', ARE);
  const row = trace.row(2, 3, ARE);
  const top = row.indexOf(Math.max(...row));
  const column = trace.column(2, 3, top);
  assert.match(await view.text('[data-testid=who] h3'), new RegExp(`“\\[?${tokens[top].replace(/[[\]]/g, '')}`));
  const who = await view.page.getByTestId('who').locator('li').evaluateAll((items) =>
    items.map((item) => [item.querySelector('bdi').textContent, item.querySelector('.number').textContent]));
  for (const [token, shown] of who) assertShows(shown, column[tokens.indexOf(token)], 4, `who, ${token}`);
  assert.equal(await view.page.locator('.through canvas').count(), 1);
});

test('the panel has a button that unpins', async () => {
  await view.click('from', 3);
  await view.away();
  assert.equal(await view.button('Unpin').getAttribute('aria-pressed'), 'true');
  await view.choose(view.button('Unpin'));
  assert.deepEqual((await view.state()).pins, []);
});

test('value() is the trace\'s for every layer, head and token', async () => {
  const shown = await view.page.evaluate(([layers, heads, count]) => {
    const values = [];
    for (let l = 0; l < layers; l++) for (let h = 0; h < heads; h++)
      for (let i = 0; i < count; i++) for (let j = 0; j < count; j++)
        values.push(window.headscope.value(l, h, i, j));
    return values;
  }, [trace.layers, trace.heads, n]);
  const worst = Math.max(...shown.map((w, k) => Math.abs(w - trace.data.readFloatLE(4 * k))));
  console.log(`# ${shown.length} weights, largest difference ${worst.toExponential(2)}`);
  assert.ok(worst <= ERROR);
});
