// Exact pictures of the page in golden/. The same build of Chromium draws the same pixels, but for
// a level or two where another processor rounds otherwise; another build may differ in a few pixels
// of text, and is allowed that much.
//
//   UPDATE_GOLDEN=1 npm test     draws them anew: look at each before it is committed

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { startChromium } from './browser.js';
import { BERT, ROOT, SENTENCE, pageOf, textOfTokens, writePage } from './program.js';

const GOLDEN = path.join(ROOT, 'tests/e2e/golden');
const RESULTS = path.join(ROOT, 'build/test-results');
const VERSION_FILE = path.join(GOLDEN, 'chromium-version.txt');
const SAME_BROWSER = { levels: 2, share: 0 };
const OTHER_BROWSER = { levels: 16, share: 0.005 };

const update = Boolean(process.env.UPDATE_GOLDEN);
const browser = await startChromium();
if (update) writeFileSync(VERSION_FILE, `${browser.version}\n`);
const sameBrowser = existsSync(VERSION_FILE) && readFileSync(VERSION_FILE, 'utf8').trim() === browser.version;

/** Share of pixels of which a channel is off by more than `levels`. */
function difference(a, b, levels) {
  assert.deepEqual([a.width, a.height], [b.width, b.height]);
  let off = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if ([0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > levels)) off += 1;
  }
  return off / (a.width * a.height);
}

async function assertLooksAs(name, view) {
  await view.away();
  const bytes = await view.page.screenshot();
  const golden = path.join(GOLDEN, `${name}.png`);
  if (update) return writeFileSync(golden, bytes);
  const [actual, expected] = [PNG.sync.read(bytes), PNG.sync.read(readFileSync(golden))];
  const allowed = sameBrowser ? SAME_BROWSER : OTHER_BROWSER;
  const share = difference(actual, expected, allowed.levels);
  if (share > allowed.share) {
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(path.join(RESULTS, `${name}.png`), bytes);
  }
  const percent = (100 * share).toFixed(3);
  console.log(`# ${name}: ${percent} % of pixels differ${sameBrowser ? '' : ` (another Chromium, ${browser.version})`}`);
  assert.ok(share <= allowed.share, `${name}: ${percent} % of pixels differ; see build/test-results/${name}.png`);
}

const SHOTS = {
  light: [() => writePage(BERT), {}, {}],
  dark: [() => writePage(BERT), { colorScheme: 'dark' }, {}],
  'pinned-heads': [() => pageOf(SENTENCE), {}, { layer: 1, heads: [8, 4], pins: [2] }],
  '128-tokens': [() => pageOf(textOfTokens(128)), {}, {}],
  phone: [() => writePage(BERT), { viewport: { width: 390, height: 844 } }, {}],
};

for (const [name, [make, options, state]] of Object.entries(SHOTS)) {
  test(name, async () => {
    const view = await browser.open(make(), { reducedMotion: 'reduce', ...options });
    await view.set(state);
    await assertLooksAs(name, view);
    await view.close();
  });
}
