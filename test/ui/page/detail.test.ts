import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { hasFocus, labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import { readyState, sampleDefinitions, sampleDifferences } from './states.ts';

describe('the detail pane', function () {
  this.timeout(30_000);
  const lab = labOfSuite();
  let opened: OpenPage;
  beforeEach(async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
  });

  const pane = (): Locator => opened.page.getByRole('region', { name: 'Definitions' });
  const answer = async (left: string | null, right: string | null): Promise<number> => {
    const { id } = await opened.waitFor('requestDefinition');
    await opened.send({ type: 'definition', id, left, right });
    return id;
  };
  const lines = (side: 'left' | 'right'): Locator => pane().locator(`.line.${side}`);

  it('asks for the definitions of the active difference, once', async () => {
    const id = await answer(null, 'CREATE TYPE mood AS ENUM ();');
    await pane().getByText('CREATE TYPE mood').waitFor();
    await opened.page.keyboard.press('ArrowUp');
    await opened.page.keyboard.press('ArrowDown');
    await opened.page.waitForTimeout(200);
    const asked = (await opened.posted()).filter((message) => message.type === 'requestDefinition');
    assert.deepEqual(asked, [{ type: 'requestDefinition', id }]);
    assert.equal(await pane().getByText('not there').count(), 1);
  });

  it('does not ask for every row that a held key passes', async () => {
    await opened.waitFor('requestDefinition');
    await opened.forget();
    await opened.page.evaluate(`(() => {
      const grid = document.querySelector('database-compare-page').shadowRoot.querySelector('difference-grid').shadowRoot.querySelector('[role=treegrid]');
      for (let i = 0; i < 12; i++) grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true }));
    })()`);
    await opened.page.waitForTimeout(300);
    assert.equal((await opened.posted()).filter((message) => message.type === 'requestDefinition').length, 1);
  });

  it('asks anew after a refresh, since the database may have changed', async () => {
    await answer(null, 'old');
    await opened.forget();
    await opened.send({ type: 'state', state: readyState(sampleDifferences()) });
    await answer(null, 'new');
    await pane().getByText('new', { exact: true }).waitFor();
  });

  it('lays equal lines beside each other, with a gap for what is not there', async () => {
    await answer(sampleDefinitions.left, sampleDefinitions.right);
    await lines('right').first().waitFor();
    assert.equal(await lines('left').count(), await lines('right').count());
    const gap = lines('left').nth(5);
    const more = lines('right').nth(5);
    assert.match((await gap.getAttribute('class')) ?? '', /gap/);
    assert.match((await more.getAttribute('class')) ?? '', /changed/);
    assert.equal(await more.locator('.sign').innerText(), '+');
    assert.equal(await more.locator('.text').innerText(), '    home_address varchar(255),');
    assert.equal((await gap.boundingBox())?.y, (await more.boundingBox())?.y);
  });

  it('scrolls both sides together', async () => {
    const long = Array.from({ length: 200 }, (_, index) => `line ${index}`).join('\n');
    await answer(long, `${long}\nlast`);
    const bodies = pane().locator('.body');
    await bodies.first().evaluate((element: { scrollTop: number }) => {
      element.scrollTop = 500;
    });
    await opened.page.waitForTimeout(100);
    assert.equal(await bodies.last().evaluate((element: { scrollTop: number }) => element.scrollTop), 500);
  });

  it('brings the first changed line into view', async () => {
    const long = Array.from({ length: 200 }, (_, index) => `line ${index}`);
    await answer(long.join('\n'), [...long.slice(0, 150), 'inserted', ...long.slice(150)].join('\n'));
    const box = await pane().getByText('inserted').boundingBox();
    const body = await pane().locator('.body').last().boundingBox();
    assert.ok(box && body && box.y > body.y && box.y < body.y + body.height);
  });

  it('shows both definitions of an object whose parts differ, and marks the line of a part', async () => {
    const portalPin = sampleDifferences().find((difference) => difference.name === 'portal_pin');
    await opened.page.locator('difference-grid .side.left .name', { hasText: /^licenses$/ }).click();
    await opened.page.waitForTimeout(200);
    const { id } = await opened.waitFor('requestDefinition');
    assert.equal(id, portalPin?.id);
    const table = 'CREATE TABLE licenses (\n    id uuid\n);';
    await opened.send({
      type: 'definition',
      id,
      left: table,
      right: table.replace('\n);', ',\n    a text,\n    portal_pin text\n);'),
    });
    await lines('right').first().waitFor();
    assert.equal(await pane().getByRole('button', { name: 'Go to Migration' }).count(), 0);
    await opened.page.keyboard.press('ArrowDown');
    await pane().getByText('public.licenses.portal_pin').waitFor();
    assert.equal(await pane().locator('.line.right.subject .text').innerText(), '    portal_pin text');
  });

  it('offers what can be done with the difference', async () => {
    const id = await answer(sampleDefinitions.left, sampleDefinitions.right);
    await pane().getByRole('button', { name: 'Go to Migration' }).click();
    assert.equal((await opened.waitFor('openMigration')).id, id);
    await pane().getByRole('button', { name: 'Open in Diff Editor' }).click();
    assert.equal((await opened.waitFor('openDiff')).id, id);
    await pane().getByRole('button', { name: 'Copy the path' }).click();
    assert.equal((await opened.waitFor('copy')).text, 'public.coordinator_action_type.stage_changed');
    await opened.forget();
    await pane().getByRole('button', { name: 'Copy Definition of local' }).click();
    assert.equal((await opened.waitFor('copy')).text, sampleDefinitions.right);
  });

  it('offers no migration where none mentions the object', async () => {
    await opened.page.getByRole('button', { name: '1 in no migration' }).click();
    await pane().getByText('public.session').waitFor();
    assert.equal(await pane().getByRole('button', { name: 'Go to Migration' }).count(), 0);
    await pane().getByText('in no migration').waitFor();
  });

  it('closes with Escape, gives the focus back, and comes again with Space or a click', async () => {
    await answer(sampleDefinitions.left, sampleDefinitions.right);
    await pane().getByRole('button', { name: 'Go to Migration' }).focus();
    await opened.page.keyboard.press('Escape');
    assert.equal(await pane().count(), 0);
    const grid = opened.page.getByRole('treegrid');
    assert.equal(await hasFocus(grid), true);
    await opened.page.keyboard.press('Space');
    await pane().waitFor();
    await opened.page.keyboard.press('Escape');
    await opened.page.locator('difference-grid .name', { hasText: /^channels$/ }).click();
    await pane().getByText('public.channels').waitFor();
  });

  it('changes its height by keyboard and pointer, and remembers it', async () => {
    const height = async (): Promise<number> => (await pane().boundingBox())?.height ?? 0;
    const splitter = opened.page.getByRole('separator', { name: 'Height of the definitions' });
    assert.equal(await height(), 190);
    await splitter.focus();
    await opened.page.keyboard.press('ArrowUp');
    assert.equal(await height(), 214);
    assert.equal(await splitter.getAttribute('aria-valuenow'), '214');
    const box = await splitter.boundingBox();
    assert.ok(box);
    await opened.page.mouse.move(600, box.y + 3);
    await opened.page.mouse.down();
    await opened.page.mouse.move(600, box.y - 97, { steps: 4 });
    await opened.page.mouse.up();
    assert.ok(Math.abs((await height()) - 314) < 6, `the height is ${await height()}`);
    const remembered = await opened.remembered();
    const before = await height();
    await opened.close();
    opened = await lab.open({ state: readyState(sampleDifferences()), remembered });
    assert.equal(await height(), before);
  });
});
