// On a phone, 390 by 844: a tap pins, the sheet tells the numbers, nothing is wider than the screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { PAIR, SENTENCE, pageOf, textOfTokens } from './program.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const browser = await startChromium();

test('a tap pins, another takes the pin away', async () => {
  const view = await browser.open(pageOf(SENTENCE), PHONE);
  const tap = async () => {
    await view.page.touchscreen.tap(...(await view.place('from', 2)));
    await view.settle();
  };
  await tap();
  assert.deepEqual((await view.state()).pins, [2]);
  const rows = await view.panel();
  assert.ok(rows.length >= 2);
  await tap();
  assert.deepEqual((await view.state()).pins, []);
  await view.close();
});

test('nothing is wider than the screen', async () => {
  for (const args of [[SENTENCE], PAIR, [textOfTokens(128)]]) {
    const view = await browser.open(pageOf(...args), PHONE);
    const { wide, screen } = await view.page.evaluate(() => ({
      wide: document.documentElement.scrollWidth, screen: window.innerWidth,
    }));
    assert.ok(wide <= screen, `${wide} px on ${screen}`);
    await view.close();
  }
});
