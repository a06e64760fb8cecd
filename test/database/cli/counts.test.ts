import assert from 'node:assert/strict';
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
  });

  it('says the same in words', async () => {
    const { stdout } = await counts('production', 'local');
    assert.match(stdout, /^18,044 rows in production, 569 in local, over 52 common tables: 31\.7x, \+17,475$/m);
    assert.match(stdout, /^The 10 largest tables hold 98\.0 % of the rows of production$/m);
    assert.match(stdout, /^public\.session is only in production and holds 4 rows$/m);
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

  it('tells estimates from counts', async () => {
    // Up to 14 a process of its own gathers the statistics, when it comes to it.
    const server = await sharedServer(18);
    const uri = await server.createDatabase(`CREATE TABLE a AS SELECT generate_series(1, 20); ANALYZE a`);
    const { stdout } = await counts(uri, '--estimate');
    assert.match(stdout, /^public\.a +~20 /m);
    assert.match(stdout, /public\.a: Not counted; the planner's estimate of \d{4}-\d\d-\d\d/);
  });

  it('ends with 2 for what it cannot reach', async () => {
    const { exitCode, stderr } = await counts('nowhere');
    assert.equal(exitCode, 2);
    assert.match(stderr, /There is no environment "nowhere"/);
  });
});
