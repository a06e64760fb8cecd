import assert from 'node:assert/strict';
import { labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import { hostileDifferences, readyState, sampleDifferences, stateOf } from './states.ts';

describe('the page and what it does not trust', function () {
  this.timeout(30_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  it('keeps to a strict content security policy', async () => {
    opened = await lab.open({
      state: readyState(sampleDifferences(), { notices: [{ text: 'x', file: 'a', line: 1 }] }),
    });
    const { id } = await opened.waitFor('requestDefinition');
    await opened.send({ type: 'definition', id, left: 'a', right: 'b' });
    await opened.page.getByRole('button', { name: /^Left environment/ }).click();
    await opened.page.keyboard.press('Escape');
    for (const run of [
      { phase: 'idle', restored: true },
      { phase: 'loading', left: 'a', right: 'b' },
      { phase: 'failed', message: 'm', action: null },
    ] as const) {
      await opened.send({ type: 'state', state: stateOf(run) });
    }
    assert.deepEqual(opened.complaints, []);
  });

  it('shows hostile names as the text that they are', async () => {
    const differences = hostileDifferences();
    const evil = '<img src=x onerror="window.broken=true">';
    opened = await lab.open({
      state: readyState(differences, { headline: evil, notices: [{ text: evil, file: evil, line: 1 }] }),
    });
    const { id } = await opened.waitFor('requestDefinition');
    await opened.send({ type: 'definition', id, left: evil, right: evil });
    await opened.page.getByText('1 notice').click();
    await opened.page.waitForTimeout(100);
    assert.equal(await opened.page.locator('img').count(), 0);
    assert.equal(await opened.page.evaluate('window.broken'), undefined);
    assert.equal(await opened.page.locator('difference-grid .side.left .name').first().innerText(), evil);
    assert.equal(await opened.page.getByRole('heading', { level: 1 }).innerText(), evil);
    const line = opened.page.locator('difference-grid .side.left .name').nth(1);
    assert.equal(await line.innerText(), 'line⏎break␉tab');
    const heights = await opened.page
      .locator('difference-grid .body > .row')
      .evaluateAll((rows: readonly { readonly offsetHeight: number }[]) => rows.map((row) => row.offsetHeight));
    assert.deepEqual(new Set(heights), new Set([24]));
  });

  it('cuts off a long name and tells it whole in a tooltip', async () => {
    opened = await lab.open({ state: readyState(hostileDifferences()), width: 900 });
    const cell = opened.page.locator('difference-grid .side.left', { hasText: 'longlong' });
    assert.match((await cell.getAttribute('title')) ?? '', /longend/);
    assert.equal(
      await cell
        .locator('.name')
        .evaluate((name: { scrollWidth: number; clientWidth: number }) => name.scrollWidth > name.clientWidth),
      true,
    );
  });

  it('ignores and reports what is no message, and goes on', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    for (const nonsense of [
      null,
      'hello',
      { type: 'state' },
      { type: 'state', state: { environments: 'x' } },
      { type: 'moon' },
      { type: 'definition', id: 'x' },
    ]) {
      await opened.sendRaw(nonsense);
    }
    assert.equal(opened.complaints.length, 6);
    assert.ok(opened.complaints.every((complaint) => complaint.startsWith('A message was ignored:')));
    assert.equal(await opened.page.getByRole('treegrid').count(), 1);
    await opened.send({ type: 'state', state: stateOf({ phase: 'idle', restored: true }) });
    await opened.page.getByText('Comparison from before the reload').waitFor();
  });

  it('takes no definition for another difference', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    const { id } = await opened.waitFor('requestDefinition');
    await opened.send({ type: 'definition', id: id + 1, left: 'other', right: 'other' });
    assert.equal(await opened.page.getByText('other', { exact: true }).count(), 0);
  });
});
