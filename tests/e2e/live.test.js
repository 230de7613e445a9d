// The live page: what is typed is drawn, and the numbers are those of the program.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from './browser.js';
import { MINILM, ROOT, textOfTokens, traceOf } from './program.js';
import { serve, serveMiniLm, showsTokens, visit } from './server.js';
import { after } from 'node:test';

const browser = await launchChromium();
after(() => browser.close());
const TINY = `${ROOT}/tests/data/tiny/bert`;
/** The encoding's, and the last digits of another order of sums. */
const ERROR = 8e-6;

/** The largest difference of all weights of some heads from those of a trace. */
async function difference(view, trace, layers) {
  let most = 0;
  for (const layer of layers) {
    await view.set({ layer, heads: [0] });
    await view.page.waitForFunction((l) => {
      try { window.headscope.value(l, 0, 0, 0); return true; } catch { return false; }
    }, layer);
    const values = await view.page.evaluate(([l, heads, n]) => {
      const all = [];
      for (let h = 0; h < heads; h++) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
        all.push(window.headscope.value(l, h, i, j));
      }
      return all;
    }, [layer, trace.heads, trace.n]);
    let at = 0;
    for (let h = 0; h < trace.heads; h++) for (let i = 0; i < trace.n; i++) for (let j = 0; j < trace.n; j++) {
      most = Math.max(most, Math.abs(values[at++] - trace.value(layer, h, i, j)));
    }
  }
  return most;
}

test('the picture follows what is typed, with the numbers of the program', async () => {
  const server = await serveMiniLm('the cat sat');
  const view = await visit(browser, server.address);
  await showsTokens(view, ['[CLS]', 'the', 'cat', 'sat', '[SEP]']);
  const field = view.page.getByRole('textbox', { name: 'Text' });
  assert.ok(await field.evaluate((one) => one === document.activeElement));
  await field.press('End');
  await view.page.keyboard.type(' on the embeddings');
  const text = 'the cat sat on the embeddings';
  const trace = traceOf(text);
  await showsTokens(view, trace.tokens);
  const most = await difference(view, trace, [0, 3, 5]);
  console.log(`largest difference from headscope trace: ${most}`);
  assert.ok(most <= ERROR);
  await view.close();
  assert.deepEqual(await server.stop(), { status: 0, signal: null, err: '' });
});

test('layer, heads and pins stay while the text changes', async () => {
  const server = await serveMiniLm('the cat sat');
  const view = await visit(browser, server.address);
  await view.set({ layer: 4, heads: [2, 7], pins: [3], lines: 90 });
  await view.page.getByRole('textbox', { name: 'Text' }).press('Home');
  await view.page.keyboard.type('Look, ');
  await showsTokens(view, ['[CLS]', 'look', ',', 'the', 'cat', 'sat', '[SEP]']);
  const state = await view.state();
  assert.deepEqual([state.layer, state.heads, state.pins, state.lines], [4, [2, 7], [5], 90]);
  await view.close();
  await server.stop();
});

test('a pair comes and goes', async () => {
  const server = await serveMiniLm('How are you?');
  const view = await visit(browser, server.address);
  await view.choose(view.button('Add a second text'));
  await view.page.keyboard.type('Fine.');
  const trace = traceOf('How are you?', '--pair', 'Fine.');
  await showsTokens(view, trace.tokens);
  const most = await difference(view, trace, [2]);
  assert.ok(most <= ERROR, String(most));
  await view.choose(view.button('Remove the second text'));
  await showsTokens(view, traceOf('How are you?').tokens);
  await view.close();
  await server.stop();
});

test('another model draws the same text', async () => {
  const server = await serve('the cat sat', '--model', MINILM, '--model', TINY);
  const view = await visit(browser, server.address);
  const menu = view.page.getByRole('combobox', { name: 'Model' });
  assert.deepEqual(await menu.locator('option').allTextContents(), ['all-MiniLM-L6-v2', 'bert']);
  await view.set({ layer: 5, heads: [11] });
  await menu.selectOption('bert');
  await view.page.waitForFunction(() => document.querySelectorAll('.navigator [role=gridcell]').length < 72);
  await view.settle();
  const layers = await view.page.locator('.model [role=img]').getAttribute('aria-label');
  assert.doesNotMatch(layers, /^6 layers of 12/);
  await menu.selectOption('all-MiniLM-L6-v2');
  await view.page.waitForFunction(() => document.querySelector('.model [role=img]').ariaLabel.startsWith('6 layers of 12'));
  await view.close();
  await server.stop();
});

test('a masked token is read as [MASK], stays masked while the rest is edited, and comes back', async () => {
  const server = await serveMiniLm('the cat sat');
  const view = await visit(browser, server.address);
  await view.set({ pins: [2] });
  await view.choose(view.page.getByTestId('mask'));
  await showsTokens(view, ['[CLS]', 'the', '[MASK]', 'sat', '[SEP]']);
  const most = await difference(view, traceOf('the [MASK] sat'), [1, 5]);
  assert.ok(most <= ERROR, String(most));
  const field = view.page.getByRole('textbox', { name: 'Text' });
  assert.equal(await field.inputValue(), 'the cat sat');
  await field.press('Home');
  await view.page.keyboard.type('so ');
  await showsTokens(view, ['[CLS]', 'so', 'the', '[MASK]', 'sat', '[SEP]']);
  assert.equal(await view.page.getByTestId('mask').getAttribute('aria-pressed'), 'true');
  await view.choose(view.page.getByTestId('mask'));
  await showsTokens(view, ['[CLS]', 'so', 'the', 'cat', 'sat', '[SEP]']);
  await view.close();
  await server.stop();
});

test('a head that is switched off changes later layers and nothing before them', async () => {
  const server = await serveMiniLm('the cat sat on the mat');
  const view = await visit(browser, server.address);
  const trace = traceOf('the cat sat on the mat');
  await view.set({ layer: 2, heads: [7] });
  await view.choose(view.page.getByTestId('off'));
  await view.page.getByTestId('switched-off').waitFor();
  assert.match(await view.text('[data-testid=switched-off]'), /L2 H7/);
  assert.ok((await difference(view, trace, [0, 1, 2])) <= ERROR);
  assert.ok((await difference(view, trace, [3])) > 1e-3);
  await view.choose(view.button('Switch all on'));
  assert.ok((await difference(view, trace, [3, 5])) <= ERROR);
  await view.close();
  await server.stop();
});

test('what cannot be drawn is said in one sentence, and the old picture stays', async () => {
  const server = await serveMiniLm('the cat sat');
  const view = await visit(browser, server.address, { silent: false });
  const field = view.page.getByRole('textbox', { name: 'Text' });
  await field.fill(textOfTokens(600));
  const alert = view.page.getByRole('alert');
  await alert.getByText(/has 600 tokens, all-MiniLM-L6-v2 takes at most 512; shorten it, or draw it with headscope view --windows\.$/).waitFor();
  await showsTokens(view, ['[CLS]', 'the', 'cat', 'sat', '[SEP]']);
  await field.fill('the dog');
  await showsTokens(view, ['[CLS]', 'the', 'dog', '[SEP]']);
  await alert.waitFor({ state: 'detached' });
  await view.close();
  await server.stop();
});

test('512 tokens: layers come when they are opened', async () => {
  const server = await serveMiniLm(textOfTokens(512));
  const view = await visit(browser, server.address);
  const asked = [];
  view.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await view.set({ layer: 5 });
  await view.set({ layer: 4 });
  await view.set({ layer: 5 });
  assert.deepEqual(asked, ['/live/layer', '/live/layer']);
  await view.close();
  await server.stop();
});

test('a server that goes is missed in one sentence, and one that comes back is found', async () => {
  const server = await serveMiniLm('the cat sat');
  const view = await visit(browser, server.address, { silent: false });
  assert.equal((await server.stop('SIGTERM')).status, 0);
  await view.page.getByRole('textbox', { name: 'Text' }).fill('the dog sat');
  await view.page.getByRole('alert').getByText(/^The server does not answer: .* start headscope serve again/).waitFor();
  await showsTokens(view, ['[CLS]', 'the', 'cat', 'sat', '[SEP]']);
  const again = await serveMiniLm('something else', '--port', String(server.port));
  await showsTokens(view, ['[CLS]', 'the', 'dog', 'sat', '[SEP]']);
  await view.page.getByRole('alert').waitFor({ state: 'detached' });
  await view.close();
  assert.equal((await again.stop()).status, 0);
});

test('a reload brings back what was typed', async () => {
  const server = await serveMiniLm('the cat sat');
  const view = await visit(browser, server.address);
  await view.page.getByRole('textbox', { name: 'Text' }).fill('the dog');
  await showsTokens(view, ['[CLS]', 'the', 'dog', '[SEP]']);
  await view.page.reload();
  await view.page.waitForFunction(() => window.headscope);
  await showsTokens(view, ['[CLS]', 'the', 'dog', '[SEP]']);
  assert.equal(await view.page.getByRole('textbox', { name: 'Text' }).inputValue(), 'the dog');
  await view.close();
  await server.stop();
});

test('another site can neither read nor use the server', async () => {
  const server = await serveMiniLm('the cat sat');
  const other = await serveMiniLm('another origin');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(other.address);
  const outcome = await page.evaluate(async (address) => {
    const attempt = (path, init) =>
      fetch(address + path, init).then((r) => `read ${r.status}`, () => 'refused');
    const json = { method: 'POST', body: '{"text":"stolen"}', headers: { 'Content-Type': 'application/json' } };
    return [await attempt('', {}), await attempt('live/picture', json),
      await attempt('live/picture', { method: 'POST', body: '{"text":"stolen"}', mode: 'no-cors' })];
  }, server.address).catch((error) => error.message);
  assert.deepEqual(outcome, ['refused', 'refused', 'refused']);
  await context.close();
  await server.stop();
  await other.stop();
});
