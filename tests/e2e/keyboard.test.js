// The whole page by keyboard: every control is reached, seen while it has the focus, and works.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startChromium } from './browser.js';
import { PAIR, SCRIPTS, SENTENCE, pageOf, traceOf } from './program.js';
import { assertShows } from './view.js';

const chromium = await startChromium();
const trace = traceOf(SENTENCE);
const view = await chromium.open(pageOf(SENTENCE));
const first = await view.state();
const { page } = view;

beforeEach(async () => {
  await page.evaluate(() => document.activeElement?.blur());
  await view.set({ ...first, layer: 2, heads: [3] });
});

const state = () => view.state();
const heads = async () => {
  const { layer, heads: shown } = await state();
  return [layer, ...shown];
};
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label')
  ?? document.activeElement?.textContent);

/** What has the focus, and whether it can be seen that it has. */
const describeFocus = () => document.activeElement === document.body ? null : (() => {
  const at = document.activeElement;
  const id = at.getAttribute('aria-activedescendant');
  const ringed = [at, ...(id ? [document.getElementById(id)] : [])].some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  const group = at.closest('[role=toolbar], [role=grid]')?.dataset.mark;
  return { mark: at.dataset.mark, group, ringed, name: at.getAttribute('aria-label') ?? at.textContent.trim() };
})();

/** Everything that can be worked with, and its group. Each is marked, because where it stands in
 *  the document changes when numbers appear beside the tokens. */
const controls = () => {
  let marks = 0;
  const mark = (one) => (one.dataset.mark ??= `${++marks}`);
  return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex]')]
    .filter((one) => !one.disabled && one.checkVisibility())
    .map((one) => {
      const inside = one.closest('[role=toolbar], [role=grid]');
      return { mark: mark(one), group: inside ? mark(inside) : undefined,
        name: one.getAttribute('aria-label') ?? one.textContent.trim() };
    });
};

/** Tabs once around the page. */
async function assertAllReached(open) {
  const wanted = await open.page.evaluate(controls);
  const reached = [];
  for (let k = 0; k <= wanted.length + 1; k++) {
    await open.page.keyboard.press('Tab');
    await open.settle();
    const at = await open.page.evaluate(describeFocus);
    if (!at) break;
    assert.ok(at.ringed, `the focus on "${at.name}" cannot be seen`);
    reached.push(at);
  }
  const has = (control) => reached.some(({ mark, group }) =>
    mark === control.mark || (group !== undefined && group === control.group));
  assert.deepEqual(wanted.filter((one) => !has(one)).map(({ name }) => name), [], 'not reached by Tab');
  const groups = reached.map(({ group }) => group).filter((group) => group !== undefined);
  assert.equal(new Set(groups).size, groups.length, 'a grid or toolbar is one tab stop');
  return reached.map(({ name }) => name);
}

test('Tab reaches everything, and the focus can be seen', async () => {
  const names = await assertAllReached(view);
  assert.ok(names.length >= 15, names.join('; '));
});

test('so it does on pages with a pair, split words and many tokens, and in the table', async () => {
  for (const file of [pageOf(...PAIR), pageOf(SCRIPTS)]) {
    const other = await chromium.open(file);
    await assertAllReached(other);
    await other.close();
  }
  await view.press('t');
  await assertAllReached(view);
});

test('[ ] { } step through heads and layers', async () => {
  for (const [key, expected] of [[']', [2, 4]], ['}', [3, 4]], ['[', [3, 3]], ['{', [2, 3]]]) {
    await view.press(key);
    assert.deepEqual(await heads(), expected, key);
  }
  await view.set({ layer: 0, heads: [0] });
  await view.press('[', '{');
  assert.deepEqual(await heads(), [0, 0], 'the first stays the first');
});

test('arrows move among the tokens and speak; Enter and Shift+Enter pin', async () => {
  await view.press('ArrowDown');
  assert.match(await focused(), /^Tokens/);
  await view.press('ArrowDown', 'ArrowDown');
  const row = trace.row(2, 3, 2);
  const top = row.indexOf(Math.max(...row));
  const [, from, to, weight, rank] = /^(.+) to (.+), (?:above |below )?([\d.]+), rank (\d+) of 6$/
    .exec(await view.spoken());
  assert.deepEqual([from, to, rank], ['are', trace.tokens[top], '1']);
  assert.ok(Math.abs(Number(weight) - row[top]) < 2e-4);
  (await view.numbers()).forEach((shown, k) => assertShows(shown, row[k], 3));
  await view.press('ArrowRight');
  assert.match(await view.spoken(), /^are is looked at most by /);
  await view.press('ArrowLeft', 'Enter');
  assert.deepEqual((await state()).pins, [2]);
  await view.press('ArrowDown', 'Shift+Enter');
  assert.deepEqual((await state()).pins, [2, 3]);
  await view.press('Home');
  assert.match(await view.spoken(), /^\[CLS\] to /);
  await view.press('End');
  assert.match(await view.spoken(), /^\[SEP\] to /);
});

test('with a pin, the cursor on the right reads the pinned row', async () => {
  await view.set({ side: 'from', pins: [3] });
  await view.press('ArrowRight', 'Home', 'ArrowDown');
  assert.match(await view.spoken(), /^amazing to transformers, .* of 6$/);
});

test('p pins and unpins the token at hand', async () => {
  await view.press('ArrowDown', 'ArrowDown', 'p');
  assert.deepEqual((await state()).pins, [1]);
  await view.press('p');
  assert.deepEqual((await state()).pins, []);
});

test('m mutes and unmutes, t shows the table and back', async () => {
  await view.press('m');
  assert.deepEqual((await state()).mute, ['[CLS]', '[SEP]']);
  assert.equal(await view.spoken(), '[CLS] and [SEP] muted');
  await view.press('m');
  assert.deepEqual((await state()).mute, []);
  await view.press('t');
  assert.equal(await page.getByRole('region', { name: 'Table' }).count(), 1);
  await view.press('t');
  assert.equal(await page.locator('.stage').count(), 1);
});

test('/ finds a head, a pattern, a word; Enter goes there; keys in the field are text', async () => {
  for (const [typed, arrived] of [
    ['L4H7', async () => assert.deepEqual(await heads(), [4, 7])],
    ['3.11', async () => assert.deepEqual(await heads(), [3, 11])],
    ['amazing', async () => assert.deepEqual((await state()).pins, [3])],
    ['sink', async () => assert.match(await view.text('[data-testid=reading]'), /rests on/)],
  ]) {
    await view.press('/');
    await page.keyboard.type(typed);
    await view.press('Enter');
    await arrived();
    assert.equal(await page.getByRole('dialog').count(), 0, typed);
  }
  await view.press('/');
  await page.keyboard.type('m t p [ nowhere');
  assert.match(await view.text('[role=dialog]'), /Nothing found/);
  assert.deepEqual((await state()).mute, []);
  await view.press('Escape');
});

test('? opens the card of keys, which names them all; closing gives the focus back', async () => {
  await page.getByRole('slider').focus();
  await view.press('?');
  const card = await view.text('[role=dialog]');
  for (const key of ['←', '[', '{', '/', 'p', 'm', 't', 'l', 'Esc', '?']) {
    assert.ok((await view.texts('[role=dialog] kbd')).some((text) => text.includes(key)), key);
  }
  assert.match(card, /Patterns/);
  await view.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.ok(await page.getByRole('slider').evaluate((one) => one === document.activeElement));
});

test('l gives a link to this view, copied or to copy by hand', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await view.set({ layer: 5, heads: [1, 2], lines: 90 });
  await view.press('l');
  const field = page.getByRole('dialog').getByRole('textbox');
  const link = (await field.count()) ? await field.inputValue()
    : await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /^file:.*\.html#v=1&l=5&h=1,2&lines=90$/);
  await view.press('Escape');
});

test('Esc goes back one step: the card, each pin, the added heads', async () => {
  await view.set({ heads: [3, 5], side: 'from', pins: [1, 2] });
  await view.press('?');
  const steps = [];
  for (let k = 0; k < 5; k++) {
    await view.press('Escape');
    const { heads: shown, pins } = await state();
    steps.push([await page.getByRole('dialog').count(), pins.length, shown.length]);
  }
  assert.deepEqual(steps, [[0, 2, 2], [0, 1, 2], [0, 0, 2], [0, 0, 1], [0, 0, 1]]);
});

test('chips: arrows move, Enter shows alone, Space adds and removes', async () => {
  await view.chip(3).focus();
  await view.press('ArrowRight', 'ArrowRight', 'Space');
  assert.deepEqual(await heads(), [2, 3, 5]);
  await view.press('Space');
  assert.deepEqual(await heads(), [2, 3]);
  await view.press('End', 'Enter');
  assert.deepEqual(await heads(), [2, 11]);
});

test('the grid of all heads: arrows, Enter, Shift+Enter', async () => {
  await page.getByRole('grid', { name: /All heads/ }).focus();
  await view.press('ArrowDown', 'ArrowRight', 'Enter');
  assert.deepEqual(await heads(), [3, 4]);
  await view.press('ArrowRight', 'Shift+Enter');
  assert.deepEqual(await heads(), [3, 4, 5]);
  await view.press('PageUp', 'Home', 'Enter');
  assert.deepEqual(await heads(), [0, 0]);
});

test('slider and lens menu by keys', async () => {
  await page.getByRole('slider').focus();
  await view.press('ArrowRight', 'ArrowRight');
  assert.equal((await state()).lines, 72);
  await view.press('End');
  assert.equal((await state()).lines, 100);
  await page.getByRole('combobox', { name: 'Lens' }).focus();
  await view.press('ArrowDown');
  assert.equal((await state()).lens, 'without-specials');
});
