import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { compareByCli, runCli } from '../../support/runCli.ts';
import { sampleFolder, scenario } from '../../unit/sample/sampleFiles.ts';

describe('database-compare compare, on the sample', function () {
  this.timeout(120_000);

  it('reports exactly the differences of the scenario, each with its explanation', async () => {
    const report = await compareByCli('production', 'local', '--workspace', sampleFolder);
    const expected = scenario.differences.map(({ kind, path: name, status, cause, side, revision }) => ({
      kind,
      path: name,
      status,
      cause,
      side,
      revision,
    }));
    const told = report.differences.map(({ kind, path: name, status, explanation: { cause, side, revision } }) => ({
      kind,
      path: name,
      status,
      cause,
      side,
      revision,
    }));
    const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
    assert.deepEqual(told.toSorted(byPath), expected.toSorted(byPath));
    assert.deepEqual(report.summary, { leftOnly: 2, rightOnly: 35, changed: 0 });
    assert.equal(report.formatVersion, 1);
    assert.equal(report.left.name, 'production');
    assert.equal(report.left.revision, scenario.production.revision);
    assert.equal(report.right.revision, scenario.local.revision);
  });

  it('names a file of the workspace and the line of the column itself', async () => {
    const { differences } = await compareByCli('production', 'local', '--workspace', sampleFolder);
    for (const { path: name, line } of scenario.differences) {
      if (line === undefined) continue;
      const explanation = differences.find((difference) => difference.path === name)?.explanation;
      assert.equal(explanation?.line, line, name);
      assert.ok((await stat(path.join(sampleFolder, explanation.file ?? ''))).isFile());
    }
    const table = differences.find((difference) => difference.path === 'public.payment_methods');
    const lines =
      table?.children.filter(({ kind }) => kind === 'column').map(({ explanation }) => explanation.line) ?? [];
    assert.equal(new Set(lines).size, 11, 'each column of a new table has a line of its own');
  });

  it('tells what was perhaps renamed or superseded, beside the differences that these are', async () => {
    const { differences, ignored } = await compareByCli('production', 'local', '--workspace', sampleFolder);
    assert.deepEqual(
      differences.flatMap(({ path: name, rename }) => (rename === undefined ? [] : [[name, rename.path, rename.of]])),
      [
        ['public.channels', 'public.team_channels', 8],
        ['public.team_channels', 'public.channels', 8],
      ],
    );
    assert.deepEqual(
      differences.flatMap(({ path: name, supersededBy: by }) => (by === undefined ? [] : [[name, by.path, by.of]])),
      [['public.session', 'public.sessions', 6]],
    );
    assert.equal(ignored, 0);
  });

  it('says the verdict and every difference in words, without colour where no terminal is', async () => {
    const { exitCode, stdout } = await runCli(['compare', 'production', 'local', '--workspace', sampleFolder]);
    assert.equal(exitCode, 1);
    assert.match(
      stdout,
      /^production is 4 migrations \(16 days\) behind, and 10 objects contradict migrations that it has applied\n/,
    );
    assert.match(
      stdout,
      /\+ column public\.providers\.home_address +pending: migrations\/versions\/20260131_0000_add_blueshift_provider_fields\.py:37\n/,
    );
    assert.match(
      stdout,
      /^37 differences: 26 are explained by 4 pending migrations, 10 contradict migrations that are applied, 1 is in no migration$/m,
    );
    assert.match(stdout, /^2 only in production, 35 only in local, 0 changed$/m);
    assert.match(stdout, /^After the pending migrations, these remain: 11$/m);
    assert.ok(!stdout.includes('\u001b'));
  });

  const remaining = [
    'leftOnly table public.session',
    'leftOnly table public.team_channels',
    'rightOnly table public.accuracy_test_results',
    'rightOnly table public.accuracy_test_runs',
    'rightOnly table public.channels',
    'rightOnly table public.duplicate_events',
    'rightOnly table public.duplicate_review_queue',
    'rightOnly table public.ground_truth_documents',
    'rightOnly table public.report_access_logs',
    'rightOnly table public.thread_messages',
    'rightOnly table public.threads',
  ];

  it('computes what remains after the pending migrations, whichever side is behind', async () => {
    const swap = (line: string): string =>
      line.replace(/^\w+/, (status) => (status === 'leftOnly' ? 'rightOnly' : 'leftOnly'));
    for (const [left, right, expected] of [
      ['production', 'local', remaining],
      ['local', 'production', remaining.map(swap)],
    ] as const) {
      const report = await compareByCli(left, right, '--workspace', sampleFolder);
      const told = report.remaining?.differences.map(({ status, kind, path: name }) => `${status} ${kind} ${name}`);
      assert.deepEqual(told?.toSorted(), expected.toSorted());
      assert.deepEqual(report.remaining?.assumed, []);
    }
  });

  it('reports and counts only what remains with --exclude-pending', async () => {
    const args = ['--workspace', sampleFolder, '--exclude-pending'];
    const { exitCode, stdout } = await runCli(['compare', 'production', 'local', ...args]);
    assert.equal(exitCode, 1);
    const listed = stdout.split('\n').filter((line) => /^[-+~] \w+ public\./.test(line));
    assert.equal(listed.length, remaining.length);
    assert.ok(!stdout.includes('home_address'));
    const ignored = remaining.flatMap((line) => ['--ignore', line.replace(/^\w+ table /, 'table:')]);
    const gate = await runCli(['compare', 'production', 'local', ...args, ...ignored]);
    assert.equal(gate.exitCode, 0, 'only pending migrations differ');
    assert.match(gate.stdout, /^After the pending migrations, nothing remains$/m);
  });

  it('writes Markdown for a pull request', async () => {
    const args = ['--workspace', sampleFolder, '--format', 'markdown'];
    const { stdout } = await runCli(['compare', 'production', 'local', ...args]);
    assert.match(stdout, /^After the pending migrations, these remain: 11\n\n\| +\| Object \| Explanation \|$/m);
    assert.match(stdout, /\| only in production \| table `public\.session` .* \| in no migration \|/);
    assert.match(stdout, /<summary>All 37 differences<\/summary>/);
  });

  it('finds nothing between an environment and itself', async () => {
    const { exitCode, stdout } = await runCli(['compare', 'local', 'local', '--workspace', sampleFolder]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /local and local have the same schema|^local /);
  });
});
