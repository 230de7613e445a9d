// Stock Firefox ESR opens the page from a file, is used by mouse and keyboard, and stays silent.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { SENTENCE, pageOf, traceOf } from './program.js';
import { assertShows } from './view.js';

const firefox = await puppeteer.launch({
  browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true,
});
after(() => firefox.close());

const file = pageOf(SENTENCE);
const trace = traceOf(SENTENCE);

test('the main journey', { timeout: 120_000 }, async () => {
  const page = await firefox.newPage();
  const noise = [];
  page.on('console', (message) => noise.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) noise.push(`request: ${request.url()}`);
  });
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(pathToFileURL(file).href);
  const settle = () => page.evaluate(() => window.headscope.ready.then(() => window.headscope.idle()));
  await settle();

  await page.click('#hs-cell-1-8');
  await settle();
  assert.deepEqual(await page.evaluate(() => [window.headscope.state.layer, window.headscope.state.heads]), [1, [8]]);
  assert.ok(Math.abs((await page.evaluate(() => window.headscope.value(1, 8, 2, 3))) - trace.value(1, 8, 2, 3)) < 1e-5);

  await page.hover('#hs-from-2');
  await settle();
  const rows = await page.$$eval('[data-testid=row] .row-item', (items) =>
    items.map((item) => [item.querySelector('bdi').textContent, item.querySelector('.number').textContent]));
  const best = rows[0];
  assert.equal(best[0], 'amazing');
  assertShows(best[1], trace.value(1, 8, 2, 3), 4, 'are to amazing');

  await page.click('#hs-from-2');
  await page.keyboard.press(']');
  await settle();
  assert.deepEqual(await page.evaluate(() => window.headscope.state.heads), [9]);
  assert.deepEqual(noise, []);
});
