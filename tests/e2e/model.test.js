// The model view: every head at once, in groups, enlarged, sorted and filtered; by mouse, keyboard
// and touch, and within its budget at 512 tokens.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startChromium } from './browser.js';
import {
  PAIR, pageOf, scratch, textOfTokens, traceOf, writePage, writeTrace,
} from './program.js';
import { assertShows } from './view.js';

const chromium = await startChromium();
const trace = traceOf(...PAIR);
const view = await chromium.open(pageOf(...PAIR), { hash: '#v=1&l=0&h=2&view=model' });
const first = await view.state();
const { page } = view;
const SPECIAL = [0, 10, 17];

beforeEach(async () => {
  await page.evaluate(() => document.activeElement?.blur());
  await view.away();
  await view.set(first);
});

const cell = (layer, head, of = page) => of.locator(`#hs-model-${layer}-${head}`);
const card = () => page.locator('.head-card');
const place = async () => {
  const state = await view.state();
  return [state.view, state.layer, ...state.heads];
};
const names = () => page.locator('.head-cell-name').allTextContents();
const select = (name) => page.getByRole('combobox', { name, exact: true });

/** The mean over the rows of words of what `of` gives for each. */
function mean(of) {
  const rows = [...Array(trace.n).keys()].filter((i) => !SPECIAL.includes(i));
  return rows.reduce((sum, i) => sum + of(i), 0) / rows.length;
}

test('all heads are there, in the groups of their patterns, with their share', async () => {
  const grid = page.getByRole('grid', { name: /^All heads/ });
  assert.equal(await grid.count(), 1);
  const headings = await page.locator('.group-heading').allTextContents();
  assert.match(headings[0], /^Next token 4/);
  assert.match(headings[1], /^Previous token 5/);
  assert.deepEqual((await names()).slice(0, 5), ['L1 H8', 'L2 H8', 'L1 H4', 'L4 H9', 'L0 H2']);
  const share = mean((i) => trace.value(0, 2, i, i - 1));
  assert.equal(await cell(0, 2).textContent(), `L0 H2, previous token, ${Math.round(100 * share)} %`);
  assert.equal(await cell(0, 2).getAttribute('aria-selected'), 'true');
});

test('a picture shows its head: each cell in the colour of its weight', async () => {
  const box = await cell(3, 1).boundingBox();
  const { colors, scale } = await page.evaluate(([x, y]) => {
    const canvas = document.querySelector('.heads-canvas');
    const at = canvas.getBoundingClientRect();
    // Read off a copy: the canvas itself is not made for reading.
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [90, 90];
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, at.left - x, at.top - y - 18);
    const all = [];
    for (let i = 0; i < 18; i++) {
      for (let j = 0; j < 18; j++) all.push([...context.getImageData(5 * j + 3, 5 * i + 2, 1, 1).data].slice(0, 3));
    }
    return { colors: all, scale: getComputedStyle(document.documentElement).getPropertyValue('--ramp') };
  }, [box.x, box.y]);
  const stops = scale.match(/#\w{6}/g).map((stop) => [1, 3, 5].map((k) => parseInt(stop.slice(k, k + 2), 16)));
  const light = ([r, g, b]) => 0.3 * r + 0.6 * g + 0.1 * b;
  const expected = (weight) => {
    const at = Math.sqrt(weight) * 8;
    const k = Math.min(7, Math.floor(at));
    return stops[k].map((c, i) => c + (stops[k + 1][i] - c) * (at - k));
  };
  for (let k = 0; k < 18 * 18; k++) {
    const weight = trace.value(3, 1, Math.floor(k / 18), k % 18);
    // The page keeps 64 steps; the line between the texts lies on row and column 11.
    if (Math.floor(k / 18) === 11 || k % 18 === 11) continue;
    const off = Math.abs(light(colors[k]) - light(expected(weight)));
    assert.ok(off < 6, `${k}: ${colors[k]} for ${weight}`);
  }
});

test('pointing at a head shows its card: sentence, strongest links and numbers', async () => {
  await cell(3, 1).hover();
  await view.settle();
  const text = await card().textContent();
  assert.match(text, /^L3 H1 nearby/);
  assert.match(text, /Rests on \[CLS\] \(49 %\) and often looks nearby \(29 %\)\./);
  assert.match(text, /Strongest links across A and B/);
  const links = await card().locator('li').allTextContents();
  assert.match(links[0], /it → book/);
  assertShows(links[0].slice(-5), trace.value(3, 1, 11, 8), 3);
  const distance = () => {
    let [mass, moment] = [0, 0];
    for (let i = 0; i < trace.n; i++) {
      if (SPECIAL.includes(i)) continue;
      trace.row(3, 1, i).forEach((w, j) => { mass += w; moment += w * Math.abs(i - j); });
    }
    return moment / mass;
  };
  assert.ok(text.includes(`To [CLS] ${Math.round(100 * mean((i) => trace.value(3, 1, i, 0)))} %`));
  assert.ok(text.includes(`Distance ${distance().toFixed(1)}`), text);
  await view.press('Escape');
  assert.equal(await card().count(), 0);
});

test('the sentence is that of the head view', async () => {
  for (const [layer, head] of [[1, 8], [0, 2], [5, 3], [2, 9]]) {
    await view.set({ ...first, layer, heads: [head], view: 'head' });
    const said = await view.text('[data-testid=reading]');
    await view.set({ view: 'model' });
    await cell(layer, head).hover();
    await view.settle();
    assert.equal(await card().locator('.head-card-reading').textContent(), said);
  }
});

test('a click opens the head in the head view; Shift-click adds one of the layer', async () => {
  await cell(0, 5).click({ modifiers: ['Shift'] });
  await view.settle();
  assert.deepEqual(await place(), ['model', 0, 2, 5]);
  await cell(3, 8).click({ modifiers: ['Shift'] });
  assert.deepEqual(await place(), ['model', 3, 8], 'of another layer it is shown alone');
  await cell(1, 2).click();
  await view.settle();
  assert.deepEqual(await place(), ['head', 1, 2]);
  await page.waitForURL(/l=1&h=2/);
});

test('groups and orders', async () => {
  await select('Group').selectOption('layer');
  await view.settle();
  assert.match(await view.text('.group-heading'), /^Layer 0 12/);
  assert.deepEqual((await names()).slice(0, 3), ['L0 H0', 'L0 H1', 'L0 H2']);
  await select('Group').selectOption('none');
  await select('Sort').selectOption('confidence');
  await view.settle();
  const confidence = (layer, head) => mean((i) =>
    Math.max(...trace.row(layer, head, i).filter((_, j) => !SPECIAL.includes(j))));
  const all = [...Array(72).keys()].map((k) => [Math.floor(k / 12), k % 12]);
  all.sort((a, b) => confidence(...b) - confidence(...a));
  assert.deepEqual((await names()).slice(0, 10), all.slice(0, 10).map(([l, h]) => `L${l} H${h}`));
  assert.equal(await cell(...all[0]).locator('.number').textContent(), `${Math.round(100 * confidence(...all[0]))} %`);
  await page.waitForURL(/group=none.*order=confidence/);
});

test('by keyboard: one tab stop, arrows, Home, End, Space enlarges, Enter opens, and it speaks', async () => {
  const grid = page.getByRole('grid', { name: /^All heads/ });
  await grid.focus();
  await view.press('ArrowRight');
  assert.match(await view.spoken(), /^L2 H11, previous token, 37 %$/);
  const active = await grid.getAttribute('aria-activedescendant');
  assert.equal(active, 'hs-model-2-11');
  assert.equal(await page.locator(`#${active}.cursor`).count(), 1);
  assert.match(await card().textContent(), /^L2 H11/);
  await view.press('ArrowDown');
  assert.match(await view.spoken(), /^L\d H\d+, nearby, /);
  await view.press('Control+End');
  assert.match(await view.spoken(), /, mixed, /);
  const last = page.locator(`#${await grid.getAttribute('aria-activedescendant')}`);
  const [box, frame] = [await last.boundingBox(), await page.locator('.heads-scroller').boundingBox()];
  assert.ok(box.y >= frame.y && box.y + box.height <= frame.y + frame.height, 'the last head is in view');
  await view.press('Control+Home', 'End', 'Space');
  assert.deepEqual((await view.state()).enlarged, ['1.6']);
  assert.equal(await view.spoken(), 'L1 H6, previous token, 17 %');
  await view.press('Space');
  assert.deepEqual((await view.state()).enlarged, []);
  await view.press('Home', 'Enter');
  assert.deepEqual(await place(), ['head', 1, 8]);
});

test('an enlarged head has the names of its tokens, and says the weight under the pointer', async () => {
  await view.set({ enlarged: ['3.1'] });
  const big = cell(3, 1);
  assert.deepEqual(await big.locator('.map-row').allTextContents(), trace.tokens);
  const box = await big.boundingBox();
  assert.ok(box.width > 3 * 98);
  // Row 11, column 8: its label says where the row is, the column comes from the map's edge.
  const row = await big.locator('.map-row').nth(11).boundingBox();
  const left = row.x + row.width + 6;
  const step = (await big.locator('.map-row').nth(12).boundingBox()).y - row.y;
  await page.mouse.move(left + 8.5 * step, row.y + row.height / 2);
  await view.settle();
  const said = await big.locator('.enlarged-said').textContent();
  const [, from, to, weight] = /^(.+) → (.+), ([<>]?[\d.]+)$/.exec(said);
  assert.deepEqual([from, to], ['it', 'book']);
  assertShows(weight, trace.value(3, 1, 11, 8), 4);
  assert.equal(await card().count(), 0, 'no card over what is enlarged');
  await big.getByRole('button', { name: 'Make small again' }).click();
  await view.settle();
  assert.deepEqual((await view.state()).enlarged, []);
});

test('as lines, an enlarged head shows the lines of the token under the pointer', async () => {
  await view.set({ enlarged: ['3.1'], draw: 'lines' });
  const big = cell(3, 1);
  assert.equal(await big.locator('.map-row').count(), 36);
  const it = await big.locator('.map-row').nth(11).boundingBox();
  await page.mouse.move(it.x + it.width - 10, it.y + 6);
  await view.settle();
  assert.equal(await big.locator('.enlarged-said').textContent(), 'What “it” looks at');
  assert.equal(await page.locator('canvas').count(), 2);
});

test('a filter hides quadrants, and the numbers are those of what is left', async () => {
  await view.set({ segments: ['ba'], group: 'none', order: 'confidence' });
  const rows = [11, 12, 13, 14, 15, 16];
  const left = (layer, head) => rows.reduce((sum, i) =>
    sum + Math.max(...trace.row(layer, head, i).slice(1, 10)), 0) / rows.length;
  const all = [...Array(72).keys()].map((k) => [Math.floor(k / 12), k % 12]);
  all.sort((a, b) => left(...b) - left(...a));
  const best = all[0];
  assert.deepEqual((await names()).slice(0, 3), all.slice(0, 3).map(([l, h]) => `L${l} H${h}`));
  assert.equal(await cell(...best).locator('.number').textContent(), `${Math.round(100 * left(...best))} %`);
  assert.match(await view.text('[data-testid=heads-legend]'), /In the segments shown/);
});

test('lens, muting and whole words change the pictures', async () => {
  const shot = () => page.locator('.heads-canvas').screenshot();
  const before = await shot();
  for (const change of [{ lens: 'without-specials' }, { mute: ['[CLS]'] }, { segments: ['aa'] }]) {
    await view.set(change);
    assert.notDeepEqual(await shot(), before, JSON.stringify(change));
    await view.set(first);
    assert.deepEqual(await shot(), before);
  }
});

test('the table has every head, sorts by what is clicked, and opens one', async () => {
  await view.press('t');
  const rows = page.locator('.table-view tbody tr');
  assert.equal(await rows.count(), 72);
  await page.getByRole('button', { name: 'Mean distance' }).click();
  await view.settle();
  const distances = (await rows.evaluateAll((all) => all.map((row) => row.cells[4].textContent))).map(Number);
  assert.deepEqual(distances, [...distances].sort((a, b) => b - a));
  assert.equal(await page.locator('th[aria-sort=descending]').textContent(), 'Mean distance');
  await page.getByRole('button', { name: 'L3 H1', exact: true }).click();
  assert.deepEqual(await place(), ['head', 3, 1]);
});

test('a page of an older program has fewer orders, and no distance on the card', async () => {
  const { readFileSync, writeFileSync } = await import('node:fs');
  const file = scratch('.html');
  writeFileSync(file, readFileSync(pageOf(...PAIR), 'utf8')
    .replaceAll(/,"punctuation":[-\de.]+,"confidence":[-\de.]+,"distance":[-\de.]+/g, ''));
  const old = await chromium.open(file, { hash: '#v=1&view=model' });
  const orders = await old.page.getByRole('combobox', { name: 'Sort' }).locator('option').allTextContents();
  assert.deepEqual(orders, ['Layer and head', 'Strength', 'Entropy', 'To [CLS]', 'To [SEP]', 'Local band']);
  await cell(3, 1, old.page).hover();
  await old.settle();
  assert.doesNotMatch(await old.text('.head-card'), /Distance/);
  await old.close();
});

test('on a phone: four in a row, a tap shows the card, the next opens the head', async () => {
  const phone = await chromium.open(pageOf(...PAIR), {
    viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, hash: '#v=1&l=0&h=2&view=model',
  });
  const box = await cell(1, 8, phone.page).boundingBox();
  assert.ok(box.width > 80 && box.width < 90);
  const tap = async () => {
    await phone.page.touchscreen.tap(box.x + 40, box.y + 60);
    await phone.settle();
  };
  await tap();
  assert.match(await phone.text('.head-card'), /^L1 H8 next token/);
  const sheet = await phone.page.locator('.head-card').boundingBox();
  assert.ok(sheet.x >= 0 && sheet.width <= 390 && sheet.y + sheet.height <= 844);
  await phone.page.locator('.head-card').getByRole('button', { name: 'Enlarge' }).tap();
  await phone.settle();
  assert.deepEqual((await phone.state()).enlarged, ['1.8']);
  await phone.set({ enlarged: [] });
  await tap();
  await tap();
  assert.deepEqual((await phone.state()).view, 'head');
  await phone.set({ view: 'model' });
  await phone.page.getByRole('button', { name: 'Options' }).tap();
  await phone.page.getByRole('button', { name: 'Lines', exact: true }).tap();
  assert.equal((await phone.state()).draw, 'lines');
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px`);
  await phone.close();
});

/** 24 layers of 16 heads out of MiniLM's 72. */
function large(n) {
  const small = traceOf(textOfTokens(n));
  const bytes = small.n * small.n * 4;
  const data = Buffer.alloc(24 * 16 * bytes);
  for (let k = 0; k < 24 * 16; k++) small.data.copy(data, k * bytes, (k % 72) * bytes, (k % 72 + 1) * bytes);
  return writePage(writeTrace({ ...small, data, layers: 24, heads: 16 }, scratch('.safetensors')));
}

test('24 × 16 heads of 512 tokens: opened from small pictures alone, few nodes and canvases', async () => {
  const file = large(512);
  const big = await chromium.open(file);
  const opened = () => big.page.evaluate(async () => {
    const begin = performance.now();
    window.headscope.state = { view: 'model' };
    await window.headscope.idle();
    return performance.now() - begin;
  });
  console.log(`# 384 heads of 512 tokens in ${(await opened()).toFixed(0)} ms`);
  for (const state of [{}, { draw: 'lines' }, { table: true, draw: 'matrix' }, { table: false, enlarged: ['0.2', '0.3', '0.4', '1.1'] }]) {
    await big.set(state);
    const { nodes, canvases } = await big.page.evaluate(() => ({
      nodes: document.querySelectorAll('*').length, canvases: document.querySelectorAll('canvas').length,
    }));
    assert.ok(nodes <= 3000, `${nodes} nodes with ${JSON.stringify(state)}`);
    assert.ok(canvases <= 2, `${canvases} canvases with ${JSON.stringify(state)}`);
  }
  assert.match(await big.text('[data-testid=heads-legend]'), /Strongest cell of each 11 × 11 block/);
  await big.page.getByRole('grid', { name: /^All heads/ }).focus();
  await big.press('Control+End');
  assert.match(await big.spoken(), /^L\d+ H\d+, mixed, /);
  await big.close();
});
