// Opening and using pages in headless Chromium, drawn by the CPU alone.
//
//   scripts/test                        # once: the program, the browser, the Node packages
//   node benchmarks/open_page.mjs
//
// For each page: its size; the time from navigation to the first picture; what the main thread does
// for one move of the pointer to another token (scripts, style, layout; median and 95th
// percentile, CPU time); the time until another layer is drawn. 144 maps are MiniLM's layers twice.
// Then the matrix view: the work for one move over its cells, and for one step of a drag when zoomed
// in.

import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { launchChromium, openPage } from '../tests/e2e/browser.js';
import { SENTENCE, pageOf, textOfTokens, traceOf, twice, writePage } from '../tests/e2e/program.js';

const HOVERS = 80;
const OPENINGS = 5;

const sorted = (values) => values.toSorted((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];
const p95 = (values) => sorted(values)[Math.floor(values.length * 0.95)];

async function firstPicture(browser, file) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href, { waitUntil: 'commit' });
  const ms = await page.evaluate(async () => {
    while (!window.headscope) await new Promise((resolve) => setTimeout(resolve));
    await window.headscope.ready;
    return performance.now();  // since navigation began
  });
  await context.close();
  return ms;
}

/** Work of the main thread for each of some moves, in ms. */
async function worksOf(view, place, moves = HOVERS) {
  const session = await view.page.context().newCDPSession(view.page);
  // CPU time, so that a neighbour on a busy machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (name) => metrics.find((metric) => metric.name === name).value;
    return 1000 * (value('ScriptDuration') + value('LayoutDuration') + value('RecalcStyleDuration'));
  };
  const works = [];
  for (let k = 0; k < moves; k++) {
    const [x, y] = await place(k);
    await view.settle();
    const before = await busy();
    await view.page.mouse.move(x, y);
    await view.page.evaluate(() => new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(resolve))));
    works.push((await busy()) - before);
  }
  return works;
}

/** Moves over the left tokens. */
const hovers = (view, n) => worksOf(view, (k) => view.place('from', (k * 11) % Math.min(n, 28)));

/** Moves over the cells of a matrix, and steps of a drag where its cells are 30 pixels. */
async function matrixWorks(view) {
  await view.set({ view: 'matrix' });
  const box = await view.page.locator('.matrix-grid').boundingBox();
  const inside = (k, step) => 120 + ((k * step) % 460);
  const place = (k) => [box.x + inside(k, 37), box.y + inside(k, 53)];
  const over = await worksOf(view, place);
  await view.set({ zoom: 30 });
  await view.page.mouse.move(...place(0));
  await view.page.mouse.down();
  const pan = await worksOf(view, (k) => [box.x + 500 - 6 * k, box.y + 500 - 5 * k], 60);
  await view.page.mouse.up();
  return [over, pan];
}

async function layerSwitch(view, layers) {
  const times = [];
  for (let layer = 1; layer < Math.min(layers, 6); layer++) {
    times.push(await view.page.evaluate(async (next) => {
      const begin = performance.now();
      window.headscope.state = { layer: next, heads: [0] };
      await window.headscope.idle();
      return performance.now() - begin;
    }, layer));
  }
  return median(times);
}

const browser = await launchChromium();
console.log('tokens  maps      MB   first picture ms   hover work ms, median / p95   layer switch ms   matrix hover   matrix pan');
for (const n of [6, 128, 512]) {
  const text = n === 6 ? SENTENCE : textOfTokens(n);
  for (const [maps, file] of [[72, pageOf(text)], [144, writePage(twice(traceOf(text)))]]) {
    const openings = [];
    for (let k = 0; k < OPENINGS; k++) openings.push(await firstPicture(browser, file));
    const view = await openPage(browser, file);
    const works = await hovers(view, n);
    const change = await layerSwitch(view, maps / 12);
    const matrix = await matrixWorks(view);
    await view.close();
    console.log([
      String(n).padStart(6), String(maps).padStart(5), (statSync(file).size / 1e6).toFixed(2).padStart(7),
      median(openings).toFixed(0).padStart(18),
      `${median(works).toFixed(1)} / ${p95(works).toFixed(1)}`.padStart(29), change.toFixed(0).padStart(17),
      ...matrix.map((all) => `${median(all).toFixed(1)} / ${p95(all).toFixed(1)}`.padStart(14)),
    ].join(' '));
  }
}
await browser.close();
