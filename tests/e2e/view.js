// An open page as a person uses it: points at tokens, clicks, types, reads what is shown.

import assert from 'node:assert/strict';

export class View {
  constructor(page, noise, close) {
    this.page = page;
    this.noise = noise;
    this.leave = close;
  }

  /** Ends the visit. A page that asked for anything, or said anything, fails here. */
  async close() {
    if (this.page.isClosed()) return;
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await this.leave();
    assert.deepEqual(this.noise, []);
  }

  /** Waits until nothing is left to decode, draw or animate. */
  settle() {
    return this.page.evaluate(() => window.headscope.idle());
  }

  state() {
    return this.page.evaluate(() => window.headscope.state);
  }

  async set(change) {
    await this.page.evaluate((next) => { window.headscope.state = next; }, change);
    await this.settle();
  }

  /** A token of the picture; `side` is 'from' or 'to'. */
  token(side, unit) {
    return this.page.locator(`#hs-${side}-${unit}`);
  }

  async place(side, unit) {
    const box = await this.token(side, unit).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  async hover(side, unit) {
    await this.page.mouse.move(...(await this.place(side, unit)));
    await this.settle();
  }

  /** Takes the pointer off the picture. */
  async away() {
    await this.page.mouse.move(2, 2);
    await this.settle();
  }

  async click(side, unit, modifiers = []) {
    const [x, y] = await this.place(side, unit);
    for (const key of modifiers) await this.page.keyboard.down(key);
    await this.page.mouse.click(x, y);
    for (const key of modifiers) await this.page.keyboard.up(key);
    await this.settle();
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
    await this.settle();
  }

  button(name, options = {}) {
    return this.page.getByRole('button', { name, exact: true, ...options });
  }

  async choose(locator, options) {
    await locator.click(options);
    await this.settle();
  }

  /** A chip under the head's name. */
  chip(head) {
    return this.page.getByRole('toolbar', { name: 'Heads of this layer' })
      .locator(`[data-head="${head}"]`);
  }

  /** A cell of the grid of all heads. */
  cell(layer, head) {
    return this.page.locator(`#hs-cell-${layer}-${head}`);
  }

  text(selector) {
    return this.page.locator(selector).first().textContent();
  }

  texts(selector) {
    return this.page.locator(selector).allTextContents();
  }

  /** The numbers beside the tokens, from top to bottom. */
  numbers() {
    return this.page.locator('.stage .label-number').evaluateAll((labels) =>
      labels.map((label) => [label.getBoundingClientRect().top, label.textContent])
        .sort((a, b) => a[0] - b[0]).map(([, text]) => text));
  }

  /** The row of the token in focus as the panel lists it: token to number. */
  async panel() {
    const items = await this.page.getByTestId('row').locator('.row-item').evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector('bdi').textContent, row.querySelector('.number').textContent,
      ]));
    return items;
  }

  spoken() {
    return this.text('[role=status][aria-live]');
  }
}

/** Fails unless `shown` is how `weight` is written with that many decimals. A sum is off by as many
 *  errors as it has terms. */
export function assertShows(shown, weight, decimals, what = '', terms = 1) {
  const error = terms * ERROR;
  const step = 10 ** -decimals;
  const message = `${what} shows ${shown}, the trace has ${weight}`;
  const [, sign, number] = /^([<>]?)(\d+\.\d+)$/.exec(shown) ?? assert.fail(message);
  assert.equal(number.split('.')[1].length, decimals, message);
  if (sign === '<') assert.ok(weight < step / 2 + error && Number(number) === step, message);
  else if (sign === '>') assert.ok(weight > 1 - step / 2 - error, message);
  else {
    assert.ok(Math.abs(Number(number) - weight) <= step / 2 + error, message);
    assert.ok(Number(number) !== 0 || weight < error, message);
    assert.ok(Number(number) !== 1 || weight > 1 - error, message);
  }
}

/** The largest error of a weight up to 256 tokens, as docs/page-format.md states it. */
export const ERROR = 7.7e-6;
