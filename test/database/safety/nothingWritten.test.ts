import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startLambdaServer } from '../../support/lambda/lambdaServer.ts';
import type { LambdaServer } from '../../support/lambda/lambdaServer.ts';
import { startServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { runCli } from '../../support/runCli.ts';
import { sampleFolder, sampleSql } from '../../unit/sample/sampleFiles.ts';
import { awsVariables, foreignFunction, foreignMapping, ownFunction } from '../lambda/support.ts';

/** As no other text is, and awkward in a URI, a shell, a regular expression and JSON. */
const password = `pl4nted s%3Cecret$&'"\\é`;

/** They measure, set the transaction's settings, and read by a query that they are given as a text (`ts_stat`, `query_to_xml`). */
const expectedVolatile = [
  'pg_indexes_size',
  'pg_relation_size',
  'pg_total_relation_size',
  'query_to_xml',
  'set_config',
  'ts_stat',
];

describe('what the tool does to a database', function () {
  this.timeout(300_000);
  let postgres: PostgresServer;
  let functions: LambdaServer;
  let workspace: string;
  let uri: string;

  before(async () => {
    postgres = await startServer(14, {
      auth: 'scram-sha-256',
      // It takes transaction ids of its own.
      settings: { autovacuum: 'off' },
    });
    uri = await postgres.createDatabase(
      `${sampleSql('production')}; CREATE ROLE planted LOGIN PASSWORD '${password.replaceAll("'", "''")}' SUPERUSER;`,
    );
    const database = new URL(uri).pathname.slice(1);
    const planted = postgres.connectionString(database, { name: 'planted', password });
    functions = await startLambdaServer({
      own: { module: ownFunction, variables: { DATABASE_URL: planted } },
      'sql-api': { module: foreignFunction, variables: { DATABASE_URL: planted } },
    });
    workspace = await mkdtemp(path.join(os.tmpdir(), 'nothing written '));
    await cp(sampleFolder, workspace, { recursive: true });
    const lambda = { type: 'lambda', region: 'eu-central-1', endpoint: functions.endpoint };
    const settings = {
      'databaseCompare.environments': [
        { name: 'direct', type: 'postgres', connectionString: '${env:PLANTED_URI}' },
        {
          name: 'fields',
          type: 'postgres',
          host: '127.0.0.1',
          port: postgres.port,
          database,
          user: 'planted',
          password: '${env:PLANTED}',
        },
        { name: 'function', ...lambda, functionName: 'own' },
        { name: 'api', ...lambda, functionName: 'sql-api', ...foreignMapping },
        { name: 'wrong', type: 'postgres', connectionString: '${env:PLANTED_URI}', user: 'nobody' },
      ],
    };
    await writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    variables = { ...awsVariables, PLANTED_URI: planted, PLANTED: password };
  });
  after(async () => {
    await functions.stop();
    await postgres.stop();
    await rm(workspace, { recursive: true, force: true });
  });
  let variables: Readonly<Record<string, string>>;

  const commands: readonly (readonly string[])[] = [
    ['compare', 'direct', 'function', '--format', 'json', '--owners', '--privileges', '--storage'],
    ['compare', 'fields', 'api', '--format', 'markdown'],
    ['matrix', 'direct', 'function', 'api', '--format', 'json'],
    ['counts', 'direct', 'function', '--format', 'json'],
    ['counts', 'api', '--format', 'text'],
    ['migrations', 'direct', 'function', '--format', 'json'],
    ['plan', 'direct', '--format', 'markdown'],
    ['compare', 'wrong', 'direct'],
  ];

  it('is to read: no statement writes, and no transaction has an id', async () => {
    const before = await lastTransaction();
    for (const command of commands) {
      const { stderr, exitCode } = await runCli([...command, '--workspace', workspace], { variables });
      assert.equal(exitCode === 2, command.includes('wrong'), `${command.join(' ')}: ${stderr}`);
    }
    assert.equal(await lastTransaction(), before, 'a transaction that writes takes an id');
    const statements = [...(await postgres.toolStatements())];
    assert.ok(statements.length > 10, String(statements.length));
    assert.deepEqual(await volatileFunctions(statements), expectedVolatile);
  });

  const ask = async <Row extends object>(sql: string): Promise<Row[]> => {
    const client = new Client({ connectionString: uri });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const lastTransaction = async (): Promise<unknown> =>
    (await ask<{ last: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS last'))[0]?.last;

  /** The functions that the statements call and that may do more than read. */
  const volatileFunctions = async (statements: readonly string[]): Promise<readonly string[]> => {
    const volatile = await ask<{ name: string }>(
      "SELECT DISTINCT proname AS name FROM pg_proc WHERE provolatile = 'v' ORDER BY 1",
    );
    const called = new Set(
      statements.flatMap((text) =>
        [...text.replaceAll(/'(?:[^']|'')*'/g, "''").matchAll(/([a-z_][a-z_0-9]*)\s*\(/gi)].map(([, name]) => name),
      ),
    );
    return volatile.map(({ name }) => name).filter((name) => called.has(name));
  };
});
