// Makes the pictures of the documentation anew, from real pages in a real browser.
//
//   scripts/test             # once: the program, the browser, the Node packages
//   node docs/pictures.mjs

import path from 'node:path';
import { launchChromium, openPage } from '../tests/e2e/browser.js';
import { ROOT, SENTENCE, pageOf, textOfTokens } from '../tests/e2e/program.js';

const CAT = 'The cat sat on the mat because it was tired.';
const picture = (name) => path.join(ROOT, 'docs/images', `${name}.png`);
const browser = await launchChromium();

async function draw(name, file, state, { part, hover, ...options } = {}) {
  const view = await openPage(browser, file, { reducedMotion: 'reduce', ...options });
  await view.set(state);
  if (hover) await view.hover('from', hover);
  await (part ? view.page.locator(part).first() : view.page).screenshot({ path: picture(name) });
  await view.close();
}

const cat = pageOf(CAT);
await draw('page', cat, { layer: 5, heads: [11] }, { hover: 8 });
await draw('page-dark', pageOf(SENTENCE), { layer: 1, heads: [8, 4] }, { hover: 2, colorScheme: 'dark' });
await draw('long-text', pageOf(textOfTokens(128)), { layer: 3, heads: [1] }, { hover: 20 });
await draw('previous-token', cat, { layer: 0, heads: [2] }, { part: 'main' });
await draw('it-to-cat', cat, { layer: 5, heads: [11], pins: [8] }, { part: 'main' });
await draw('navigator', cat, { layer: 0, heads: [2] }, { part: '.navigator' });
await browser.close();
