// A real Chromium that draws the same pixels everywhere and hears every request and every message.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after } from 'node:test';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ROOT, scratch } from './program.js';
import { View } from './view.js';

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

// Everything that could make two machines draw different pixels is off.
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--no-first-run', '--hide-scrollbars',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--font-render-hinting=none', '--disable-lcd-text', '--disable-font-subpixel-positioning',
  '--force-device-scale-factor=1', '--force-color-profile=srgb',
];

// system-ui is DejaVu Sans, whatever else is installed and however this desktop renders.
const FONTS = { FONTCONFIG_FILE: path.join(ROOT, 'tests/e2e/fonts.conf') };

export const launchChromium = () =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS, env: { ...process.env, ...FONTS } });

/** A browser for the tests of one file: `open(page, options)` gives a View of it. Views that are
 *  still open when the tests end are closed, and so checked, then. */
export async function startChromium() {
  const browser = await launchChromium();
  const views = [];
  after(async () => {
    try {
      for (const view of views) await view.close();
    } finally {
      await browser.close();
    }
  });
  return {
    version: browser.version(),
    newPage: () => browser.newPage(),
    async open(file, options) {
      const view = await openPage(browser, file, options);
      views.push(view);
      return view;
    },
  };
}

/** Opens a page inside of another, in a frame that may run scripts and nothing else, and returns the
 *  frame. */
export async function openFramed(page, file) {
  const host = scratch('.html');
  writeFileSync(host, '<!doctype html><meta charset="utf-8"><title>Host</title><body></body>');
  await page.goto(pathToFileURL(host).href);
  await page.evaluate((srcdoc) => {
    const frame = Object.assign(document.createElement('iframe'), { srcdoc });
    frame.setAttribute('sandbox', 'allow-scripts');
    Object.assign(frame.style, { width: '1200px', height: '800px' });
    document.body.append(frame);
  }, readFileSync(file, 'utf8'));
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await frame.waitForFunction(() => window.headscope);
  return frame;
}

/** Writes down in `noise` what a page must never do: ask for anything, or talk to the console. */
export function listen(page, noise) {
  page.on('console', (message) => noise.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    const own = request.isNavigationRequest() && url.startsWith('file:');
    if (!own) noise.push(`request: ${url}`);
  });
}

/** Opens `file` without a network and waits for its first picture. `refused` is for pages that
 *  show a sentence instead. */
export async function openPage(browser, file, { hash = '', refused = false, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, colorScheme: 'light', offline: true, ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const noise = [];
  listen(page, noise);
  await page.goto(pathToFileURL(file).href + hash);
  const view = new View(page, noise, () => context.close());
  if (refused) return view;
  await page.evaluate(() => window.headscope.ready);
  await view.settle();
  assert.deepEqual(noise, []);
  return view;
}
