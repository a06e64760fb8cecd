import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/ids.ts';
import type { ComparisonPanel } from '../../src/vscode/panels/comparisonPanel.ts';
import type { CountRun } from '../../src/vscode/panels/countRun.ts';
import type { Services } from '../../src/vscode/services.ts';
import { closeEditors, rowOf, rows, services, until, withEnvironments } from './support/extension.ts';

const pair = { left: 'production', right: 'local' };

describe('row counts', function () {
  this.timeout(120_000);
  let extension: Services;
  before(async () => {
    extension = await services();
  });
  afterEach(closeEditors);

  const inFront = async (): Promise<ComparisonPanel> => {
    const panels = await extension.panels();
    return until('the panel is in front', () => panels.active());
  };
  const rowsOf = (run: CountRun, path: string): number | undefined => {
    assert.equal(run.phase, 'counted');
    const count = run.counted.counts.get(path);
    return count?.exact === true ? count.rows : undefined;
  };

  it('of two selected environments open on the page of the pair, and compare no schemas', async () => {
    const all = await rows(extension.environmentsTree.provider);
    const [production, local] = [rowOf(all, 'production'), rowOf(all, 'local')];
    // Selected in the other order: left and right stay as the tree has them.
    await vscode.commands.executeCommand(commandIds.compareRowCounts, local.node, [production.node, local.node]);
    const panel = await inFront();
    assert.deepEqual(panel.pair(), pair);
    assert.equal(rowsOf(panel.counts.run('left'), 'public.credential_history'), 9614);
    assert.equal(rowsOf(panel.counts.run('right'), 'public.credential_history'), 270);
    assert.equal(panel.run().phase, 'idle');
  });

  it('are not counted by a comparison of schemas, but when their tab is chosen, once', async () => {
    await (await extension.panels()).open(pair);
    const panel = await inFront();
    assert.equal(panel.counts.run('left').phase, 'idle');
    await panel.ask({ type: 'openCounts' });
    const first = panel.counts.run('left');
    assert.equal(rowsOf(first, 'public.session'), 4);
    await panel.ask({ type: 'openCounts' });
    assert.equal(panel.counts.run('left'), first);
    // They are kept by environment: the sides can be swapped.
    await panel.swap();
    assert.equal(panel.counts.run('right'), first);
  });

  it('are copied as Markdown, CSV and JSON, and a row by itself', async () => {
    await (await extension.panels()).openCounts(pair);
    const panel = await inFront();
    const copied = async (message: Parameters<ComparisonPanel['ask']>[0]): Promise<string> => {
      await panel.ask(message);
      return vscode.env.clipboard.readText();
    };
    const markdown = await copied({ type: 'copyCounts', format: 'markdown' });
    assert.match(markdown, /18,044 rows in production, 569 in local, over 52 common tables: 31\.7x, \+17,475/);
    // By schemas and migrations, which are read for it where no comparison has read them.
    assert.match(markdown, /public\.session in production \(4 rows\) was perhaps superseded by public\.sessions/);
    assert.match(markdown, /public\.team\\?_channels in production \(0 rows\) and public\.channels in local/);
    assert.match(markdown, /29 tables of production are empty although 20251201\\?_0000 of 2025-12-01, applied there/);
    assert.match(await copied({ type: 'copyCounts', format: 'csv' }), /^public\.session,leftOnly,,4,true/m);
    const json = JSON.parse(await copied({ type: 'copyCounts', format: 'json' })) as { totals: { left: number } };
    assert.equal(json.totals.left, 18_044);
    assert.equal(
      await copied({ type: 'copyCountRow', path: 'public.licenses' }),
      'public.licenses\t4,509\t270\t+4,239\t16.7x',
    );
  });

  it('take two tables for one once their rename is accepted, without counting again', async () => {
    await (await extension.panels()).openCounts(pair);
    const panel = await inFront();
    await panel.compare(pair);
    const counted = panel.counts.run('left');
    const csv = async (): Promise<string> => {
      await panel.ask({ type: 'copyCounts', format: 'csv' });
      return vscode.env.clipboard.readText();
    };
    assert.match(await csv(), /^public\.team_channels,leftOnly,/m);
    const decide = async (answer: 'accept' | 'undo'): Promise<void> => {
      const run = panel.run();
      assert.ok(run.phase === 'ready');
      const [id] = [...run.report.differenceById].find(([, { path }]) => path === 'public.team_channels') ?? [];
      assert.ok(id !== undefined);
      await panel.ask({ type: 'rename', id, answer });
    };
    await decide('accept');
    try {
      assert.match(await csv(), /^public\.team_channels,emptyBoth,.*,public\.channels\r?$/m);
      assert.doesNotMatch(await csv(), /^public\.channels,/m);
      assert.equal(panel.counts.run('left'), counted);
    } finally {
      await decide('undo');
    }
    assert.match(await csv(), /^public\.channels,rightOnly,/m);
  });

  it('keep what has come when they are cancelled, and count the rest on demand', async () => {
    await (await extension.panels()).openCounts(pair);
    const panel = await inFront();
    // The embedded databases are kept for 10 seconds: counted at once, there would be nothing to cancel.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    const counting = panel.ask({ type: 'count', scope: 'all' });
    await until('the tables are listed anew', () => {
      const run = panel.counts.run('left');
      return run.phase === 'counting' && run.words !== 'connecting';
    });
    panel.counts.cancel();
    await counting;
    const run = panel.counts.run('left');
    assert.equal(run.phase, 'counted');
    assert.ok(run.counted.tables.length > 50);
    await panel.ask({ type: 'count', scope: 'failed' });
    assert.equal(rowsOf(panel.counts.run('left'), 'public.credential_history'), 9614);
    assert.equal(rowsOf(panel.counts.run('right'), 'public.credential_history'), 270);
  });

  it('of one side stay where the other cannot be reached', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'one-table.sql');
    await vscode.workspace.fs.writeFile(
      file,
      new TextEncoder().encode('CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 12);'),
    );
    const entries = [
      { name: 'production', type: 'sqlFiles', files: 'one-table.sql' },
      { name: 'local', type: 'postgres', host: '127.0.0.1', port: 1 },
    ];
    try {
      await withEnvironments(entries, async () => {
        await until('the settings are read', async () => {
          await extension.store.configured();
          return extension.store.known('local')?.environment.type === 'postgres';
        });
        await (await extension.panels()).openCounts(pair);
        const panel = await inFront();
        const [left, right] = [panel.counts.run('left'), panel.counts.run('right')];
        assert.equal(rowsOf(left, 'public.t'), 12);
        assert.ok(right.phase === 'failed');
        assert.equal(right.error.reason, 'connectionRefused');
      });
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });
});
