import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureProgram } from '../../support/debianPackage.ts';
import { startServer, type PostgresServer } from '../../support/postgresServers.ts';
import { makeSshHome, startSshd, type SshHome, type SshServer } from '../../support/sshServers.ts';
import { openVsCode } from '../../support/vscode/vscodeUi.ts';
import type { VsCodeUi } from '../../support/vscode/vscodeUi.ts';

const program = await ensureProgram('sshd', 'openssh-server');

if (program !== undefined) {
  describe('an environment through an SSH tunnel', function () {
    this.timeout(300_000);
    let folder: string;
    let home: SshHome;
    let server: PostgresServer;
    let sshd: SshServer;
    let ui: VsCodeUi;

    before(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'empty-workspace-'));
      home = await makeSshHome();
      server = await startServer(18);
      sshd = await startSshd(program);
      await sshd.authorize(await home.makeKey('bastion', 'pass phrase'));
      ui = await openVsCode({ workspace: folder, environment: { HOME: home.folder, SSH_AUTH_SOCK: '' } });
    });

    after(async () => {
      await ui.close();
      await sshd.stop();
      await server.stop();
      await home.remove();
      await rm(folder, { recursive: true, force: true });
    });

    const quickInput = () => ui.page.locator('.quick-input-widget');
    const asks = async (text: string) => quickInput().filter({ hasText: text }).waitFor();
    const dialog = (text: string) => ui.page.locator('.monaco-dialog-box', { hasText: text });
    const choose = async (title: string) =>
      ui.page.locator('.monaco-dialog-box .monaco-button', { hasText: title }).click();
    const settings = async () => readFile(path.join(ui.workspace ?? '', '.vscode', 'settings.json'), 'utf8');

    it('is added, with the questions that ssh would ask', async () => {
      await ui.runCommand('Database Compare: Add Environment');
      await ui.pick('PostgreSQL Server');
      await asks('(2/9)');
      await ui.pick('Connection String');
      await asks('Connection string.');
      await ui.answer(`postgres://postgres@127.0.0.1:${String(server.port)}/postgres`);
      await asks('(4/9)');
      await ui.pick('prefer');
      await asks('Password, kept');
      await ui.page.keyboard.press('Enter');
      await asks('(6/9)');
      await ui.pick('Through an SSH Host');
      await asks('SSH host: user@host:port');
      await ui.answer('two words');
      await asks('Enter an SSH host such as');
      await ui.answer(`127.0.0.1:${String(sshd.port)}`);
      await asks('File of your private key');
      await ui.answer('~/.ssh/bastion');
      await asks('Name of the environment');
      await ui.answer('behind');
      await asks('(10/11)');
      await ui.pick('Production');
      await asks('(11/11)');
      await ui.pick('Workspace');

      await dialog(`The SSH host 127.0.0.1:${String(sshd.port)} is not known yet`).waitFor();
      await dialog(sshd.fingerprint).waitFor();
      await ui.screenshot('ssh-host-key');
      await choose('Connect and Remember');
      await asks('Passphrase of bastion');
      await ui.answer('wrong');
      await asks('That was not its passphrase.');
      await ui.answer('pass phrase');
      await ui.row('behind').waitFor();

      assert.deepEqual(JSON.parse(await settings()), {
        'databaseCompare.environments': [
          {
            name: 'behind',
            role: 'production',
            type: 'postgres',
            connectionString: `postgres://postgres@127.0.0.1:${String(server.port)}/postgres`,
            ssh: { host: '127.0.0.1', port: sshd.port, identityFile: '~/.ssh/bastion' },
          },
        ],
      });
      assert.equal(await readFile(home.file('known_hosts'), 'utf8'), sshd.knownHost);
    });

    it('is tested and read without another question', async () => {
      await ui.runCommand('Database Compare: Test Connection');
      await ui.pick('behind');
      await ui.page.locator('.notification-toast', { hasText: 'behind: PostgreSQL 18' }).waitFor();
      await ui.row('behind').locator('.monaco-tl-twistie').click();
      await ui.row('behind').filter({ hasText: 'PostgreSQL 18' }).waitFor();
      assert.equal(sshd.log().split('Accepted publickey').length - 1, 3);
    });

    it('refuses a host whose key has changed, and opens known_hosts at its line', async () => {
      const other = (await readFile(`${home.file('bastion')}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
      await home.write('known_hosts', `# changed\n[127.0.0.1]:${String(sshd.port)} ${other}\n`);
      await ui.runCommand('Database Compare: Test Connection');
      await ui.pick('behind');
      const toast = ui.page.locator('.notification-toast', { hasText: 'shows another key' });
      await toast.waitFor();
      await toast.locator('.monaco-button', { hasText: 'Open File' }).click();
      assert.equal((await ui.cursorIn('known_hosts')).line, 2);
    });
  });
}
