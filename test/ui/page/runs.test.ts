import assert from 'node:assert/strict';
import { labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import { readyState, sampleDifferences, stateOf } from './states.ts';

describe('the phases of a comparison on the page', function () {
  this.timeout(30_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  const press = (name: string | RegExp): Promise<void> =>
    opened.page.getByRole('button', { name, exact: true }).last().click();
  const pick = async (side: 'Left' | 'Right', name: string): Promise<void> => {
    await opened.page.getByRole('button', { name: new RegExp(`^${side} environment`) }).click();
    await opened.page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click();
  };
  const types = async (): Promise<string[]> => (await opened.posted()).map((message) => message.type);

  it('begin with the choice of two environments, and read nothing before Compare', async () => {
    opened = await lab.open({ state: stateOf({ phase: 'idle', restored: false }, { left: null, right: null }) });
    await opened.page.getByText('Choose two environments to compare').waitFor();
    await pick('Left', 'production');
    await pick('Right', 'local');
    assert.deepEqual(await types(), ['ready']);
    await press('Compare');
    assert.deepEqual(await opened.waitFor('compare'), { type: 'compare', left: 'production', right: 'local' });
  });

  it('say that two environments are needed where there are fewer', async () => {
    opened = await lab.open({
      state: { ...stateOf({ phase: 'idle', restored: false }, { left: null, right: null }), environments: [] },
    });
    await opened.page.getByText('Two environments are needed to compare').waitFor();
  });

  it('wait after a reload until someone presses Refresh', async () => {
    opened = await lab.open({ state: stateOf({ phase: 'idle', restored: true }) });
    await opened.page.getByText('Comparison from before the reload. Refresh reads both databases again.').waitFor();
    await opened.page.waitForTimeout(200);
    assert.deepEqual(await types(), ['ready']);
    await press('Refresh');
    await opened.waitFor('refresh');
  });

  it('keep the pair for the next window', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    const remembered = await opened.remembered();
    assert.ok(typeof remembered === 'object' && remembered !== null);
    assert.deepEqual([Reflect.get(remembered, 'left'), Reflect.get(remembered, 'right')], ['production', 'local']);
  });

  it('show what both sides are doing, and can be cancelled', async () => {
    opened = await lab.open({ state: stateOf({ phase: 'loading', left: 'connecting', right: 'loading schema.sql' }) });
    await opened.page.getByText('loading schema.sql').waitFor();
    await opened.send({ type: 'progress', left: 'reading the catalog', right: 'loading data.sql' });
    await opened.page.getByText('reading the catalog').waitFor();
    assert.equal(await opened.page.getByText('connecting').count(), 0);
    await press('Cancel');
    await opened.waitFor('cancel');
  });

  it('leave the result visible, but out of reach, while the pair is read again', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    await opened.send({ type: 'state', state: stateOf({ phase: 'loading', left: 'connecting', right: 'connecting' }) });
    await opened.page.locator('difference-grid').waitFor();
    assert.equal(await opened.page.locator('div.result[inert]').getAttribute('aria-busy'), 'true');
    await opened.send({
      type: 'state',
      state: stateOf(
        { phase: 'loading', left: 'connecting', right: 'connecting' },
        { left: 'staging', right: 'local' },
      ),
    });
    assert.equal(await opened.page.locator('difference-grid').count(), 0);
  });

  it('say what failed, with one next action and Retry', async () => {
    opened = await lab.open({
      state: stateOf({
        phase: 'failed',
        message: 'The password of production is wrong.',
        action: { id: 'edit:production', title: 'Edit Environment' },
      }),
    });
    assert.equal(await opened.page.getByRole('alert').innerText(), 'The password of production is wrong.');
    await press('Edit Environment');
    assert.equal((await opened.waitFor('runAction')).id, 'edit:production');
    await press('Retry');
    await opened.waitFor('refresh');
  });

  it('show equal databases with what was compared', async () => {
    opened = await lab.open({ state: readyState([], { tables: { both: 65, leftOnly: 0, rightOnly: 0 } }) });
    await opened.page.getByText('No differences').waitFor();
    await opened.page
      .getByText(/production \(PostgreSQL 15\.4\) and local \(PostgreSQL 15\.8\) contain the same objects: 65 tables/)
      .waitFor();
    assert.equal(await opened.page.getByRole('treegrid').count(), 0);
  });

  it('let one choose another environment, or exchange both sides', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    await pick('Left', 'staging');
    assert.deepEqual(await opened.waitFor('compare'), { type: 'compare', left: 'staging', right: 'local' });
    await pick('Left', 'local');
    await opened.waitFor('swap');
    await opened.forget();
    await press('Swap sides');
    await opened.waitFor('swap');
    await press('Refresh');
    await opened.waitFor('refresh');
    await press('Export');
    await opened.waitFor('export');
  });

  it('list what is equal in a normal form only when asked', async () => {
    const headline = '2 objects are equal in a normal form only, since PostgreSQL 12 and 18 write them differently';
    const objects = [
      { kind: 'view' as const, path: 'public."<b>"' },
      { kind: 'index' as const, path: 'public.users.by_year' },
    ];
    opened = await lab.open({ state: readyState(sampleDifferences(), { normalForm: { headline, objects } }) });
    assert.equal(await opened.page.getByText('notices').count(), 0);
    await opened.page.getByText(headline).click();
    const list = opened.page.getByRole('list', { name: 'Equal in a normal form only' });
    assert.deepEqual(
      (await list.getByRole('listitem').allTextContents()).map((text) => text.trim()),
      ['view public."<b>"', 'index public.users.by_year'],
    );
  });

  it('show notices when asked, with the file of each', async () => {
    const notices = [
      { text: 'production: Permission denied for secret.', file: null, line: null },
      { text: 'The migration has a syntax error', file: 'db/broken.py', line: 7 },
    ];
    opened = await lab.open({ state: readyState(sampleDifferences(), { notices }) });
    assert.equal(await opened.page.getByText('Permission denied').isVisible(), false);
    await opened.page.getByText('2 notices').click();
    assert.equal(await opened.page.getByText('Permission denied').isVisible(), true);
    await press('db/broken.py:7');
    assert.deepEqual(await opened.waitFor('openFile'), { type: 'openFile', file: 'db/broken.py', line: 7 });
  });

  it('show the shortcuts with ?, but not while one types', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    const help = opened.page.getByRole('dialog', { name: 'Keyboard help' });
    await opened.page.keyboard.press('?');
    await help.waitFor();
    await opened.page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    assert.equal(await opened.page.locator('detail-pane').count(), 1);
    await opened.page.keyboard.press('Control+f');
    await opened.page.keyboard.type('?');
    assert.equal(await help.isVisible(), false);
  });
});
