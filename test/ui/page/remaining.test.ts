import assert from 'node:assert/strict';
import { labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import { comparisonOf, readyState, sampleDifferences, stateOf } from './states.ts';

describe('what remains after the pending migrations, on the page', function () {
  this.timeout(30_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  const button = (pressed?: boolean) =>
    opened.page.getByRole('button', {
      name: '11 remain after the pending migrations',
      ...(pressed === undefined ? {} : { pressed }),
    });
  const status = (): Promise<string> => opened.page.locator('grid-tools').getByRole('status').innerText();
  const names = (): Promise<string[]> => opened.page.locator('difference-grid .name').allInnerTexts();

  it('is one filter among the others, by mouse and keyboard', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    await button(false).click();
    await button(true).waitFor();
    assert.equal(await status(), '11 of 37 shown');
    await opened.page.getByText('After the pending migrations, these remain: 11').waitFor();
    assert.ok(!(await names()).includes('payment_methods'));
    await opened.page.getByRole('button', { name: '1 in no migration' }).click();
    assert.equal(await status(), '1 of 37 shown');
    await button().press('Enter');
    await button(false).waitFor();
    assert.equal(await status(), '1 of 37 shown');
  });

  it('is remembered', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    await button().click();
    await button(true).waitFor();
    const remembered = await opened.remembered();
    await opened.close();
    opened = await lab.open({ state: readyState(sampleDifferences()), remembered });
    await button(true).waitFor();
    assert.equal(await status(), '11 of 37 shown');
  });

  it('lists what only comes to be a difference, and what was assumed with its place', async () => {
    const differences = sampleDifferences();
    const [first] = differences;
    assert.ok(first);
    const more = { ...first, id: 99_000, name: 'by_hand', path: 'public.by_hand', owner: null, kind: 'view' as const };
    const assumed = [{ text: 'production: r1 changes <b>t</b>', file: 'migrations/r1.sql', line: 3 }];
    const remaining = {
      headline: 'After the pending migrations, this remains: 1',
      way: 'Computed from what the migrations say',
      ids: [99_000],
      more: [more],
      assumed,
    };
    opened = await lab.open({ state: readyState(differences, { remaining }) });
    await opened.page.getByRole('button', { name: '1 remains after' }).click();
    assert.deepEqual(await names(), ['not there', 'by_hand']);
    await opened.page.getByText('1 assumption had to be made').waitFor();
    await opened.page.getByText('production: r1 changes <b>t</b>').waitFor();
    await opened.page.getByRole('button', { name: 'migrations/r1.sql:3' }).click();
    const { file, line } = await opened.waitFor('openFile');
    assert.deepEqual([file, line], ['migrations/r1.sql', 3]);
  });

  it('says so where nothing remains, and nothing where nothing is pending', async () => {
    const comparison = comparisonOf(sampleDifferences());
    const nothing = {
      headline: 'After the pending migrations, nothing remains',
      way: 'Computed from what the migrations say',
      ids: [],
      more: [],
      assumed: [],
    };
    opened = await lab.open({
      state: stateOf({ phase: 'ready', comparison: { ...comparison, remaining: nothing } }),
    });
    await opened.page.getByText('nothing remains after the pending migrations').waitFor();
    await opened.send({
      type: 'state',
      state: stateOf({ phase: 'ready', comparison: { ...comparison, remaining: null } }),
    });
    assert.equal(await opened.page.getByText('after the pending migrations').count(), 0);
  });

  it('names the search field', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    await opened.page.getByRole('textbox', { name: 'Search differences' }).first().waitFor();
    assert.deepEqual(opened.complaints, []);
  });
});
