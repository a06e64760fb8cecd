import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { JsonMigrations } from '../../../src/reports/migrationsReport.ts';
import type { JsonPlan } from '../../../src/reports/planJson.ts';
import { runCli } from '../../support/runCli.ts';
import { sampleFolder } from '../../unit/sample/sampleFiles.ts';

const inSample = ['--workspace', sampleFolder];

describe('database-compare migrations, on the sample', function () {
  this.timeout(120_000);

  it('lists the chain with where each environment stands', async () => {
    const { exitCode, stdout } = await runCli(['migrations', ...inSample]);
    assert.equal(exitCode, 1);
    assert.match(stdout, /^production is 4 migrations \(16 days\) behind, at 20260115_0200\n/);
    assert.match(stdout, /\nlocal is up to date, at 20260131_0000\n/);
    assert.match(stdout, /\nAlembic in migrations\/versions +production +local\n/);
    assert.match(stdout, /\n2026-01-15 +20260115_0200 .* applied +applied\n/);
    assert.match(stdout, /\n2026-01-31 +20260131_0000 .* pending +applied\n$/);
  });

  it('exits with 0 where nothing is pending, and gives JSON', async () => {
    const { exitCode, stdout } = await runCli(['migrations', 'local', '--format', 'json', ...inSample]);
    assert.equal(exitCode, 0);
    const { formatVersion, environments, projects } = JSON.parse(stdout) as JsonMigrations;
    assert.equal(formatVersion, 1);
    assert.deepEqual(environments, [
      { name: 'local', revision: '20260131_0000', behind: { migrations: 0, days: 0 }, problems: [], error: null },
    ]);
    assert.equal(projects[0]?.revisions.length, 19);
    assert.deepEqual(projects[0].revisions.at(-1)?.marks, { local: 'applied' });
  });

  it('writes Markdown', async () => {
    const { stdout } = await runCli(['migrations', 'production', '--format', 'markdown', ...inSample]);
    assert.match(stdout, /\| Date \| Revision \| Title \| production \|\n/);
    assert.equal(stdout.match(/\*\*pending\*\*/g)?.length, 4);
  });

  it('says which environment cannot be read, and exits with 2', async () => {
    const { exitCode, stdout, stderr } = await runCli(['migrations', 'local', 'postgres://127.0.0.1:1/x', ...inSample]);
    assert.equal(exitCode, 2);
    assert.match(stdout, /local is up to date/);
    assert.match(stderr, /127\.0\.0\.1:1\/x: .* refused the connection/);
  });
});

describe('database-compare plan, on the sample', function () {
  this.timeout(120_000);
  const planOf = async (...args: readonly string[]): Promise<JsonPlan> =>
    JSON.parse((await runCli(['plan', ...args, '--format', 'json', ...inSample])).stdout) as JsonPlan;

  it('grades what is pending in order, with the tables that it touches and their rows', async () => {
    const plan = await planOf('production');
    assert.deepEqual(plan.environment.behind, { migrations: 4, days: 16 });
    assert.deepEqual(
      plan.migrations.map(({ revision, risk, reversible }) => [revision, risk.grade, reversible]),
      [
        ['20260115_0300', 'low', 'yes'],
        ['20260127_0100', 'medium', 'cannot'],
        ['7702d353e5b8', 'low', 'yes'],
        ['20260131_0000', 'low', 'yes'],
      ],
    );
    const last = plan.migrations.at(-1);
    const providers = last?.tables.find((table) => table.path === 'public.providers');
    assert.deepEqual(
      [providers?.rows, providers?.rowsFrom, providers?.lock, providers?.blocks, providers?.work],
      [852, 'count', 'ACCESS EXCLUSIVE', 'reads and writes', 'none'],
    );
    assert.deepEqual(last?.creates, ['public.payment_methods']);
    assert.equal(plan.remaining, null);
  });

  it('says that the enum value cannot be taken back, whatever the downgrade says', async () => {
    const { migrations, risk } = await planOf('production');
    const added = migrations.find(({ revision }) => revision === '20260127_0100');
    assert.equal(added?.reversible, 'cannot');
    assert.equal(added.inTransaction, false);
    assert.deepEqual(added.tables, []);
    assert.equal(added.steps[0]?.rule, 'add-enum-value');
    assert.match(risk.reason, /stage_changed: it cannot be undone/);
  });

  it('says what will still differ, and which code uses what is missing', async () => {
    const { remaining, usages } = await planOf('production', '--against', 'local');
    assert.equal(remaining?.length, 11);
    assert.ok(remaining.some((difference) => difference.path === 'public.session'));
    const files = new Map(usages?.map(({ file, isTest }) => [file, isTest]));
    assert.equal(files.get('app/models.py'), false);
    assert.equal(files.get('tests/test_applications.py'), true);
    assert.ok(
      [...files.keys()].every((file) => !file.startsWith('migrations/')),
      'migrations use nothing',
    );
    assert.ok(usages?.some((usage) => usage.of === 'payment_methods' && usage.line === 2));
  });

  it('is a document with the command, the backup and the checks', async () => {
    const { exitCode, stdout } = await runCli(['plan', 'production', ...inSample]);
    assert.equal(exitCode, 1);
    for (const part of [
      /^# Migration plan for production\n/,
      /It is \*\*4 migrations \(16 days\) behind\*\*\./,
      /\| 28 \| add column providers\.aoa\\_number and 19 like it \| ACCESS EXCLUSIVE on `public\.providers`/,
      /\| `public\.providers` \| 852 rows \|/,
      /```sh\npg_dump --format=custom --file=production-before-20260131_0000\.dump/,
      /```sh\nalembic upgrade head\n```/,
      /- \[ \] .*\n\n {2}```sh\n {2}database-compare migrations production\n/,
    ])
      assert.match(stdout, part);
    assert.ok(!stdout.includes('What will still differ'));
  });

  it('is empty where nothing is pending', async () => {
    const { exitCode, stdout } = await runCli(['plan', 'local', ...inSample]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /It has applied every migration\./);
    assert.ok(!stdout.includes('pg_dump'));
  });

  it('lists accepted risks with their reasons', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'plan '));
    try {
      await cp(sampleFolder, folder, { recursive: true });
      const file = path.join(folder, 'migrations/versions/20260127_0100_add_stage_changed_action_type.py');
      const text = await readFile(file, 'utf8');
      const comment = '        # database-compare: ignore add-enum-value because it is only shown, *never* stored\n';
      await writeFile(file, text.replace('        op.execute(', `${comment}        op.execute(`));
      const { stdout } = await runCli(['plan', 'production', '--workspace', folder]);
      assert.match(stdout, /## Accepted risks\n\n- .*add-enum-value\): it is only shown, \\\*never\\\* stored\n/);
      assert.match(stdout, /Risk: \*\*low\*\*/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
