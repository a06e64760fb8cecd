import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonDoctor } from '../../../src/reports/doctorReport.ts';
import { ensureProgram } from '../../support/debianPackage.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { runCli } from '../../support/runCli.ts';
import { makeSshHome, startSshd } from '../../support/sshServers.ts';
import type { SshHome, SshServer } from '../../support/sshServers.ts';
import { failureOf, open, withSession } from '../postgresProvider/support.ts';
import { startTlsServer, tlsFiles } from '../../support/tlsServer.ts';

const program = await ensureProgram('sshd', 'openssh-server');

if (program !== undefined) {
  describe('what goes through an SSH tunnel', function () {
    this.timeout(60_000);
    let home: SshHome;
    let sshd: SshServer;
    let identityFile: string;
    before(async () => {
      home = await makeSshHome();
      identityFile = await home.makeKey('mine', 'pass phrase');
      sshd = await startSshd(program);
      await sshd.authorize(identityFile);
    });
    beforeEach(async () => home.write('known_hosts', sshd.knownHost));
    after(async () => {
      await sshd.stop();
      await home.remove();
    });
    const variables = (): Record<string, string> => ({
      HOME: home.folder,
      DATABASE_COMPARE_SSH_PASSPHRASE: 'pass phrase',
    });
    const ssh = (): { host: string; port: number; identityFile: string } => ({
      ...{ host: '127.0.0.1', port: sshd.port, identityFile },
    });

    it("is encrypted as without one, for the database's own name", async () => {
      const tls = await startTlsServer(18);
      try {
        const target = {
          ...{ port: tls.server.port, database: 'postgres', user: 'postgres', ssh: ssh() },
          ssl: { mode: 'verify-full', ca: tlsFiles('root.crt') },
        } as const;
        await withSession(await open({ ...target, host: 'localhost' }, { variables: variables() }), async (session) => {
          const rows = await session.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
          assert.deepEqual(rows, [{ ssl: true }]);
        });
        const failure = await failureOf(open({ ...target, host: '127.0.0.1' }, { variables: variables() }));
        assert.deepEqual([failure.reason, failure.details['code']], ['tlsFailed', 'ERR_TLS_CERT_ALTNAME_INVALID']);
      } finally {
        await tls.stop();
      }
    });

    it('is a whole comparison by the command line tool', async () => {
      const server = await sharedServer(18);
      const left = await server.createDatabase('CREATE TABLE a (id integer, only_here text)');
      const right = await server.createDatabase('CREATE TABLE a (id integer)');
      const workspace = path.join(home.folder, 'workspace');
      await mkdir(path.join(workspace, '.vscode'), { recursive: true });
      const environments = [
        { name: 'production', type: 'postgres', connectionString: left, ssh: ssh() },
        { name: 'local', type: 'postgres', connectionString: right },
      ];
      const settings = JSON.stringify({ 'databaseCompare.environments': environments });
      await writeFile(path.join(workspace, '.vscode', 'settings.json'), settings);
      const compare = async (own: Record<string, string>): ReturnType<typeof runCli> =>
        runCli(['compare', 'production', 'local', '--workspace', workspace], { variables: own });

      const compared = await compare(variables());
      assert.deepEqual([compared.stderr, compared.exitCode], ['', 1]);
      assert.match(compared.stdout, /only_here/);
      assert.ok(sshd.log().includes('Accepted publickey'));

      const locked = await compare({ HOME: home.folder, DATABASE_COMPARE_SSH_PASSPHRASE: '' });
      assert.equal(locked.exitCode, 2);
      assert.match(locked.stderr, /^database-compare: production: The private key .* is encrypted: set the variable/);

      const examined = async (): Promise<readonly string[]> => {
        const asked = ['doctor', 'production', '--format', 'json', '--workspace', workspace];
        const { steps } = JSON.parse((await runCli(asked, { variables: variables() })).stdout) as JsonDoctor;
        return steps.slice(0, 4).map(({ step, outcome, finding }) => `${step} ${outcome}: ${finding}`);
      };
      assert.deepEqual(await examined(), [
        'settings passed: They can be used.',
        'tunnel passed: Through "127.0.0.1".',
        `port passed: 127.0.0.1:${String(server.port)} is open.`,
        'tls passed: Not encrypted beyond the SSH host; the server is on it.',
      ]);

      await home.write('known_hosts', '');
      assert.match((await examined())[1] ?? '', /^tunnel failed: The key of the SSH host/);
      const unknown = await compare(variables());
      assert.equal(unknown.exitCode, 2);
      assert.match(
        unknown.stderr,
        /^database-compare: production: The key of the SSH host .* is not known \(ssh-ed25519 SHA256:/,
      );
    });
  });
}
