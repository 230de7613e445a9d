// The compare view: two texts, two models or two lenses side by side, and their difference, which is
// that of the program's traces; by mouse, by keyboard, in a link, and live.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, beforeEach, test } from 'node:test';
import { launchChromium, startChromium } from './browser.js';
import { MINILM, ROOT, pageOf, traceOf, writePage } from './program.js';
import { serveMiniLm, showsTokens, visit } from './server.js';
import { ERROR, assertShows } from './view.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TINY = `${ROOT}/tests/data/tiny/bert`;
const [RIVER, MONEY] = ['She sat by the bank of the river.', 'She sat by the bank and counted her money.'];
const [LAYER, HEAD] = [3, 1];

const chromium = await startChromium();
const [a, b] = [traceOf(RIVER), traceOf(MONEY)];
// [CLS] she sat by the bank | of the river | . [SEP], and [CLS] she sat by the bank | and counted her money | . [SEP]
const there = [0, 1, 2, 3, 4, 5, -1, -1, -1, 10, 11];
const view = await chromium.open(pageOf(RIVER, '--compare', MONEY, '--neurons'));
const { page } = view;
await view.set({ layer: LAYER, heads: [HEAD] });
const first = await view.state();

beforeEach(async () => {
  await page.evaluate(() => document.activeElement?.blur());
  await view.away();
  await view.set(first);
});

const number = (text) => Number(text.replace('−', '-'));
const side = (name, of = page) => of.locator(`[data-side="${name}"].compare-side`);
const DIFFERENCE = 'B − A';
/** What a picture says of the cell that is looked at: its pair and its number. */
const said = async (name, of = page) => {
  const text = (await side(name, of).getByTestId('compare-cell').innerText()).trim();
  const [, pair, value] = /^(.+) (\S+)$/.exec(text) ?? [];
  return pair ? { pair, value } : null;
};
const change = (from, to, layer = LAYER, head = HEAD) =>
  b.value(layer, head, there[from], there[to]) - a.value(layer, head, from, to);
const near = (text, value, decimals, what, terms = 1) => assert.ok(
  Math.abs(number(text) - value) <= 0.5 * 10 ** -decimals + terms * ERROR, `${what} shows ${text}, it is ${value}`);

/** The share of attention that is elsewhere, as docs say it. */
function moved(layer, head) {
  let [sum, rows] = [0, 0];
  const back = [...Array(b.n).keys()].map((to) => there.indexOf(to));
  there.forEach((k, i) => {
    if (k < 0) return;
    rows++;
    let rest = 0;
    there.forEach((to, j) => {
      if (to < 0) rest += a.value(layer, head, i, j);
      else sum += Math.abs(b.value(layer, head, k, to) - a.value(layer, head, i, j));
    });
    back.forEach((from, j) => { if (from < 0) rest -= b.value(layer, head, k, j); });
    sum += Math.abs(rest);
  });
  return sum / rows / 2;
}

test('a page that compares two texts opens with both and says what aligns', async () => {
  assert.equal(first.view, 'compare');
  assert.match(await side('A').innerText(), new RegExp(`^A ${RIVER}`));
  assert.match(await side('B').innerText(), new RegExp(`^B ${MONEY}`));
  assert.equal(await view.text('[data-testid=aligned]'),
    '8 tokens align. Not aligned: in A of, the and river; in B and, counted, her and money.');
});

test('every number of the difference is that of the two traces', async () => {
  let [off, cells] = [0, 0];
  for (let from = 0; from < a.n; from++) for (let to = 0; to < a.n; to++) {
    if (there[from] < 0 || there[to] < 0) continue;
    await view.set({ pins: [from], key: to });
    const [inA, inB, both] = [await said('A'), await said('B'), await said(DIFFERENCE)];
    assertShows(inA.value, a.value(LAYER, HEAD, from, to), 4, `A ${inA.pair}`);
    assertShows(inB.value, b.value(LAYER, HEAD, there[from], there[to]), 4, `B ${inB.pair}`);
    near(both.value, change(from, to), 4, `the difference of ${both.pair}`, 2);
    off = Math.max(off, Math.abs(number(both.value) - change(from, to)));
    cells++;
  }
  console.log(`# ${cells} differences as shown are off by at most ${off.toExponential(1)}`);
  assert.equal(cells, 64);
});

test('the table has the largest differences, with both numbers', async () => {
  await view.set({ table: true });
  const rows = await page.locator('table tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent)));
  assert.equal(rows.length, 50);
  const sizes = rows.map(([from, to, inA, inB, both]) => {
    const [i, j] = [from, to].map((name) => Number(name.split(' ').at(-1)));
    assertShows(inA, a.value(LAYER, HEAD, i, j), 4, from);
    assertShows(inB, b.value(LAYER, HEAD, there[i], there[j]), 4, from);
    near(both, change(i, j), 4, `${from} to ${to}`, 2);
    return Math.abs(number(both));
  });
  assert.deepEqual(sizes, [...sizes].sort((x, y) => y - x));
});

test('heads are ranked by how much of their attention is elsewhere; a click opens one', async () => {
  const all = [];
  for (let l = 0; l < a.layers; l++) for (let h = 0; h < a.heads; h++) all.push([moved(l, h), `L${l} H${h}`]);
  all.sort((x, y) => y[0] - x[0]);
  const list = page.getByTestId('ranking').locator('button');
  const shown = await list.evaluateAll((items) => items.map((item) => [...item.children].map((part) => part.textContent)));
  assert.equal(shown.length, 12);
  shown.forEach(([name, share], k) => {
    assert.equal(name, all[k][1]);
    assert.equal(share, `${Math.round(100 * all[k][0])} %`);
  });
  await list.first().click();
  await view.settle();
  const { layer, heads } = await view.state();
  assert.equal(`L${layer} H${heads[0]}`, all[0][1]);
});

test('what is pointed at in one picture is shown in all; a token without a partner is not', async () => {
  for (const name of ['A', 'B', DIFFERENCE]) {
    await view.away();
    const grid = side(name).locator('.matrix-grid');
    await grid.hover({ position: { x: 150, y: 120 } });
    await view.settle();
    const all = [await said('A'), await said('B'), await said(DIFFERENCE)];
    assert.ok(all.every((one) => one && one.pair === all[0].pair), `${name}: ${JSON.stringify(all)}`);
  }
  await view.away();
  await view.set({ pins: [8], key: 0 });
  assert.equal((await said('A')).pair, 'river to [CLS]');
  assert.equal(await said('B'), null);
  assert.equal((await said(DIFFERENCE)).value, '–');
});

test('the difference is read by keyboard, and lines stand side by side too', async () => {
  await side(DIFFERENCE).locator('.matrix-grid').focus();
  await view.press('Home', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown');
  const { pair, value } = await said(DIFFERENCE);
  assert.match(await view.spoken(), new RegExp(`^${pair.replace(/[[\]]/g, '\\$&')}, ${value.replace('+', '\\+')}`));
  await view.press('Space');
  assert.equal((await view.state()).pins.length, 1);
  await view.choose(view.button('Lines'));
  assert.equal(await page.locator('.compare-side .stage').count(), 2);
  assert.equal(await page.locator('.compare-side .matrix-grid').count(), 1);
});

test('a lens is compared with a lens, and a link brings it back', async () => {
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption('without-specials');
  await view.settle();
  assert.equal(await view.text('[data-testid=aligned]'), 'All 11 tokens align.');
  await view.set({ pins: [3], key: 5 });
  const rest = a.row(LAYER, HEAD, 3).slice(1, -1).reduce((x, y) => x + y);
  const value = a.value(LAYER, HEAD, 3, 5);
  near((await said(DIFFERENCE)).value, value / rest - value, 4, 'the difference', 4);
  await page.waitForFunction(() => location.hash.includes('b=without-specials'));
  const hash = await page.evaluate(() => location.hash);
  const again = await chromium.open(pageOf(RIVER), { hash });
  assert.equal(await again.text('[data-testid=aligned]'), 'All 11 tokens align.');
  assert.equal((await said(DIFFERENCE, again.page)).value, (await said(DIFFERENCE)).value);
  await again.close();
  await view.set({ lens: 'scores', against: 'raw' });
  assert.match(await page.getByRole('region', { name: 'Legend' }).innerText(), /Scores compare only with scores\./);
});

test('scores of two texts differ by their scores', async () => {
  const keep = ['--keep', 'queries,keys'];
  const both = [traceOf(RIVER, ...keep), traceOf(MONEY, ...keep)];
  await view.set({ lens: 'scores', pins: [3], key: 5 });
  await page.waitForFunction(() => /to bank [+−]/.test(document.querySelector('[data-side="B − A"]').innerText));
  const score = (trace) => {
    const [q, k] = [trace.vector('queries', LAYER, HEAD, 3), trace.vector('keys', LAYER, HEAD, 5)];
    return q.reduce((sum, x, d) => sum + x * k[d], 0) / Math.sqrt(q.length);
  };
  assert.ok(Math.abs(number((await said(DIFFERENCE)).value) - (score(both[1]) - score(both[0]))) < 0.0052);
});

test('means of heads are ranked by layer', async () => {
  await view.set({ lens: 'mean' });
  const names = await page.getByTestId('ranking').locator('.pattern-name').allTextContents();
  assert.deepEqual([...names].sort(), ['L0', 'L1', 'L2', 'L3', 'L4', 'L5']);
});

test('two models are compared on the same text', async () => {
  const other = await chromium.open(writePage(RIVER, '--model', MINILM, '--compare-model', TINY));
  assert.equal((await other.state()).view, 'compare');
  assert.match(await side('A', other.page).innerText(), /– all-MiniLM-L6-v2/);
  assert.match(await side('B', other.page).innerText(), /– bert/);
  await other.set({ layer: 5, heads: [11] });
  assert.ok(await side('B', other.page).isVisible());
  await other.close();
});

test('live, a picture is kept as A and what is typed then is B', async () => {
  const browser = await launchChromium();
  after(() => browser.close());
  const server = await serveMiniLm(RIVER);
  after(() => server.stop());
  const live = await visit(browser, server.address);
  await live.set({ view: 'compare', layer: LAYER, heads: [HEAD] });
  await live.choose(live.button('Keep this as A'));
  assert.equal(await live.text('[data-testid=aligned]'), 'All 11 tokens align.');
  await live.page.getByTestId('text').fill(MONEY);
  await live.page.waitForFunction(() => /8 tokens align/.test(document.querySelector('[data-testid=aligned]')?.textContent));
  await live.set({ pins: [3], key: 5 });
  await live.page.waitForFunction(() => /to bank [+−]/.test(document.querySelector('[data-side="B − A"]').innerText));
  near((await said(DIFFERENCE, live.page)).value, change(3, 5), 4, 'the difference', 3);
  near((await said('A', live.page)).value, a.value(LAYER, HEAD, 3, 5), 4, 'A', 2);
  assert.match(await side('A', live.page).innerText(), new RegExp(`^A ${RIVER}`));
  await live.close();
});

for (const [what, options, state] of [
  ['light', {}, { pins: [3], key: 5 }],
  ['dark, as lines', { colorScheme: 'dark' }, { draw: 'lines', pins: [3] }],
  ['as a table', {}, { table: true }],
  ['on a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }, { pins: [3] }],
  ['in a middle width', { viewport: { width: 1000, height: 800 } }, {}],
  ['in forced colours', { forcedColors: 'active' }, { pins: [3], key: 5 }],
]) {
  test(`axe-core finds nothing wrong: ${what}`, async () => {
    const other = await chromium.open(pageOf(RIVER, '--compare', MONEY), options);
    await other.set(state);
    await other.page.evaluate(AXE);
    const { violations } = await other.page.evaluate(() => window.axe.run(document));
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(' ')).join(', ')}`), []);
    const wide = await other.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await other.close();
  });
}
