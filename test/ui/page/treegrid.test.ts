import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { hasFocus, labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import { changedDifferences, manyDifferences, readyState, sampleDifferences } from './states.ts';

describe('the grid of differences', function () {
  this.timeout(30_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  const show = async (state = readyState(sampleDifferences())): Promise<OpenPage> =>
    (opened = await lab.open({ state }));
  const grid = (): Locator => opened.page.getByRole('treegrid', { name: 'Differences' });
  const active = (): Locator => grid().locator('[aria-selected=true]');
  const activeText = async (): Promise<string> => (await active().innerText()).replace(/[\s▾▸]+/g, ' ').trim();
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await opened.page.keyboard.press(key);
  };
  /** The row whose right or left side bears the name. */
  const row = (name: string): Locator =>
    grid()
      .getByRole('row')
      .filter({ has: opened.page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
  const goTo = async (name: string): Promise<void> => {
    await opened.page.keyboard.press('Control+f');
    await opened.page.keyboard.type(name);
    await row(name).waitFor();
    await row(name).click();
    await opened.forget();
  };

  it('names its active row, which is always in the document', async () => {
    await show(readyState(manyDifferences(2_000)));
    await grid().focus();
    await press('End');
    await active().filter({ hasText: 'table_00199_only' }).waitFor();
    await grid().evaluate((element: { scrollTop: number }) => {
      element.scrollTop = 0;
    });
    await grid().getByText('column_3', { exact: true }).waitFor();
    const id = await grid().getAttribute('aria-activedescendant');
    assert.equal(
      await grid()
        .locator(`#${id ?? ''}`)
        .count(),
      1,
    );
    assert.ok((await grid().getByRole('row').count()) < 80);
  });

  it('is one tab stop and takes the focus when the result comes', async () => {
    await show();
    assert.equal(await hasFocus(grid()), true);
    assert.equal(await grid().locator('[tabindex="0"]').count(), 0);
  });

  it('tells a screen reader where each row stands', async () => {
    await show();
    const providers = row('providers');
    assert.equal(await grid().getAttribute('aria-rowcount'), '41');
    const attributes = ['aria-level', 'aria-expanded', 'aria-posinset', 'aria-setsize'];
    const values = await Promise.all(attributes.map((name) => providers.first().getAttribute(name)));
    assert.deepEqual(values, ['1', 'true', '12', '17']);
    const address = row('home_address');
    await opened.page.keyboard.press('Control+f');
    await opened.page.keyboard.type('home_address');
    await address.waitFor();
    assert.equal(await address.getAttribute('aria-level'), '2');
    assert.equal(await address.getAttribute('aria-expanded'), null);
    assert.equal(await address.getByRole('gridcell', { name: 'only in local', exact: true }).innerText(), '+');
  });

  it('opens and closes rows with the arrow keys', async () => {
    await show();
    await goTo('session');
    await press('ArrowRight');
    assert.equal(await active().getAttribute('aria-expanded'), 'true');
    await press('ArrowRight');
    assert.match(await activeText(), /^user_id/);
    await press('ArrowLeft');
    assert.match(await activeText(), /^session/);
    await press('ArrowLeft');
    assert.equal(await active().getAttribute('aria-expanded'), 'false');
  });

  it('opens all siblings with *', async () => {
    await show(readyState(changedDifferences()));
    await press('End', '*');
    assert.equal(await grid().locator('[aria-expanded=false][aria-level="1"]').count(), 0);
    await grid().getByText('version: 1.6').last().waitFor();
  });

  it('goes to the migration with Enter', async () => {
    await show();
    await goTo('home_address');
    await press('Enter');
    const { id } = await opened.waitFor('openMigration');
    const difference = sampleDifferences().find((each) => each.id === id);
    assert.equal(difference?.path, 'public.providers.home_address');
  });

  it('opens with Enter what no migration mentions', async () => {
    await show();
    await goTo('session');
    await press('Enter');
    assert.equal(await active().getAttribute('aria-expanded'), 'true');
    assert.deepEqual(
      (await opened.posted()).filter((message) => message.type === 'openMigration'),
      [],
    );
  });

  it('goes to the migration by a click on its name, and on the number of places', async () => {
    await show();
    await row('coordinator_notification_preferences').getByRole('button', { name: '3 places' }).click();
    const first = await opened.waitFor('openMigration');
    await opened.forget();
    await row('coordinator_notification_preferences')
      .getByRole('button', { name: /preferences\.py:22$/ })
      .click();
    assert.equal((await opened.waitFor('openMigration')).id, first.id);
  });

  it('goes from difference to difference with F7, into closed rows and around the end', async () => {
    await show(readyState(changedDifferences()));
    assert.match(await activeText(), /^public\.users/);
    await press('ArrowLeft', 'F7');
    assert.match(await activeText(), /email/);
    await press('Shift+F7');
    assert.match(await activeText(), /public\.users/);
    await press('Shift+F7');
    assert.match(await activeText(), /pg_trgm/);
    await press('F7');
    assert.match(await activeText(), /public\.users/);
  });

  it('goes on with F7 from anywhere on the page', async () => {
    await show();
    await opened.page.getByRole('button', { name: 'Export' }).focus();
    await press('F7');
    assert.match(await activeText(), /accuracy_test_results/);
    assert.equal(await hasFocus(grid()), true);
  });

  it('copies the path with Ctrl+C, newline and all', async () => {
    await show();
    await goTo('home_address');
    await press('Control+c');
    assert.equal((await opened.waitFor('copy')).text, 'public.providers.home_address');
  });

  it('opens with a click on the triangle and with a double click', async () => {
    await show();
    const session = row('payment_methods');
    await session.locator('.twist').last().click();
    assert.equal(await session.getAttribute('aria-expanded'), 'true');
    await session.locator('.name').last().dblclick();
    assert.equal(await session.getAttribute('aria-expanded'), 'false');
  });

  it('keeps what is open and active over a refresh', async () => {
    await show();
    await goTo('session');
    await press('ArrowRight', 'ArrowDown');
    const shifted = sampleDifferences().map((difference) => ({ ...difference, id: difference.id + 1_000 }));
    await opened.send({ type: 'state', state: readyState(shifted) });
    assert.match(await activeText(), /^user_id/);
  });

  it('comes back to the same place when VS Code has thrown the hidden page away', async () => {
    await show(readyState(manyDifferences(2_000)));
    await opened.page.getByRole('button', { name: '500 in no migration' }).click();
    await grid().focus();
    await press('End');
    const before = await activeText();
    const remembered = await opened.remembered();
    await opened.close();
    opened = await lab.open({ state: readyState(manyDifferences(2_000)), remembered });
    assert.equal(await activeText(), before);
    assert.equal(await active().isVisible(), true);
    const [line, frame] = [await active().boundingBox(), await grid().boundingBox()];
    assert.ok(
      line && frame && line.y >= frame.y && line.y + line.height <= frame.y + frame.height + 1,
      'the active row is out of sight',
    );
    assert.equal(await opened.page.getByRole('button', { name: '500 in no migration', pressed: true }).count(), 1);
  });

  it('scrolls 10,000 differences and keeps few of them in the document', async () => {
    await show(readyState(manyDifferences(10_000)));
    const frames: number[] = [];
    for (let step = 0; step < 40; step++) {
      const took = await grid().evaluate(async (element: { scrollTop: number }) => {
        const before = performance.now();
        element.scrollTop += 4000;
        // Two turns: the scroll event comes with the first, the drawing is done by the second.
        await new Promise((done) => setTimeout(done, 0));
        await new Promise((done) => setTimeout(done, 0));
        return performance.now() - before;
      });
      frames.push(took);
    }
    frames.sort((a, b) => a - b);
    assert.ok((frames[20] ?? Infinity) < 100, `a step of scrolling takes ${String(frames[20])} ms`);
    assert.ok((await grid().getByRole('row').count()) < 80);
    const shown = await grid().getByRole('row').nth(20).getAttribute('aria-rowindex');
    assert.ok(Number(shown) > 5_000, `row ${String(shown)} is on the screen`);
  });
});
