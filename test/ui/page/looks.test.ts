import assert from 'node:assert/strict';
import { labOfSuite } from '../../support/pageHarness.ts';
import type { OpenPage } from '../../support/pageHarness.ts';
import { keepAccessiblePictures, pictureFolder } from './accessiblePicture.ts';
import {
  changedDifferences,
  hostileDifferences,
  ignoredDifferences,
  manyDifferences,
  readyState,
  sampleDefinitions,
  sampleDifferences,
  suspectedDifferences,
  stateOf,
} from './states.ts';

const notices = [
  {
    text: 'production: The extension postgis is not available there; what needs it was left out.',
    file: null,
    line: null,
  },
  {
    text: 'This part of the migration cannot be read without running it: a loop over a query',
    file: 'migrations/versions/initial.py',
    line: 204,
  },
];

async function answer(opened: OpenPage, left: string | null, right: string | null): Promise<void> {
  const { id } = await opened.waitFor('requestDefinition');
  await opened.send({ type: 'definition', id, left, right });
}

/** Each scene by its name: what the page is sent, and what is done with it. */
const scenes: Readonly<Record<string, (opened: OpenPage) => Promise<void>>> = {
  ready: async (opened) => {
    await opened.send({ type: 'state', state: readyState(sampleDifferences(), { notices }) });
    await answer(opened, null, "ALTER TYPE public.coordinator_action_type ADD VALUE 'stage_changed';");
  },
  remaining: async (opened) => {
    const differences = sampleDifferences();
    const ids = differences.filter(({ explanation: { cause } }) => cause !== 'pending').map(({ id }) => id);
    const assumed = [
      {
        text: 'production: 20260131_0000 drops constraint public.providers.ck_old under a condition, which was taken to hold',
        file: 'migrations/versions/20260131_0000_add_blueshift_provider_fields.py',
        line: 70,
      },
    ];
    const remaining = {
      headline: 'After the pending migrations, these remain: 11',
      way: 'Computed from what the migrations say',
      ids,
      more: [],
      assumed,
    };
    await opened.send({ type: 'state', state: readyState(differences, { remaining }) });
    await opened.page.getByRole('button', { name: '11 remain after' }).click();
  },
  detail: async (opened) => {
    await opened.send({ type: 'state', state: readyState(sampleDifferences()) });
    for (let step = 0; step < 24; step++) await opened.page.keyboard.press('F7');
    await opened.page.waitForTimeout(200);
    await answer(opened, sampleDefinitions.left, sampleDefinitions.right);
  },
  expanded: async (opened) => {
    const all = [...changedDifferences(), ...hostileDifferences(), ...sampleDifferences()];
    await opened.send({ type: 'state', state: readyState(all.map((difference, id) => ({ ...difference, id }))) });
    for (const key of ['ArrowDown', '*', 'ArrowUp', '*']) await opened.page.keyboard.press(key);
    await answer(opened, null, null);
  },
  decisions: async (opened) => {
    const state = readyState(suspectedDifferences(), { ignored: ignoredDifferences() });
    await opened.send({ type: 'state', state });
    await opened.page.getByRole('button', { name: '2 ignored' }).click();
    await opened.page.getByRole('row', { name: /channels\?/ }).click();
    await opened.page.waitForTimeout(200);
    await answer(opened, sampleDefinitions.left, sampleDefinitions.right);
    await opened.page.getByRole('button', { name: 'Ignore', exact: true }).click();
  },
  options: async (opened) => {
    const state = readyState(sampleDifferences());
    const options = {
      ...state.options,
      ignore: ['table:public.tmp_*', 'index:**'],
      schemas: { tenant_a: 'public' },
      renames: { 'table:public.a': 'public.b', 'column:public.users.mail': false as const },
    };
    await opened.send({ type: 'state', state: { ...state, options } });
    await opened.page.getByRole('button', { name: 'What is compared' }).click();
  },
  filtered: async (opened) => {
    await opened.send({ type: 'state', state: readyState(sampleDifferences()) });
    await opened.page.getByRole('button', { name: '10 applied, not in effect' }).click();
    await opened.page.getByRole('button', { name: /^Kinds/ }).click();
    await opened.page.getByRole('menuitemcheckbox').first().waitFor();
  },
  empty: (opened) =>
    opened.send({ type: 'state', state: readyState([], { headline: 'production and local are equal', notices }) }),
  idle: (opened) =>
    opened.send({ type: 'state', state: stateOf({ phase: 'idle', restored: false }, { left: null, right: null }) }),
  restored: (opened) => opened.send({ type: 'state', state: stateOf({ phase: 'idle', restored: true }) }),
  loading: (opened) =>
    opened.send({
      type: 'state',
      state: stateOf({ phase: 'loading', left: 'connecting', right: 'loading schema.sql (2 of 5)' }),
    }),
  refreshing: async (opened) => {
    await opened.send({ type: 'state', state: readyState(sampleDifferences()) });
    await opened.send({ type: 'state', state: stateOf({ phase: 'loading', left: 'connecting', right: 'connecting' }) });
  },
  failed: (opened) =>
    opened.send({
      type: 'state',
      state: stateOf({
        phase: 'failed',
        message: 'The server db.example.com:5432 refused the connection.',
        action: { id: 'edit', title: 'Edit Environment' },
      }),
    }),
  many: async (opened) => {
    await opened.send({ type: 'state', state: readyState(manyDifferences(10_000)) });
    await opened.page.keyboard.press('End');
  },
};

describe('the looks of the page', function () {
  this.timeout(60_000);
  const lab = labOfSuite();

  for (const [name, play] of Object.entries(scenes)) {
    it(`${name} is accessible in every theme, and keeps pictures`, async () => {
      const opened = await lab.open();
      await play(opened);
      await keepAccessiblePictures(opened, `page-${name}`);
    });
  }

  it('has a visible active row where the system forces its colours', async () => {
    const opened = await lab.open({ theme: 'hc-dark', forcedColors: true, state: readyState(sampleDifferences()) });
    const row = opened.page.locator('difference-grid .row.active');
    const width = await row.evaluate((element: { computedStyleMap(): Map<string, unknown> }) =>
      String(element.computedStyleMap().get('outline-width')),
    );
    assert.equal(width, '2px');
    await opened.page.screenshot({ path: `${pictureFolder}page-ready-forced-colors.png` });
    await opened.close();
  });

  it('fits into half an editor', async () => {
    const opened = await lab.open({ width: 620, height: 700, state: readyState(sampleDifferences(), { notices }) });
    const overflow = await opened.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    assert.equal(overflow, 0);
    const grid = await opened.page.getByRole('treegrid').boundingBox();
    assert.ok(grid && grid.height > 120, 'the grid has no room');
    await opened.page.screenshot({ path: `${pictureFolder}page-narrow.png` });
    await opened.close();
  });
});
