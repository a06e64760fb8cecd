import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sharedServer, startServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { compareByCli, runCli } from '../../support/runCli.ts';

describe('database-compare compare', function () {
  this.timeout(120_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'database-compare-cli-'));
  });

  async function workspace(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const root = path.join(folder, name);
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    return root;
  }

  for (const version of [12, 14, 18] as const) {
    describe(`on PostgreSQL ${String(version)}`, () => {
      let server: PostgresServer;
      before(async () => {
        server = await sharedServer(version);
      });

      it('exits with 0 for equal databases and says so', async () => {
        const [left, right] = [
          await server.createDatabase('CREATE TABLE a (id integer)'),
          await server.createDatabase('CREATE TABLE a (id integer)'),
        ];
        const { exitCode, stdout, stderr } = await runCli(['compare', left, right, '--workspace', folder]);
        assert.equal(stderr, '');
        assert.match(stdout, /have the same schema/);
        assert.equal(exitCode, 0);
      });

      it('exits with 1 for different ones, with hostile names as they are', async () => {
        const name = '"; drop table x; --<script>\n🦊';
        const right = await server.createDatabase(`CREATE TABLE "${name.replaceAll('"', '""')}" (id integer)`);
        const left = await server.createDatabase();
        const { differences, left: leftSide } = await compareByCli(left, right, '--workspace', folder);
        assert.deepEqual(
          differences.map(({ kind, path: where, status }) => [kind, where, status]),
          [['table', `public."${name.replaceAll('"', '""')}"`, 'rightOnly']],
        );
        assert.ok(leftSide.serverVersion.startsWith(String(version)));
        const { exitCode, stdout } = await runCli(['compare', left, right, '--workspace', folder]);
        assert.equal(exitCode, 1);
        assert.ok(stdout.includes('<script>\\n🦊'), 'control characters are escaped for the terminal');
      });

      it('says on standard error what the role may not read, and compares the rest', async () => {
        const sql = (password: string) =>
          `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password '${password}')`;
        await server.execute('postgres', 'DROP ROLE IF EXISTS cli_reader; CREATE ROLE cli_reader LOGIN');
        const left = await server.createDatabase(sql('one'));
        const right = new URL(await server.createDatabase(sql('two')));
        const asOwner = await runCli(['compare', left, right.href, '--workspace', folder]);
        assert.deepEqual([asOwner.exitCode, asOwner.stderr], [1, '']);
        right.username = 'cli_reader';
        const asReader = await runCli(['compare', left, right.href, '--workspace', folder]);
        assert.equal(asReader.exitCode, 0);
        assert.match(asReader.stderr, /Permission denied for the options of 1 user mapping\.\n$/);
      });

      it('compares only the schemas that it is told to', async () => {
        const left = await server.createDatabase('CREATE SCHEMA app; CREATE TABLE public.a (id integer)');
        const right = await server.createDatabase('CREATE SCHEMA app; CREATE TABLE app.b (id integer)');
        const { differences } = await compareByCli(left, right, '--workspace', folder, '--schema', 'app');
        assert.deepEqual(
          differences.map(({ path: where }) => where),
          ['app.b'],
        );
      });
    });
  }

  it('compares a database with a .sql file and with a folder of them', async () => {
    const server = await sharedServer(18);
    const root = await workspace('files', {
      'schema.sql': 'CREATE TABLE a (id integer);',
      'steps/2_b.sql': 'ALTER TABLE a ADD b text;',
      'steps/1_a.sql': 'CREATE TABLE a (id integer);',
    });
    const database = await server.createDatabase('CREATE TABLE a (id integer)');
    assert.deepEqual(
      (await compareByCli(database, path.join(root, 'schema.sql'), '--workspace', folder)).differences,
      [],
    );
    const { differences } = await compareByCli(database, path.join(root, 'steps'), '--workspace', folder);
    assert.deepEqual(
      differences.map(({ path: where, status }) => [where, status]),
      [['public.a.b', 'rightOnly']],
    );
  });

  it('takes environments, variables and migrations from the workspace', async () => {
    const server = await sharedServer(14);
    const database = await server.createDatabase('CREATE TABLE users (id integer)');
    const root = await workspace('settings', {
      '.vscode/settings.json': `{
        // Comments and trailing commas are allowed.
        "databaseCompare.environments": [
          { "name": "live", "type": "postgres", "connectionString": "\${env:LIVE_DATABASE}" },
          { "name": "code", "type": "sqlFiles", "files": ["\${workspaceFolder}/migrations"] },
          { "name": "typo", "type": "postgres", "conectionString": "x" },
        ],
      }`,
      'migrations/001_users.sql': 'CREATE TABLE users (id integer);\n',
      'migrations/002_email.sql': '-- who they are\nALTER TABLE users\n  ADD COLUMN email text;\n',
    });
    const run = (...args: string[]) =>
      runCli(['compare', ...args, '--workspace', root, '--format', 'json'], { variables: { LIVE_DATABASE: database } });
    const { stdout, exitCode } = await run('live', 'code');
    assert.equal(exitCode, 1);
    const report = JSON.parse(stdout) as { differences: { path: string; explanation: unknown }[] };
    assert.deepEqual(
      report.differences.map(({ path: where, explanation }) => ({ where, explanation })),
      [
        {
          where: 'public.users.email',
          explanation: {
            cause: 'revision unknown',
            side: 'left',
            revision: '002_email',
            file: 'migrations/002_email.sql',
            line: 3,
          },
        },
      ],
    );
    const broken = await run('typo', 'code');
    assert.equal(broken.exitCode, 2);
    assert.match(broken.stderr, /environments\[2\].*conectionString.*connectionString/);
  });

  it('writes the report into a file', async () => {
    const file = path.join(folder, 'report.json');
    const root = await workspace('output', { 'a.sql': 'CREATE TABLE a (id integer);', 'b.sql': '' });
    const { exitCode, stdout } = await runCli(['compare', 'a.sql', 'b.sql', '--format', 'json', '--output', file], {
      cwd: root,
    });
    assert.equal(exitCode, 1);
    assert.equal(stdout, '');
    assert.equal((JSON.parse(await readFile(file, 'utf8')) as { summary: { leftOnly: number } }).summary.leftOnly, 1);
  });

  describe('what cannot be compared exits with 2 and a sentence on standard error', () => {
    let server: PostgresServer;
    before(async () => {
      server = await startServer(18, { auth: 'scram-sha-256' });
    });
    after(() => server.stop());

    const secret = 'plAntEd-s3cret';
    const cases: readonly (readonly [string, () => readonly [string, string], RegExp])[] = [
      [
        'a wrong password',
        () => [server.connectionString('postgres', { name: 'postgres', password: secret }), 'x.sql'],
        /refused the user name or password/,
      ],
      ['no password', () => [server.connectionString('postgres', { name: 'postgres' }), 'x.sql'], /password/],
      [
        'an unknown host',
        () => [`postgres://u:${secret}@no-such-host.invalid/db`, 'x.sql'],
        /no-such-host\.invalid" cannot be found/,
      ],
      [
        'a port where nothing listens',
        () => [`postgres://u:${secret}@127.0.0.1:1/db`, 'x.sql'],
        /refused the connection/,
      ],
      ['an unknown database', () => [server.connectionString('nowhere'), 'x.sql'], /no database "nowhere"/],
      ['an unknown environment', () => ['nobody', 'x.sql'], /no environment "nobody"/],
      ['SQL that does not load', () => ['broken.sql', 'x.sql'], /broken\.sql.*2/],
    ];
    for (const [title, sides, message] of cases) {
      it(title, async () => {
        const root = await workspace('failing', {
          'x.sql': '',
          'broken.sql': 'CREATE TABLE a (id integer);\nCREATE TABEL b ();\n',
        });
        const { exitCode, stdout, stderr } = await runCli(['compare', ...sides()], {
          cwd: root,
          variables: { PGCONNECT_TIMEOUT: '5' },
        });
        assert.match(stderr, message);
        assert.equal(exitCode, 2);
        assert.equal(stdout, '');
        assert.ok(!stderr.includes(secret));
        assert.ok(!stderr.includes('    at '), 'no stack for a user to read');
      });
    }
  });

  it('says how it is called', async () => {
    const help = await runCli(['compare', '--help']);
    assert.equal(help.exitCode, 0);
    assert.match(
      help.stdout,
      /Exits with 0 when the schemas are equal, 1 when they differ, 2 when they could not be compared/,
    );
    const misused = await runCli(['compare', 'one']);
    assert.equal(misused.exitCode, 2);
    assert.match(misused.stderr, /missing required argument 'right'/);
    const version = await runCli(['--version']);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal(version.exitCode, 0);
  });
});
