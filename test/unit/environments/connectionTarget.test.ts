import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { PostgresEnvironment } from '../../../src/environments/environment.ts';
import { resolveTarget } from '../../../src/environments/providers/postgres/connectionTarget.ts';

const resolve = (
  properties: Partial<PostgresEnvironment>,
  variables: Readonly<Record<string, string>> = {},
): ReturnType<typeof resolveTarget> => resolveTarget({ type: 'postgres', name: 'test', ...properties }, variables);

const noFiles = { ca: undefined, cert: undefined, key: undefined };

describe('resolveTarget', () => {
  it('has the defaults of libpq', async () => {
    const user = os.userInfo().username;
    assert.deepEqual(await resolve({}), {
      ...{ host: 'localhost', port: 5432, database: user, user, password: undefined, options: undefined, others: [] },
      ssl: { mode: 'prefer', ...noFiles },
    });
    assert.equal((await resolve({ user: 'u' })).database, 'u');
  });

  it('takes a URI apart, with what is escaped in it', async () => {
    const connectionString =
      'postgresql://u%40:p%3A%2F@db.example.com:5433/a%2Fb%20c?sslmode=verify-full&sslrootcert=%2Froot.crt&sslcert=c&sslkey=k&options=-c%20geqo%3Doff';
    assert.deepEqual(await resolve({ connectionString }), {
      ...{
        host: 'db.example.com',
        port: 5433,
        database: 'a/b c',
        user: 'u@',
        password: 'p:/',
        options: '-c geqo=off',
        others: [],
      },
      ssl: { mode: 'verify-full', ca: '/root.crt', cert: 'c', key: 'k' },
    });
  });

  const uris: [uri: string, host: string, database: string][] = [
    ['postgres://h', 'h', 'me'],
    ['postgres://h/', 'h', 'me'],
    ['POSTGRES://h/D', 'h', 'D'],
    ['postgres:///d', 'localhost', 'd'],
    ['postgres:///d?host=/var/run', '/var/run', 'd'],
    ['postgres://%2Fvar%2Frun/d', '/var/run', 'd'],
    ['postgres://[::1]:5433/d', '::1', 'd'],
  ];
  for (const [connectionString, host, database] of uris) {
    it(`finds host and database in ${connectionString}`, async () => {
      const target = await resolve({ connectionString }, { PGUSER: 'me' });
      assert.deepEqual([target.host, target.database], [host, database]);
    });
  }

  it('prefers properties to the URI, and the URI to variables', async () => {
    const variables = {
      PGHOST: 'vh',
      PGPORT: '1',
      PGUSER: 'vu',
      PGDATABASE: 'vd',
      PGSSLMODE: 'disable',
      PGOPTIONS: 'vo',
    };
    const fromVariables = await resolve({}, variables);
    assert.deepEqual(fromVariables, {
      ...{ host: 'vh', port: 1, user: 'vu', database: 'vd', password: undefined, options: 'vo', others: [] },
      ssl: { mode: 'disable', ...noFiles },
    });
    const connectionString = 'postgres://uu:up@uh:2/ud?sslmode=require&options=uo';
    const fromUri = {
      host: 'uh',
      port: 2,
      user: 'uu',
      database: 'ud',
      password: 'up',
      options: 'uo',
      others: [],
      ssl: { mode: 'require', ...noFiles },
    };
    assert.deepEqual(await resolve({ connectionString }, variables), fromUri);
    const own = { host: 'h', port: 3, user: 'u', database: 'd', password: 'p' };
    assert.deepEqual(await resolve({ connectionString, ...own, ssl: { mode: 'verify-ca' } }, variables), {
      ...{ ...own, options: 'uo', others: [] },
      ssl: { mode: 'verify-ca', ...noFiles },
    });
  });

  it("prefers the variables of the environment's envFile to those of the process", async () => {
    assert.equal((await resolve({ variables: { PGHOST: 'file' } }, { PGHOST: 'process' })).host, 'file');
  });

  const modes: [query: string, mode: string][] = [
    ['sslmode=allow', 'prefer'],
    ['sslmode=no-verify', 'require'],
    ['ssl=true', 'require'],
    ['ssl=0', 'disable'],
    ['ssl=verify-full', 'verify-full'],
    ['sslmode=', 'prefer'],
  ];
  for (const [query, mode] of modes) {
    it(`reads ${query} as ${mode}`, async () => {
      assert.equal((await resolve({ connectionString: `postgres://h/d?${query}` })).ssl.mode, mode);
    });
  }

  const mistakes: [
    what: string,
    properties: Partial<PostgresEnvironment>,
    variables: Record<string, string>,
    message: RegExp,
  ][] = [
    ['port', {}, { PGPORT: '70000' }, /the port is "70000"; expected 1 to 65535$/],
    ['sslmode', {}, { PGSSLMODE: 'constructor' }, /sslmode is "constructor"; expected disable, /],
    [
      'URI',
      { connectionString: 'postgres://u:secret@h:port/d' },
      {},
      /expected postgres:\/\/user@host:port\/database$/,
    ],
    [
      'list of key=value',
      { connectionString: 'host=h password=secret' },
      {},
      /expected postgres:\/\/user@host:port\/database$/,
    ],
  ];
  for (const [what, properties, variables, message] of mistakes) {
    it(`rejects a wrong ${what}, without a secret in the error`, async () => {
      await assert.rejects(
        resolve(properties, variables),
        (error: { reason: string; details: { message: string }; stack: string }) => {
          assert.equal(error.reason, 'settingsInvalid');
          assert.match(error.details.message, message);
          assert.ok(error.details.message.startsWith('environment "test": '));
          assert.ok(!error.stack.includes('secret'));
          return true;
        },
      );
    });
  }

  it('takes several hosts, with a port for each or one for all', async () => {
    const hosts = async (connectionString: string) => {
      const { host, port, others, database } = await resolve({ connectionString });
      return [...[{ host, port }, ...others].map((each) => `${each.host}:${String(each.port)}`), database];
    };
    assert.deepEqual(await hosts('postgres://u@a:1,b:2,[::1]:3/d'), ['a:1', 'b:2', '::1:3', 'd']);
    assert.deepEqual(await hosts('postgres://u@a,b:2/d'), ['a:5432', 'b:2', 'd']);
    assert.deepEqual((await resolve({}, { PGHOST: 'a,b', PGPORT: '7' })).others, [{ host: 'b', port: 7 }]);
    await assert.rejects(resolve({}, { PGHOST: 'a,b,c', PGPORT: '1,2' }), /3 hosts and 2 ports/);
  });

  it('takes what a connection service says, before the variables and after the settings', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'service files '));
    const file = path.join(folder, 'services.conf');
    await writeFile(
      file,
      '# mine\n[other]\nhost=no\n\n[my app]\nhost = db.example.com\nport=6432\ndbname=a=b;c\nuser=reader\npassword=s#1\nsslmode=require\n[my app]\nhost=second\n',
    );
    const variables = { PGSERVICEFILE: file, PGHOST: 'variable', PGUSER: 'variable' };
    const { host, port, database, user, password, ssl } = await resolve(
      { service: 'my app', database: 'mine' },
      variables,
    );
    assert.deepEqual(
      [host, port, database, user, password, ssl.mode],
      ['db.example.com', 6432, 'mine', 'reader', 's#1', 'require'],
    );
    const byUri = await resolve({ connectionString: 'postgres://?service=my%20app' }, variables);
    assert.deepEqual([byUri.host, byUri.database], ['db.example.com', 'a=b;c']);
    assert.equal((await resolve({}, { ...variables, PGSERVICE: 'my app' })).host, 'db.example.com');
    await assert.rejects(
      resolve({ service: 'none' }, variables),
      /no connection service \\"none\\"; looked for in .*services\.conf/,
    );
    await rm(folder, { recursive: true });
  });
});
