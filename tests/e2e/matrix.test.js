// The matrix view: the crosshair's numbers are the trace's, what is pinned in it is pinned in all
// views, it zooms where the pointer is; by mouse, by keyboard and by touch.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { PNG } from 'pngjs';
import { startChromium } from './browser.js';
import { PAIR, pageOf, textOfTokens, traceOf } from './program.js';
import { assertShows } from './view.js';

const [LAYER, HEAD] = [3, 1];
const hash = `#v=1&l=${LAYER}&h=${HEAD}&view=matrix`;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const chromium = await startChromium();
const trace = traceOf(...PAIR);
const { n } = trace;
const view = await chromium.open(pageOf(...PAIR, '--neurons'), { hash });
const { page } = view;
const first = await view.state();

beforeEach(async () => {
  await page.evaluate(() => document.activeElement?.blur());
  await view.away();
  await view.set(first);
});

/** What the card says: the pair with its positions, the weight, rank and mean in row and column. */
async function card(of = page) {
  const found = of.getByTestId('cell');
  if (await found.count() === 0) return null;
  const [from, to] = (await found.locator('.cell-pair .index').allTextContents()).map(Number);
  const captions = await found.locator('.caption').allTextContents();
  return {
    from, to, value: await found.locator('.number').textContent(),
    standings: captions.map((text) => /Rank (\d+) of (\d+) in its (row|column) \(mean ([<>\d.]+)\)/.exec(text)),
    captions,
  };
}

/** Where a cell is on the screen: looked for with the pointer, as its middle. */
async function find(open, from, to) {
  const box = await open.page.locator('.matrix-grid').boundingBox();
  const edge = async (axis, unit, other) => {
    const size = axis === 'x' ? box.width : box.height;
    let [low, high] = [0, size];
    while (high - low > 0.5) {
      const at = (low + high) / 2;
      const place = axis === 'x' ? [at, other] : [other, at];
      await open.page.mouse.move(box.x + place[0], box.y + place[1]);
      await open.settle();
      const now = await card(open.page);
      const found = now && (axis === 'x' ? now.to : now.from);
      if (now ? found < unit : at < size / 2 && at < 150) low = at;
      else high = at;
    }
    return high;
  };
  // Any row and column will do to find the other by.
  const inside = 200;
  const left = await edge('x', to, inside);
  const top = await edge('y', from, left + 2);
  return [box.x + left + 3, box.y + top + 3];
}

async function point(from, to, open = view) {
  const at = await find(open, from, to);
  await open.page.mouse.move(...at);
  await open.settle();
  const now = await card(open.page);
  assert.deepEqual([now.from, now.to], [from, to]);
  return { at, now };
}

/** Weights are ranked as the page keeps them. */
const kept = (weight) => Math.round(weight * 65535);
const rank = (values, at) => 1 + values.filter((w, k) =>
  kept(w) > kept(values[at]) || (kept(w) === kept(values[at]) && k < at)).length;
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

test('the card has the trace’s weight, its rank and the means of row and column', async () => {
  for (const [from, to] of [[11, 8], [0, 0], [17, 17], [5, 12]]) {
    const { now } = await point(from, to);
    const [row, column] = [trace.row(LAYER, HEAD, from), trace.column(LAYER, HEAD, to)];
    assertShows(now.value, row[to], 4, `${from} to ${to}`);
    const [inRow, inColumn] = now.standings;
    assert.deepEqual(inRow.slice(1, 4), [String(rank(row, to)), String(n), 'row']);
    assert.deepEqual(inColumn.slice(1, 4), [String(rank(column, from)), String(n), 'column']);
    assertShows(inRow[4], mean(row), 4, 'mean of the row');
    assertShows(inColumn[4], mean(column), 4, 'mean of the column');
  }
});

test('what is muted has no rank, and does not count in others’', async () => {
  await view.set({ mute: ['[CLS]', '[SEP]'] });
  const seen = [...trace.tokens.keys()].filter((k) => !/^\[(CLS|SEP)\]$/.test(trace.tokens[k]));
  const { now } = await point(11, 8);
  const row = trace.row(LAYER, HEAD, 11);
  const rest = seen.map((k) => row[k]);
  assert.deepEqual(now.standings[0].slice(1, 3), [String(rank(rest, seen.indexOf(8))), String(seen.length)]);
  assertShows(now.standings[0][4], mean(rest), 4);
  await view.set({ pins: [11], key: 0 });
  await view.away();
  const hidden = await card();
  assert.deepEqual(hidden.captions, ['Hidden: its token is muted, or its segment left out.']);
  assertShows(hidden.value, row[0], 4);
});

test('a click pins the pair in every view, another takes it away', async () => {
  const { at } = await point(11, 8);
  await page.mouse.click(...at);
  await view.away();
  const { side, pins, key } = await view.state();
  assert.deepEqual([side, pins, key], ['from', [11], 8]);
  assert.equal((await card()).to, 8, 'the pinned cell stays');
  assert.match(await view.text('[data-testid=row-text] h2'), /What “it” 11 reads/);

  await view.press('4');
  await view.press('3');
  await view.press('1');
  assert.match(await view.text('.panel-title'), /^it$/);
  await view.set({ view: 'neuron' });
  assert.match(await view.text('.neuron .head-name'), /it → book/);

  await view.set({ view: 'matrix' });
  await page.mouse.click(...at);
  await view.away();
  assert.deepEqual((await view.state()).pins, []);
  assert.equal(await card(), null);
});

test('Shift-click adds a row, Escape takes back one at a time', async () => {
  const { at } = await point(11, 8);
  await page.mouse.click(...at);
  const { at: other } = await point(4, 8);
  await page.keyboard.down('Shift');
  await page.mouse.click(...other);
  await page.keyboard.up('Shift');
  await view.away();
  assert.deepEqual((await view.state()).pins, [11, 4]);
  assert.match(await view.text('[data-testid=row-text] h2'), /What “it” and “to” read$/);
  await view.press('Escape');
  assert.deepEqual((await view.state()).pins, [11]);
  await view.press('Escape');
  assert.deepEqual((await view.state()).pins, []);
});

test('what is pinned in the head view is marked here', async () => {
  await view.set({ side: 'to', pins: [3] });
  assert.match(await view.text('[data-testid=row-text] h2'), /What reads “talked” 3/);
});

test('a drag along an axis selects rows, a click on it one column', async () => {
  const { at: [x, y] } = await point(5, 0);
  const { at: [, below] } = await point(8, 0);
  await page.mouse.move(x - 40, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, (y + below) / 2, { steps: 3 });
  await page.mouse.move(x - 40, below, { steps: 3 });
  await page.mouse.up();
  await view.away();
  assert.deepEqual(await view.state().then(({ side, pins }) => [side, pins]), ['from', [5, 6, 7, 8]]);
  const { at: [column, top] } = await point(0, 3);
  await page.mouse.click(column, top - 20);
  await view.away();
  assert.deepEqual(await view.state().then(({ side, pins }) => [side, pins]), ['to', [3]]);
});

test('the wheel zooms at the pointer, a drag pans, fit shows all again', async () => {
  const { at } = await point(11, 8);
  await page.mouse.wheel(0, -120);
  await view.settle();
  const { zoom } = await view.state();
  assert.ok(zoom > 20, `${zoom}`);
  const here = async () => card().then(({ from, to }) => [from, to]);
  assert.deepEqual(await here(), [11, 8], 'the same cell is under the pointer');
  await page.mouse.wheel(0, -120);
  await view.settle();
  assert.deepEqual(await here(), [11, 8]);
  await page.mouse.move(...at);
  await page.mouse.down();
  await page.mouse.move(at[0] + 60, at[1] + 50, { steps: 4 });
  await view.settle();
  await page.mouse.up();
  await view.settle();
  assert.deepEqual((await view.state()).pins, [], 'a drag is no click');
  await page.mouse.move(at[0] + 61, at[1] + 50);
  await view.settle();
  assert.deepEqual(await here(), [11, 8], 'the cell went along');
  await view.choose(view.button('fit'));
  assert.equal((await view.state()).zoom, null);
  await view.choose(view.button('Zoom in'));
  assert.ok((await view.state()).zoom > 20);
});

test('keys move the crosshair, zoom, pin, and open the pair in the neuron view', async () => {
  await view.set({ pins: [11], key: 8 });
  await page.locator('.matrix-grid').focus();
  await view.press('ArrowDown', 'ArrowRight', 'ArrowRight');
  const now = await card();
  assert.deepEqual([now.from, now.to], [12, 10]);
  const row = trace.row(LAYER, HEAD, 12);
  assert.match(await view.spoken(), new RegExp(
    `^was 12 to \\[SEP\\] 10, .*, rank ${rank(row, 10)} of ${n} in its row, ${
      rank(trace.column(LAYER, HEAD, 10), 12)} of ${n} in its column$`));
  await view.press('Home');
  assert.equal((await card()).to, 0);
  await view.press('End');
  assert.equal((await card()).to, n - 1);
  await view.press('Control+Home');
  assert.deepEqual(await card().then(({ from, to }) => [from, to]), [0, 0]);
  await view.press('ArrowUp', 'ArrowLeft');
  assert.deepEqual(await card().then(({ from, to }) => [from, to]), [0, 0], 'the edge holds');
  await view.press('+', '+', '-');
  assert.ok((await view.state()).zoom > 20);
  await view.press('0');
  assert.equal((await view.state()).zoom, null);
  await view.press('ArrowDown', ' ');
  assert.deepEqual(await view.state().then(({ pins, key }) => [pins, key]), [[1], 0]);
  assert.match(await view.spoken(), /^the to \[CLS\] pinned$/);
  await view.press('ArrowDown', 'ArrowRight', 'Enter');
  const state = await view.state();
  assert.deepEqual([state.view, state.pins, state.key], ['neuron', [2], 1]);
});

test('arrows reach the grid from anywhere', async () => {
  await view.set({ pins: [11], key: 8 });
  await view.press('ArrowRight');
  assert.equal((await card()).to, 9);
});

test('several heads stand side by side, and each says its weight at the crosshair', async () => {
  await view.set({ heads: [HEAD, 4, 7] });
  const seen = new Set();
  const box = await page.locator('.matrix-grid').boundingBox();
  for (const [x, y] of [[0.2, 0.2], [0.5, 0.2], [0.2, 0.7]]) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
    await view.settle();
    const now = await card();
    const head = Number(/in H(\d+)/.exec(await view.text('.cell-pair'))[1]);
    assertShows(now.value, trace.value(LAYER, head, now.from, now.to), 4, `H${head}`);
    seen.add(head);
  }
  assert.deepEqual([...seen].sort(), [HEAD, 4, 7]);
  await view.press(']');
  assert.deepEqual((await view.state()).heads, [2]);
});

test('whole words are rows and columns, and a pair’s segments can be left out', async () => {
  await view.set({ segments: ['ab', 'ba', 'bb'], pins: [3], key: 5 });
  assert.deepEqual((await card()).captions, ['Hidden: its token is muted, or its segment left out.']);
});

test('the table lists what is pinned, or the whole map', async () => {
  await view.press('t');
  assert.equal(await page.locator('.map td').count(), n * n);
  await view.press('t');
  assert.equal(await page.locator('.matrix-grid').count(), 1);
});

test('the scale changes colours, and no number', async () => {
  await view.set({ pins: [11], key: 8 });
  const before = PNG.sync.read(await page.locator('.matrix-stage').screenshot());
  const { value } = await card();
  await page.getByRole('combobox', { name: 'Scale' }).selectOption('linear');
  await view.settle();
  const after = PNG.sync.read(await page.locator('.matrix-stage').screenshot());
  assert.ok(!before.data.equals(after.data));
  assert.equal((await card()).value, value);
  assert.match(await page.evaluate(() => location.hash + JSON.stringify(window.headscope.state)), /linear/);
});

test('512 tokens in one picture, then every cell by zooming; few nodes and canvases', async () => {
  const long = await chromium.open(pageOf(textOfTokens(512)), { hash: '#v=1&l=2&h=9&view=matrix&from=400&key=200' });
  const box = await long.page.locator('.matrix-grid').boundingBox();
  for (const zoom of [null, 4, 30]) {
    await long.set({ zoom });
    await long.page.mouse.move(box.x + 300, box.y + 300);
    await long.settle();
    const { nodes, canvases } = await long.page.evaluate(() => ({
      nodes: document.querySelectorAll('*').length, canvases: document.querySelectorAll('canvas').length,
    }));
    assert.ok(nodes <= 3000, `${nodes} nodes`);
    assert.ok(canvases <= 6, `${canvases} canvases`);
  }
  await long.close();
});

test('on a phone a tap pins, and two fingers zoom', async () => {
  const text = textOfTokens(60);
  const phone = await chromium.open(pageOf(text), { ...PHONE, hash });
  const box = await phone.page.locator('.matrix-grid').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + 160];
  await phone.page.touchscreen.tap(x, y);
  await phone.settle();
  const { pins, key } = await phone.state();
  assert.equal(pins.length, 1);
  const small = traceOf(text);
  assertShows(await phone.text('[data-testid=cell] .number'), small.value(LAYER, HEAD, pins[0], key), 4);
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px wide`);
  const client = await phone.page.context().newCDPSession(phone.page);
  const fingers = (apart) => [{ x: x - apart, y, id: 0 }, { x: x + apart, y, id: 1 }];
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20) });
  for (const apart of [30, 40, 60, 80]) {
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) });
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await phone.settle();
  assert.ok((await phone.state()).zoom > 10, JSON.stringify(await phone.state()));
  await phone.close();
});
