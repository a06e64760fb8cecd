import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/ids.ts';
import type { Services } from '../../src/vscode/services.ts';
import { filesBelow, plantedSecret, secretsIn, watchProcesses } from '../support/plantedSecrets.ts';
import { startServer } from '../support/postgresServers.ts';
import { startTlsServer } from '../support/tlsServer.ts';
import { closeEditors, rowOf, rows, services, until, withEnvironments } from './support/extension.ts';

describe('environments on servers', function () {
  this.timeout(180_000);
  let extension: Services;
  before(async () => {
    extension = await services();
  });

  const isKnown = (name: string) =>
    until(`${name} is known`, () => extension.store.configured().then(() => extension.store.known(name)));
  const connect = async (name: string): Promise<void> => {
    await vscode.commands.executeCommand(commandIds.connect, name);
  };

  it('trust a certificate by a CA file that is chosen where it was missed, and say so', async () => {
    const fixtures = path.join(extension.context.extensionPath, 'test', 'fixtures', 'tls');
    const { server, stop } = await startTlsServer(18, { fixtures });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const settings = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
    const before = await readFile(settings.fsPath, 'utf8');
    const uri = `postgres://postgres@localhost:${String(server.port)}/postgres?sslmode=verify-full`;
    await writeFile(
      settings.fsPath,
      `{
  "databaseCompare.environments": [
    // Ours, behind the office's own authority.
    { "name": "guarded", "type": "postgres", "connectionString": "${uri}" }, // to be kept
  ]
}`,
    );
    try {
      await isKnown('guarded');
      await connect('guarded');
      const { provider } = extension.environmentsTree;
      const [failure] = await rows(provider, rowOf(await rows(provider), 'guarded'));
      assert.match(failure?.label ?? '', /is by an authority that is not trusted here/);
      assert.ok(failure?.open?.command === commandIds.chooseCaFile, JSON.stringify(failure));
      assert.match(failure.description, /^Choose CA File…$/);
      const [name, mode] = failure.open.arguments as unknown[];
      // The file that a dialog would give.
      const file = vscode.Uri.file(path.join(fixtures, 'root.crt'));
      await vscode.commands.executeCommand(failure.open.command, name, mode, file);
      const state = extension.store.state('guarded');
      assert.ok(state.phase === 'ready', JSON.stringify(state));
      const written = await readFile(settings.fsPath, 'utf8');
      assert.match(written, /\/\/ Ours, behind[^]*"mode": "verify-full"[^]*root\.crt[^]*\/\/ to be kept/);

      await vscode.commands.executeCommand(commandIds.showDetails, 'guarded');
      const facts = await rows(extension.detailsTree.provider);
      assert.equal(rowOf(facts, 'Connection').description, 'encrypted and verified');
    } finally {
      await writeFile(settings.fsPath, before);
      await until('the settings are as before', () =>
        extension.store.configured().then(() => extension.store.known('guarded') === undefined),
      );
      await stop();
    }
  });

  it('give no secret away: not to the page, the log, a file, a row or another process', async () => {
    const places = ['variable', 'uri', 'store', 'command', 'wrong', 'remote'];
    const server = await startServer(18, { auth: 'scram-sha-256' });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'planted '));
    const original = vscode.window.createWebviewPanel;
    const messages: string[] = [];
    try {
      const quoted = (place: string): string => `'${plantedSecret(place).replaceAll("'", "''")}'`;
      const database = new URL(
        await server.createDatabase(
          `${places.map((name) => `CREATE ROLE "${name}" LOGIN SUPERUSER PASSWORD ${quoted(name)};`).join('\n')}
           CREATE TABLE t (a int); CREATE FOREIGN DATA WRAPPER w;
           CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (password ${quoted('remote')});
           CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (password ${quoted('remote')});`,
        ),
      ).pathname.slice(1);
      process.env['PLANTED_VARIABLE'] = plantedSecret('variable');
      process.env['PLANTED_URI'] = server.connectionString(database, { name: 'uri', password: plantedSecret('uri') });
      process.env['PLANTED_WRONG'] = `postgres://wrong:${plantedSecret('wrong')}@127.0.0.1:${String(server.port)}/x`;
      const printed = path.join(folder, 'password');
      await writeFile(printed, plantedSecret('command'));
      const address = { type: 'postgres', host: '127.0.0.1', port: server.port, database };
      const entries = [
        { name: 'variable', ...address, user: 'variable', password: '${env:PLANTED_VARIABLE}' },
        { name: 'uri', type: 'postgres', connectionString: '${env:PLANTED_URI}' },
        { name: 'store', ...address, user: 'store' },
        { name: 'command', ...address, user: 'command', connectionCommand: `sleep 0.5; cat '${printed}'` },
        { name: 'wrong', type: 'postgres', connectionString: '${env:PLANTED_WRONG}' },
        { name: 'refused', type: 'postgres', connectionString: '${env:PLANTED_URI}', user: 'nobody' },
      ];
      // What the extension says to its pages is seen where it hands it to VS Code.
      vscode.window.createWebviewPanel = (...given: Parameters<typeof original>) => {
        const panel = original(...given);
        const post = panel.webview.postMessage.bind(panel.webview);
        panel.webview.postMessage = (message: unknown) => {
          messages.push(JSON.stringify(message));
          return post(message);
        };
        return panel;
      };
      const stopWatching = watchProcesses();
      await withEnvironments(entries, async () => {
        await isKnown('refused');
        await extension.secrets.store('store', plantedSecret('store'));
        const { provider } = extension.environmentsTree;
        const shown: unknown[] = [];
        for (const { name } of entries) {
          await connect(name);
          const isRight = name !== 'wrong' && name !== 'refused';
          const state = extension.store.state(name);
          assert.ok(state.phase === (isRight ? 'ready' : 'failed'), `${name}: ${JSON.stringify(state).slice(0, 500)}`);
          await vscode.commands.executeCommand(commandIds.showDetails, name);
          for (const tree of [provider, extension.detailsTree.provider])
            shown.push((await rows(tree)).map(({ item }) => [item.label, item.description, item.tooltip]));
          shown.push((await rows(provider, rowOf(await rows(provider), name))).map(({ item }) => item));
        }
        const panels = await extension.panels();
        for (const [left, right] of [
          ['variable', 'uri'],
          ['store', 'command'],
          ['wrong', 'uri'],
        ] as const) {
          await panels.open({ left, right });
          await until('it is compared', () => /^(?:ready|failed)$/.test(panels.active()?.run().phase ?? ''));
        }
        await until('the page is told', () => messages.some((message) => message.includes('differences')));
        assert.deepEqual(secretsIn(messages.join('\n'), places), [], 'messages to the page');
        assert.deepEqual(secretsIn(JSON.stringify(shown), places), [], 'rows');
        const tested = vscode.commands.executeCommand(commandIds.testConnection, 'refused');
        await until('the failure is logged', async () =>
          (await filesBelow(extension.context.logUri.fsPath)).some(({ text }) =>
            text.includes('refused the user name or password'),
          ),
        );
        // It waits for an answer to what it says.
        await vscode.commands.executeCommand('notifications.clearAll');
        await tested;
        await extension.secrets.delete('store');
      });
      assert.deepEqual(secretsIn((await stopWatching()).join('\n'), places), [], 'arguments of processes');
      const { globalStorageUri, logUri, storageUri } = extension.context;
      const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
      const files = [globalStorageUri, logUri, storageUri, workspace].flatMap((uri) =>
        uri === undefined ? [] : [uri.fsPath],
      );
      const kept = (await Promise.all(files.map((each) => filesBelow(each)))).flat();
      for (const { file, text } of kept) assert.deepEqual(secretsIn(text, places), [], file);
    } finally {
      vscode.window.createWebviewPanel = original;
      await closeEditors();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
