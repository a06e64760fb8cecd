import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { PostgresEnvironment, SshSettings } from '../../../src/environments/environment.ts';
import type { SshQuestions, UnknownHostKey } from '../../../src/environments/ssh/sshQuestions.ts';
import { errorSentence } from '../../../src/reports/errorSentences.ts';
import { inSession } from '../../../src/workflows/inSession.ts';
import { ensureProgram } from '../../support/debianPackage.ts';
import { freePort } from '../../support/freePort.ts';
import { sharedServer, startServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { makeSshHome, startAgent, startSshd } from '../../support/sshServers.ts';
import type { SshHome, SshServer } from '../../support/sshServers.ts';
import { failureOf, open, serve, startProxy, withSession } from '../postgresProvider/support.ts';
import type { OpenSettings } from '../postgresProvider/support.ts';

const program = await ensureProgram('sshd', 'openssh-server');

if (program !== undefined) {
  describe('a tunnel through a real sshd', function () {
    this.timeout(60_000);
    let home: SshHome;
    let sshd: SshServer;
    let server: PostgresServer;
    let uri: string;
    let key: string;
    before(async () => {
      home = await makeSshHome();
      key = await home.makeKey('mine');
      sshd = await startSshd(program);
      await sshd.authorize(key);
      server = await sharedServer(18);
      uri = await server.createDatabase('CREATE TABLE t AS SELECT 1 AS a');
    });
    beforeEach(async () => {
      await home.write('known_hosts', sshd.knownHost);
      await home.write('config', '');
    });
    after(async () => {
      await sshd.stop();
      await home.remove();
    });

    const ssh = (more: Partial<SshSettings> = {}): SshSettings => ({
      ...{ host: '127.0.0.1', port: sshd.port, identityFile: key },
      ...more,
    });
    const openThrough = async (
      settings: SshSettings,
      { variables, ...more }: OpenSettings = {},
      properties: Partial<PostgresEnvironment> = { connectionString: uri },
    ): ReturnType<typeof open> =>
      open({ ...properties, ssh: settings }, { ...more, variables: { HOME: home.folder, ...variables } });
    const works = async (...of: Parameters<typeof openThrough>): Promise<void> => {
      const logins = accepted(sshd);
      await withSession(await openThrough(...of), async (session) => {
        assert.deepEqual(await session.query('SELECT a FROM public.t'), [{ a: 1 }]);
      });
      assert.ok(accepted(sshd) > logins, 'nobody logged in to the SSH host');
    };
    const refusal = async (...of: Parameters<typeof openThrough>): Promise<{ reason: string; says: string }> => {
      const error = await failureOf(openThrough(...of));
      return { reason: error.reason, says: errorSentence(error) };
    };

    describe('knows who the user is by', () => {
      it('a private key, and says goodbye in the end', async () => {
        const left = (): number => sshd.log().split('Received disconnect').length - 1;
        const before = left();
        await works(ssh());
        const limit = performance.now() + 5_000;
        while (left() === before) {
          assert.ok(performance.now() < limit, 'the connection was left open');
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      });

      it('a key of ~/.ssh, without being told', async () => {
        const own = await makeSshHome();
        try {
          await sshd.authorize(await own.makeKey('id_ed25519'));
          await own.write('known_hosts', sshd.knownHost);
          await works({ host: '127.0.0.1', port: sshd.port }, { variables: { HOME: own.folder } });
        } finally {
          await own.remove();
        }
      });

      it('an encrypted key with its passphrase', async () => {
        const identityFile = await home.makeKey('encrypted', 'pass phrase');
        await sshd.authorize(identityFile);
        const settings = ssh({ identityFile });
        await works(settings, { variables: { DATABASE_COMPARE_SSH_PASSPHRASE: 'pass phrase' } });

        const missing = await refusal(settings);
        assert.equal(missing.reason, 'sshPassphraseMissing');
        assert.match(missing.says, /\/encrypted is encrypted: set the variable DATABASE_COMPARE_SSH_PASSPHRASE/);
        const wrong = await refusal(settings, { variables: { DATABASE_COMPARE_SSH_PASSPHRASE: 'n0t the phrase' } });
        assert.equal(wrong.reason, 'sshPassphraseWrong');
        assert.doesNotMatch(wrong.says, /n0t the phrase/);

        const asked: boolean[] = [];
        const answers = ['wrong', 'pass phrase', undefined];
        const questions = {
          ...nobody,
          passphrase: async (_: string, isWrong: boolean) => {
            asked.push(isWrong);
            return answers.shift();
          },
        };
        await works(settings, { questions });
        assert.deepEqual(asked, [false, true]);
        assert.equal((await refusal(settings, { questions })).reason, 'cancelled');
      });

      it('an agent, also for an encrypted key that the settings name', async () => {
        const agent = await startAgent(key);
        try {
          await works({ host: '127.0.0.1', port: sshd.port, agent: agent.socket });
          const variables = { SSH_AUTH_SOCK: agent.socket };
          await works({ host: '127.0.0.1', port: sshd.port, agent: true }, { variables });
          await works({ host: '127.0.0.1', port: sshd.port }, { variables });

          const stranger = await home.makeKey('stranger', 'secret');
          const before = accepted(sshd);
          const { reason } = await refusal(ssh({ identityFile: stranger }), { variables });
          assert.deepEqual([reason, accepted(sshd)], ['sshPassphraseMissing', before], 'the agent has other keys');
          await home.write('named.pub', await readFile(`${key}.pub`, 'utf8'));
          await home.write('named', await readFile(stranger, 'utf8'));
          await works(ssh({ identityFile: home.file('named') }), { variables });
        } finally {
          agent.stop();
        }
      });

      it('what ~/.ssh/config says of an alias', async () => {
        await home.write(
          'config',
          `Host production\n  HostName 127.0.0.1\n  Port ${String(sshd.port)}\n  IdentityFile ~/.ssh/mine\n`,
        );
        await works({ host: 'production' });
      });
    });

    it('says what was tried when nothing is let in', async () => {
      const stranger = await home.makeKey('unknown');
      const agent = await startAgent(stranger);
      try {
        const { reason, says } = await refusal(ssh({ identityFile: stranger, agent: '/nonexistent' }));
        assert.equal(reason, 'sshAuthenticationFailed');
        const address = `127.0.0.1:${String(sshd.port)}`;
        assert.match(
          says,
          new RegExp(
            `^The SSH host ${address} let nobody in as ".*"; tried: agent \\(not reachable\\), .*/unknown\\.$`,
          ),
        );
        const byAgent = await refusal({ host: '127.0.0.1', port: sshd.port, agent: agent.socket });
        assert.match(byAgent.says, /; tried: agent \(1 key\)\.$/);
        const nothing = await refusal({ host: '127.0.0.1', port: sshd.port, agent: false });
        assert.match(nothing.says, /; tried: no key\.$/);
        const other = await refusal(ssh({ user: 'nobody-of-that-name' }));
        assert.match(other.says, /let nobody in as "nobody-of-that-name"/);
      } finally {
        agent.stop();
      }
    });

    it('says what is wrong with an identity file', async () => {
      const missing = await failureOf(openThrough(ssh({ identityFile: '/nonexistent/key' })));
      assert.deepEqual(
        [missing.reason, missing.details['file'], missing.details['message']],
        ['fileUnreadable', '/nonexistent/key', 'ENOENT'],
      );
      for (const file of [`${key}.pub`, import.meta.filename]) {
        const { reason, says } = await refusal(ssh({ identityFile: file }));
        assert.equal(reason, 'sshKeyInvalid');
        assert.ok(says.startsWith(`${file} is no private key`));
      }
    });

    describe('asks about a host that it does not know', () => {
      const answering = (
        answer: 'once' | 'remember' | undefined,
      ): { questions: SshQuestions; asked: UnknownHostKey[] } => {
        const asked: UnknownHostKey[] = [];
        const acceptHostKey = async (host: UnknownHostKey): Promise<typeof answer> => {
          asked.push(host);
          return answer;
        };
        return { questions: { ...nobody, acceptHostKey }, asked };
      };
      beforeEach(async () => home.write('known_hosts', '# none\n'));

      it('with the fingerprint, and takes a no', async () => {
        const before = accepted(sshd);
        const { questions, asked } = answering(undefined);
        assert.equal((await refusal(ssh(), { questions })).reason, 'cancelled');
        assert.deepEqual(
          asked.map((host) => [host.address, host.keyType, host.fingerprint, host.file]),
          [[`127.0.0.1:${String(sshd.port)}`, 'ssh-ed25519', sshd.fingerprint, home.file('known_hosts')]],
        );
        assert.equal(accepted(sshd), before);
      });

      it('once, or for good', async () => {
        const once = answering('once');
        await works(ssh(), once);
        await works(ssh(), once);
        assert.equal(once.asked.length, 2);
        assert.equal(await readFile(home.file('known_hosts'), 'utf8'), '# none\n');

        const remember = answering('remember');
        await works(ssh(), remember);
        await works(ssh(), remember);
        assert.equal(remember.asked.length, 1);
        assert.equal(await readFile(home.file('known_hosts'), 'utf8'), `# none\n${sshd.knownHost}`);
      });

      it('and not again when the connection changes its keys', async () => {
        const changing = await startSshd(program, { RekeyLimit: '1M', LogLevel: 'DEBUG' });
        try {
          await changing.authorize(key);
          const { questions, asked } = answering('once');
          await withSession(await openThrough(ssh({ port: changing.port }), { questions }), async (session) => {
            await session.query(`SELECT repeat('x', 5000000)`);
          });
          assert.ok(changing.log().split('NEWKEYS sent').length > 2, 'the keys were not changed');
          assert.equal(asked.length, 1);
        } finally {
          await changing.stop();
        }
      });

      it('or refuses it where there is nobody to ask, and says what to do', async () => {
        const { reason, says } = await refusal(ssh());
        assert.equal(reason, 'sshHostKeyUnknown');
        assert.ok(says.includes(`(ssh-ed25519 ${sshd.fingerprint})`));
        assert.ok(
          says.includes(`run "ssh -p ${String(sshd.port)} 127.0.0.1" once and accept it, or add what ssh-keyscan`),
        );
        await home.write('known_hosts', `@cert-authority * ${sshd.knownHost.split(' ').slice(1).join(' ')}`);
        assert.match((await refusal(ssh())).says, /certificates of an authority in known_hosts are not supported/);
        await home.write('config', 'StrictHostKeyChecking yes\n');
        const { questions, asked } = answering('once');
        assert.equal((await refusal(ssh(), { questions })).reason, 'sshHostKeyUnknown');
        assert.equal(asked.length, 0);
      });

      it('and gives the person time', async () => {
        const acceptHostKey = async (): Promise<'once'> => {
          await new Promise((resolve) => setTimeout(resolve, 1_500));
          return 'once';
        };
        await works(ssh(), { questions: { ...nobody, acceptHostKey }, timeouts: { connect: 1_400 } });
      });
    });

    it('refuses a key that has changed or was revoked, and says in which line the other one is', async () => {
      const other = (await readFile(`${key}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
      await home.write('known_hosts', `# first\n[127.0.0.1]:${String(sshd.port)} ${other}\n`);
      const before = accepted(sshd);
      const error = await failureOf(openThrough(ssh(), { questions: nobody }));
      assert.deepEqual(
        [error.reason, error.details['file'], error.details['line']],
        ['sshHostKeyChanged', home.file('known_hosts'), 2],
      );
      assert.match(errorSentence(error), /shows another key \(ssh-ed25519 SHA256:.*\) than .*known_hosts, line 2, has/);
      await home.write('known_hosts', `${sshd.knownHost}@revoked * ${sshd.knownHost.split(' ').slice(1).join(' ')}`);
      assert.match((await refusal(ssh(), { questions: nobody })).says, /line 2, says is revoked/);
      assert.equal(accepted(sshd), before);
    });

    it('asks a host with several keys for the one that is known', async () => {
      const own = await makeSshHome();
      const rsa = own.file('rsa');
      const { execFileSync } = await import('node:child_process');
      execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', rsa]);
      const first = await own.makeKey('host');
      const both = await startSshd(program, { HostKey: `${first}\nHostKey ${rsa}` });
      try {
        await both.authorize(key);
        const known = (await readFile(`${rsa}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
        await home.write('known_hosts', `[127.0.0.1]:${String(both.port)} ${known}\n`);
        const session = await openThrough(ssh({ port: both.port }));
        await session.close();
      } finally {
        await both.stop();
        await own.remove();
      }
    });

    describe('through jump hosts', () => {
      let gate: SshServer;
      before(async () => {
        gate = await startSshd(program);
        await gate.authorize(key);
      });
      after(() => gate.stop());
      beforeEach(async () => home.write('known_hosts', sshd.knownHost + gate.knownHost));

      it('of the settings, or of ~/.ssh/config', async () => {
        const before = accepted(gate);
        await works(ssh({ jump: [`127.0.0.1:${String(gate.port)}`] }));
        await home.write(
          'config',
          `Host gate\n  HostName 127.0.0.1\n  Port ${String(gate.port)}\nHost inner\n  HostName 127.0.0.1\n  Port ${String(sshd.port)}\n  ProxyJump gate\n`,
        );
        await works({ host: 'inner', identityFile: key });
        assert.equal(accepted(gate), before + 2);
      });

      it('names the host that does not let it through', async () => {
        const jump = [`127.0.0.1:${String(gate.port)}`];
        await home.write('known_hosts', sshd.knownHost);
        const unknown = await refusal(ssh({ jump }));
        assert.deepEqual(
          [unknown.reason, unknown.says.includes(`the jump host 127.0.0.1:${String(gate.port)}`)],
          ['sshHostKeyUnknown', true],
        );
        await home.write('known_hosts', gate.knownHost);
        const second = await refusal(ssh({ jump }));
        assert.deepEqual(
          [second.reason, second.says.includes(`the SSH host 127.0.0.1:${String(sshd.port)}`)],
          ['sshHostKeyUnknown', true],
        );
        const nowhere = await freePort();
        const unreachable = await refusal(ssh({ jump, port: nowhere }));
        assert.equal(unreachable.reason, 'sshTargetUnreachable');
        assert.match(
          unreachable.says,
          new RegExp(
            `^The jump host 127\\.0\\.0\\.1:${String(gate.port)} cannot reach 127\\.0\\.0\\.1:${String(nowhere)}`,
          ),
        );
        const closed = await refusal(ssh({ jump: [`127.0.0.1:${String(nowhere)}`] }));
        assert.deepEqual([closed.reason, closed.says.startsWith('The jump host')], ['sshRefused', true]);
      });
    });

    it('says that a host is not there, refuses, or does not answer', async () => {
      const unknown = await refusal({ host: 'no-such-host.invalid' });
      assert.deepEqual(
        [unknown.reason, unknown.says],
        ['sshHostUnknown', 'The SSH host no-such-host.invalid:22 cannot be found.'],
      );
      assert.equal((await refusal(ssh({ port: await freePort() }))).reason, 'sshRefused');
      const silent = await serve(() => undefined);
      const rude = await serve((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      try {
        const late = await refusal(ssh({ port: silent.port }), { timeouts: { connect: 300 } });
        assert.equal(late.reason, 'sshTimeout');
        assert.match(late.says, /^The SSH host .* did not answer in time \(0\.3 s\)\.$/);
        const abort = new AbortController();
        const opening = refusal(ssh({ port: silent.port }), { signal: abort.signal });
        setTimeout(() => {
          abort.abort();
        }, 100);
        assert.equal((await opening).reason, 'cancelled');
        assert.equal((await refusal(ssh({ port: rude.port }))).reason, 'sshFailed');
      } finally {
        await silent.stop();
        await rude.stop();
      }
    });

    it('says that the host forwards nothing, or does not reach the database', async () => {
      const strict = await startSshd(program, { AllowTcpForwarding: 'no' });
      try {
        await strict.authorize(key);
        await home.write('known_hosts', strict.knownHost + sshd.knownHost);
        const { reason, says } = await refusal(ssh({ port: strict.port }));
        assert.equal(reason, 'sshForwardingRefused');
        assert.match(says, /does not allow connections to 127\.0\.0\.1:\d+: AllowTcpForwarding and PermitOpen/);
      } finally {
        await strict.stop();
      }
      const port = await freePort();
      const closed = await refusal(ssh(), {}, { host: '127.0.0.1', port, user: 'postgres' });
      assert.equal(closed.reason, 'sshTargetUnreachable');
      assert.match(
        closed.says,
        new RegExp(`^The SSH host .* cannot reach 127\\.0\\.0\\.1:${String(port)}: Connection refused\\.$`),
      );
      const nowhere = await refusal(ssh(), {}, { host: 'no-such-host.invalid', user: 'postgres' });
      assert.equal(nowhere.reason, 'sshTargetUnreachable');
      // The next host of a list is tried, as without a tunnel.
      const second = new URL(uri);
      await works(
        ssh(),
        {},
        { connectionString: uri.replace(second.host, `127.0.0.1:${String(port)},${second.host}`) },
      );
    });

    it('cancels a running statement through the tunnel', async () => {
      const admin = new Client({ connectionString: uri });
      await admin.connect();
      const running = async (): Promise<number> => {
        const { rowCount } = await admin.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()`,
        );
        return rowCount ?? 0;
      };
      const until = async (count: number): Promise<void> => {
        const limit = performance.now() + 5_000;
        while ((await running()) !== count) assert.ok(performance.now() < limit);
      };
      try {
        await withSession(await openThrough(ssh()), async (session) => {
          const abort = new AbortController();
          const failure = failureOf(session.query('SELECT pg_sleep(30)', [], { signal: abort.signal }));
          await until(1);
          abort.abort();
          assert.equal((await failure).reason, 'cancelled');
          await until(0);
          assert.deepEqual(await session.query('SELECT a FROM public.t'), [{ a: 1 }]);
        });
      } finally {
        await admin.end();
      }
    });

    it('is opened again once when it is cut', async () => {
      const proxy = await startProxy({ host: '127.0.0.1', port: sshd.port });
      try {
        await home.write('known_hosts', sshd.knownHost.replace(String(sshd.port), String(proxy.port)));
        let opened = 0;
        const read = async (cuts: number): Promise<unknown> =>
          inSession(
            { type: 'postgres', name: 'production' },
            async () => {
              opened += 1;
              return openThrough(ssh({ port: proxy.port }));
            },
            {},
            async (session) => {
              await session.query('SELECT 1');
              if (opened <= cuts) proxy.cut();
              return session.query('SELECT a FROM public.t');
            },
          );
        assert.deepEqual(await read(1), [{ a: 1 }]);
        assert.equal(opened, 2);
        opened = 0;
        assert.equal((await failureOf(read(2))).reason, 'connectionLost');
      } finally {
        await proxy.stop();
      }
    });

    it('carries answers of any size, and a socket of the host', async () => {
      await withSession(await openThrough(ssh()), async (session) => {
        const rows = await session.query<{ long: string }>(`SELECT repeat('x', 6000000) AS long`);
        assert.equal(rows[0]?.long.length, 6_000_000);
      });
      const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-'));
      await chmod(folder, 0o777);
      const local = await startServer(18, { settings: { unix_socket_directories: folder } });
      try {
        const properties = { host: folder, port: local.port, user: 'postgres' };
        await withSession(await openThrough(ssh(), {}, properties), async (session) => {
          assert.deepEqual(await session.query('SELECT inet_client_addr() AS address'), [{ address: null }]);
        });
      } finally {
        await local.stop();
        await rm(folder, { recursive: true, force: true });
      }
      const error = await failureOf(openThrough(ssh(), {}, { host: '/nonexistent', user: 'postgres' }));
      assert.deepEqual(
        [error.reason, error.details['target']],
        ['sshTargetUnreachable', path.join('/nonexistent', '.s.PGSQL.5432')],
      );
    });
  });
}

/** Nobody is asked anything; a question is a mistake. */
const nobody: SshQuestions = {
  passphrase: async () => Promise.reject(new Error('a passphrase was asked for')),
  acceptHostKey: async () => Promise.reject(new Error('a host key was asked about')),
};

/** How often somebody was let in. */
function accepted(server: SshServer): number {
  return server.log().split('Accepted publickey').length - 1;
}
