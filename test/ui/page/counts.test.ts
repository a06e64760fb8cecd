import assert from 'node:assert/strict';
import { hasFocus, labOfSuite } from '../../support/pageHarness.ts';
import type { OpenOptions, OpenPage } from '../../support/pageHarness.ts';
import { keepAccessiblePictures } from './accessiblePicture.ts';
import { countedSide, countsMessage, manySides, oddSides, sampleSides } from './countStates.ts';
import { readyState, sampleDifferences, stateOf, suspectedDifferences } from './states.ts';

const rowsTab = { left: 'production', right: 'local', tab: 'rows' };
const idle = stateOf({ phase: 'idle', restored: false });
const withViews = { choice: { views: true, foreignTables: false, estimate: false } };

describe('the tab of row counts', function () {
  this.timeout(60_000);
  const lab = labOfSuite();
  let opened: OpenPage;

  /** The page with this tab in front, as after it was chosen. */
  const show = async (message: unknown, options: OpenOptions = {}): Promise<void> => {
    opened = await lab.open({ state: idle, remembered: rowsTab, ...options });
    await opened.sendRaw(message);
  };
  const page = () => opened.page;
  const row = (name: string | RegExp) => page().locator('count-grid, difference-grid').getByRole('row', { name });
  const cells = (name: string | RegExp) => row(name).getByRole('gridcell').allInnerTexts();
  /** The names of the rows that are drawn, from top to bottom. */
  const names = async (): Promise<string[]> => page().locator('count-grid [role=rowheader] .name').allInnerTexts();
  const heading = (name: string) => page().locator('count-grid').getByRole('columnheader', { name, exact: true });
  const sort = (name: string) => heading(name).getAttribute('aria-sort');

  it('is chosen beside the schema, which asks to count, and is remembered', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()) });
    assert.deepEqual(
      (await opened.posted()).filter(({ type }) => type === 'openCounts'),
      [],
    );
    await page().getByRole('tab', { name: 'Schema' }).press('ArrowRight');
    await opened.waitFor('openCounts');
    assert.ok(await hasFocus(page().getByRole('tab', { name: 'Row Counts' })));
    assert.equal(Reflect.get((await opened.remembered()) as object, 'tab'), 'rows');
    await opened.sendRaw({ type: 'showTab', tab: 'schema' });
    await page().getByRole('treegrid', { name: 'Differences' }).waitFor();
  });

  it('waits after a reload until it is asked, with the pair that is chosen then', async () => {
    await show(countsMessage({ left: undefined, right: undefined }));
    await page().getByText('Nothing is counted before you ask for it').waitFor();
    assert.deepEqual(
      (await opened.posted()).map(({ type }) => type),
      ['ready'],
    );
    await page().getByRole('button', { name: 'Left environment' }).click();
    await page().getByRole('menuitemradio', { name: 'staging' }).click();
    await page().getByRole('button', { name: 'Count Rows' }).click();
    const { left, right } = await opened.waitFor('countPair');
    assert.deepEqual([left, right], ['staging', 'local']);
  });

  it('shows the sample with its totals, shares and classes', async () => {
    await show(countsMessage(sampleSides()));
    await page()
      .getByRole('heading', { name: '18,044 rows in production, 569 in local, over 52 common tables: 31.7x, +17,475' })
      .waitFor();
    assert.match(await page().getByRole('tab', { name: 'Row Counts' }).innerText(), /31\.7x/);
    assert.deepEqual((await cells('credential_history')).slice(0, 6), [
      '9,614',
      '270',
      '+9,344',
      '35.6x',
      '53.3 %',
      '47.5 %',
    ]);
    await page().getByText('The 10 largest tables hold 98.0 % of the rows of production').waitFor();
    await page().getByRole('button', { name: '29 empty in both' }).waitFor();
    await page().getByRole('treegrid').press('End');
    await page().getByRole('button', { name: '12 only in local' }).click();
    await row(/^payment_methods/).waitFor();
    assert.deepEqual((await cells('payment_methods')).slice(0, 2), ['not there', '0']);
    assert.deepEqual(opened.complaints, []);
  });

  it('says of the version table that it is in no total', async () => {
    await show(countsMessage(sampleSides()));
    await page().getByRole('textbox', { name: 'Search tables' }).fill('alembic');
    await row(/alembic_version.*the migration tool's own, in no total/).waitFor();
    assert.equal((await cells(/alembic_version/))[4], '');
  });

  it('sorts by any column, by mouse and keyboard, what is not known last', async () => {
    await show(countsMessage(oddSides()));
    assert.equal(await sort('Rows production'), 'descending');
    assert.deepEqual((await names()).slice(0, 3), ['slow', 'locked', 'readings']);
    await page().getByRole('button', { name: 'Rows Difference' }).click();
    assert.equal(await sort('Rows Difference'), 'descending');
    assert.equal(await sort('Rows production'), 'none');
    assert.equal((await names())[0], 'readings');
    await page().getByRole('button', { name: 'Rows Difference' }).click();
    assert.equal(await sort('Rows Difference'), 'ascending');
    // Those without a difference stay at the end.
    assert.deepEqual((await names()).slice(-4).sort(), ['drafts', 'elsewhere', 'secret', 'users']);
    await page().getByRole('button', { name: 'Rows Difference' }).press('ArrowRight');
    await page().keyboard.press('Enter');
    assert.equal(await sort('Rows Ratio'), 'descending');
    for (let step = 0; step < 4; step++) await page().keyboard.press('ArrowLeft');
    await page().keyboard.press('Enter');
    assert.equal(await sort('Table'), 'ascending');
    assert.match((await names())[0] ?? '', /^billing\.<b>⏎/);
    await page().keyboard.press('ArrowDown');
    assert.ok(await hasFocus(page().getByRole('treegrid')));
  });

  it('searches, filters by class, and clears both', async () => {
    await show(countsMessage(sampleSides()));
    await page().keyboard.press('Control+f');
    await page().keyboard.type('cme top');
    assert.deepEqual(await names(), [
      'cme_topic_aliases',
      'cme_topics',
      'cme_activity_topics',
      'provider_topic_cme_history',
    ]);
    await page().getByRole('button', { name: '2 only in production' }).click();
    await page().getByText('No table matches').waitFor();
    await page().getByRole('button', { name: 'Clear Filters' }).click();
    assert.ok((await names()).length > 10);
  });

  it('marks estimates, and says what they are, how old and why', async () => {
    await show(countsMessage(oddSides()));
    assert.deepEqual((await cells(/^locked/)).slice(0, 4), ['≈120,000', '80,000', '≈+40,000', '≈1.5x']);
    const number = row(/^locked/)
      .getByRole('gridcell')
      .first();
    assert.equal(
      await number.getAttribute('title'),
      "Another session has locked the table; the planner's estimate of 2026-01-28",
    );
    const secret = row(/^secret/)
      .getByRole('gridcell')
      .first();
    assert.match((await secret.getAttribute('title')) ?? '', /never analysed, so that there is no estimate/);
    assert.match(
      (await row(/^locked/)
        .getByRole('gridcell')
        .nth(2)
        .getAttribute('title')) ?? '',
      /With an estimate in it: Another session/,
    );
    await row(/^secret.*no permission in production/).waitFor();
  });

  it('shows partitions below their table, by keyboard and twice clicked', async () => {
    await show(countsMessage(oddSides()));
    const before = await names();
    const grid = page().getByRole('treegrid');
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await grid.press(key);
    assert.equal(await row(/^readings partitioned/).getAttribute('aria-expanded'), 'true');
    assert.deepEqual((await names()).slice(2, 5), ['readings', 'readings_2025', 'readings_2026']);
    assert.equal(await row(/^readings_2025/).getAttribute('aria-level'), '2');
    await grid.press('ArrowRight');
    assert.equal(await grid.getAttribute('aria-activedescendant'), 'row-3');
    for (const key of ['ArrowLeft', 'ArrowLeft']) await grid.press(key);
    assert.deepEqual(await names(), before);
    await row(/^readings partitioned/).dblclick();
    await row(/^readings_2026/).waitFor();
  });

  it('keeps the parts of a size and all else that is known in the details', async () => {
    await show(countsMessage(sampleSides()));
    const size = row('licenses').getByRole('gridcell').nth(6);
    assert.match((await size.getAttribute('title')) ?? '', /heap \d.* · indexes \d.* · TOAST 8,192 bytes/);
    await row('licenses').click();
    await page().getByRole('treegrid').press('Enter');
    const detail = page().getByRole('tabpanel', { name: 'Selected Table' });
    await detail.getByText('public.licenses', { exact: true }).waitFor();
    await detail.getByRole('row', { name: /Indexes 192 kB 27 kB/ }).waitFor();
    await page().keyboard.press('Escape');
    await detail.waitFor({ state: 'detached' });
    await page().getByRole('button', { name: 'Largest tables, foreign keys' }).click();
    await detail.waitFor();
  });

  it('goes to the row of a table that is named above or below', async () => {
    await show(countsMessage(sampleSides()));
    await page().getByRole('textbox', { name: 'Search tables' }).fill('users');
    await page().locator('count-verdict').getByRole('button', { name: 'public.session', exact: true }).click();
    await page().locator('count-grid .row.active', { hasText: 'session' }).waitFor();
    assert.ok(await hasFocus(page().getByRole('treegrid')));
    await page().locator('largest-tables').getByRole('button', { name: 'cme_rules', exact: true }).click();
    await page().locator('count-grid .row.active', { hasText: 'cme_rules' }).waitFor();
  });

  it('draws the largest tables, with the same numbers as text', async () => {
    await show(countsMessage(sampleSides()));
    await page()
      .getByRole('img', { name: /The largest tables of production on both sides/ })
      .waitFor();
    const table = page().getByRole('table', { name: /The largest tables of production/ });
    assert.match(
      await table.getByRole('row', { name: /^cme_topic_aliases/ }).innerText(),
      /130\s+0\s+0\.7 %\s+98\.0 %/,
    );
    await page().getByRole('group', { name: 'Whose largest tables' }).getByRole('button', { name: 'local' }).click();
    await page()
      .getByRole('table', { name: /The largest tables of local/ })
      .waitFor();
    const bars = page().locator('largest-tables .bar.right:not(.zero)');
    const widths = await bars.evaluateAll((all: { style: { width: string } }[]) => all.map(({ style }) => style.width));
    // 270, 270, 27, 1, 1 on a scale from 0 over 1 to 10,000.
    assert.deepEqual(
      widths.map((width) => Math.round(Number.parseFloat(width))),
      [69, 69, 49, 20, 20],
    );
  });

  it('shows ratios along foreign keys, those first that differ most', async () => {
    await show(countsMessage(sampleSides()));
    await page().getByRole('tab', { name: 'Largest Tables' }).press('ArrowRight');
    const rows = page().locator('key-ratios tbody tr');
    assert.deepEqual(
      (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')),
      [
        'public.providers public.organizations 71 27 2.6x',
        'public.credential_history public.licenses 2.1 1 2.1x',
        'public.licenses public.providers 5.3 10 1.9x',
      ],
    );
  });

  it('takes what comes bit by bit, says how far it is, and cancels', async () => {
    const { left, right } = sampleSides();
    const waiting = { ...left, counts: new Map([...left.counts].slice(0, 1)) };
    const counting = { phase: 'counting', words: '1 of 55 tables' } as const;
    await show(countsMessage({ left: waiting, right }, { left: counting }));
    await page().getByText('1 of 55 tables').waitFor();
    await page().getByRole('textbox', { name: 'Search tables' }).fill('license');
    assert.equal((await cells('licenses'))[0], '…');
    const more = countsMessage({ left, right }, { left: { ...counting, words: '31 of 55 tables' } }, false);
    await opened.sendRaw({ ...more, tables: more.tables.filter(({ path }) => path === 'public.licenses') });
    assert.equal((await cells('licenses'))[0], '4,509');
    assert.equal((await cells('license_attestations'))[0], '…');
    await page().getByText('31 of 55 tables').waitFor();
    await page().getByRole('button', { name: 'Cancel' }).click();
    await opened.waitFor('cancelCount');
  });

  it('says that a cancelled counting is partial, and counts again what failed', async () => {
    const partial = { counted: 31, of: 65, reason: 'Cancelled' };
    const side = { phase: 'counted', serverVersion: '15.8', countedAt: '2026-02-02T14:02:31', partial } as const;
    await show(countsMessage(oddSides(), { left: side, retryable: 34 }));
    await page().getByText('Cancelled: 31 of 65 tables were counted, the others are estimates').waitFor();
    await page().getByRole('button', { name: 'Count Again What Failed (34)' }).click();
    assert.equal((await opened.waitFor('count')).scope, 'failed');
    await page().getByRole('button', { name: 'Refresh' }).click();
    assert.equal((await opened.waitFor('count')).scope, 'all');
  });

  it('keeps the counts of one side where the other cannot be reached', async () => {
    const { right } = sampleSides();
    const failed = {
      phase: 'failed',
      message: 'db:5432 refused the connection.',
      action: 'Edit Environment',
    } as const;
    await show(countsMessage({ left: undefined, right }, { left: failed }));
    await page().getByRole('alert').getByText('refused the connection').waitFor();
    assert.deepEqual((await cells('licenses')).slice(0, 4), ['', '270', '', '']);
    await page().getByRole('button', { name: 'Edit Environment' }).click();
    assert.equal((await opened.waitFor('runCountAction')).side, 'left');
    await page().getByRole('button', { name: 'Retry' }).click();
    assert.equal((await opened.waitFor('count')).scope, 'failed');
  });

  it('says so where there is nothing: no tables, nothing counted, all equal', async () => {
    const none = { left: countedSide('production', {}), right: countedSide('local', {}) };
    await show(countsMessage(none));
    await page().getByText('Neither production nor local has a table to count.').waitFor();
    const failed = { phase: 'failed', message: 'no', action: null } as const;
    await opened.sendRaw(countsMessage({ left: undefined, right: undefined }, { left: failed, right: failed }));
    await page().getByText('Nothing was counted').waitFor();
    const counting = { phase: 'counting', words: 'connecting' } as const;
    await opened.sendRaw(countsMessage({ left: undefined, right: undefined }, { left: counting, right: counting }));
    await page().getByText('Listing the tables').waitFor();
    const same = { left: countedSide('production', { a: 3, b: 0 }), right: countedSide('local', { a: 3, b: 0 }) };
    await opened.sendRaw(countsMessage(same));
    await page().getByText('Every table holds as many rows on both sides').waitFor();
  });

  it('counts views, foreign tables, or nothing, on request', async () => {
    await show(countsMessage(oddSides()));
    assert.equal(await row(/totals_by_day/).count(), 0);
    await page().getByRole('button', { name: 'Views' }).click();
    assert.deepEqual((await opened.waitFor('chooseCounted')).choice, {
      views: true,
      foreignTables: false,
      estimate: false,
    });
    await opened.sendRaw(countsMessage(oddSides(), withViews));
    await row(/totals_by_day view/).waitFor();
    await page().getByRole('button', { name: 'Estimates only' }).click();
    assert.deepEqual((await opened.waitFor('chooseCounted')).choice, {
      views: true,
      foreignTables: false,
      estimate: true,
    });
  });

  it('copies and exports, all of it or a row', async () => {
    await show(countsMessage(sampleSides()));
    await page().getByRole('button', { name: 'Copy', exact: true }).click();
    await page().getByRole('menuitem', { name: 'Copy as JSON' }).click();
    assert.equal((await opened.waitFor('copyCounts')).format, 'json');
    await page().getByRole('button', { name: 'Export' }).click();
    await opened.waitFor('exportCounts');
    await row('licenses').click();
    await page().getByRole('treegrid').press('Control+c');
    assert.equal((await opened.waitFor('copyCountRow')).path, 'public.licenses');
  });

  it('leads to the schema differences from a table that is among them', async () => {
    opened = await lab.open({ state: readyState(sampleDifferences()), remembered: rowsTab });
    await opened.sendRaw(countsMessage(sampleSides()));
    const context = (): Promise<unknown> =>
      page()
        .locator('database-compare-page')
        .evaluate(
          (element: { dataset: Record<string, string> }) =>
            JSON.parse(element.dataset['vscodeContext'] ?? '{}') as unknown,
        );
    await row('credential_history').click({ button: 'right' });
    assert.deepEqual(await context(), {
      preventDefaultContextMenuItems: true,
      countedPath: 'public.credential_history',
      databaseCompareCount: 'equal',
    });
    await row('licenses').click({ button: 'right' });
    assert.equal(Reflect.get((await context()) as object, 'databaseCompareCount'), 'differs');
    await page().getByRole('tab', { name: 'Selected Table' }).click();
    await page().getByRole('button', { name: 'Show in Schema Differences' }).click();
    assert.equal((await opened.waitFor('showDifference')).path, 'public.licenses');
    await opened.send({ type: 'reveal', kind: 'column', path: 'public.licenses.portal_pin' });
    await page().getByRole('treegrid', { name: 'Differences' }).waitFor();
  });

  it('says on the schema tab what a table still holds that another one took the place of', async () => {
    opened = await lab.open({ state: readyState(suspectedDifferences()) });
    const first = suspectedDifferences().find(({ status, kind }) => status === 'leftOnly' && kind === 'table');
    assert.ok(first);
    const name = first.path.replace(/^public\./, '');
    const sides = { left: countedSide('production', { [name]: 4 }), right: countedSide('local', { other: 0 }) };
    await page().getByRole('textbox', { name: 'Search differences' }).fill(name);
    assert.doesNotMatch(
      await row(new RegExp(`^${name}`))
        .first()
        .innerText(),
      /holds/,
    );
    await opened.sendRaw(countsMessage(sides));
    await row(new RegExp(`^${name}.*holds 4 rows`)).waitFor();
  });

  it('counts the pair that is chosen on this tab', async () => {
    await show(countsMessage(sampleSides()));
    await page().getByRole('button', { name: 'Right environment' }).click();
    await page().getByRole('menuitemradio', { name: 'staging' }).click();
    assert.deepEqual(await opened.waitFor('countPair'), { type: 'countPair', left: 'production', right: 'staging' });
  });

  it('shows hostile names as text', async () => {
    await show(countsMessage(oddSides()));
    await row(/<b>⏎<img src=x onerror=alert\(1\)>/).waitFor();
    assert.equal(await page().locator('count-grid img').count(), 0);
    assert.deepEqual(opened.complaints, []);
  });

  it('draws only what is on the screen of 5,000 tables', async () => {
    await show(countsMessage(manySides(5_000)));
    const grid = page().getByRole('treegrid');
    await grid.press('End');
    await row('table_00000').waitFor();
    assert.ok((await page().locator('count-grid [role=row]').count()) < 80);
    await page().getByRole('button', { name: 'Rows local', exact: true }).click();
    await page().getByRole('button', { name: 'Rows local', exact: true }).click();
    assert.equal(await sort('Rows local'), 'ascending');
    await grid.press('Home');
    assert.equal((await names())[0], 'table_00000');
  });

  it('is arranged after a reload as it was before', async () => {
    await show(countsMessage(sampleSides()));
    await page().getByRole('button', { name: 'Share local' }).click();
    await page().getByRole('button', { name: '5 with rows in both' }).click();
    const remembered = await opened.remembered();
    await opened.close();
    await show(countsMessage(sampleSides()), { remembered });
    assert.equal(await sort('Share local'), 'descending');
    // As many in local; production has more users than organizations.
    assert.deepEqual(await names(), ['credential_history', 'licenses', 'providers', 'users', 'organizations']);
  });

  const counting = { phase: 'counting', words: '31 of 65 tables' } as const;
  const failed = {
    phase: 'failed',
    message: 'db:5432 refused the connection.',
    action: 'Edit Environment',
  } as const;
  const scenes: Readonly<Record<string, () => unknown>> = {
    ready: () => countsMessage(sampleSides()),
    odd: () => countsMessage(oddSides(), { ...withViews, retryable: 2 }),
    counting: () => countsMessage(oddSides(), { left: counting }),
    failed: () => countsMessage({ left: sampleSides().left, right: undefined }, { right: failed }),
    uncounted: () => countsMessage({ left: undefined, right: undefined }),
  };
  for (const [name, message] of Object.entries(scenes)) {
    it(`${name} is accessible in every theme, and keeps pictures`, async () => {
      await show(message(), { width: 1080, height: 840 });
      if (name === 'odd') {
        await row(/^readings/).dblclick();
        await page().getByRole('tab', { name: 'Selected Table' }).click();
        await page().getByRole('treegrid').focus();
      }
      await keepAccessiblePictures(opened, `counts-${name}`);
    });
  }
});
