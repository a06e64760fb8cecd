import assert from 'node:assert/strict';
import { rowAsText, toRowPage } from '../../../src/reports/rowPage.ts';
import type { PairingRules } from '../../../src/workflows/countedPair.ts';
import { countedSide, exact, listed, manySides, oddSides, sampleSides } from '../../ui/page/countStates.ts';

const none: PairingRules = { isVersionTable: () => false, schemas: {}, renames: {} };
const ofSample: PairingRules = { ...none, isVersionTable: ({ name }) => name === 'alembic_version' };
const keyTo = (to: string) => ({ name: 'k', from: 'public.members', to: `public.${to}`, columns: ['channel'] });

describe("the page's model of row counts", () => {
  it('says what the sample is known to give', () => {
    const { summary, tables } = toRowPage(sampleSides(), ofSample, false);
    assert.match(summary?.headline ?? '', /^18,044 rows in production, 569 in local, .*31\.7x, \+17,475$/);
    assert.equal(summary?.largest.left.at(-1)?.path, 'public.cme_topic_aliases');
    assert.equal(summary.largest.left.at(-1)?.cumulative.toFixed(3), '0.980');
    assert.deepEqual(summary.rows, { left: 18_048, right: 569 });
    assert.deepEqual(
      summary.ratios.map(({ from, left, right }) => [from, left?.toFixed(1), right?.toFixed(1)]),
      [
        ['public.providers', '71.0', '27.0'],
        ['public.credential_history', '2.1', '1.0'],
        ['public.licenses', '5.3', '10.0'],
      ],
    );
    const session = summary.sentences.find((parts) => parts.some(({ path }) => path === 'public.session'));
    assert.deepEqual(session, [
      { text: 'public.session', path: 'public.session' },
      { text: ' is only in production and holds 4 rows', path: null },
    ]);
    assert.equal(tables.find(({ path }) => path === 'public.alembic_version')?.isData, false);
  });

  it('names the tables in sentences, whatever they are called', () => {
    const { summary } = toRowPage(
      {
        left: countedSide('production', { a: 1, '"x"" only in y and holds 9 rows"': 2 }),
        right: countedSide('local', { a: 1 }),
      },
      none,
      false,
    );
    const [parts] = summary?.sentences.filter((each) => each.some(({ path }) => path !== null)) ?? [];
    assert.deepEqual(parts?.[0], {
      text: 'public."x"" only in y and holds 9 rows"',
      path: 'public."x"" only in y and holds 9 rows"',
    });
  });

  it('says nothing of the whole while more is to come, and of one side only what is known of it', () => {
    const { left, right } = sampleSides();
    const running = toRowPage({ left, right }, ofSample, true).summary;
    assert.equal(running?.headline, '18,048 rows in production, 569 rows in local so far');
    assert.deepEqual([running.sentences, running.ratios], [[], []]);
    const alone = toRowPage({ left: undefined, right }, ofSample, false);
    assert.equal(alone.summary?.headline, '569 rows in local');
    assert.equal(alone.summary.classes, null);
    const licenses = alone.tables.find(({ path }) => path === 'public.licenses');
    assert.deepEqual([licenses?.left, licenses?.right?.rows, licenses?.class], [null, 270, null]);
    assert.equal(alone.summary.largest.right[0]?.path, 'public.credential_history');
    assert.deepEqual(toRowPage({ left: undefined, right: undefined }, none, true), { tables: [], summary: null });
  });

  it('gives a partitioned table the size of its partitions', () => {
    const { tables } = toRowPage(oddSides(), none, false);
    const [all, one] = ['public.readings', 'public.readings_2025'].map((path) =>
      tables.find((table) => table.path === path),
    );
    assert.deepEqual(all?.left?.bytes, { heap: 16_384, indexes: 32_768, toast: 16_384 });
    assert.deepEqual([all.left.rows, one?.parent, one?.isData], [42_500, 'public.readings', false]);
    assert.equal(rowAsText(all), 'public.readings\t42,500\t425\t+42,075\t100x');
  });

  it('tells counts, estimates and what nobody knows apart', () => {
    const { tables } = toRowPage(oddSides(), none, false);
    const of = (path: string) => tables.find((table) => table.path === path)?.left;
    assert.deepEqual([of('public.orders')?.state, of('public.orders')?.note], ['counted', null]);
    assert.deepEqual([of('public.locked')?.state, of('public.locked')?.obstacle], ['estimated', 'locked']);
    assert.deepEqual([of('public.secret')?.state, of('public.secret')?.rows], ['unknown', null]);
  });

  it('pairs tables that the settings say are one under two names', () => {
    const sides = {
      left: countedSide('production', { team_channels: 9, members: 18 }, { foreignKeys: [keyTo('team_channels')] }),
      right: countedSide('local', { channels: 3, members: 3, extra: 1 }, { foreignKeys: [keyTo('channels')] }),
    };
    const accepted = { ...none, renames: { 'table:public.team_channels': 'public.channels' } };
    const { tables, summary } = toRowPage(sides, accepted, false);
    assert.deepEqual(
      tables.map(({ path, rightPath, left, right, difference }) => [
        path,
        rightPath,
        left?.rows ?? null,
        right?.rows ?? null,
        difference,
      ]),
      [
        ['public.extra', null, null, 1, null],
        ['public.members', null, 18, 3, 15],
        ['public.team_channels', 'public.channels', 9, 3, 6],
      ],
    );
    assert.equal(rowAsText(tables[2] ?? assert.fail()), 'public.team_channels → public.channels\t9\t3\t+6\t3.0x');
    assert.deepEqual(summary?.ratios, [
      { from: 'public.members', to: 'public.team_channels', left: 2, right: 1, factor: 2 },
    ]);
    // Written while the sides were the other way around.
    const swapped = toRowPage({ left: sides.right, right: sides.left }, accepted, false).tables;
    assert.equal(swapped.find(({ path }) => path === 'public.channels')?.rightPath, 'public.team_channels');
    const rejected = { ...none, renames: { 'table:public.team_channels': false as const } };
    assert.equal(toRowPage(sides, rejected, false).tables.length, 4);
  });

  it('pairs the tables of schemas that the settings map', () => {
    const tables = [listed('tenant_a.orders'), listed('tenant_a.extra')];
    const counts = new Map([
      ['tenant_a.orders', exact(7)],
      ['tenant_a.extra', exact(1)],
    ]);
    const sides = {
      left: countedSide('production', {}, { tables, counts }),
      right: countedSide('local', { orders: 2 }),
    };
    const { tables: paired } = toRowPage(sides, { ...none, schemas: { tenant_a: 'public' } }, false);
    assert.deepEqual(
      paired.map(({ path, rightPath, class: kind, right }) => [path, rightPath, kind, right?.rows ?? null]),
      [
        ['tenant_a.extra', null, 'leftOnly', null],
        ['tenant_a.orders', 'public.orders', 'both', 2],
      ],
    );
  });

  it('shortens what it would say of thousands', () => {
    const { left } = manySides(5_000);
    const { summary } = toRowPage({ left, right: countedSide('local', { other: 1 }) }, none, false);
    assert.match(summary?.sentences.at(-1)?.[0]?.text ?? '', /^And 4,9\d\d more like these/);
  });
});
