import assert from 'node:assert/strict';
import { frameworkOf } from '../../src/migrations/frameworks/frameworks.ts';
import type { MigrationProject } from '../../src/migrations/migrationProject.ts';
import { readVersionRows } from '../../src/migrations/readVersionRows.ts';
import type { VersionTable } from '../../src/migrations/versionTable.ts';
import { openDatabase } from '../support/openDatabase.ts';
import { sharedServer } from '../support/postgresServers.ts';

const project = (...versionTables: readonly VersionTable[]): MigrationProject => ({
  framework: frameworkOf('sql').name,
  folder: 'migrations',
  versionTables,
  revisions: [],
  problems: [],
});

describe('reading a version table', function () {
  this.timeout(30_000);

  const read = async (setUp: string, table: VersionTable, user?: string) => {
    const server = await sharedServer(14);
    const uri = await server.createDatabase(setUp);
    const database = new URL(uri).pathname.slice(1);
    const session = await openDatabase(user === undefined ? uri : server.connectionString(database, { name: user }));
    try {
      const rows = await readVersionRows(session, project({ schema: undefined, name: 'other', columns: ['x'] }, table));
      return rows?.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    } finally {
      await session.close();
    }
  };

  it('gives equal rows, NULLs, odd names and odd texts as they are', async () => {
    const name = `"; drop table x; --%s %I`;
    const column = `a"'$1 b`;
    const odd = `it's "x"\n\\ [1] %s 🐘`;
    const rows = await read(
      `CREATE SCHEMA "S p"; CREATE TABLE "S p"."${name.replace('"', '""')}" ("a""'$1 b" text, n int);
       INSERT INTO "S p"."${name.replace('"', '""')}" VALUES ($t$${odd}$t$, 1), ($t$${odd}$t$, 1), (NULL, NULL)`,
      { schema: 'S p', name, columns: [column, 'n'] },
    );
    assert.deepEqual(rows, [
      { [column]: odd, n: '1' },
      { [column]: odd, n: '1' },
      { [column]: null, n: null },
    ]);
  });

  it('gives rows too long for a lexeme', async () => {
    const rows = await read(`CREATE TABLE v (a text); INSERT INTO v VALUES (repeat('é', 3000)), ('b')`, {
      schema: undefined,
      name: 'v',
      columns: ['a'],
    });
    assert.deepEqual(rows, [{ a: 'b' }, { a: 'é'.repeat(3000) }]);
  });

  it('tells an empty table from one that is not there or may not be read', async () => {
    const table = { schema: undefined, name: 'v', columns: ['a'] };
    assert.deepEqual(await read('CREATE TABLE v (a text)', table), []);
    assert.equal(await read('CREATE TABLE v (b text)', table), undefined);
    const role = 'version_rows_reader';
    const makeRole = `DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`;
    assert.equal(await read(`${makeRole}; CREATE TABLE v (a text)`, table, role), undefined);
    assert.deepEqual(await read(`${makeRole}; CREATE TABLE v (a text); GRANT SELECT ON v TO ${role}`, table, role), []);
  });
});
