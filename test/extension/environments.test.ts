import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/ids.ts';
import type { Services } from '../../src/vscode/services.ts';
import { click, rowOf, rows, services, until, withEnvironments } from './support/extension.ts';

describe('the view of environments', () => {
  let extension: Services;
  before(async () => {
    extension = await services();
  });

  it("lists the sample's environments with role and where they stand, and opens none of them for more", async () => {
    extension.store.reset();
    // What stood there before is forgotten with the next board.
    await extension.boards.current();
    const described = async (): Promise<readonly (readonly string[])[]> =>
      (await rows(extension.environmentsTree.provider)).map(({ label, description }) => [label, description]);
    await until('their version tables are read', async () => !String(await described()).includes('not connected'));
    assert.deepEqual(await described(), [
      ['production', '4 behind, 16 days'],
      ['local', 'development · up to date'],
    ]);
    const all = await rows(extension.environmentsTree.provider);
    assert.deepEqual(
      rowOf(all, 'production').item.iconPath,
      new vscode.ThemeIcon('server-environment', new vscode.ThemeColor('charts.red')),
    );
    assert.match(rowOf(all, 'local').item.accessibilityInformation?.label ?? '', /local, development, up to date/);
    assert.equal(extension.store.state('production').phase, 'idle');
  });

  it('connects when a row is expanded, and shows schemas, tables and columns', async () => {
    const { provider } = extension.environmentsTree;
    const local = rowOf(await rows(provider), 'local');
    assert.match((await rows(provider, local))[0]?.label ?? '', /…$/);
    await until('local is read', () => extension.store.state('local').phase === 'ready');

    const read = await until('the row says so', async () => {
      const row = rowOf(await rows(provider), 'local');
      return /^development · up to date · 20260131_0000 · PostgreSQL \d+/.test(row.description) && row;
    });
    const tables = await rows(provider, rowOf(await rows(provider, read), 'public'));
    const columns = await rows(provider, rowOf(tables, 'providers'));
    assert.match(rowOf(columns, 'home_address').description, /character varying\(255\)|varchar\(255\)/);
    assert.equal(extension.store.state('production').phase, 'idle');
  });

  it('shows the details of the environment that is clicked without connecting to it', async () => {
    const production = rowOf(await rows(extension.environmentsTree.provider), 'production');
    // The row's own command has no arguments: what they are VS Code forgets while it draws the row anew.
    assert.deepEqual(production.item.command, { command: commandIds.openEnvironmentRow, title: 'Show Details' });
    assert.equal(production.open?.command, commandIds.showDetails);
    await click(production);
    const facts = await rows(extension.detailsTree.provider);
    assert.equal(rowOf(facts, 'Role').description, 'production');
    assert.equal(rowOf(facts, 'Type').description, 'SQL files');
    assert.equal(rowOf(facts, 'Connect').open?.command, commandIds.connect);
    assert.equal(extension.store.state('production').phase, 'idle');
  });

  it('shows server, revision and what is pending once the environment is read', async () => {
    await vscode.commands.executeCommand(commandIds.showDetails, 'production');
    await vscode.commands.executeCommand(commandIds.connect, 'production');
    const facts = await rows(extension.detailsTree.provider);
    assert.match(rowOf(facts, 'Server').description, /^PostgreSQL \d+/);
    assert.equal(rowOf(facts, 'Revision').description, '20260115_0200');
    assert.match(rowOf(facts, 'Pending migrations').description, /^4, 16 days/);
    await until('the row says so', async () => {
      const row = rowOf(await rows(extension.environmentsTree.provider), 'production');
      return /^4 behind, 16 days · 20260115_0200 · PostgreSQL \S+$/.test(row.description);
    });
  });

  it('cancels a reading and is as before', async () => {
    extension.store.reset();
    const reading = vscode.commands.executeCommand(commandIds.connect, 'local');
    await until('reading', () => extension.store.state('local').phase === 'reading');
    await vscode.commands.executeCommand(commandIds.cancelReading, 'local');
    await reading;
    assert.equal(extension.store.state('local').phase, 'idle');
  });

  it('keeps the other environments where one is wrong, and says what is wrong', async () => {
    const entries = [
      { name: 'good <b>"x"</b>', type: 'sqlFiles', files: ['databases/local.sql'] },
      { name: 'bad', type: 'postgres', prot: 5432 },
      { name: 'unset', type: 'postgres', connectionString: '${env:NO_SUCH_VARIABLE_HERE}' },
    ];
    await withEnvironments(entries, async () => {
      const { provider } = extension.environmentsTree;
      const all = await until('the settings are read', async () => {
        const read = await rows(provider);
        return read.some(({ label }) => label === 'bad') && read;
      });
      rowOf(all, 'good <b>"x"</b>');
      assert.match(rowOf(all, 'bad').description, /databaseCompare\.environments\[1\]/);
      assert.match(rowOf(all, 'unset').description, /NO_SUCH_VARIABLE_HERE/);
      assert.equal(rowOf(all, 'bad').open?.command, commandIds.openSettings);
    });
  });

  it('says why a server cannot be reached, with one thing to do', async () => {
    await withEnvironments(
      [{ name: 'nowhere', type: 'postgres', host: '127.0.0.1', port: 1, database: 'x' }],
      async () => {
        const { provider } = extension.environmentsTree;
        await until('the settings are read', async () =>
          (await rows(provider)).some(({ label }) => label === 'nowhere'),
        );
        await vscode.commands.executeCommand(commandIds.connect, 'nowhere');
        const row = rowOf(await rows(provider), 'nowhere');
        assert.equal(row.description, 'failed');
        const [failure] = await rows(provider, row);
        assert.match(failure?.label ?? '', /^127\.0\.0\.1:1 refused the connection/);
        assert.equal(failure?.description, 'Edit Environment');
        assert.deepEqual(failure.open?.arguments, ['nowhere']);
      },
    );
  });

  it('moves a password out of settings.json into secret storage', async () => {
    const entries = [
      { name: 'leaky', type: 'postgres', connectionString: 'postgres://reader:hunter2@127.0.0.1:1/app' },
    ];
    await withEnvironments(entries, async () => {
      const { provider } = extension.environmentsTree;
      const warning = await until('the warning', async () =>
        (await rows(provider)).find(({ open }) => open?.command === commandIds.moveToSecretStorage),
      );
      assert.match(warning.description, /plain text/);
      assert.doesNotMatch(JSON.stringify([warning.item.tooltip, warning.label, warning.description]), /hunter2/);
      await vscode.commands.executeCommand(commandIds.moveToSecretStorage, 'leaky');
      const written = vscode.workspace.getConfiguration('databaseCompare').inspect('environments')?.workspaceValue;
      assert.deepEqual(written, [
        { name: 'leaky', type: 'postgres', connectionString: 'postgres://reader@127.0.0.1:1/app' },
      ]);
      assert.equal(await extension.secrets.get('leaky'), 'hunter2');

      await vscode.commands.executeCommand(commandIds.copyConnectionString, 'leaky');
      assert.equal(await vscode.env.clipboard.readText(), 'postgres://reader@127.0.0.1:1/app');
      await extension.secrets.delete('leaky');
      assert.equal(await extension.secrets.get('leaky'), undefined);
    });
  });

  it('keeps passwords of environments of the same name in other places apart', async () => {
    const user = vscode.workspace.getConfiguration('databaseCompare');
    await user.update(
      'environments',
      [{ name: 'twin', type: 'postgres', host: 'h' }],
      vscode.ConfigurationTarget.Global,
    );
    try {
      await until('the user settings are read', () =>
        extension.store.configured().then(() => extension.store.known('twin')),
      );
      await extension.secrets.store('twin', 'of the user');
      await withEnvironments([{ name: 'twin', type: 'postgres', host: 'h' }], async () => {
        await until('the workspace hides it', async () => {
          await extension.store.configured();
          return extension.store.known('twin')?.layer.target === 'workspace';
        });
        assert.equal(await extension.secrets.get('twin'), undefined);
      });
      await extension.store.configured();
      assert.equal(await extension.secrets.get('twin'), 'of the user');
      await extension.secrets.delete('twin');
    } finally {
      await vscode.workspace
        .getConfiguration('databaseCompare')
        .update('environments', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("opens settings.json at an environment's entry", async () => {
    await vscode.commands.executeCommand(commandIds.editEnvironment, 'local');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.match(editor.document.fileName, /\.vscode.settings\.json$/);
    assert.match(editor.document.getText(editor.selection), /^\{\s*"name": "local"/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
