// What a page gives to take away: figures that are the goldens to the letter, pictures, numbers that
// are the trace's, a state, a link.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { openFramed, startChromium } from './browser.js';
import {
  BERT, PAIR, ROOT, pageOf, readTrace, textOfTokens, traceOf, writePage,
} from './program.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Of weights as a page keeps them, and of six decimals. */
const ERROR = 0.5 / 65535 + 1e-6;

const bert = writePage(BERT);
const bertTrace = readTrace(BERT);
const pair = pageOf(...PAIR, '--neurons');
const pairTrace = traceOf(...PAIR);
const chromium = await startChromium();

const golden = (name) => readFileSync(path.join(ROOT, `tests/data/figures/${name}.svg`), 'utf8');

/** Saves by a button of the card, and returns the file's name and bytes. */
async function saved(view, name) {
  const [download] = await Promise.all([
    view.page.waitForEvent('download'),
    view.button(name).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

function rowsOf(csv) {
  const [head, ...rows] = csv.trimEnd().split('\r\n').map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(row.map((field, k) => [head[k], field])));
}

test('the head view\'s figure is the golden, in one column and in two', async () => {
  const view = await chromium.open(bert);
  await view.set({ layer: 2, heads: [0] });
  await view.press('e');
  const { name, bytes } = await saved(view, 'SVG');
  assert.equal(name, 'bert-base-uncased-head-L2-H0.svg');
  assert.equal(bytes.toString(), golden('six-tokens'));
  await view.set({ layer: 0, heads: [0, 3, 5, 11] });
  await view.button('Two columns, 7 in').click();
  assert.equal((await saved(view, 'SVG')).bytes.toString(), golden('four-heads'));
});

const FIGURES = [
  ['matrix-six-tokens', { view: 'matrix', layer: 2, heads: [0] }],
  ['matrix-three-heads', { view: 'matrix', layer: 3, heads: [5, 9, 1], mute: ['[SEP]'] }],
  ['model', { view: 'model', layer: 0, heads: [0] }],
  ['model-lines', { view: 'model', layer: 0, heads: [0], draw: 'lines' }],
];

for (const [name, state] of FIGURES) {
  test(`the figure ${name} is the golden`, async () => {
    const view = await chromium.open(bert);
    await view.set(state);
    await view.press('e');
    assert.equal((await saved(view, 'SVG')).bytes.toString(), golden(name));
  });
}

test('every head of 512 tokens goes into a figure that can be opened', async () => {
  const view = await chromium.open(pageOf(textOfTokens(512)), { hash: '#v=1&l=2&h=0&view=model' });
  await view.press('e');
  const { bytes } = await saved(view, 'SVG');
  assert.ok(bytes.length < 2e6, `${bytes.length} bytes`);
  assert.match(bytes.toString(), /each block of 22\u00a0×\u00a022/);
  const { width } = PNG.sync.read((await saved(view, 'PNG')).bytes);
  assert.equal(width, 2000);
});

test('the picture in pixels is white and has ink', async () => {
  const view = await chromium.open(bert);
  await view.press('e');
  const { bytes } = await saved(view, 'PNG');
  const { width, height, data } = PNG.sync.read(bytes);
  const svg = (await saved(view, 'SVG')).bytes.toString();
  const [, , , w, h] = /viewBox="(\d+) (\d+) (\d+) (\d+)"/.exec(svg);
  assert.deepEqual([width, height], [2 * w, 2 * h]);
  assert.deepEqual([...data.subarray(0, 4)], [255, 255, 255, 255]);
  assert.ok(data.some((byte, k) => k % 4 === 0 && byte < 100));
});

test('the numbers are the trace\'s: all of a head, or those of what is pinned', async () => {
  const view = await chromium.open(pair);
  await view.set({ layer: 3, heads: [1, 4], mute: ['[CLS]'] });
  await view.press('e');
  const all = rowsOf((await saved(view, 'CSV')).bytes.toString());
  assert.equal(all.length, 2 * 18 * 17);
  for (const { layer, head, from, to, to_token, weight } of all) {
    const expected = pairTrace.value(...[layer, head, from, to].map(Number));
    assert.ok(Math.abs(weight - expected) < ERROR);
    assert.equal(to_token, pairTrace.tokens[to]);
  }
  await view.set({ heads: [1], side: 'to', pins: [8], mute: [] });
  const pinned = rowsOf((await saved(view, 'CSV')).bytes.toString());
  assert.deepEqual(pinned.map(({ from, to }) => [from, to]), pairTrace.tokens.map((_, i) => [`${i}`, '8']));
  await view.set({ view: 'matrix' });
  assert.equal(rowsOf((await saved(view, 'CSV')).bytes.toString()).length, 18 * 18);
});

test('the neuron view gives its steps, and without queries says so', async () => {
  const view = await chromium.open(pair);
  await view.set({ view: 'neuron', layer: 3, heads: [1], pins: [11] });
  await view.press('e');
  const rows = rowsOf((await saved(view, 'CSV')).bytes.toString());
  assert.equal(rows.length, 18);
  const powers = rows.map(({ score }) => Math.exp(score));
  const sum = powers.reduce((a, b) => a + b);
  rows.forEach(({ q_k, score, weight, to }, k) => {
    assert.ok(Math.abs(score - q_k / Math.sqrt(32)) < 2e-6);
    assert.ok(Math.abs(powers[k] / sum - weight) < 5e-5);
    assert.ok(Math.abs(weight - pairTrace.value(3, 1, 11, Number(to))) < ERROR);
  });
  const other = await chromium.open(bert, { hash: '#v=1&l=2&h=0&view=neuron' });
  await other.press('e');
  const said = await other.text('.card-export');
  assert.match(said, /no figure\..*no queries and keys to save/);
  assert.equal(await other.button('SVG').count(), 0);
  assert.equal(await other.button('CSV').count(), 0);
  await other.set({ view: 'compare' });
  assert.match(await other.text('.card-export'), /no figure\..*each side are to be had in the matrix view/);
});

test('through the lens of scores the numbers are scores, of heads together their mean', async () => {
  const view = await chromium.open(pair);
  await view.set({ layer: 3, heads: [1], lens: 'scores' });
  await view.press('e');
  assert.match(await view.text('.card-export'), /shows the attention, not the scores/);
  const scores = rowsOf((await saved(view, 'CSV')).bytes.toString()).slice(0, 18);
  const powers = scores.map(({ score }) => Math.exp(score));
  const sum = powers.reduce((a, b) => a + b);
  powers.forEach((power, to) => {
    assert.ok(Math.abs(power / sum - pairTrace.value(3, 1, 0, to)) < 5e-5);
  });
  await view.set({ lens: 'raw', heads: [1, 4], together: 'mean' });
  const [first, ...rest] = rowsOf((await saved(view, 'CSV')).bytes.toString());
  assert.equal(rest.length, 18 * 18 - 1);
  assert.equal(first.head, 'mean 1 4');
  const mean = (pairTrace.value(3, 1, 0, 0) + pairTrace.value(3, 4, 0, 0)) / 2;
  assert.ok(Math.abs(first.weight - mean) < ERROR);
});

test('the model view gives the summaries of all heads', async () => {
  const view = await chromium.open(bert, { hash: '#v=1&l=2&h=0&view=model' });
  await view.press('e');
  const { name, bytes } = await saved(view, 'CSV');
  assert.equal(name, 'bert-base-uncased-model.csv');
  const rows = rowsOf(bytes.toString());
  assert.equal(rows.length, 144);
  const { next } = rows.find(({ layer, head }) => layer === '2' && head === '0');
  const words = [1, 2, 3, 4];
  const mean = words.reduce((all, i) => all + bertTrace.value(2, 0, i, i + 1) / words.length, 0);
  assert.ok(Math.abs(next - mean) < 1e-3, `${next} ${mean}`);
});

test('the state brings the view back, and so does the link', async () => {
  const view = await chromium.open(pair);
  const chosen = { layer: 4, heads: [2, 7], mute: ['[SEP]'], side: 'to', pins: [3] };
  await view.set(chosen);
  await view.press('e');
  const file = JSON.parse((await saved(view, 'JSON')).bytes.toString());
  assert.deepEqual([file.format, file.version, file.model], ['headscope-state', 1, 'all-MiniLM-L6-v2']);
  const other = await chromium.open(pair);
  await other.set(file.state);
  assert.deepEqual(await other.state(), await view.state());
  const third = await chromium.open(pair, { hash: new URL(file.link).hash });
  assert.deepEqual(await third.state(), await view.state());
});

test('everything by keys: open, save, choose, close, and the focus is back', async () => {
  const view = await chromium.open(bert);
  await view.page.keyboard.press('Tab');
  const before = await view.page.evaluate(() => document.activeElement.outerHTML);
  await view.press('e');
  const focused = () => view.page.evaluate(() => document.activeElement.textContent);
  for (let k = 0; (await focused()) !== 'Two columns, 7 in'; k++) {
    assert.ok(k < 6);
    await view.page.keyboard.press('Tab');
  }
  await view.press('Enter', 'Tab');
  assert.equal(await focused(), 'SVG');
  const [download] = await Promise.all([
    view.page.waitForEvent('download'), view.page.keyboard.press('Enter'),
  ]);
  assert.match(readFileSync(await download.path(), 'utf8'), /width="7in"/);
  await view.page.waitForFunction((name) => document.querySelector('[aria-live]').textContent
    .includes(`${name} saved.`), download.suggestedFilename());
  await view.press('Escape');
  assert.equal(await view.page.locator('.card').count(), 0);
  assert.equal(await view.page.evaluate(() => document.activeElement.outerHTML), before);
});

test('axe finds nothing on the card, in any view', async () => {
  const view = await chromium.open(pair);
  const phone = await chromium.open(pair, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  for (const one of [view, phone]) {
    for (const name of ['head', 'model', 'matrix', 'neuron', 'compare']) {
      await one.set({ view: name });
      if ((await one.page.locator('.card').count()) === 0) await one.press('e');
      await one.page.evaluate(AXE);
      const { violations } = await one.page.evaluate(() => window.axe.run(document));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), [], name);
    }
  }
});

test('in a frame that may forbid downloads the card says so', async () => {
  const page = await chromium.newPage();
  const noise = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  const frame = await openFramed(page, bert);
  await frame.getByRole('button', { name: 'Export' }).click();
  assert.match(await frame.locator('.card-export').textContent(), /may forbid downloads/);
  assert.deepEqual(noise, []);
  await page.close();
  const view = await chromium.open(bert);
  await view.press('e');
  assert.doesNotMatch(await view.text('.card-export'), /forbid/);
});
