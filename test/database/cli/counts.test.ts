import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { JsonRowReport } from '../../../src/reports/rowJson.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { runCli } from '../../support/runCli.ts';
import { sampleFolder, scenario } from '../../unit/sample/sampleFiles.ts';

describe('database-compare counts', function () {
  this.timeout(120_000);

  const counts = async (...args: readonly string[]) => runCli(['counts', ...args, '--workspace', sampleFolder]);

  it('gives the data volume of the scenario', async () => {
    const { stdout, exitCode } = await counts('production', 'local', '--format', 'json');
    const report = JSON.parse(stdout) as JsonRowReport;
    assert.equal(exitCode, 1);
    assert.deepEqual(
      [report.totals.left, report.totals.right, report.totals.difference, report.totals.ratio?.toFixed(1)],
      [18_044, 569, 17_475, '31.7'],
    );
    const rows = Object.fromEntries(
      report.tables.flatMap(({ path, left }) => {
        const name = path.replace('public.', '');
        return left === null || name === scenario.versionTable ? [] : [[name, left.rows]];
      }),
    );
    for (const [name, expected] of Object.entries(scenario.production.rows)) assert.equal(rows[name], expected, name);
    const classes = report.tables.filter(({ counts: isData }) => isData).map((table) => table.class);
    assert.equal(classes.filter((each) => each === 'emptyBoth').length, 29);
    assert.equal(classes.filter((each) => each === 'rightOnly').length, 12);
    assert.ok(report.tables.every(({ left, right }) => (left?.exact ?? true) && (right?.exact ?? true)));
    const ratio = report.ratios.find(({ from, to }) => from === 'public.licenses' && to === 'public.providers');
    assert.equal(ratio?.left?.toFixed(1), '5.3');
    assert.deepEqual(
      [report.totals.exact, report.totals.unknown, report.largest.at(-1)?.cumulative.toFixed(3)],
      [true, 0, '0.980'],
    );
    const { emptyBoth, leftOnly, rightOnly } = report.classes;
    assert.deepEqual([emptyBoth, leftOnly, rightOnly], [29, 2, 12]);
    assert.deepEqual(report.renames, [
      { left: 'public.session', right: 'public.sessions', leftRows: 4, rightRows: 0, superseded: 'left' },
      { left: 'public.team_channels', right: 'public.channels', leftRows: 0, rightRows: 0, superseded: null },
    ]);
    const [empty, ...others] = report.emptyForLong ?? [];
    assert.deepEqual([empty?.side, empty?.revision, empty?.tables.length], ['left', '20251201_0000', 29]);
    assert.ok((empty?.days ?? 0) > 60);
    assert.deepEqual(others, []);
  });

  it('says the same in words', async () => {
    const { stdout } = await counts('production', 'local');
    assert.match(stdout, /^18,044 rows in production, 569 in local, over 52 common tables: 31\.7x, \+17,475$/m);
    assert.match(stdout, /^The 10 largest tables hold 98\.0 % of the rows of production$/m);
    assert.match(stdout, /^public\.session is only in production and holds 4 rows$/m);
    assert.match(
      stdout,
      /^public\.session in production \(4 rows\) was perhaps superseded by public\.sessions, which both sides have$/m,
    );
    assert.match(
      stdout,
      /^29 tables of production are empty although 20251201_0000 of 2025-12-01, applied there, created/m,
    );
    assert.match(stdout, /^public\.credential_versions +1,172 +6\.5 % +84\.8 %$/m);
    assert.match(stdout, /^public\.credential_history +9,614 +270 +\+9,344 +35\.6x +53\.3 %$/m);
  });

  it('counts one database, writes CSV and Markdown, and keeps hostile names harmless', async () => {
    const server = await sharedServer(18);
    const uri = await server.createDatabase(
      `CREATE TABLE "=1+1,""<b>|" AS SELECT generate_series(1, 2); CREATE SCHEMA "=x"; CREATE TABLE "=x"."y" ()`,
    );
    const csv = await counts(uri, '--format', 'csv');
    assert.equal(csv.exitCode, 0);
    assert.match(csv.stdout, /^path,class,parent,left_rows,/);
    assert.match(csv.stdout, /^"public\.""=1\+1,""""<b>\|""",leftOnly,,2,true,8192,/m);
    const markdown = await counts(uri, uri, '--format', 'markdown');
    assert.equal(markdown.exitCode, 0);
    assert.match(markdown.stdout, /\| `public\."=1\+1,""<b>\\\|"` \| 2 \| 2 \| 0 \| 1\.0x \|/);
  });

  it('pairs the tables of schemas that have another name', async () => {
    const server = await sharedServer(18);
    const tables = `a AS SELECT generate_series(1, 3) AS n; CREATE TABLE`;
    const left = await server.createDatabase(`CREATE SCHEMA tenant; CREATE TABLE tenant.${tables} tenant.b (n int)`);
    const right = await server.createDatabase(`CREATE TABLE ${tables} c (n int)`);
    const mapped = await counts(left, right, '--map-schema', 'public=tenant', '--format', 'csv');
    assert.equal(mapped.exitCode, 1);
    assert.match(mapped.stdout, /^tenant\.a,both,,3,.*,public\.a\r$/m);
    assert.match(mapped.stdout, /^tenant\.b,leftOnly,.*,\r$/m);
    const { stdout } = await counts(left, right, '--map-schema', 'tenant=public');
    assert.match(stdout, /^tenant\.a +3 +3 +0 +1\.0x/m);
    assert.match(stdout, /^ {2}tenant\.a: It is public\.a in /m);
  });

  it('tells estimates from counts', async () => {
    // Up to 14 a process of its own gathers the statistics, when it comes to it.
    const server = await sharedServer(18);
    const uri = await server.createDatabase(`CREATE TABLE a AS SELECT generate_series(1, 20); ANALYZE a`);
    const { stdout } = await counts(uri, '--estimate');
    assert.match(stdout, /^public\.a +~20 /m);
    assert.match(stdout, /public\.a: Not counted; the planner's estimate of \d{4}-\d\d-\d\d/);
  });

  it('ends with 2 where only what could not be counted may differ, and with 1 where something does', async () => {
    const server = await sharedServer(18);
    const [left, right] = await Promise.all(
      [1, 2].map(() => server.createDatabase('CREATE TABLE a AS SELECT 1; CREATE TABLE b AS SELECT 1; ANALYZE')),
    );
    assert.ok(left !== undefined && right !== undefined);
    assert.equal((await counts(left, right)).exitCode, 0);
    const client = new Client({ connectionString: right });
    await client.connect();
    try {
      await client.query('BEGIN; LOCK TABLE b IN ACCESS EXCLUSIVE MODE');
      const open = await counts(left, right);
      assert.equal(open.exitCode, 2);
      assert.match(open.stderr, /whether the row counts differ is not known: 1 table could not be counted/);
      assert.match(open.stdout, /^public\.b +1 +~1 +~0 +~1\.0x/m);
      assert.match(
        open.stdout,
        /public\.b: Another session has locked the table; the planner's estimate of [-\d]+ \(.*test_/,
      );
      await server.execute(new URL(left).pathname.slice(1), 'INSERT INTO a VALUES (2)');
      assert.equal((await counts(left, right)).exitCode, 1);
    } finally {
      await client.end();
    }
  });

  it('remembers counts, and tells the growth of another day', async () => {
    const state = await mkdtemp(path.join(os.tmpdir(), 'database-compare-state-'));
    const server = await sharedServer(18);
    const uri = await server.createDatabase('CREATE TABLE a AS SELECT generate_series(1, 50)');
    const count = (...args: readonly string[]) =>
      runCli(['counts', uri, '--workspace', sampleFolder, ...args], { variables: { XDG_STATE_HOME: state } });
    assert.doesNotMatch((await count()).stdout, /rows a day/);
    const folder = path.join(state, 'database-compare', 'counts');
    const [name = ''] = await readdir(folder);
    const file = path.join(folder, name);
    const history = await readFile(file, 'utf8');
    const before = new Date(Date.now() - 10 * 24 * 60 * 60 * 1000 - 60_000).toISOString();
    await writeFile(file, history.replace(/"countedAt":"[^"]+"/, `"countedAt":"${before}"`).replace('50', '30'));
    const { stdout } = await count();
    assert.match(
      stdout,
      /grew by 2 rows a day in 10 days, since [-\d]+ \(30 to 50\); at the pace of these 10 days it holds 100 by/,
    );
    await writeFile(file, history.replace(/"countedAt":"[^"]+"/, `"countedAt":"${before}"`).replace('50', '30'));
    const report = JSON.parse((await count('--format', 'json')).stdout) as JsonRowReport;
    assert.equal(Math.round(report.left.growth?.total?.perDay ?? 0), 2);
    await writeFile(file, 'not json');
    assert.match((await count()).stderr, /does not hold row counts, so it is begun anew/);
    await rm(state, { recursive: true });
  });

  it('ends with 2 for what it cannot reach', async () => {
    const { exitCode, stderr } = await counts('nowhere');
    assert.equal(exitCode, 2);
    assert.match(stderr, /There is no environment "nowhere"/);
  });
});
