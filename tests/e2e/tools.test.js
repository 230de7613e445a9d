// What is drawn of the attention: how many lines, what is muted, lens, segments, words, table, colours.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { PAIR, SCRIPTS, SENTENCE, pageOf, traceOf } from './program.js';
import { assertShows } from './view.js';

const chromium = await startChromium();
const trace = traceOf(SENTENCE);
const HEAD = { layer: 3, heads: [6] };
const IS_SPECIAL = trace.tokens.map((token) => token.startsWith('['));

async function openAt(file, options) {
  const view = await chromium.open(file, options);
  await view.set(HEAD);
  return view;
}
const file = pageOf(SENTENCE);

/** What the legend must say: in each row the strongest first, until the share is reached. */
function expectedLines(share, hidden = () => false) {
  let lines = 0, drawn = 0, all = 0;
  for (let from = 0; from < trace.n; from++) {
    const row = trace.row(3, 6, from).filter((_, to) => !hidden(to)).sort((a, b) => b - a);
    const mass = row.reduce((sum, w) => sum + w, 0);
    let sum = 0, k = 0;
    while (k < row.length && sum < share * mass * (1 - 1e-6)) sum += row[k++];
    [lines, drawn, all] = [lines + k, drawn + sum, all + mass];
  }
  const percent = drawn / all > 0.99 ? 'over 99' : String(Math.round((100 * drawn) / all));
  return { lines, percent: lines === all.count ? '100' : percent };
}

test('the slider sets how much is drawn, and the legend tells the true share', async () => {
  const view = await openAt(file);
  const slider = view.page.getByRole('slider', { name: 'Lines' });
  for (const share of [50, 70, 90]) {
    await slider.fill(String(share));
    await view.settle();
    assert.equal((await view.state()).lines, share);
    const { lines, percent } = expectedLines(share / 100);
    assert.equal(await view.text('[data-testid=share]'),
      `Showing ${lines} of 36 lines = ${percent} % of attention`);
    assert.equal(await view.text('.slider-value'), `${share} %`);
  }
  await slider.fill('100');
  await view.settle();
  assert.match(await view.text('[data-testid=share]'), /= (100|over 99) % of attention$/);
  await view.close();
});

test('muting hides, says how much, and never rescales', async () => {
  const view = await openAt(file);
  await view.hover('from', 2);
  const before = Object.fromEntries(await view.panel());
  await view.choose(view.button('[CLS]'));
  await view.choose(view.button('[SEP]'));
  assert.deepEqual((await view.state()).mute, ['[CLS]', '[SEP]']);
  await view.hover('from', 2);
  const after = Object.fromEntries(await view.panel());
  assert.deepEqual(Object.keys(after).sort(), trace.tokens.filter((_, k) => !IS_SPECIAL[k]).sort());
  for (const token of Object.keys(after)) assert.equal(after[token], before[token]);
  const { lines, percent } = expectedLines(0.7, (to) => IS_SPECIAL[to]);
  assert.equal(await view.text('[data-testid=share]'),
    `Showing ${lines} lines = ${percent} % of what is not muted`);
  assert.match(await view.text('.legend-share .caption'), /Muting hides (over |under )?\d+ % of this head’s attention/);
  const hidden = trace.row(3, 6, 2).filter((_, k) => IS_SPECIAL[k]).reduce((sum, w) => sum + w);
  const sums = await view.page.getByTestId('row').locator('.sums div').evaluateAll((rows) =>
    rows.map((row) => [row.children[0].textContent, row.children[1].textContent]));
  assert.equal(sums[0][0], 'Muted: [CLS], [SEP]');
  assertShows(sums[0][1], hidden, 4, 'hidden', 2);
  await view.close();
});

test('the lens without specials rescales, and is named', async () => {
  const view = await openAt(file);
  await view.page.getByRole('combobox', { name: 'Lens' }).selectOption('without-specials');
  await view.settle();
  await view.hover('from', 2);
  const row = trace.row(3, 6, 2).map((w, to) => (IS_SPECIAL[to] ? 0 : w));
  const rest = row.reduce((sum, w) => sum + w);
  for (const [token, shown] of await view.panel()) {
    assertShows(shown, row[trace.tokens.indexOf(token)] / rest, 4, token, 2 / rest);
  }
  assert.match(await view.text('.legend-lines'), /Raw without specials.*rows scaled to sum to 1/);
  assert.ok(await view.button('[CLS]').isDisabled(), 'nothing is left to mute');
  const shown = await view.page.evaluate(() => window.headscope.value(3, 6, 2, 3));
  assert.ok(Math.abs(shown - row[3] / rest) < 2e-5 / rest);
  await view.close();
});

test('segments of a pair: each of the four can be left out', async () => {
  const view = await openAt(pageOf(...PAIR));
  const pair = traceOf(...PAIR);
  const split = pair.tokens.indexOf('[SEP]') + 1;
  const text = (token) => (token < split ? 'a' : 'b');
  for (const name of ['aa', 'ab', 'ba']) {
    await view.choose(view.button(`Lines from text ${name[0].toUpperCase()} to text ${name[1].toUpperCase()}`));
  }
  assert.deepEqual((await view.state()).segments, ['bb']);
  assert.match(await view.text('[data-testid=share]'), /of what is not hidden$/);
  await view.hover('from', split + 1);
  const shown = await view.panel();
  assert.ok(shown.length > 0);
  const allowed = pair.tokens.filter((_, k) => text(k) === 'b');
  for (const [token] of shown) assert.ok(allowed.includes(token), token);
  await view.hover('from', 1);
  assert.deepEqual(await view.panel(), [], 'text A looks at nothing that is shown');
  await view.close();
});

test('without a pair there are no segments to choose', async () => {
  const view = await openAt(file);
  assert.ok(await view.button('Lines from text A to text B').isDisabled());
  await view.close();
});

test('whole words: what goes to a word is summed, what comes from it is averaged', async () => {
  const view = await openAt(pageOf(SCRIPTS));
  const pieces = traceOf(SCRIPTS);
  await view.choose(view.button('Whole words'));
  const labels = await view.texts('.stage [data-side=from]');
  assert.ok(labels.length < pieces.n);
  assert.ok(!labels.some((label) => label.startsWith('##')));
  const groups = [];
  const words = JSON.parse(pieces.metadata.word_ids);
  words.forEach((word, k) =>
    word !== null && k > 0 && word === words[k - 1] ? groups.at(-1).push(k) : groups.push([k]));
  const from = groups.findIndex((group) => group.length > 1);
  await view.hover('from', from);
  const shown = await view.numbers();
  assert.equal(shown.length, groups.length);
  shown.forEach((number, to) => {
    let weight = 0;
    for (const i of groups[from]) for (const j of groups[to]) weight += pieces.value(3, 6, i, j);
    assertShows(number, weight / groups[from].length, 3, labels[to], groups[to].length);
  });
  await view.choose(view.button('Pieces'));
  assert.deepEqual(await view.texts('.stage [data-side=from]'), pieces.tokens);
  await view.close();
});

test('the table has the same numbers', async () => {
  const view = await openAt(file);
  await view.choose(view.button('Table'));
  const cells = await view.page.locator('.table-view .map td').allTextContents();
  assert.equal(cells.length, trace.n ** 2);
  cells.forEach((shown, k) => assertShows(shown, trace.data.readFloatLE(
    4 * ((3 * trace.heads + 6) * trace.n ** 2 + k)), 2, `cell ${k}`));
  await view.choose(view.button('Table'));
  assert.equal(await view.page.locator('.stage').count(), 1);
  await view.close();
});

test('dark and light by the button, and by the system until then', async () => {
  const view = await openAt(file);
  const theme = () => view.page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), 'light');
  await view.page.emulateMedia({ colorScheme: 'dark' });
  await view.settle();
  assert.equal(await theme(), 'dark');
  await view.choose(view.button('Use light colours'));
  assert.deepEqual([await theme(), (await view.state()).theme], ['light', 'light']);
  await view.choose(view.button('Use dark colours'));
  assert.equal(await theme(), 'dark');
  await view.close();
});
