// From a key to the picture of the new text, on the page of a real `headscope serve`, in headless
// Chromium, drawn by the CPU alone.
//
//   scripts/test                        # once: the program, the browser, the Node packages
//   node benchmarks/live.mjs
//
// MiniLM; a sentence is typed letter by letter until it has 30 tokens. Each time begins with the key's
// own event and ends when the first frame with tokens and lines of the new text has been painted. The
// next key waits until all is still: reading mode, which long texts have, may take two frames more to
// find its rows.

import { launchChromium } from '../tests/e2e/browser.js';
import { MINILM, textOfTokens } from '../tests/e2e/program.js';
import { serve, visit } from '../tests/e2e/server.js';

const TYPED = 60;

const sorted = (values) => values.toSorted((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];
const p95 = (values) => sorted(values)[Math.floor(values.length * 0.95)];

/** Has the page note when a key is pressed, and when the frame in which the tokens change first is done. */
function watch() {
  const grid = document.querySelector('.stage [role=grid]');
  const tokens = () => [...grid.querySelectorAll('[data-side=from]')].map((one) => one.textContent).join(' ');
  const seen = (window.seen = { pressed: 0, painted: 0, tokens: tokens() });
  addEventListener('keydown', (event) => Object.assign(seen, { pressed: event.timeStamp, painted: 0 }), true);
  // Labels and lines are put in place in one frame: what is posted from there comes after its paint.
  const after = new MessageChannel();
  after.port1.onmessage = () => { seen.painted ||= performance.now(); };
  new MutationObserver(() => {
    const now = tokens();
    if (now === seen.tokens) return;
    seen.tokens = now;
    after.port2.postMessage(null);
  }).observe(grid, { childList: true, characterData: true, subtree: true });
}

async function timeOf(view, letter) {
  await view.page.keyboard.press(letter === ' ' ? 'Space' : letter);
  await view.settle();
  const { pressed, painted } = await view.page.evaluate(() => window.seen);
  return painted > 0 ? painted - pressed : null;
}

const text = textOfTokens(30);
const server = await serve(text.slice(0, -TYPED), '--model', MINILM);
const browser = await launchChromium();
const view = await visit(browser, server.address);
await view.page.getByRole('textbox', { name: 'Text' }).press('End');
await view.page.evaluate(watch);
const times = [];
for (const letter of text.slice(-TYPED)) {
  const time = await timeOf(view, letter);
  // A space behind a word is no token.
  if (time !== null) times.push(time);
  else if (letter !== ' ') throw new Error(`'${letter}' was typed and no other picture came`);
}
const count = await view.page.locator('.stage [data-side=from]').count();
await view.close();
await browser.close();
await server.stop();
console.log(`key to picture, MiniLM, up to ${count} tokens, ${times.length} edits:`,
  `median ${median(times).toFixed(1)} ms, 95th percentile ${p95(times).toFixed(1)} ms`);
