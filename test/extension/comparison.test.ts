import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Explanation } from '../../src/migrations/explanation.ts';
import { commandIds, definitionScheme, panelViewType } from '../../src/vscode/ids.ts';
import { jumpToMigration, openPlace } from '../../src/vscode/jumpToMigration.ts';
import type { ComparisonPanel } from '../../src/vscode/panels/comparisonPanel.ts';
import type { Services } from '../../src/vscode/services.ts';
import { click, closeEditors, rowOf, rows, services, until, withEnvironments } from './support/extension.ts';

const pair = { left: 'production', right: 'local' };
const migration = 'migrations/versions/20260131_0000_add_blueshift_provider_fields.py';

describe('the comparison panel', function () {
  this.timeout(120_000);
  let extension: Services;
  before(async () => {
    extension = await services();
  });
  afterEach(closeEditors);

  const open = async (): Promise<ComparisonPanel> => {
    const panels = await extension.panels();
    await panels.open(pair);
    return until('the panel is in front', () => panels.active());
  };

  it('compares the sample, from the command to the differences', async () => {
    const panel = await open();
    const run = panel.run();
    assert.equal(run.phase, 'ready');
    assert.equal(run.comparison.differences.length, 37);
    const causes = run.comparison.differences.map(({ explanation }) => explanation.cause);
    const count = (cause: string): number => causes.filter((each) => each === cause).length;
    assert.deepEqual([count('pending'), count('not in effect'), count('unmanaged')], [26, 10, 1]);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.equal(tab?.label, 'production ↔ local');
    assert.ok(tab.input instanceof vscode.TabInputWebview);
  });

  it('uses one tab for one pair, and the sides of it can be swapped', async () => {
    const panel = await open();
    await (await extension.panels()).open(pair);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1);
    const before = panel.run();
    await vscode.commands.executeCommand(commandIds.swapSides);
    const after = panel.run();
    assert.deepEqual(panel.pair(), { left: 'local', right: 'production' });
    assert.equal(panel.panel.title, 'local ↔ production');
    assert.ok(before.phase === 'ready' && after.phase === 'ready');
    // Nothing was read again.
    assert.equal(after.comparison.left, before.comparison.right);
    const column = after.comparison.differences.find(({ path }) => path === 'public.providers.home_address');
    assert.deepEqual([column?.status, column?.explanation.side], ['leftOnly', 'right']);
  });

  it('jumps from a difference to the line of its migration', async () => {
    const run = (await open()).run();
    assert.ok(run.phase === 'ready');
    const difference = run.comparison.differences.find(({ path }) => path === 'public.providers.home_address');
    assert.ok(difference);
    assert.equal(difference.explanation.file, migration);
    await jumpToMigration(difference.path, difference.explanation);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(vscode.workspace.asRelativePath(editor.document.uri), migration);
    assert.match(editor.document.getText(editor.selection), /^op\.add_column\('providers', sa\.Column\('home_address'/);
    assert.equal(editor.selection.active.line + 1, difference.explanation.line);
  });

  it('shows why it could not compare, with what to do', async () => {
    const entries = [
      { name: 'production', type: 'sqlFiles', files: 'databases/none-*.sql' },
      { name: 'local', type: 'postgres', host: '127.0.0.1', port: 1 },
    ];
    await withEnvironments(entries, async () => {
      await until('the settings are read', async () => {
        await extension.store.configured();
        return extension.store.known('local')?.environment.type === 'postgres';
      });
      const run = (await open()).run();
      assert.equal(run.phase, 'failed');
      assert.match(run.error.reason, /filesNotFound|connectionRefused/);
      assert.match(String(run.error.details['environment']), /production|local/);
    });
  });

  it('stops when it is told to, and shows what it had', async () => {
    const panel = await open();
    const before = panel.run();
    const again = panel.compare(pair);
    const run = panel.run();
    assert.equal(run.phase, 'loading');
    run.abort.abort();
    await again;
    assert.equal(panel.run(), before);
  });

  it('stops reading when its tab is closed', async () => {
    const panel = await open();
    extension.store.reset();
    const again = panel.compare(pair);
    panel.panel.dispose();
    await again;
    assert.equal(extension.store.state('production').phase, 'idle');
    assert.equal(extension.store.state('local').phase, 'idle');
  });

  it('comes back after a reload with its choice, and connects to nothing by itself', async () => {
    extension.store.reset();
    const panel = vscode.window.createWebviewPanel(panelViewType, '', vscode.ViewColumn.Active);
    const panels = await extension.panels();
    panels.restore(panel, { left: 'production', right: 'local', grouping: 'owner' });
    const restored = await until('the panel is in front', () => panels.active());
    assert.deepEqual(restored.pair(), pair);
    assert.deepEqual(restored.run(), { phase: 'idle', restored: true });
    assert.equal(panel.title, 'production ↔ local');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(extension.store.state('production').phase, 'idle');
  });

  it('closes a panel that comes back without a choice', async () => {
    const panel = vscode.window.createWebviewPanel(panelViewType, '', vscode.ViewColumn.Active);
    const closed = new Promise<void>((resolve) => panel.onDidDispose(() => resolve()));
    (await extension.panels()).restore(panel, { left: 1, right: '<script>' });
    await closed;
  });

  it('leads from the details to a pending migration', async () => {
    await extension.store.read('production');
    await vscode.commands.executeCommand(commandIds.showDetails, 'production');
    const { provider } = extension.detailsTree;
    const pending = await rows(provider, rowOf(await rows(provider), 'Pending migrations'));
    assert.deepEqual(
      pending.map(({ label }) => label),
      ['20260115_0300', '20260127_0100', '7702d353e5b8', '20260131_0000'],
    );
    await click(rowOf(pending, '20260131_0000'));
    assert.match(vscode.window.activeTextEditor?.document.fileName ?? '', /20260131_0000_add_blueshift/);
  });
});

describe('the jump to a migration', () => {
  afterEach(closeEditors);

  const explanation = (candidates: Explanation['candidates']): Explanation => ({
    cause: 'pending',
    side: 'left',
    revision: '20260131_0000',
    file: migration,
    line: 37,
    candidates,
  });

  it('asks which one where several migrations speak of the object', async () => {
    const candidates = [
      { revision: '20260131_0000', file: migration, line: 37, action: 'create' },
      {
        revision: '20251201_0000',
        file: 'migrations/versions/20251201_0000_initial_schema.py',
        line: 5,
        action: 'alter',
      },
    ];
    const jump = jumpToMigration('public.providers.home_address', explanation(candidates));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await jump;
    const editor = vscode.window.activeTextEditor;
    assert.match(editor?.document.fileName ?? '', /initial_schema\.py$/);
    assert.equal(editor?.selection.active.line, 4);
  });

  it('says so where no migration mentions the object', async () => {
    const none: Explanation = {
      cause: 'unmanaged',
      side: null,
      revision: null,
      file: null,
      line: null,
      candidates: [],
    };
    await jumpToMigration('public.session', none);
    assert.equal(vscode.window.activeTextEditor, undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('opens the last line of a file that became shorter', async () => {
    await openPlace({ file: 'alembic.ini', line: 100_000 });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.selection.active.line, (editor?.document.lineCount ?? 0) - 1);
  });

  it('says which file is gone', async () => {
    await assert.rejects(openPlace({ file: 'migrations/gone.py', line: 1 }), /fileUnreadable.*gone\.py/);
  });
});

describe('definitions in the diff editor', () => {
  afterEach(closeEditors);

  it('are read-only documents in SQL, whatever the names are', async () => {
    const extension = await services();
    const panels = await extension.panels();
    const names = ['public."a/b\\c"', 'public."new\nline"', 'public."<script>alert(1)</script>"', 'public."🐘 é%2F?#"'];
    for (const subject of names) {
      await panels.documents.openDiff({
        subject,
        left: { environmentName: 'prod/1', text: `CREATE TABLE ${subject} (id integer)` },
        right: { environmentName: 'local #2', text: null },
      });
      const input = await until('the diff is open', () => {
        const shown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return shown instanceof vscode.TabInputTextDiff && shown;
      });
      assert.equal(input.original.scheme, definitionScheme);
      const [left, right] = await Promise.all([
        vscode.workspace.openTextDocument(input.original),
        vscode.workspace.openTextDocument(input.modified),
      ]);
      assert.equal(left.getText(), `CREATE TABLE ${subject} (id integer)\n`);
      assert.equal(right.getText(), '');
      assert.equal(left.languageId, 'sql');
      await closeEditors();
    }
  });
});
