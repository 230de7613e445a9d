// `headscope serve` as a process, and a browser's visit to it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { MINILM, PROGRAM } from './program.js';
import { View } from './view.js';

const running = new Set();
after(() => { for (const process of running) process.kill('SIGKILL'); });

/** Starts a server and waits until it says where it is. */
export async function serve(...args) {
  const child = spawn(PROGRAM, ['serve', '--no-open', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let err = '';
  child.stderr.on('data', (text) => { err += text; });
  const ended = once(child, 'exit').then(([status, signal]) => {
    running.delete(child);
    return { status, signal, err };
  });
  const said = await Promise.race([once(child.stdout, 'data').then(String), ended]);
  assert.equal(typeof said, 'string', `the server ended: ${JSON.stringify(said)}`);
  const [, address, port] = said.match(/(http:\/\/127\.0\.0\.1:(\d+)\/)/);
  return {
    address,
    port: Number(port),
    pid: child.pid,
    /** Sends the signal and waits for the end. */
    stop(signal = 'SIGINT') {
      child.kill(signal);
      return ended;
    },
  };
}

export const serveMiniLm = (text, ...args) => serve(text, '--model', MINILM, ...args);

/** Opens a server's page. Anything it asks of anyone else, or says to the console, is noise. */
export async function visit(browser, address, { silent = true, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 }, colorScheme: 'light', ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const noise = [];
  if (silent) page.on('console', (message) => noise.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) noise.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await page.waitForFunction(() => window.headscope);
  await page.evaluate(() => window.headscope.ready);
  const view = new View(page, noise, () => context.close());
  await view.settle();
  return view;
}

/** Waits until the picture shows exactly these tokens. */
export async function showsTokens(view, tokens) {
  await view.page.waitForFunction((expected) => {
    const shown = [...document.querySelectorAll('.stage [data-side=from]')].map((one) => one.textContent);
    return JSON.stringify(shown) === expected;
  }, JSON.stringify(tokens));
  await view.settle();
}
