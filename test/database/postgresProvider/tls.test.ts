import assert from 'node:assert/strict';
import path from 'node:path';
import type { PostgresEnvironment } from '../../../src/environments/environment.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { failureOf, open, serve, withSession } from './support.ts';
import { fixtures, root, startTlsServer } from './tlsServer.ts';

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
      const other = path.join(fixtures, 'other.crt');
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
      const own = { cert: path.join(fixtures, 'client.crt'), key: path.join(fixtures, 'client.key') };
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
