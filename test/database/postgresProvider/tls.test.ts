import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { PostgresEnvironment } from '../../../src/environments/environment.ts';
import { errorSentence } from '../../../src/reports/errorSentences.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { startTlsServer, tlsFiles } from '../../support/tlsServer.ts';
import { failureOf, open, serve, withSession } from './support.ts';

const root = tlsFiles('root.crt');

for (const version of [14, 18] as const) {
  describe(`TLS on PostgreSQL ${String(version)}`, () => {
    let server: PostgresServer;
    let tls: Awaited<ReturnType<typeof startTlsServer>>;
    before(async () => {
      tls = await startTlsServer(version);
      server = tls.server;
      await server.execute(
        'postgres',
        'CREATE ROLE plain_only LOGIN; CREATE ROLE tls_only LOGIN; CREATE ROLE certified LOGIN',
      );
    });
    after(() => tls.stop());

    const target = (
      ssl?: PostgresEnvironment['ssl'],
      more: Partial<PostgresEnvironment> = {},
    ): Partial<PostgresEnvironment> => ({
      ...{ host: 'localhost', port: server.port, database: 'postgres', user: 'postgres' },
      ...(ssl === undefined ? {} : { ssl }),
      ...more,
    });
    const isEncrypted = async (
      properties: Partial<PostgresEnvironment> | string,
      variables: Record<string, string> = {},
    ): Promise<unknown> =>
      withSession(await open(properties, { variables }), async (session) => {
        const rows = await session.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
        return rows[0]?.ssl;
      });
    const uri = (query: string): string => `postgres://postgres@localhost:${String(server.port)}/postgres?${query}`;

    it('encrypts by default, and where it is asked to', async () => {
      assert.equal(await isEncrypted(target()), true);
      assert.equal(await isEncrypted(target({ mode: 'disable' })), false);
      assert.equal(await isEncrypted(target({ mode: 'prefer' })), true);
      assert.equal(await isEncrypted(target({ mode: 'require' })), true);
      assert.equal(await isEncrypted(target({ mode: 'verify-ca', ca: root })), true);
      assert.equal(await isEncrypted(target({ mode: 'verify-full', ca: root })), true);
    });

    it('says how the connection is protected', async () => {
      const protectionOf = async (properties: Partial<PostgresEnvironment>): Promise<unknown> =>
        withSession(await open(properties), (session) => Promise.resolve(session.protection));
      assert.equal(await protectionOf(target({ mode: 'disable' })), 'none');
      assert.equal(await protectionOf(target({ mode: 'prefer' }, { user: 'plain_only' })), 'none');
      assert.equal(await protectionOf(target({ mode: 'prefer' })), 'unverified');
      assert.equal(await protectionOf(target({ mode: 'require' })), 'unverified');
      assert.equal(await protectionOf(target({ mode: 'require', ca: root })), 'authority');
      assert.equal(await protectionOf(target({ mode: 'verify-ca', ca: root })), 'authority');
      assert.equal(await protectionOf(target({ mode: 'verify-full', ca: root })), 'verified');
    });

    it('finds the authority in a bundle of several, as cloud providers hand out', async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'bundle '));
      const bundle = path.join(folder, 'global-bundle.pem');
      try {
        const parts = await Promise.all(
          ['other.crt', 'selfSigned.crt', 'root.crt'].map((name) => readFile(tlsFiles(name))),
        );
        await writeFile(bundle, Buffer.concat(parts));
        assert.equal(await isEncrypted(target({ mode: 'verify-full', ca: bundle })), true);
        assert.equal(await isEncrypted(target(), { PGSSLMODE: 'verify-ca', PGSSLROOTCERT: bundle }), true);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('takes the mode from the URI and from PGSSLMODE', async () => {
      assert.equal(await isEncrypted(uri('sslmode=disable')), false);
      assert.equal(await isEncrypted(uri('ssl=true')), true);
      assert.equal(await isEncrypted(uri(`sslmode=verify-full&sslrootcert=${encodeURIComponent(root)}`)), true);
      assert.equal(await isEncrypted(target(), { PGSSLMODE: 'disable' }), false);
      assert.equal(await isEncrypted(target(), { PGSSLMODE: 'verify-full', PGSSLROOTCERT: root }), true);
      const failure = await failureOf(
        open(target(), { variables: { PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'system' } }),
      );
      assert.equal(failure.reason, 'tlsFailed');
    });

    it('refuses a certificate that nobody trusted has signed, except where it does not verify', async () => {
      const other = tlsFiles('other.crt');
      for (const ssl of [
        { mode: 'verify-ca', ca: other },
        { mode: 'verify-full', ca: other },
        { mode: 'verify-full', ca: 'system' },
        // As libpq has it: a named authority makes `require` verify.
        { mode: 'require', ca: other },
      ] as const) {
        const failure = await failureOf(open(target(ssl)));
        assert.equal(failure.reason, 'tlsFailed');
        assert.match(String(failure.details['code']), /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/);
        assert.equal(failure.details['host'], 'localhost');
      }
    });

    it('refuses a certificate for another host in verify-full, not in verify-ca', async () => {
      const failure = await failureOf(open(target({ mode: 'verify-full', ca: root }, { host: '127.0.0.1' })));
      assert.deepEqual([failure.reason, failure.details['code']], ['tlsFailed', 'ERR_TLS_CERT_ALTNAME_INVALID']);
      assert.equal(await isEncrypted(target({ mode: 'verify-ca', ca: root }, { host: '127.0.0.1' })), true);
    });

    it('proves who the user is by a certificate', async () => {
      const own = { cert: tlsFiles('client.crt'), key: tlsFiles('client.key') };
      assert.equal(await isEncrypted(target({ mode: 'verify-full', ca: root, ...own }, { user: 'certified' })), true);
      const failure = await failureOf(open(target({ mode: 'require' }, { user: 'certified' })));
      assert.equal(failure.reason, 'authenticationFailed');
    });

    it('names a file that cannot be read', async () => {
      for (const property of ['ca', 'cert', 'key']) {
        const failure = await failureOf(open(target({ mode: 'verify-full', [property]: '/none.pem' })));
        assert.equal(failure.reason, 'fileUnreadable');
        const { file, message } = failure.details;
        assert.deepEqual([file, message, failure.details['property']], ['/none.pem', 'ENOENT', property]);
      }
    });

    it('says so when a file holds no certificate', async () => {
      const failure = await failureOf(open(target({ mode: 'require', cert: root, key: import.meta.filename })));
      assert.equal(failure.reason, 'tlsFailed');
    });

    it('goes without in `prefer` where the server lets the user in only so, and in no other mode', async () => {
      assert.equal(await isEncrypted(target({ mode: 'prefer' }, { user: 'plain_only' })), false);
      assert.equal(
        (await failureOf(open(target({ mode: 'require' }, { user: 'plain_only' })))).reason,
        'authenticationFailed',
      );
      assert.equal(
        (await failureOf(open(target({ mode: 'disable' }, { user: 'tls_only' })))).reason,
        'authenticationFailed',
      );
    });

    it('cancels through an encrypted connection', async () => {
      await withSession(await open(target({ mode: 'verify-full', ca: root })), async (session) => {
        const started = performance.now();
        const failure = await failureOf(session.query('SELECT pg_sleep(30)', [], { signal: AbortSignal.timeout(100) }));
        assert.equal(failure.reason, 'cancelled');
        assert.ok(performance.now() - started < 1_500);
        assert.deepEqual(await session.query('SELECT 1 AS one'), [{ one: 1 }]);
      });
    });
  });
}

describe('TLS where the server has none', () => {
  it('is not used in `prefer`, and missed in the other modes', async () => {
    const { port } = await sharedServer(18);
    const target = { host: '127.0.0.1', port, user: 'postgres' };
    await (await open({ ...target, ssl: { mode: 'prefer' } })).close();
    for (const mode of ['require', 'verify-full'] as const) {
      const failure = await failureOf(open({ ...target, ssl: { mode } }));
      assert.deepEqual([failure.reason, failure.details['code']], ['tlsFailed', 'SERVER_WITHOUT_TLS']);
    }
  });

  it('does not take what somebody put in before the encryption began', async () => {
    const loopback = await serve((socket) => socket.once('data', () => socket.write('Sinjected')));
    try {
      const failure = await failureOf(
        open({ host: '127.0.0.1', port: loopback.port, user: 'u', ssl: { mode: 'require' } }),
      );
      assert.equal(failure.reason, 'tlsFailed');
    } finally {
      await loopback.stop();
    }
  });
});

describe('TLS that does not hold, in words', () => {
  const target = (port: number, mode: 'verify-ca' | 'verify-full', ca: string, host = 'localhost') =>
    open({ host, port, user: 'postgres', ssl: { mode, ca } });

  it('says whose certificate it is, and for which names', async () => {
    const { server, stop } = await startTlsServer(18);
    const { port } = server;
    try {
      const unknown = await failureOf(target(port, 'verify-full', tlsFiles('other.crt')));
      assert.equal(
        errorSentence(unknown),
        `The certificate of localhost:${String(port)} is by an authority that is not trusted here ("Database Compare test authority"): a CA file must name it.`,
      );
      assert.equal(unknown.details['sslMode'], 'verify-full');
      const named = await failureOf(target(port, 'verify-full', root, '127.0.0.1'));
      assert.equal(
        errorSentence(named),
        `The certificate of 127.0.0.1:${String(port)} is for localhost, and not for "127.0.0.1".`,
      );
    } finally {
      await stop();
    }
  });

  it('says that a certificate is self-signed, and trusts it by a file', async () => {
    const { server, stop } = await startTlsServer(18, { certificate: 'selfSigned' });
    const { port } = server;
    try {
      const failure = await failureOf(target(port, 'verify-full', root));
      assert.equal(
        errorSentence(failure),
        `The certificate of localhost:${String(port)} is self-signed: it is trusted only where a CA file holds it.`,
      );
      const trusted = await target(port, 'verify-full', tlsFiles('selfSigned.crt'));
      assert.equal(trusted.protection, 'verified');
      await trusted.close();
    } finally {
      await stop();
    }
  });

  it('says since when a certificate has expired', async () => {
    const { server, stop } = await startTlsServer(18, { certificate: 'expired' });
    try {
      const failure = await failureOf(target(server.port, 'verify-ca', tlsFiles('expired.crt')));
      assert.equal(
        errorSentence(failure),
        `The certificate of localhost:${String(server.port)} has expired, on 2021-03-01.`,
      );
    } finally {
      await stop();
    }
  });
});
