// A page whose data is damaged says so in one sentence, and says nothing to the console.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { startChromium } from './browser.js';
import { SENTENCE, pageOf, scratch } from './program.js';

const browser = await startChromium();
const html = readFileSync(pageOf(SENTENCE), 'utf8');

/** A page with `pattern` changed, which must be there. */
function damaged(pattern, replacement) {
  const changed = html.replace(pattern, replacement);
  assert.notEqual(changed, html);
  const file = scratch('.html');
  writeFileSync(file, changed);
  return file;
}

const swapLetters = (_, head, a, b, tail) => `${head}${b}${a}${tail}`;
const DAMAGE = {
  'a manifest that is not JSON': damaged(/("format":"headscope-page")/, '$1,,'),
  'a newer version': damaged('"version":1', '"version":2'),
  'no manifest': damaged('id="headscope-manifest"', 'id="something-else"'),
  'no thumbnails': damaged('id="headscope-thumbnails"', 'id="something-else"'),
};

for (const [what, file] of Object.entries(DAMAGE)) {
  test(what, async () => {
    const view = await browser.open(file, { refused: true });
    const note = view.page.locator('[role=alert], .error-note').first();
    await note.waitFor();
    assert.match((await note.textContent()).trim(), /^[A-Z].{20,}\.$/);
    await view.close();
  });
}

test('a changed byte in every layer', async () => {
  const file = damaged(/(id="headscope-layer-\d+">[^<]{40})(.)(.)([^<])/g, (all, head, a, b, tail) =>
    swapLetters(all, head, a, a === b ? (a === 'A' ? 'B' : 'A') : b, tail));
  const view = await browser.open(file, { refused: true });
  const alert = view.page.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.textContent(), /layer/i);
  await view.close();
});
