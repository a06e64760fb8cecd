import assert from 'node:assert/strict';
import { labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import { changedDifferences, manyDifferences, readyState, sampleDifferences } from './states.ts';

describe('filters and groups of the page', function () {
  this.timeout(30_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  const show = async (state = readyState(sampleDifferences())): Promise<OpenPage> =>
    (opened = await lab.open({ state }));
  const toggle = (name: string | RegExp): Promise<void> => opened.page.getByRole('button', { name }).click();
  const status = (): Promise<string> => opened.page.locator('grid-tools').getByRole('status').innerText();
  const names = async (): Promise<string[]> => opened.page.locator('difference-grid .name').allInnerTexts();

  it('say how many differences there are of each cause and side', async () => {
    await show();
    for (const name of [
      '26 explained by 4 pending migrations',
      '10 applied, not in effect',
      '1 in no migration',
      '2 only in production',
      '35 only in local',
    ]) {
      await opened.page.getByRole('button', { name }).waitFor();
    }
    await opened.page
      .getByRole('img', { name: '26 explained by 4 pending migrations, 10 applied, not in effect, 1 in no migration' })
      .waitFor();
    await opened.page.getByText('53 tables in both · 2 only in production · 12 only in local').waitFor();
    assert.equal(
      await opened.page
        .locator('grid-tools')
        .getByRole('button', { name: /changed/ })
        .count(),
      0,
    );
  });

  it('show only what has the cause of the legend, and all again', async () => {
    await show();
    await toggle('1 in no migration');
    assert.equal(await status(), '1 of 37 shown');
    assert.equal(await opened.page.getByRole('button', { name: '1 in no migration', pressed: true }).count(), 1);
    assert.ok((await names()).includes('session'));
    await toggle('1 in no migration');
    assert.equal(await status(), '');
  });

  it('give way to an object that the extension asks for', async () => {
    await show();
    await toggle('1 in no migration');
    const path = 'public.providers.home_address';
    await opened.send({ type: 'reveal', kind: 'column', path });
    await opened.page.locator('difference-grid .row.active').filter({ hasText: 'home_address' }).waitFor();
    assert.equal(await status(), '');
    await opened.send({ type: 'reveal', kind: 'column', path: 'public.nowhere.x' });
    await opened.page.locator('difference-grid .row.active').filter({ hasText: 'home_address' }).waitFor();
  });

  it('search while one types, and go to the result with the arrow key', async () => {
    await show();
    await opened.page.keyboard.press('Control+f');
    await opened.page.keyboard.type('home_a');
    assert.equal(await status(), '1 of 37 shown');
    await opened.page.keyboard.press('ArrowDown');
    await opened.page.keyboard.press('End');
    await opened.page.keyboard.press('Enter');
    await opened.waitFor('openMigration');
  });

  it('empty the search with Escape before anything else', async () => {
    await show();
    await opened.page.keyboard.press('Control+f');
    await opened.page.keyboard.type('home');
    await opened.page.keyboard.press('Escape');
    assert.equal(await status(), '');
    assert.equal(await opened.page.locator('detail-pane').count(), 1);
  });

  it('say that nothing matches, and clear all filters', async () => {
    await show();
    await toggle('26 explained by 4 pending migrations');
    await toggle('2 only in production');
    await opened.page.getByText('No difference matches').waitFor();
    await toggle('Clear Filters');
    assert.equal(await status(), '');
    assert.equal(await opened.page.getByRole('button', { pressed: true }).count(), 0);
  });

  it('choose kinds from a list that stays open, by keyboard', async () => {
    await show();
    await opened.page.getByRole('button', { name: 'Kinds: All kinds' }).focus();
    await opened.page.keyboard.press('Enter');
    const focused = (name: RegExp) =>
      opened.page.getByRole('menuitemcheckbox', { name }).and(opened.page.locator(':focus')).waitFor();
    await focused(/enum values/);
    await opened.page.keyboard.press('Enter');
    await opened.page.keyboard.press('t');
    await focused(/tables/);
    await opened.page.keyboard.press('Enter');
    await opened.page.locator('grid-tools').getByText('15 of 37 shown').waitFor();
    await opened.page.keyboard.press('Escape');
    await opened.page.getByRole('button', { name: 'Kinds: 2 kinds' }).waitFor();
    assert.equal(await opened.page.getByRole('menuitemcheckbox').count(), 0);
  });

  it('group by schema, and remember it for the next time', async () => {
    await show(readyState(changedDifferences()));
    await toggle('Groups: Group by owner');
    await opened.page.getByRole('menuitemradio', { name: 'Group by schema' }).click();
    await opened.page.getByRole('row', { name: /outside of schemas/ }).waitFor();
    const remembered = await opened.remembered();
    await opened.close();
    opened = await lab.open({ state: readyState(changedDifferences()), remembered });
    await opened.page.getByRole('button', { name: 'Groups: Group by schema' }).waitFor();
    await opened.page.getByRole('row', { name: /outside of schemas/ }).waitFor();
  });

  it('answer a keystroke on 10,000 differences within a few frames', async () => {
    await show(readyState(manyDifferences(10_000)));
    await opened.page.keyboard.press('Control+f');
    const times: number[] = [];
    for (const letter of 'column_99') {
      await opened.page.evaluate(
        'window.keyAt = 0; addEventListener("keydown", () => { window.keyAt = performance.now(); }, { once: true, capture: true })',
      );
      await opened.page.keyboard.press(letter);
      times.push(
        await opened.page.evaluate<number>(
          'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.keyAt))))',
        ),
      );
    }
    assert.equal(await status(), '99 of 10,000 shown');
    times.sort((a, b) => a - b);
    assert.ok((times[4] ?? Infinity) < 250, `a keystroke takes ${times.map(Math.round).join(', ')} ms`);
  });
});
