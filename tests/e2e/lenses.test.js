// Lenses and heads together: the numbers through each are those of the program's trace, in every
// view, by mouse and by keyboard, in a link, and where queries and keys are missing.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { launchChromium, startChromium } from './browser.js';
import { PAIR, SCRIPTS, pageOf, traceOf } from './program.js';
import { serveMiniLm, visit } from './server.js';
import { assertShows } from './view.js';

const [LAYER, HEAD, FROM] = [3, 1, 5];
const KEEP = ['--keep', 'queries,keys'];

const chromium = await startChromium();
const trace = traceOf(...PAIR, ...KEEP);
const view = await chromium.open(pageOf(...PAIR, '--neurons'), { hash: `#v=1&l=${LAYER}&h=${HEAD}&from=${FROM}` });
const { page } = view;
const first = await view.state();
const heads = [...Array(trace.heads).keys()];

beforeEach(async () => {
  await page.evaluate(() => document.activeElement?.blur());
  await view.away();
  await view.set(first);
});

const lens = (name, of = page) => of.getByRole('combobox', { name: 'Lens' }).selectOption(name);
const legend = (of = page) => of.getByRole('region', { name: 'Legend' }).innerText();
const number = (text) => Number(text.replace('−', '-'));
const score = (from, to, [layer, head, of] = [LAYER, HEAD, trace]) => {
  const [q, k] = [of.vector('queries', layer, head, from), of.vector('keys', layer, head, to)];
  return q.reduce((sum, value, d) => sum + value * k[d], 0) / Math.sqrt(q.length);
};
const nearScore = (text, value, what, step = 0.01) =>
  assert.ok(Math.abs(number(text) - value) <= step / 2 + 1e-4, `${what} shows ${text}, it is ${value}`);
const meanOf = (all) => all.reduce((a, b) => a + b) / all.length;
/** The weights of one pair in some heads of the layer. */
const weights = (some, from, to) => some.map((head) => trace.value(LAYER, head, from, to));

test('the mean of heads is the mean of all heads of the layer, whichever head is chosen', async () => {
  await lens('mean');
  await view.settle();
  const shown = await view.numbers();
  shown.forEach((text, to) => assertShows(text, meanOf(weights(heads, FROM, to)), 3, `to ${to}`));
  assert.equal(shown.length, trace.n);
  assert.match(await legend(), /Mean of heads mean of 12 heads, softmax\(q·k \/ √32\)/);
  assert.equal(await view.text('[data-testid=reading]'), 'The mean of the 12 heads of layer 3.');
  await view.set({ heads: [7] });
  assert.deepEqual(await view.numbers(), shown);
  assert.ok(await view.chip(7).isDisabled());
});

test('without specials, what is left of each row is scaled to 1', async () => {
  await lens('without-specials');
  await view.settle();
  const isWord = trace.tokens.map((token) => !token.startsWith('['));
  const rest = trace.row(LAYER, HEAD, FROM).filter((_, to) => isWord[to]);
  const sum = rest.reduce((a, b) => a + b);
  const shown = await view.numbers();
  assert.equal(shown.length, rest.length);
  shown.forEach((text, k) => assertShows(text, rest[k] / sum, 3, `word ${k}`, 2 / sum));
});

test('scores are q·k / √d beside the tokens, in the panel, the table, the matrix and the neuron view', async () => {
  await lens('scores');
  await view.settle();
  assert.match(await legend(), /Scores before the softmax q·k \/ √32/);
  assert.match(await legend(), /Numbers are scores; lines and bars are still the attention\./);
  let off = 0;
  const compare = (text, to, step) => {
    nearScore(text, score(FROM, to), `the score of ${to}`, step);
    if (step === 0.01) off = Math.max(off, Math.abs(number(text) - score(FROM, to)));
  };
  (await view.numbers()).forEach((text, to) => compare(text, to, 0.01));
  const strongest = trace.row(LAYER, HEAD, FROM).map((w, to) => [w, to]).sort((a, b) => b[0] - a[0]);
  (await view.panel()).forEach(([, text], k) => compare(text, strongest[k][1], 0.01));
  assert.equal(await page.evaluate(([l, h, i, j]) => window.headscope.value(l, h, i, j).toFixed(3),
    [LAYER, HEAD, FROM, 2]), score(FROM, 2).toFixed(3));
  console.log(`# scores as shown are off by at most ${off.toFixed(4)}`);

  await view.set({ table: true });
  (await view.texts('table tbody tr td:last-child')).forEach((text, k) => compare(text, strongest[k][1], 0.01));
  await view.set({ table: false, view: 'matrix', key: 4 });
  assert.match(await legend(), /Scores before the softmax q·k \/ √32/);
  assert.match(await legend(), /Orange negative, blue positive/);
  compare(await view.text('[data-testid=cell] .number'), 4, 0.01);
  assert.equal(await page.getByRole('combobox', { name: 'Lens' }).inputValue(), 'scores');
  await view.set({ view: 'model' });
  assert.match(await legend(), /Cells are attention; the head and matrix views show scores/);
  await view.set({ view: 'neuron', key: 4 });
  assert.match(await view.text('[data-testid=reading]'), new RegExp(
    `Divide by √32: ${score(FROM, 4).toFixed(2).replace('-', '−')}\\.`));
});

test('whole words have the mean of their tokens’ scores', async () => {
  const other = traceOf(SCRIPTS, ...KEEP);
  const open = await chromium.open(pageOf(SCRIPTS, '--neurons'), { hash: '#v=1&l=2&h=5&lens=scores&words=1' });
  const begin = other.tokens.findIndex((_, t) => other.tokens[t + 1]?.startsWith('##'));
  const from = [begin];
  while (other.tokens[from.at(-1) + 1].startsWith('##')) from.push(from.at(-1) + 1);
  // All words before it are one token each.
  await open.click('from', begin);
  assert.ok((await open.numbers()).length < other.n);
  nearScore((await open.numbers())[0], meanOf(from.map((i) => score(i, 0, [2, 5, other]))), 'to [CLS]');
  assert.match(await legend(open.page), /Of whole words the mean over their tokens\./);
  await open.close();
});

test('several heads are one map: their mean or their largest, by mouse and by keyboard', async () => {
  const some = [1, 4, 5];
  await view.set({ heads: some });
  const menu = page.getByRole('combobox', { name: 'Heads' });
  for (const [name, of] of [['mean', meanOf], ['max', (all) => Math.max(...all)]]) {
    await menu.selectOption(name);
    await view.settle();
    (await view.numbers()).forEach((text, to) =>
      assertShows(text, of(weights(some, FROM, to)), 3, `${name} to ${to}`));
    assert.match(await legend(), new RegExp(`Raw attention ${name} of 3 heads, softmax`));
    await view.set({ view: 'matrix', key: 4 });
    assertShows(await view.text('[data-testid=cell] .number'), of(weights(some, FROM, 4)), 4, name);
    await view.set({ view: 'head' });
  }
  await menu.focus();
  await view.press('ArrowUp', 'ArrowUp');
  assert.equal((await view.state()).together, 'separate');
  await lens('scores');
  await menu.selectOption('max');
  await view.settle();
  (await view.numbers()).forEach((text, to) =>
    nearScore(text, Math.max(...some.map((head) => score(FROM, to, [LAYER, head, trace]))), `max to ${to}`));
});

test('a link brings lens and heads together back, and a page without queries has no scores', async () => {
  await view.set({ heads: [1, 4], lens: 'scores', together: 'max' });
  await page.waitForFunction(() => /h=1,4&.*lens=scores.*as=max/.test(location.hash));
  const hash = await page.evaluate(() => location.hash);
  const again = await chromium.open(pageOf(...PAIR, '--neurons'), { hash });
  assert.deepEqual(await again.state(), await view.state());
  await again.close();

  const without = await chromium.open(pageOf(...PAIR), { hash });
  const state = await without.state();
  assert.deepEqual([state.lens, state.together], ['raw', 'max']);
  const menu = without.page.getByRole('combobox', { name: 'Lens' });
  assert.ok(await menu.getByRole('option', { name: 'Scores (view --neurons)' }).isDisabled());
  assert.equal(await menu.getAttribute('title'),
    'Scores need queries and keys: headscope view --neurons puts them into the page');
  await without.set({ lens: 'scores' });
  assert.equal((await without.state()).lens, 'raw');
  await without.close();
});

test('the lens is chosen by keyboard in the head, model and matrix views', async () => {
  for (const name of ['head', 'model', 'matrix']) {
    await view.set({ ...first, view: name });
    await page.getByRole('combobox', { name: 'Lens' }).focus();
    await view.press('ArrowDown', 'ArrowDown', 'ArrowDown');
    assert.equal((await view.state()).lens, 'scores', name);
  }
});

test('a live page fetches the queries and keys of the layer that is looked at', async () => {
  const server = await serveMiniLm('the cat sat');
  after(() => server.stop());
  const other = traceOf('the cat sat', ...KEEP);
  const browser = await launchChromium();
  after(() => browser.close());
  const live = await visit(browser, server.address);
  await live.set({ layer: 2, heads: [4], pins: [1], lens: 'scores' });
  await live.page.waitForFunction(() => document.querySelectorAll('.stage .label-number').length > 0);
  (await live.numbers()).forEach((text, to) =>
    nearScore(text, score(1, to, [2, 4, other]), `the score of ${to}`));
  await live.close();
});
