import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { SecretStore } from '../../../src/environments/provider.ts';
import { sharedServer, startServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { failureOf, open, serve, startProxy, withSession } from './support.ts';

const hostileNames = [
  `quo"te's.and dots; DROP`,
  '<script>alert(1)</script>',
  'émoji 🐘',
  'MiXed',
  'a/b?c#d&e=f%2F@g:h',
  'back\\slash',
  'x'.repeat(63),
];
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

for (const version of [12, 14, 18] as const) {
  describe(`opening a session on PostgreSQL ${String(version)}`, () => {
    let server: PostgresServer;
    before(async () => {
      server = await sharedServer(version);
    });

    it('says what the server is', async () => {
      const uri = await server.createDatabase();
      await withSession(await open(uri), (session) => {
        assert.equal(Math.floor(session.server.versionNumber / 10_000), version);
        assert.match(session.server.version, new RegExp(`^${String(version)}\\.\\d+$`));
        assert.equal(session.server.database, new URL(uri).pathname.slice(1));
        assert.equal(session.server.user, 'postgres');
        return Promise.resolve();
      });
    });

    it('takes two round trips with the login, and one for a query', async () => {
      const proxy = await startProxy(server);
      try {
        const session = await open({ host: '127.0.0.1', port: proxy.port, user: 'postgres', ssl: { mode: 'disable' } });
        assert.equal(proxy.flights(), 2);
        await session.query('SELECT $1::int', [1]);
        assert.equal(proxy.flights(), 3);
        await session.close();
        // The question whether anything was written travels with the ROLLBACK, before the goodbye.
        assert.equal(session.nothingWritten?.(), true);
        assert.equal(proxy.flights(), 5);
      } finally {
        await proxy.stop();
      }
    });

    it('sets limits, search path and name, for its own transaction', async () => {
      const uri = await server.createDatabase();
      await withSession(
        await open(uri, { timeouts: { statement: 61_000, lock: 4_500, idleInTransaction: 62_000 } }),
        async (session) => {
          const names = [
            ...['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'search_path', 'jit'],
            ...['application_name', 'transaction_read_only', 'transaction_isolation'],
          ];
          const rows = await session.query<{ name: string; value: string }>(
            'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
            [names],
          );
          assert.deepEqual(Object.fromEntries(rows.map(({ name, value }) => [name, value])), {
            statement_timeout: '61s',
            lock_timeout: '4500ms',
            idle_in_transaction_session_timeout: '62s',
            search_path: 'pg_catalog',
            jit: 'off',
            application_name: 'database-compare',
            transaction_read_only: 'on',
            transaction_isolation: 'repeatable read',
          });
        },
      );
    });

    it('gives booleans, small integers and JSON as such, and the rest as PostgreSQL writes it', async () => {
      await withSession(await open(await server.createDatabase()), async (session) => {
        const rows = await session.query(
          `SELECT true AS a, 1::int2 AS b, (-2147483648)::int4 AS c, 9007199254740993::int8 AS d, 1.50::numeric AS e, '{"x":[1,null]}'::json AS f,
             '"s"'::jsonb AS g, NULL::bool AS h, ARRAY['a',NULL] AS i, '\\x00'::bytea AS j, $1::text AS k, timestamp '2020-01-02 03:04:05.123456' AS l`,
          [`it's "🐘"\n`],
        );
        assert.deepEqual(rows, [
          {
            ...{
              a: true,
              b: 1,
              c: -2_147_483_648,
              d: '9007199254740993',
              e: '1.50',
              f: { x: [1, null] },
              g: 's',
              h: null,
            },
            ...{ i: '{a,NULL}', j: '\\x00', k: `it's "🐘"\n`, l: '2020-01-02 03:04:05.123456' },
          },
        ]);
      });
    });
  });
}

describe('opening a session by names of every kind', () => {
  for (const name of hostileNames) {
    it(`reaches the database ${JSON.stringify(name)} as a user of that name, by properties and by URI`, async () => {
      const server = await sharedServer(18);
      await server.execute('postgres', `CREATE DATABASE ${quoted(name)}`);
      await server.execute('postgres', `CREATE ROLE ${quoted(name)} LOGIN`);
      const { host, port } = server;
      for (const target of [
        { host, port, database: name, user: name },
        { connectionString: server.connectionString(name, { name }) },
      ]) {
        await withSession(await open(target), (session) => {
          assert.deepEqual([session.server.database, session.server.user], [name, name]);
          return Promise.resolve();
        });
      }
      const failure = await failureOf(open({ host, port, database: `${name.slice(1)}?`, user: name }));
      assert.deepEqual([failure.reason, failure.details['database']], ['databaseUnknown', `${name.slice(1)}?`]);
    });
  }
});

describe('opening a session on a Unix-domain socket', () => {
  it('finds it by its folder', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'socket-'));
    await chmod(folder, 0o777);
    const server = await startServer(18, { settings: { unix_socket_directories: folder } });
    try {
      const { port } = server;
      for (const properties of [
        { host: folder, port, user: 'postgres', ssl: { mode: 'verify-full' as const } },
        { connectionString: `postgres://postgres@${encodeURIComponent(folder)}:${String(port)}/postgres` },
      ]) {
        await withSession(await open(properties), async (session) => {
          assert.deepEqual(await session.query('SELECT inet_client_addr() AS address'), [{ address: null }]);
          assert.equal(
            (await failureOf(session.query('SELECT pg_sleep(9)', [], { signal: AbortSignal.timeout(50) }))).reason,
            'cancelled',
          );
        });
      }
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('what opening a session fails with', () => {
  let server: PostgresServer;
  before(async () => {
    server = await sharedServer(18);
  });

  it('hostUnknown', async () => {
    const failure = await failureOf(open({ host: 'no-such-host.invalid', user: 'u' }));
    assert.equal(failure.reason, 'hostUnknown');
    assert.equal(failure.details['host'], 'no-such-host.invalid');
  });

  it('connectionRefused, on a port and on a socket', async () => {
    const loopback = await serve(() => undefined);
    await loopback.stop();
    const failure = await failureOf(open({ host: '127.0.0.1', port: loopback.port, user: 'u', database: 'd' }));
    assert.equal(failure.reason, 'connectionRefused');
    assert.deepEqual(failure.details, {
      host: '127.0.0.1',
      port: loopback.port,
      database: 'd',
      user: 'u',
      code: 'ECONNREFUSED',
    });
    assert.equal((await failureOf(open({ host: '/nonexistent', user: 'u' }))).reason, 'connectionRefused');
  });

  it('connectionTimeout, wherever the server falls silent', async () => {
    const loopback = await serve(() => undefined);
    try {
      for (const mode of ['disable', 'prefer'] as const) {
        const target = { host: '127.0.0.1', port: loopback.port, user: 'u', ssl: { mode } };
        const started = performance.now();
        const failure = await failureOf(open(target, { timeouts: { connect: 200 } }));
        assert.equal(failure.reason, 'connectionTimeout');
        assert.equal(failure.details['timeout'], 200);
        assert.ok(performance.now() - started < 2_000);
      }
    } finally {
      await loopback.stop();
    }
  });

  it('cancelled, when the signal fires while it connects', async () => {
    const loopback = await serve(() => undefined);
    try {
      const target = { host: '127.0.0.1', port: loopback.port, user: 'u' };
      const abort = new AbortController();
      setTimeout(() => {
        abort.abort();
      }, 50);
      assert.equal((await failureOf(open(target, { signal: abort.signal }))).reason, 'cancelled');
      assert.equal((await failureOf(open(target, { signal: AbortSignal.abort() }))).reason, 'cancelled');
    } finally {
      await loopback.stop();
    }
  });

  it('connectionLost, when something else listens there', async () => {
    const loopback = await serve((socket) => socket.end());
    try {
      const failure = await failureOf(
        open({ host: '127.0.0.1', port: loopback.port, user: 'u', ssl: { mode: 'disable' } }),
      );
      assert.equal(failure.reason, 'connectionLost');
    } finally {
      await loopback.stop();
    }
  });

  it('databaseUnknown and authenticationFailed, with what the server says', async () => {
    const unknown = await failureOf(open(server.connectionString('nowhere')));
    assert.equal(unknown.reason, 'databaseUnknown');
    assert.deepEqual([unknown.details['database'], unknown.details['sqlState']], ['nowhere', '3D000']);
    const nobody = await failureOf(open(server.connectionString('postgres', { name: 'nobody' })));
    assert.equal(nobody.reason, 'authenticationFailed');
    assert.deepEqual([nobody.details['sqlState'], nobody.details['user']], ['28000', 'nobody']);
  });

  it('permissionDenied, when the user may not connect to the database', async () => {
    const uri = await server.createDatabase();
    const database = new URL(uri).pathname.slice(1);
    await server.execute('postgres', `CREATE ROLE outsider LOGIN; REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`);
    const failure = await failureOf(open(server.connectionString(database, { name: 'outsider' })));
    assert.deepEqual([failure.reason, failure.details['sqlState']], ['permissionDenied', '42501']);
  });

  it('serverTooOld, before it is asked what it does not know', async () => {
    // A server that lets everybody in and says that it is version 11, byte by byte as the protocol has it.
    const message = (type: string, body: string): Buffer => {
      const head = Buffer.alloc(5, type);
      head.writeInt32BE(4 + body.length, 1);
      return Buffer.concat([head, Buffer.from(body, 'latin1')]);
    };
    const loopback = await serve((socket) => {
      socket.once('data', () => {
        socket.write(
          Buffer.concat([
            message('R', '\0\0\0\0'),
            message('S', 'server_version\0' + '11.22\0'),
            message('K', '\0\0\0\x01\0\0\0\x01'),
            message('Z', 'I'),
          ]),
        );
      });
    });
    try {
      const failure = await failureOf(
        open({ host: '127.0.0.1', port: loopback.port, user: 'u', ssl: { mode: 'disable' } }),
      );
      assert.equal(failure.reason, 'serverTooOld');
      assert.deepEqual([failure.details['version'], failure.details['host']], ['11.22', '127.0.0.1']);
    } finally {
      await loopback.stop();
    }
  });

  it('settingsInvalid, without the URI in the error', async () => {
    for (const connectionString of [
      'mysql://u:secret@h/d',
      'postgres://u:sec%ret@h:port/d',
      'host=h password=secret',
    ]) {
      const failure = await failureOf(open({ connectionString }));
      assert.equal(failure.reason, 'settingsInvalid');
      assert.ok(!`${String(failure.stack)} ${JSON.stringify(failure)}`.includes('sec'));
    }
    const failure = await failureOf(open('postgres://h/d?sslmode=maybe'));
    assert.match(String(failure.details['message']), /^environment "test": sslmode is "maybe"; expected disable, /);
  });

  it('serverError, when there is no room for another session', async () => {
    const small = await startServer(14, {
      settings: { max_connections: '1', superuser_reserved_connections: '0', max_wal_senders: '0' },
    });
    const sessions = [await open(small.connectionString('postgres'))];
    try {
      const failure = await failureOf(open(small.connectionString('postgres')));
      assert.deepEqual([failure.reason, failure.details['sqlState']], ['serverError', '53300']);
    } finally {
      await Promise.all(sessions.map((session) => session.close()));
      await small.stop();
    }
  });
});

for (const version of [14, 18] as const) {
  describe(`passwords on PostgreSQL ${String(version)} (SCRAM)`, () => {
    const password = `p@s:s/w%r?d#"'\\ é🐘`;
    let server: PostgresServer;
    let folder: string;
    before(async () => {
      server = await startServer(version, { auth: 'scram-sha-256' });
      folder = await mkdtemp(path.join(os.tmpdir(), 'passwords-'));
      await server.execute('postgres', `CREATE ROLE reader LOGIN PASSWORD '${password.replaceAll("'", "''")}'`);
    });
    after(async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    });

    const target = (): { host: string; port: number; database: string; user: string } => ({
      ...{ host: server.host, port: server.port, database: 'postgres', user: 'reader' },
    });
    const storeOf = (known: Record<string, string>): SecretStore => ({
      get: (name) => Promise.resolve(known[name]),
      store: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    });
    const works = async (session: Promise<{ close(): Promise<void> }>): Promise<void> => {
      await (await session).close();
    };

    it('come from the environment or its URI', async () => {
      await works(open({ ...target(), password }));
      await works(open(server.connectionString('postgres', { name: 'reader', password })));
    });

    it('come from the secret store, then from PGPASSWORD', async () => {
      await works(open(target(), { secrets: storeOf({ test: password }), variables: { PGPASSWORD: 'wrong' } }));
      await works(open(target(), { secrets: storeOf({ other: 'wrong' }), variables: { PGPASSWORD: password } }));
      await works(open({ ...target(), variables: { PGPASSWORD: password } }, { variables: { PGPASSWORD: 'wrong' } }));
    });

    it('come from the password file, unless others can read it', async () => {
      const file = path.join(folder, 'pass');
      const escaped = password.replaceAll(/[\\:]/g, '\\$&');
      await writeFile(
        file,
        `# comment\n*:*:*:someone:wrong\n${server.host}:${String(server.port)}:*:reader:${escaped}\n`,
        { mode: 0o600 },
      );
      await works(open(target(), { variables: { PGPASSFILE: file } }));
      await chmod(file, 0o644);
      const failure = await failureOf(open(target(), { variables: { PGPASSFILE: file } }));
      assert.deepEqual([failure.reason, failure.details['ignoredFile']], ['passwordMissing', file]);
    });

    it('are asked for only where the server asks', async () => {
      const trusting = await sharedServer(version);
      let asked = 0;
      const secrets: SecretStore = {
        ...storeOf({}),
        get() {
          asked += 1;
          return Promise.resolve(undefined);
        },
      };
      await works(open(trusting.connectionString('postgres'), { secrets }));
      assert.equal(asked, 0);
    });

    it('fail as passwordMissing and authenticationFailed, and are not in the error', async () => {
      const missing = await failureOf(open(target()));
      assert.equal(missing.reason, 'passwordMissing');
      assert.equal(missing.details['user'], 'reader');
      const wrong = await failureOf(open({ ...target(), password: 'wrong-password' }));
      assert.deepEqual(
        [wrong.reason, wrong.details['sqlState'], wrong.details['user']],
        ['authenticationFailed', '28P01', 'reader'],
      );
      assert.ok(
        !`${String(wrong.stack)} ${JSON.stringify(wrong)} ${String((wrong.cause as Error).stack)}`.includes(
          'wrong-password',
        ),
      );
    });
  });
}

describe('several hosts', () => {
  it('are tried one after the other until one answers', async () => {
    const server = await sharedServer(14);
    const uri = new URL(await server.createDatabase());
    const connectionString = `postgres://postgres@127.0.0.1:1,nowhere.invalid:5432,${uri.host}${uri.pathname}`;
    await withSession(await open({ connectionString }), async (session) => {
      assert.equal(session.server.database, uri.pathname.slice(1));
    });
  });

  it('are not passed over where one refuses', async () => {
    const server = await sharedServer(14);
    const uri = new URL(await server.createDatabase());
    const error = await failureOf(
      open({ connectionString: `postgres://postgres@${uri.host},${uri.host}/no_such_database` }),
    );
    assert.equal(error.reason, 'databaseUnknown');
  });
});
