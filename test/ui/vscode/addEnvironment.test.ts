import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startServer, type PostgresServer } from '../../support/postgresServers.ts';
import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

describe('adding an environment', function () {
  this.timeout(300_000);
  let folder: string;
  let server: PostgresServer;
  let ui: VsCodeUi;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'empty-workspace-'));
    server = await startServer(18, { auth: 'scram-sha-256' });
    ui = await openVsCode({ workspace: folder });
  });

  after(async () => {
    await ui.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const quickInput = () => ui.page.locator('.quick-input-widget');
  const input = () => quickInput().locator('input').first();
  const step = async (title: string) => quickInput().locator('.quick-input-title', { hasText: title }).waitFor();
  const dialogButton = (title: string) => ui.page.locator('.monaco-dialog-box .monaco-button', { hasText: title });
  const settings = async () => readFile(path.join(ui.workspace ?? '', '.vscode', 'settings.json'), 'utf8');

  it('is offered where there is none', async () => {
    await ui.openContainer('Database Compare');
    await ui.page.locator('.part.sidebar .monaco-button', { hasText: 'Open Sample Project' }).waitFor();
    await ui.screenshot('welcome');
    await ui.page.locator('.part.sidebar .monaco-button', { hasText: 'Add Environment' }).click();
    await step('Add Environment (1/9)');
  });

  it('goes back to what was typed', async () => {
    await ui.pick('PostgreSQL Server');
    await step('(2/9)');
    await ui.pick('Connection String');
    await step('(3/9)');
    await ui.answer('mysql://root@h/x');
    await quickInput().getByText('starts with postgres://').waitFor();
    await ui.answer(`postgres://postgres:wrong-secret@127.0.0.1:${String(server.port)}/postgres`);
    await step('(4/9)');
    await quickInput().getByText('the server is not verified').waitFor();
    await quickInput().locator('.codicon-quick-input-back').click();
    await step('(3/9)');
    assert.equal(await input().inputValue(), `postgres://postgres@127.0.0.1:${String(server.port)}/postgres`);
    for (const title of ['(4/9)', '(5/9)', '(6/9)']) {
      await ui.page.keyboard.press('Enter');
      await step(title);
    }
    await ui.pick('No');
    await step('(7/9)');
    await ui.answer('my server');
    await step('(8/9)');
    await ui.pick('Staging');
    await step('(9/9)');
    await ui.pick('Workspace');
  });

  it('keeps what was typed when the connection fails', async () => {
    await ui.page
      .locator('.monaco-dialog-box', { hasText: 'refused the user name or password of "postgres"' })
      .waitFor();
    await ui.screenshot('add-environment-failed');
    await dialogButton('Edit').click();
    await step('(3/9)');
    assert.equal(await input().inputValue(), `postgres://postgres@127.0.0.1:${String(server.port)}/postgres`);
    await ui.page.keyboard.press('Enter');
    await step('(4/9)');
    await ui.page.keyboard.press('Enter');
    await step('(5/9)');
    await ui.answer('postgres');
    for (const title of ['(6/9)', '(7/9)', '(8/9)', '(9/9)']) {
      await step(title);
      await ui.page.keyboard.press('Enter');
    }
    await ui.row('my server').waitFor();
  });

  it('saves without the password, which is in secret storage', async () => {
    const text = await settings();
    assert.deepEqual(JSON.parse(text), {
      'databaseCompare.environments': [
        {
          name: 'my server',
          role: 'staging',
          type: 'postgres',
          connectionString: `postgres://postgres@127.0.0.1:${String(server.port)}/postgres`,
        },
      ],
    });
    await ui.row('my server').locator('.monaco-tl-twistie').click();
    await ui.row('my server').filter({ hasText: 'PostgreSQL 18' }).waitFor();
    await ui.row('public').waitFor();
    await ui.screenshot('added');
  });

  it('duplicates with the password, and removes after a question', async () => {
    await ui.runCommand('Database Compare: Duplicate Environment');
    await ui.pick('my server');
    await ui.answer('twin');
    await ui.row('twin').locator('.monaco-tl-twistie').click();
    await ui.row('twin').filter({ hasText: 'PostgreSQL 18' }).waitFor();
    await ui.row('twin').click({ button: 'right' });
    await ui.screenshot('context-menu');
    await ui.page.locator('.context-view .action-label', { hasText: 'Remove Environment' }).click();
    await ui.page.locator('.monaco-dialog-box', { hasText: 'Remove "twin"?' }).waitFor();
    await dialogButton('Remove').click();
    await ui.row('twin').waitFor({ state: 'detached' });
    assert.doesNotMatch(await settings(), /twin/);
    assert.match(await settings(), /my server/);
  });
});
