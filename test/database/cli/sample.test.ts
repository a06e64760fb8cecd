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
    assert.match(stdout, /26 pending, 10 applied but not in effect, 1 in no migration\n$/);
    assert.ok(!stdout.includes('\u001b'));
  });

  it('finds nothing between an environment and itself', async () => {
    const { exitCode, stdout } = await runCli(['compare', 'local', 'local', '--workspace', sampleFolder]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /local and local have the same schema|^local /);
  });
});
