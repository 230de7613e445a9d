// The neuron view: a number of attention is computed on the page from queries and keys, and it is
// the model's number; by mouse, by keyboard, as a table, and where something is missing.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { beforeEach, test } from 'node:test';
import { startChromium } from './browser.js';
import { PAIR, SENTENCE, pageOf, scratch, textOfTokens, traceOf, writePage } from './program.js';
import { assertShows } from './view.js';

const KEEP = ['--keep', 'queries,keys'];
const [LAYER, HEAD, FROM] = [3, 1, 11];

const chromium = await startChromium();
const trace = traceOf(...PAIR, ...KEEP);
const view = await chromium.open(pageOf(...PAIR, '--neurons'), { hash: `#v=1&l=${LAYER}&h=${HEAD}&view=neuron&from=${FROM}` });
const first = await view.state();
const { page } = view;

beforeEach(async () => {
  await page.evaluate(() => document.activeElement?.blur());
  await view.away();
  await view.set(first);
});

const dot = (layer, head, from, to) => {
  const [q, k] = [trace.vector('queries', layer, head, from), trace.vector('keys', layer, head, to)];
  return q.reduce((sum, value, d) => sum + value * k[d], 0);
};
const number = (text) => Number(text.replace('−', '-'));
const near = (text, value, what) =>
  assert.ok(Math.abs(number(text) - value) <= 0.00501, `${what} shows ${text}, it is ${value}`);
const row = (token) => page.locator(`#hs-key-${token}`);
const numbersOf = (token) => row(token).locator('.number').allTextContents();
const top = () => {
  const weights = trace.row(LAYER, HEAD, FROM);
  return weights.indexOf(Math.max(...weights));
};

test('a sentence with true numbers says how the pair’s attention comes about', async () => {
  const [q, to] = [dot(LAYER, HEAD, FROM, top()), top()];
  const said = await view.text('[data-testid=reading]');
  const found = /query of “(.+)” with the key of “(.+)”, 32 numbers each, and add: ([−\d.]+)\. Divide by √32: ([−\d.]+)\. Against the other 17 tokens of the row, softmax makes it ([\d.]+)\./.exec(said);
  assert.ok(found, said);
  assert.deepEqual(found.slice(1, 3), [trace.tokens[FROM], trace.tokens[to]]);
  near(found[3], q, 'q·k');
  near(found[4], q / Math.sqrt(32), 'the score');
  assertShows(found[5], trace.value(LAYER, HEAD, FROM, to), 3);
});

test('every row has its q·k, its score and its attention', async () => {
  await page.setViewportSize({ width: 1440, height: 1200 });
  await view.settle();
  const off = [0, 0];
  for (let to = 0; to < trace.n; to++) {
    const [product, score, weight] = await numbersOf(to);
    const q = dot(LAYER, HEAD, FROM, to);
    near(product, q, `q·k with ${to}`);
    near(score, q / Math.sqrt(32), `score of ${to}`);
    assertShows(weight, trace.value(LAYER, HEAD, FROM, to), 4, `attention to ${to}`);
    off[0] = Math.max(off[0], Math.abs(number(product) - q));
    off[1] = Math.max(off[1], Math.abs(number(score) - q / Math.sqrt(32)));
  }
  console.log(`# q·k as shown is off by at most ${off[0].toFixed(4)}, the score by ${off[1].toFixed(4)}`);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('pointing at a key compares it; a click makes it the pair, here and in the other views', async () => {
  await row(4).hover({ position: { x: 60, y: 10 } });
  await view.settle();
  assert.match(await view.text('[data-testid=compared]'), /^“to” instead: q·k −19\.39, ÷ √32 −3\.43, softmax /);
  await row(4).click({ position: { x: 60, y: 10 } });
  await view.settle();
  assert.match(await view.text('.head-name'), /it\s*→\s*to/);
  const { side, pins, key } = await view.state();
  assert.deepEqual([side, pins, key], ['from', [FROM], 4]);
  await page.waitForURL(/view=neuron.*key=4/);
  await view.set({ view: 'head' });
  assert.match(await view.text('[data-testid=row]'), /Token 11 looks at/);
});

test('Shift-click makes a token the query; so does the menu', async () => {
  await row(2).click({ position: { x: 60, y: 10 }, modifiers: ['Shift'] });
  await view.settle();
  assert.match(await view.text('.head-name'), /^author/);
  await page.getByRole('combobox', { name: 'Query' }).selectOption('8');
  await view.settle();
  assert.match(await view.text('.head-name'), /^book/);
  assert.deepEqual((await view.state()).pins, [8]);
});

test('pointing at a dimension lights it everywhere and says its product', async () => {
  const box = await page.locator('.pair-strips canvas').boundingBox();
  await page.mouse.move(box.x + 144 + 29 * 12 + 10, box.y + 40);
  await view.settle();
  assert.equal(await page.locator('.lit').count(), 3);
  const [q, k] = [trace.vector('queries', LAYER, HEAD, FROM)[12], trace.vector('keys', LAYER, HEAD, top())[12]];
  const [, ...shown] = /^Dimension 12: ([−\d.]+) × ([−\d.]+) = ([−\d.]+)\.$/
    .exec(await view.text('[data-testid=compared]'));
  [q, k, q * k].forEach((value, at) => near(shown[at], value, `number ${at}`));
  await view.away();
  assert.equal(await page.locator('.lit').count(), 0);
});

test('by keyboard: arrows compare and light, Enter chooses, Esc goes back, and it speaks', async () => {
  await page.getByRole('grid', { name: /^Keys/ }).focus();
  await view.press('Home', 'ArrowDown');
  assert.match(await view.spoken(), /^it to the: q·k minus 12\.29, divided by √32 minus 2\.17, attention 0\.0005, rank 1\d of 18$/);
  await view.press('ArrowRight', 'ArrowRight');
  assert.match(await view.spoken(), /^Dimension 1: .* times .* is /);
  assert.equal(await page.locator('.lit').count(), 3);
  await view.press('Escape');
  assert.equal(await page.locator('.lit').count(), 0);
  await view.press('Enter');
  assert.equal((await view.state()).key, 1);
  await view.press('End', 'Shift+Enter');
  assert.deepEqual((await view.state()).pins, [17]);
  const active = await page.getByRole('grid', { name: /^Keys/ }).getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).count(), 1);
});

test('keys can be sorted by attention', async () => {
  await page.getByRole('combobox', { name: 'Sort keys' }).selectOption('weight');
  await view.settle();
  const shown = await page.locator('.key-row .key-token .index').allTextContents();
  const weights = trace.row(LAYER, HEAD, FROM);
  const sorted = [...weights.keys()].sort((a, b) => weights[b] - weights[a]);
  assert.deepEqual(shown.slice(0, 5).map(Number), sorted.slice(0, 5));
});

test('the table has every key, and the pair dimension by dimension', async () => {
  await view.press('t');
  const [rows, dims] = await page.locator('.table-view table').all();
  assert.equal(await rows.locator('tbody tr').count(), 18);
  assert.equal(await dims.locator('tbody tr').count(), 32);
  const last = await dims.locator('tbody tr').last().locator('td').allTextContents();
  assert.ok(Math.abs(number(last.at(-1)) - dot(LAYER, HEAD, FROM, top())) < 6e-4);
});

test('512 tokens: only rows in view are there, scrolling and keys reach the last', async () => {
  const text = textOfTokens(512);
  const long = await chromium.open(pageOf(text, '--neurons'), { hash: '#v=1&l=0&h=2&view=neuron&from=300' });
  const kept = await long.page.locator('.key-row').count();
  assert.ok(kept > 5 && kept < 60, `${kept} rows`);
  assert.ok(await long.page.locator('*').count() < 3000);
  assert.ok(await long.page.locator('canvas').count() <= 6);
  await long.page.getByRole('grid', { name: /^Keys/ }).focus();
  await long.press('End');
  assert.equal(await long.page.locator('#hs-key-511').count(), 1);
  assert.equal(await long.page.locator('.neuron-gap').count(), 0, 'float16 explains the attention');
  await long.close();
});

test('a page without queries and keys says how to get them', async () => {
  const plain = await chromium.open(pageOf(SENTENCE), { hash: '#v=1&view=neuron' });
  assert.match(await plain.text('.neuron'), /no queries and keys.*headscope view --neurons/);
  await plain.close();
});

test('scores that are more than q·k / √d are not claimed to be', async () => {
  const other = traceOf(SENTENCE, ...KEEP);
  const bent = traceOf(SENTENCE, ...KEEP);
  // A bias by distance, as relative positions give.
  for (let at = 0; at < bent.layers * bent.heads * bent.n; at++) {
    const weights = Array.from({ length: bent.n }, (_, to) =>
      bent.data.readFloatLE(4 * (at * bent.n + to)) * Math.exp(-0.5 * Math.abs(to - (at % bent.n))));
    const sum = weights.reduce((a, b) => a + b, 0);
    weights.forEach((weight, to) => bent.data.writeFloatLE(weight / sum, 4 * (at * bent.n + to)));
  }
  const file = scratch('.safetensors');
  writeFileSync(file, bent.bytes);
  const page2 = await chromium.open(writePage(file, '--neurons'), { hash: '#v=1&l=1&h=8&view=neuron&from=2' });
  const note = await page2.text('.neuron-gap');
  const [, softmax, weight] = /softmax of these scores gives ([\d.]+), and its attention is ([\d.]+) /.exec(note);
  assert.ok(Math.abs(Number(softmax) - Math.max(...other.row(1, 8, 2))) < 0.01);
  assert.ok(Math.abs(Number(softmax) - Number(weight)) > 0.001);
  assert.match(await page2.text('.key-heads'), /the model’s attention/);
  await page2.close();
});

test('any number of the panel shows on a card how it was computed', async () => {
  await view.set({ view: 'head' });
  const shown = page.getByTestId('row').getByRole('button', { name: /^0\.\d{4}$/ });
  await shown.first().click();
  await view.settle();
  const card = page.getByRole('dialog', { name: 'How was this computed?' });
  assert.match(await card.textContent(), /it → book/);
  const q = dot(LAYER, HEAD, FROM, top());
  const steps = await card.locator('.computed-steps strong').allTextContents();
  near(steps[0], q, 'q·k');
  near(steps[1], q / Math.sqrt(32), 'the score');
  assertShows(steps[2], trace.value(LAYER, HEAD, FROM, top()), 4);
  await card.getByRole('button', { name: 'Open in the neuron view' }).click();
  await view.settle();
  assert.equal((await view.state()).view, 'neuron');
  assert.match(await view.text('.head-name'), /it\s*→\s*book/);
});

test('so does the key c; without queries and keys the card says how to get them', async () => {
  await view.press('c');
  assert.match(await view.text('[role=dialog]'), /it → book.*e to the 5\.27 is 194, /);
  await view.press('Escape');
  const plain = await chromium.open(pageOf(SENTENCE));
  await plain.press('c');
  assert.match(await plain.text('[role=dialog]'), /headscope view --neurons/);
  await plain.close();
});
