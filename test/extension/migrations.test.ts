import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/ids.ts';
import type { Services } from '../../src/vscode/services.ts';
import { click, closeEditors, rowOf, rows, services, until, withEnvironments, type Row } from './support/extension.ts';

const newest = '20260131_0000_add_blueshift_provider_fields.py';

function versionsFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return path.join(folder.uri.fsPath, 'migrations', 'versions');
}

/** Puts a migration into the workspace for the time of `work`. */
async function withMigration(name: string, text: string, work: () => Promise<void>): Promise<void> {
  const file = path.join(versionsFolder(), name);
  await writeFile(file, text);
  try {
    await work();
  } finally {
    await rm(file, { force: true });
  }
}

function migrationText(revision: string, parent: string, title: string, upgrade = 'pass'): string {
  return `"""${title}"""
import sqlalchemy as sa
from alembic import op

revision = '${revision}'
down_revision = '${parent}'


def upgrade():
    ${upgrade}
`;
}

describe('the view of migrations', function () {
  this.timeout(120_000);
  let extension: Services;
  before(async () => {
    extension = await services();
    await until('where both stand is known', async () => {
      const { environments } = await extension.boards.current();
      return environments.length === 2 && environments.every(({ place }) => place !== undefined);
    });
  });
  afterEach(closeEditors);

  const all = async (): Promise<Row[]> => rows(extension.migrationsTree.provider);

  it('lists the revisions newest first, with their mark in every environment', async () => {
    const shown = await all();
    assert.equal(shown.length, 19);
    assert.deepEqual(
      shown.slice(3, 5).map(({ label, description }) => [label, description]),
      [
        ['Add provider_credentials table', 'production: pending · local: applied · 2026-01-15 · 20260115_0300'],
        ['Add licenses.is_imlc', 'production: applied · local: applied · 2026-01-15 · 20260115_0200'],
      ],
    );
    assert.equal(shown.filter(({ description }) => description.includes('production: pending')).length, 4);
    assert.equal(shown.filter(({ description }) => description.includes('local: pending')).length, 0);
    assert.notDeepEqual(shown[3]?.item.iconPath, shown[4]?.item.iconPath);
  });

  it('shows what is pending somewhere on demand', async () => {
    await vscode.commands.executeCommand(commandIds.showPendingMigrations);
    assert.equal((await all()).length, 4);
    await vscode.commands.executeCommand(commandIds.showAllMigrations);
    assert.equal((await all()).length, 19);
  });

  it('opens the file of the revision that is clicked at its line, and the line of what it does', async () => {
    const [row] = await all();
    assert.ok(row);
    await click(row);
    const editor = vscode.window.activeTextEditor;
    assert.equal(path.basename(editor?.document.fileName ?? ''), newest);
    assert.match(editor?.document.getText(editor.selection) ?? '', /^revision: str = '20260131_0000'/);
    const operations = await rows(extension.migrationsTree.provider, row);
    await click(rowOf(operations, 'add column providers.home_address'));
    const selected = vscode.window.activeTextEditor;
    assert.match(selected?.document.getText(selected.selection) ?? '', /^op\.add_column\('providers'.*'home_address'/);
  });

  it('tells all of a revision in its tooltip', async () => {
    const [row] = await all();
    const tooltip = row?.node.tooltip?.().value ?? '';
    const plain = tooltip.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    assert.match(plain, /20260131_0000 · 2026-01-31 · alembic/);
    assert.match(plain, /after 7702d353e5b8/);
    assert.match(plain, /- production: pending\n- local: applied/);
    assert.match(plain, /- add column providers\.aoa_number/);
  });

  it('follows the files: a migration that is written appears, and goes with its file', async () => {
    const title = 'Add <img src=x onerror=alert(1)> [link](command:evil) `x`';
    const text = migrationText('20260201_0000', '20260131_0000', title, "op.drop_table('session')");
    await withMigration('20260201_0000_hostile.py', text, async () => {
      const shown = await until('the migration appears', async () => {
        const now = await all();
        return now.length === 20 && now;
      });
      const [row] = shown;
      assert.equal(row?.label, title);
      assert.match(row.description, /^production: pending · local: pending/);
      const tooltip = row.node.tooltip?.();
      assert.doesNotMatch(tooltip?.value ?? '', /<img|\]\(command|`/);
      assert.notEqual(tooltip?.isTrusted, true);
      const environments = await rows(extension.environmentsTree.provider);
      assert.match(rowOf(environments, 'local').description, /^development · 1 behind/);
      assert.match(extension.statusBar.item.text, /production: 5 behind/);
    });
    await until('it is gone', async () => (await all()).length === 19);
    assert.match(extension.statusBar.item.text, /production: 4 behind/);
  });

  it('groups revisions by branch and says that two heads have no merge, until one joins them', async () => {
    const left = migrationText('aaa1', '20260131_0000', 'Left');
    const right = migrationText('bbb1', '20260131_0000', 'Right');
    await withMigration('aaa1_left.py', left, () =>
      withMigration('bbb1_right.py', right, async () => {
        const shown = await until('the branches appear', async () => {
          const now = await all();
          return now.some(({ label }) => label === 'Branch Right') && now;
        });
        const [warning] = shown;
        assert.match(warning?.label ?? '', /several heads that no merge joins: aaa1, bbb1/);
        assert.deepEqual(
          shown
            .slice(1)
            .map(({ label }) => label)
            .toSorted(),
          ['Branch Left', 'Branch Right', 'Common to branches'],
        );
        const common = await rows(extension.migrationsTree.provider, rowOf(shown, 'Common to branches'));
        assert.equal(common.length, 19);
        assert.match(common[0]?.description ?? '', /2 branches from here/);
        assert.ok(warning);
        await click(warning);
        assert.match(vscode.window.activeTextEditor?.document.fileName ?? '', /bbb1_right\.py|aaa1_left\.py/);

        const merge = migrationText('ccc1', 'bbb1', 'Merge').replace(
          "down_revision = 'bbb1'",
          "down_revision = ('aaa1', 'bbb1')",
        );
        await withMigration('ccc1_merge.py', merge, async () => {
          const merged = await until('the merge appears', async () => {
            const now = await all();
            return now.some(({ label }) => label === 'Merge') && now;
          });
          assert.equal(merged.length, 22);
          assert.match(rowOf(merged, 'Merge').description, /merge of aaa1 and bbb1/);
        });
      }),
    );
    await until('they are gone', async () => (await all()).length === 19);
  });

  it('says which revisions no file has, in the view, the status bar and the tree of environments', async () => {
    const stray = path.join(versionsFolder(), '..', '..', 'stray.sql');
    await writeFile(
      stray,
      "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);\nINSERT INTO alembic_version VALUES ('of_another_branch');\n",
    );
    try {
      await withEnvironments([{ name: 'stray <b>', type: 'sqlFiles', files: 'stray.sql' }], async () => {
        const shown = await until('the stray revision is said', async () => {
          const now = await all();
          return now.some(({ label }) => label.includes('of_another_branch')) && now;
        });
        assert.match(shown[0]?.label ?? '', /^stray <b> has revision of_another_branch, which no file declares/);
        assert.match(shown[1]?.description ?? '', /^stray <b>: unknown/);
        assert.match(extension.statusBar.item.text, /stray <b>: 1 state needs attention/);
        assert.ok(extension.statusBar.item.backgroundColor);
        const environments = await rows(extension.environmentsTree.provider);
        assert.equal(rowOf(environments, 'stray <b>').description, '1 state needs attention');
      });
    } finally {
      await rm(stray);
    }
    await until('the sample is back', () => extension.statusBar.item.text.includes('production: 4 behind'));
    assert.equal(extension.statusBar.item.backgroundColor, undefined);
  });

  it('asks no server before the user does', async () => {
    const connections: number[] = [];
    const server = createServer((socket) => {
      connections.push(Date.now());
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const entries = [{ name: 'far', role: 'production', type: 'postgres', host: '127.0.0.1', port, user: 'u' }];
      await withEnvironments(entries, async () => {
        const shown = await until('the view names it', async () => {
          const now = await all();
          return now.some(({ label }) => label === 'Not read yet') && now;
        });
        const row = rowOf(shown, 'Not read yet');
        assert.equal(row.description, 'far');
        await vscode.commands.executeCommand(commandIds.refreshMigrations);
        await new Promise((resolve) => setTimeout(resolve, 1000));
        assert.deepEqual(connections, []);
        await click(row);
        assert.notDeepEqual(connections, []);
        assert.equal(extension.store.state('far').phase, 'failed');
        await vscode.commands.executeCommand('notifications.clearAll');
      });
    } finally {
      server.close();
    }
  });

  it('shows a thousand revisions, and reads one of them again', async function () {
    this.timeout(200_000);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const big = path.join(folder?.uri.fsPath ?? '', 'big', 'versions');
    const id = (index: number) => `r${String(index).padStart(4, '0')}`;
    const text = (index: number, title: string) => migrationText(id(index), id(index - 1), title, "op.drop_table('t')");
    // VS Code's watch needs a moment to take in a new folder: what comes into it before goes unnoticed, folders too.
    for (const made of [path.dirname(big), big]) {
      await mkdir(made);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    try {
      await writeFile(path.join(big, 'r0000.py'), text(0, 'Revision 0').replace("'r00-1'", 'None'));
      for (let index = 1; index < 1000; index += 1) {
        await writeFile(path.join(big, `${id(index)}.py`), text(index, `Revision ${String(index)}`));
      }
      const writtenAt = performance.now();
      // The watch over the folder tells of every file, on a busy machine for a while.
      const project = await until(
        'the thousand are read',
        async () =>
          (await all()).find(({ label, description }) => label === 'big/versions' && description.includes('1,000 rev')),
        150,
      );
      const startedAt = performance.now();
      const shown = await rows(extension.migrationsTree.provider, project);
      const took = performance.now() - startedAt;
      assert.equal(shown.length, 1000);
      assert.equal(shown[0]?.label, 'Revision 999');

      const changedAt = performance.now();
      await writeFile(path.join(big, 'r0999.py'), text(999, 'Another title'));
      await until('the change is shown', async () => {
        const again = (await all()).find(({ label }) => label === 'big/versions');
        return (
          again !== undefined && (await rows(extension.migrationsTree.provider, again))[0]?.label === 'Another title'
        );
      });
      console.log(
        `[test] 1,000 read after ${String(Math.round(startedAt - writtenAt))} ms, rows in ${String(Math.round(took))} ms, a change in ${String(Math.round(performance.now() - changedAt))} ms`,
      );
    } finally {
      await rm(path.dirname(big), { recursive: true, force: true });
    }
    await until('they are gone', async () => (await all()).length === 19);
  });

  it('reports what is wrong with the setting, and reads the migrations without it', async () => {
    const section = vscode.workspace.getConfiguration('databaseCompare');
    await section.update('migrations', [{ folder: 'migrations', framework: 'alembik' }], false);
    await section.update('timeouts', { lockSeconds: 'long' }, false);
    try {
      const { provider } = extension.environmentsTree;
      const shown = await until('the problems are shown', async () => {
        const now = await rows(provider);
        return now.length === 4 && now;
      });
      assert.match(rowOf(shown, 'migrations[0].framework').description, /Expected one of "alembic"/);
      assert.match(rowOf(shown, 'timeouts.lockSeconds').description, /expected a number/);
      await click(rowOf(shown, 'timeouts.lockSeconds'));
      const editor = vscode.window.activeTextEditor;
      assert.match(editor?.document.getText(editor.selection) ?? '', /^\{\s*"lockSeconds": "long"/);
    } finally {
      await section.update('migrations', undefined, false);
      await section.update('timeouts', undefined, false);
    }
  });
});

describe('a migration file in the editor', function () {
  this.timeout(120_000);
  let extension: Services;
  before(async () => {
    extension = await services();
    await until('where both stand is known', async () => {
      const { environments } = await extension.boards.current();
      return environments.length === 2 && environments.every(({ place }) => place !== undefined);
    });
  });
  afterEach(closeEditors);

  const uri = (): vscode.Uri => vscode.Uri.file(path.join(versionsFolder(), newest));
  const lenses = async (of = uri()): Promise<(vscode.Command & { readonly line: number })[]> => {
    await vscode.workspace.openTextDocument(of);
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', of, 50);
    return found.flatMap(({ command, range }) =>
      command?.command.includes('databaseCompare') !== true ? [] : [{ ...command, line: range.start.line }],
    );
  };
  const hover = async (column: string): Promise<string> => {
    const document = await vscode.workspace.openTextDocument(uri());
    const at = document.positionAt(document.getText().indexOf(`'${column}'`));
    const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri(), at);
    const texts = found.flatMap(({ contents }) =>
      contents.map((each) => (each instanceof vscode.MarkdownString ? each.value : '')),
    );
    return texts.join('\n').replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  };

  it('says above the revision where it is applied, with what to do', async () => {
    const shown = await lenses();
    assert.deepEqual(
      shown.map(({ title }) => title),
      ['production: pending · local: applied', 'Compare', 'Show What It Changes'],
    );
    const document = await vscode.workspace.openTextDocument(uri());
    assert.match(document.lineAt(shown[0]?.line ?? 0).text, /^revision: str = /);
    assert.deepEqual(await lenses(vscode.Uri.file(path.join(versionsFolder(), '..', 'env.py'))), []);
  });

  it('says nothing where the setting is off', async () => {
    const section = vscode.workspace.getConfiguration('databaseCompare');
    await section.update('codeLens', false, false);
    try {
      assert.deepEqual(await lenses(), []);
    } finally {
      await section.update('codeLens', undefined, false);
    }
  });

  it('lists what the migration changes, and goes to the line of the chosen change', async () => {
    const show = vscode.commands.executeCommand(commandIds.showMigrationChanges, {
      projectFolder: 'migrations/versions',
      revisionId: '20260131_0000',
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await show;
    const editor = vscode.window.activeTextEditor;
    assert.match(editor?.document.getText(editor.selection) ?? '', /'citizenship_status'/);
  });

  it('compares an environment where it is pending with one that has it', async () => {
    await vscode.commands.executeCommand(commandIds.compareMigration, {
      projectFolder: 'migrations/versions',
      revisionId: '20260131_0000',
    });
    assert.deepEqual((await extension.panels()).active()?.pair(), { left: 'production', right: 'local' });
  });

  it('says on hover whether the object is there, in each environment that was read', async () => {
    extension.store.reset();
    assert.match(
      await hover('home_address'),
      /add column providers\.home_address[^]*- production: not read yet · \[Read\]/,
    );
    await extension.store.read('production');
    assert.match(await hover('home_address'), /- production: not there\n- local: not read yet/);
    await extension.store.read('local');
    assert.match(
      await hover('home_address'),
      /- production: not there\n- local: there, (?:character varying|varchar)\(255\)/,
    );
    const document = await vscode.workspace.openTextDocument(uri());
    assert.equal(document.isDirty, false);
  });
});
