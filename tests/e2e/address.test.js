// What is shown stands in the address: a link opens the same view, and a bad one opens the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { PAIR, pageOf } from './program.js';

const browser = await startChromium();

/** The address, once it says what is shown: it is written when the hand rests. */
async function address(view, part) {
  await view.page.waitForFunction((text) => location.hash.includes(text), part);
  return new URL(view.page.url()).hash;
}

const file = pageOf(...PAIR);

test('a link opens the same view', async () => {
  const view = await browser.open(file);
  await view.set({
    layer: 3, heads: [1, 5], lens: 'without-specials', lines: 85, segments: ['ab', 'ba'],
    words: true, theme: 'dark', pins: [4],
  });
  const state = await view.state();
  const hash = await address(view, 'l=3');
  await view.close();
  assert.match(hash, /^#v=1&/);

  const again = await browser.open(file, { hash });
  assert.deepEqual(await again.state(), state);
  assert.equal(await again.text('.head-name'), 'L3');
  await again.close();
});

test('the address follows the hand', async () => {
  const view = await browser.open(file);
  await view.choose(view.cell(2, 7));
  assert.deepEqual((({ layer, heads }) => ({ layer, heads }))(await view.state()), { layer: 2, heads: [7] });
  const hash = await address(view, 'h=7');
  const again = await browser.open(file, { hash });
  assert.deepEqual((await again.state()).heads, [7]);
  await again.close();
  await view.close();
});

for (const hash of [
  '#v=1&l=99&h=7', '#v=1&l=-1', '#v=1&h=x,y', '#v=1&lines=9999', '#v=7&l=2', '#nonsense', '#v=1&unknown=1&lens=%E0%A4%A',
  '#v=1&pin=100000', '#__proto__=1',
]) {
  test(`a bad address is no harm: ${hash}`, async () => {
    const view = await browser.open(file, { hash });
    const { layer, heads, lines } = await view.state();
    assert.ok(layer >= 0 && layer < 6);
    assert.ok(heads.length > 0 && heads.every((head) => head >= 0 && head < 12));
    assert.ok(lines >= 50 && lines <= 100);
    await view.close();
  });
}
