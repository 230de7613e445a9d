// A page opens wherever a file can be opened, says nothing to the console and asks no one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen, openFramed, startChromium } from './browser.js';
import { BERT, PAIR, SENTENCE, pageOf, readTrace, traceOf, writePage } from './program.js';
import { ERROR } from './view.js';

const chromium = await startChromium();
const file = pageOf(SENTENCE);
const trace = traceOf(SENTENCE);

test('file:// shows the text, its tokens and the head in words', async () => {
  const view = await chromium.open(file);
  assert.match(await view.page.title(), /Headscope/);
  assert.equal(await view.text('.sentence bdi'), SENTENCE);
  assert.deepEqual(await view.texts('.stage [data-side=from]'), trace.tokens);
  assert.deepEqual(await view.texts('.stage [data-side=to]'), trace.tokens);
  assert.match(await view.text('[data-testid=reading]'), /\d %/);
  assert.match(await view.text('[data-testid=share]'), /^Showing \d+ of 36 lines = (over |under )?\d+ % of attention$/);
  await view.close();
});

test('nothing but window.headscope is global', async () => {
  const view = await chromium.open(file);
  const own = await view.page.evaluate(() => {
    const bare = document.createElement('iframe');
    document.body.append(bare);
    const names = new Set(Object.getOwnPropertyNames(bare.contentWindow));
    bare.remove();
    // Elements with an id and framework internals of the test itself do not count.
    return Object.getOwnPropertyNames(window)
      .filter((name) => !names.has(name) && !/^\d+$|^__playwright|^__pw/.test(name));
  });
  assert.deepEqual(own, ['headscope']);
  await view.close();
});

test('dark, forced colours, reduced motion and every width open as quietly', async () => {
  for (const options of [{ colorScheme: 'dark' }, { forcedColors: 'active' }]) {
    await (await chromium.open(file, { ...options, reducedMotion: 'reduce' })).close();
  }
  const view = await chromium.open(file);
  for (const width of [390, 600, 750, 900, 1000, 1200, 1440, 1920]) {
    await view.page.setViewportSize({ width, height: 844 });
    await view.settle();
    const [all, seen] = await view.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    assert.ok(all <= seen, `at ${width} px the page is ${all - seen} px too wide`);
  }
  await view.close();
});

test('with reduced motion a change of head is there at once', async () => {
  const view = await chromium.open(file, { reducedMotion: 'reduce' });
  const moving = await view.page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const picture = document.querySelector('canvas.lines');
    window.headscope.state = { heads: [0, 5, 9] };
    for (let k = 0; k < 4; k++) await frame();  // lines, and once more when the heading has wrapped
    const first = picture.toDataURL();
    await window.headscope.idle();
    return [document.getAnimations().length, first === picture.toDataURL()];
  });
  assert.deepEqual(moving, [0, true]);
  await view.close();
});

test('a sandboxed iframe shows the same numbers', async () => {
  const page = await chromium.newPage();
  const noise = [];
  listen(page, noise);
  const frame = await openFramed(page, file);
  const shown = await frame.evaluate(async () => {
    await window.headscope.ready;
    window.headscope.state = { layer: 1, heads: [8] };  // the address cannot be written here
    await new Promise((resolve) => setTimeout(resolve, 300));
    await window.headscope.idle();
    return window.headscope.value(1, 8, 2, 3);
  });
  assert.ok(Math.abs(shown - trace.value(1, 8, 2, 3)) < ERROR);
  assert.equal(await frame.locator('.head-name').textContent(), 'L1 H8');
  const requests = noise.filter((line) => !line.includes('about:srcdoc'));
  assert.deepEqual(requests, []);
  await page.close();
});

test('hostile text is shown as text', async () => {
  const text = '</script><img src=x onerror=alert(1)> "quotes" \'&amp; \u202Eright to left\u202C ' +
    '\u05E9\u05DC\u05D5\u05DD 😀 a\u0007b <!-- \u2028 {{x}} ${y}';
  const view = await chromium.open(pageOf(text, '--pair', '</title><script>alert(2)</script>'));
  assert.equal(await view.page.locator('img').count(), 0);
  const sentence = await view.text('.sentence bdi');
  assert.ok(sentence.startsWith('</script><img src=x onerror=alert(1)> "quotes" \'&amp; '));
  assert.doesNotMatch(sentence, /[\u202a-\u202e\u0000-\u001f]/);
  await view.press('t');
  await view.close();
});

test('a trace file of bert-base-uncased opens with its own numbers', async () => {
  const bert = readTrace(BERT);
  const view = await chromium.open(writePage(BERT));
  const shown = await view.page.evaluate(([layers, heads, n]) => {
    const values = [];
    for (let l = 0; l < layers; l++) for (let h = 0; h < heads; h++)
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++)
        values.push(window.headscope.value(l, h, i, j));
    return values;
  }, [bert.layers, bert.heads, bert.n]);
  const worst = Math.max(...shown.map((value, k) => Math.abs(value - bert.data.readFloatLE(4 * k))));
  assert.equal(shown.length, 144 * 36);
  assert.ok(worst <= ERROR, `largest difference ${worst}`);
  await view.close();
});

test('empty text: only the special tokens', async () => {
  const view = await chromium.open(pageOf(''));
  assert.deepEqual(await view.texts('.stage [data-side=from]'), ['[CLS]', '[SEP]']);
  await view.close();
});

test('a pair shows both texts', async () => {
  const view = await chromium.open(pageOf(...PAIR));
  assert.deepEqual(await view.texts('.sentence bdi'), [PAIR[0], PAIR[2]]);
  await view.close();
});
