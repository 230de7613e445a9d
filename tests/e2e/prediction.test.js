// What the model says, beside the picture: the numbers of `headscope predict`, and what a click pins.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { launchChromium, startChromium } from './browser.js';
import { PROGRAM, ROOT, writePage } from './program.js';
import { serve, showsTokens, visit } from './server.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TINY = `${ROOT}/tests/data/tiny`;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const browser = await startChromium();
const live = await launchChromium();
after(() => live.close());

const predict = (...args) =>
  JSON.parse(execFileSync(PROGRAM, ['predict', ...args, '--json', '--quiet']).toString());
const model = (name) => ['--model', `${TINY}/${name}`];

const RIVER = 'the river was c';
const MASKS = ['the [MASK] was c', ...model('bert-mlm'), '--at', '3'];
const KINDS = {
  words: MASKS,
  labels: [RIVER, ...model('bert-classifier')],
  tags: [RIVER, ...model('bert-tagger')],
  answers: ['where is it', '--pair', 'the river is in the north', ...model('bert-qa')],
  replaced: [RIVER, ...model('electra-discriminator')],
};
const pages = Object.fromEntries(Object.entries(KINDS).map(([kind, args]) => [kind, writePage(...args)]));

/** As the page and the command line write a probability. */
function percent(share) {
  const digits = (100 * share).toFixed(1);
  if (digits === '0.0') return '<0.1 %';
  return digits === '100.0' ? '>99.9 %' : `${digits} %`;
}

/** What is listed: name, label, number, and what these were before. */
const listed = (view) => view.page.getByTestId('prediction').locator('.guess').evaluateAll((rows) =>
  rows.map((row) => ['.guess-name', '.guess > .guess-tag', '.guess > .number', '.soft .number']
    .map((part) => row.querySelector(part)?.textContent ?? null)));
const names = async (view) => (await listed(view)).map(([name, , number]) => [name, number]);

const pin = async (view, name) => {
  await view.choose(view.page.getByTestId('prediction').getByRole('button', { name }).first());
  return (await view.state()).pins;
};

test('words at each mask and at tokens that were asked for', async () => {
  const view = await browser.open(pages.words);
  const { words } = predict(...MASKS);
  assert.deepEqual(await names(view),
    words.flatMap(({ best }) => best.slice(0, 3).map((one) => [one.token, percent(one.probability)])));
  assert.deepEqual(await view.texts('[data-testid=prediction] .guesses > .caption'), [
    'In the place of [MASK] 2',
    `In the place of “was” 3, itself at rank ${words[1].actual.rank} with ${percent(words[1].actual.probability)}`,
  ]);
  await view.choose(view.button('Show 4 more'));
  assert.equal((await listed(view)).length, 10);
  assert.deepEqual(await pin(view, words[0].best[1].token), [2]);
  assert.equal(await view.spoken(), '[MASK] pinned');
  await view.close();
});

test('labels, which are read from [CLS]', async () => {
  const view = await browser.open(pages.labels);
  const { labels } = predict(...KINDS.labels);
  assert.deepEqual(await names(view), labels.map((one) => [one.label, percent(one.probability)]));
  assert.equal(await view.text('.guesses > .caption'), 'One of 3 labels, read from [CLS]');
  assert.deepEqual(await pin(view, labels[0].label), [0]);
  await view.close();
});

test('words and their labels', async () => {
  const view = await browser.open(pages.tags);
  const { word_labels: words } = predict(...KINDS.tags);
  assert.deepEqual((await listed(view)).map((row) => row.slice(0, 3)),
    words.map((one) => [one.text, one.label, percent(one.probability)]));
  assert.deepEqual(await pin(view, words[1].text), [2]);
  await view.close();
});

test('answers: the best marked in the text, each pinned as a whole', async () => {
  const view = await browser.open(pages.answers);
  const { answers, no_answer: none } = predict(...KINDS.answers);
  assert.deepEqual(await names(view), answers.map((one) => [one.text, percent(one.score)]));
  assert.equal(await view.text('.answer-text mark'), answers[0].text);
  assert.equal((await view.text('.answer-text')).replace(/\s+/g, ' ').trim(), 'the river is in the north');
  const [first, last] = answers[0].tokens;
  const span = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  assert.deepEqual(await pin(view, answers[0].text), span);
  await view.choose(view.button('Show 1 more'));
  assert.deepEqual((await names(view)).at(-1), ['no answer', percent(none)]);
  assert.deepEqual(await pin(view, 'no answer'), [0]);
  await view.close();
});

test('replaced tokens, the likeliest first', async () => {
  const view = await browser.open(pages.replaced);
  const replaced = predict(...KINDS.replaced).replaced.sort((a, b) => b.probability - a.probability);
  assert.deepEqual(await names(view), replaced.map((one) => [one.token, percent(one.probability)]));
  assert.deepEqual(await pin(view, replaced[0].token), [replaced[0].position]);
  await view.close();
});

test('a text that asks nothing says so, and a model without a head says nothing', async () => {
  const asked = await browser.open(writePage(RIVER, ...model('bert-mlm')));
  assert.match(await asked.text('[data-testid=prediction]'), /The text has no \[MASK\] to fill in/);
  await asked.close();
  const none = await browser.open(writePage(RIVER, ...model('bert')));
  assert.equal(await none.page.getByTestId('prediction').count(), 0);
  await none.close();
});

test('from the keyboard', async () => {
  const view = await browser.open(pages.words);
  await view.page.getByTestId('prediction').getByRole('button').nth(4).focus();
  await view.press('Enter');
  assert.deepEqual((await view.state()).pins, [3]);
  await view.close();
});

test('on a phone: the first guess, and all of it in the sheet', async () => {
  const view = await browser.open(pages.labels, PHONE);
  const [best] = predict(...KINDS.labels).labels;
  const summary = view.page.getByTestId('prediction');
  assert.equal(await summary.textContent(), `What the model says${best.label}${percent(best.probability)}`);
  await view.choose(summary);
  assert.equal((await listed(view)).length, 3);
  const boxes = await Promise.all((await view.page.locator('.guess').all()).map((one) => one.boundingBox()));
  for (const { x, width, height } of boxes) {
    assert.ok(height >= 44 && x >= 0 && x + width <= 390, JSON.stringify({ x, width, height }));
  }
  assert.deepEqual(await pin(view, best.label), [0]);
  await view.close();
});

for (const kind of Object.keys(KINDS)) {
  for (const [how, options] of [
    ['light', {}], ['dark', { colorScheme: 'dark' }], ['on a phone', PHONE], ['in forced colours', { forcedColors: 'active' }],
  ]) {
    test(`axe finds nothing: ${kind}, ${how}`, async () => {
      const view = await browser.open(pages[kind], options);
      if (options === PHONE) await view.choose(view.page.getByTestId('prediction'));
      await view.page.evaluate(AXE);
      const { violations } = await view.page.evaluate(() => window.axe.run(document));
      assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`), []);
      await view.close();
    });
  }
}

/** Waits until the panel says what the change is, and answers what it lists. */
async function moves(view, caption) {
  await view.page.getByTestId('prediction').getByText(caption).waitFor();
  await view.settle();
  return Object.fromEntries((await listed(view)).map(([name, , number, before]) => [name, [before, number]]));
}

const shares = ({ labels }) => Object.fromEntries(labels.map((one) => [one.label, percent(one.probability)]));

test('live: masking a token and switching a head off move the labels', async () => {
  const server = await serve(RIVER, ...model('bert-classifier'));
  const view = await visit(live, server.address);
  const plain = shares(predict(RIVER, ...model('bert-classifier')));
  const masked = shares(predict('the [MASK] was c', ...model('bert-classifier')));
  assert.deepEqual(Object.fromEntries(await names(view)), plain);

  await view.set({ pins: [2] });
  await view.choose(view.page.getByTestId('mask'));
  const first = await moves(view, 'Before and after masking “river”');
  for (const label of Object.keys(plain)) assert.deepEqual(first[label], [plain[label], masked[label]]);

  await view.set({ layer: 0, heads: [1] });
  await view.choose(view.page.getByTestId('off'));
  const second = await moves(view, 'Before and after switching off L0 H1');
  const response = await view.page.evaluate((request) => fetch('live/prediction', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request),
  }).then((answer) => answer.json()), { text: RIVER, mask: [[0, 4, 9]], off: [[0, 1]] });
  const off = shares(response.now);
  for (const label of Object.keys(plain)) assert.deepEqual(second[label], [masked[label], off[label]]);
  assert.notDeepEqual(off, masked);

  await view.choose(view.button('Switch all on'));
  await moves(view, 'Before and after masking “river”');
  await view.choose(view.page.getByTestId('mask'));
  await view.page.getByText('Before and after').waitFor({ state: 'detached' });
  assert.deepEqual(Object.fromEntries(await names(view)), plain);
  await view.close();
  await server.stop();
});

test('live: words at any token that is pinned, and at one that is masked', async () => {
  const server = await serve(RIVER, ...model('bert-mlm'));
  const view = await visit(live, server.address);
  await view.page.getByText(/^Mask a token to see/).waitFor();
  const best = (at, text = RIVER) =>
    predict(text, ...model('bert-mlm'), ...at).words.map((one) => one.best.map((guess) => [guess.token, percent(guess.probability)]));
  await view.click('from', 3);
  await view.page.getByText(/^In the place of “was” 3, itself at rank/).waitFor();
  await view.settle();
  assert.deepEqual(await names(view), best(['--at', '3'])[0]);
  await view.click('from', 3);
  await view.click('from', 2);
  await view.page.getByText(/^In the place of “river” 2, itself at rank/).waitFor();
  await view.away();
  await view.choose(view.page.getByTestId('mask'));
  await showsTokens(view, ['[CLS]', 'the', '[MASK]', 'was', 'c', '[SEP]']);
  const moved = await moves(view, 'Before and after masking “river”');
  const [masked] = best([], 'the [MASK] was c');
  const shown = Object.entries(moved).map(([name, [, number]]) => [name, number]);
  for (const one of shown) {
    const known = masked.find(([name]) => name === one[0]);
    if (known) assert.deepEqual(one, known);
  }
  assert.ok(shown.length === 5 && shown.every(([name]) => moved[name][0] !== null));
  await view.close();
  await server.stop();
});

test('live: a screen reader hears what moved', async () => {
  const server = await serve(RIVER, ...model('bert-classifier'));
  const view = await visit(live, server.address);
  await view.set({ layer: 0, heads: [1] });
  await view.choose(view.page.getByTestId('off'));
  await view.page.waitForFunction(() =>
    /The model says \w+, [\d.]+ %, before [\d.]+ %\.$/.test(document.querySelector('[role=status][aria-live]').textContent));
  await view.close();
  await server.stop();
});
