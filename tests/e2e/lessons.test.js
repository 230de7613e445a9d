// The lessons: each points at a real control, knows when it was used, and says what changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { PAIR, SENTENCE, pageOf, textOfTokens, traceOf } from './program.js';

const chromium = await startChromium();
const file = pageOf(...PAIR, '--neurons');
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

const lessonOf = ({ page }) => page.getByRole('complementary', { name: 'Lesson' });
const titleOf = (view) => lessonOf(view).getByRole('heading', { level: 2 }).textContent();
const taskOf = (view) => view.text('[data-testid=task]');
const isDone = async (view) => (await view.page.locator('.task.done').count()) === 1;

/** Where the ring is. */
async function ringed({ page }) {
  const box = await page.locator('.coach-ring').boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** Does what the coach mark asks for, where it points. */
async function obey(view) {
  const { page } = view;
  const mark = await view.text('.coach-words');
  if (mark.includes('Without specials')) {
    const select = page.getByRole('combobox', { name: 'Lens' });
    const [x, y] = await ringed(view);
    const box = await select.boundingBox();
    assert.ok(x > box.x - 60 && x < box.x + box.width && Math.abs(y - box.y - box.height / 2) < 20);
    await select.selectOption('without-specials');
  } else {
    if (mark.includes('Shift')) await page.keyboard.down('Shift');
    await page.mouse.click(...(await ringed(view)));
    if (mark.includes('Shift')) await page.keyboard.up('Shift');
  }
  await view.settle();
}

test('all nine, by mouse: each mark points at what it asks for, and goes when it is done', async () => {
  const view = await chromium.open(file);
  await view.choose(view.button('Learn'));
  const titles = [];
  for (let k = 1; k <= 9; k++) {
    assert.match(await view.text('.lesson .caption'), new RegExp(`Lesson ${k} of 9`));
    titles.push(await titleOf(view));
    assert.match(await taskOf(view), /Try it/);
    assert.equal(await isDone(view), false, titles.at(-1));
    await obey(view);
    assert.equal(await isDone(view), true, `${titles.at(-1)}: ${await taskOf(view)}`);
    assert.equal(await view.page.locator('.coach').count(), 0, 'the mark is gone');
    assert.match(await taskOf(view), /^What changed/);
    assert.match(await view.spoken(), /^What changed\. /);
    await view.choose(lessonOf(view).locator('.strong-button'));
  }
  assert.equal(new Set(titles).size, 9);
  assert.equal(await lessonOf(view).count(), 0, 'the last one closes');
  assert.equal((await view.state()).lesson, null);
  assert.ok(await view.button('Learn').evaluate((one) => one === document.activeElement));
  await view.close();
});

test('by keyboard: Learn, the tasks, the next lesson, Esc', async () => {
  const view = await chromium.open(file);
  const { page } = view;
  await view.button('Learn').focus();
  await view.press('Enter');
  assert.ok(await lessonOf(view).getByRole('heading', { level: 2 }).evaluate((one) => one === document.activeElement));
  await page.getByRole('grid', { name: /^Tokens/ }).focus();
  await view.press('ArrowDown', 'Enter');
  assert.equal(await isDone(view), true);
  await lessonOf(view).locator('.strong-button').focus();
  await view.press('Enter');
  assert.equal(await titleOf(view), 'Query and key');
  await view.page.locator('.view-tab[data-view=neuron]').focus();
  await view.press('Enter');
  assert.equal(await isDone(view), true);
  assert.match(await taskOf(view), /32 products add up to/);
  await lessonOf(view).getByRole('button', { name: 'Lesson 4, Many heads' }).focus();
  await view.press('Enter');
  const [, head] = /click head (\d+)/.exec(await taskOf(view));
  await view.chip((await view.state()).heads[0]).focus();
  await view.chip(Number(head)).focus();
  await view.press('Space');
  assert.equal(await isDone(view), true);
  await view.press('Escape');
  assert.equal(await lessonOf(view).count(), 0);
  assert.equal((await view.state()).heads.length, 2, 'only the lesson was closed');
  await view.close();
});

test('the numbers that a lesson names are those of the trace', async () => {
  const trace = traceOf(...PAIR);
  const special = trace.tokens.map((token) => token.startsWith('['));
  const words = [...special.keys()].filter((token) => !special[token]);
  const view = await chromium.open(file, { hash: '#v=1&learn=sinks' });
  const body = (await view.texts('.lesson-text')).join(' ');
  const said = /Here that is (\S+)\. .* average (\d+) % of .* layer (\d+), and (\d+) % in layer (\d+)/.exec(body);
  const sink = said[1];
  const [least, low, most, high] = said.slice(2).map(Number);
  const column = sink === '[CLS]' ? [0] : [...special.keys()].filter((token) => special[token] && token > 0);
  const share = (layer) => {
    let sum = 0;
    for (let head = 0; head < trace.heads; head++) {
      for (const from of words) for (const to of column) sum += trace.value(layer, head, from, to);
    }
    return (100 * sum) / trace.heads / words.length;
  };
  assert.ok(Math.abs(share(low) - least) <= 0.51, `layer ${low}: ${share(low)}, said ${least}`);
  assert.ok(Math.abs(share(high) - most) <= 0.51, `layer ${high}: ${share(high)}, said ${most}`);
  await view.close();
});

test('on a phone the sheet leaves the control in sight, and taps do it', async () => {
  const view = await chromium.open(file, PHONE);
  const { page } = view;
  await page.getByRole('navigation', { name: 'View' }).getByRole('button', { name: 'Learn' }).tap();
  await view.settle();
  await page.touchscreen.tap(...(await ringed(view)));
  await view.settle();
  assert.equal(await isDone(view), true);
  await lessonOf(view).getByRole('button', { name: 'Lesson 4, Many heads' }).tap();
  await view.settle();
  await page.touchscreen.tap(...(await ringed(view)));
  await view.settle();
  assert.equal(await isDone(view), true, await taskOf(view));
  await lessonOf(view).getByRole('button', { name: 'Lesson 6, Sinks' }).tap();
  await view.settle();
  for (let k = 0; k < 2; k++) {
    // The options first, then the toggle in them.
    await page.touchscreen.tap(...(await ringed(view)));
    await view.settle();
  }
  assert.equal(await isDone(view), true, await taskOf(view));
  await view.close();
});

test('a page without queries or a second text gives the lessons it can, and says what it lacks', async () => {
  const view = await chromium.open(pageOf(SENTENCE), { hash: '#v=1&learn=query' });
  assert.match(await view.text('.lesson .caption'), /Lesson 2 of 8/);
  assert.match((await view.texts('.lesson-text')).join(' '), /no queries and keys \(headscope view --neurons/);
  await obey(view);
  assert.match(await taskOf(view), /Looking has a direction/);
  await view.set({ lesson: 'why' });
  assert.match(await view.text('.left-out'), /Left out.*Two texts\. headscope view TEXT --pair TEXT/);
  await view.close();
});

test('128 tokens: the lessons point at rows that are in view', async () => {
  const view = await chromium.open(pageOf(textOfTokens(128)), { hash: '#v=1&learn=token' });
  await obey(view);
  assert.equal(await isDone(view), true);
  await view.close();
});
