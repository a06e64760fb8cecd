import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Catalog } from '../../../src/catalog/catalogObject.ts';
import { readCatalog } from '../../../src/catalog/readCatalog.ts';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import { splitStatements } from '../../../src/sql/splitStatements.ts';
import { catalogFixture } from '../../support/catalogFixture.ts';
import { catalogOf } from '../../support/openDatabase.ts';
import { postgresVersions, sharedServer } from '../../support/postgresServers.ts';
import type { PostgresVersion } from '../../support/postgresServers.ts';
import { createWorkspace } from '../sqlFiles/openSqlFiles.ts';

const [everyKind, otherKinds, deparsing] = await Promise.all([
  catalogFixture('everyKind'),
  catalogFixture('otherKinds'),
  catalogFixture('deparsing'),
]);

function sqlFor(version: number): string {
  return `${everyKind(version)}\n${deparsing(version)}`;
}

function withoutSubscriptions(sql: string): string {
  const statements = splitStatements(sql).filter(({ text }) => !/^(?:CREATE|COMMENT ON) SUBSCRIPTION /.test(text));
  return statements.map(({ text }) => text).join('\n');
}

/** The same with a search_path in place of a schema's name before others, but in bodies, which are kept as they are. */
function unqualified(sql: string, schema: string): string {
  const pieces = sql.replace(`CREATE SCHEMA ${schema};`, '').split(/(\$\w*\$[\s\S]*?\$\w*\$)/);
  const qualifier = new RegExp(`(?<![\\w.])${schema}\\.(?=["\\w])`, 'g');
  const bare = pieces.map((piece, index) => (index % 2 === 0 ? piece.replace(qualifier, '') : piece));
  return `CREATE SCHEMA ${schema}; SET search_path TO ${schema}, public;\n${bare.join('')}`;
}

/** With every facet and by every name: what differs here differs under any options. */
const everything = {
  ...defaultCompareOptions,
  owners: true,
  privileges: true,
  storage: true,
  whitespace: true,
  constraintNames: true,
};

function differences(left: Catalog, right: Catalog, options = everything): unknown[] {
  return compareCatalogs(left, right, options).differences.map(({ status, kind, path: place, attributes }) => ({
    object: `${status} ${kind} ${place}`,
    attributes,
  }));
}

async function createdBy(version: PostgresVersion, sql: string): Promise<Catalog> {
  return catalogOf(await (await sharedServer(version)).createDatabase(sql));
}

describe('no false difference', function () {
  this.timeout(120_000);

  for (const [older, newer] of postgresVersions.flatMap((older, index) =>
    postgresVersions.slice(index + 1).map((newer) => [older, newer] as const),
  )) {
    it(`between the same SQL on PostgreSQL ${String(older)} and ${String(newer)}, whichever is left`, async () => {
      const sql = `${sqlFor(older)}\n${otherKinds(older)}`;
      const [left, right] = [await createdBy(older, sql), await createdBy(newer, sql)];
      assert.deepEqual(differences(left, right), []);
      assert.deepEqual(differences(right, left), []);
      assert.deepEqual(differences(left, right, defaultCompareOptions), []);
      const rewrites = [14, 16].some((version) => older < version && version <= newer);
      assert.equal(
        compareCatalogs(left, right).normalized.length > 10,
        rewrites,
        'what these versions write differently',
      );
    });
  }

  for (const version of [14, 18] as const) {
    it(`between PostgreSQL ${String(version)} and the same in SQL files`, async () => {
      const workspace = await createWorkspace();
      try {
        // The embedded PostgreSQL has no client for replication.
        const sql = withoutSubscriptions(`${sqlFor(version)}\n${otherKinds(version)}`);
        const files = await readCatalog(await workspace.openText(sql));
        assert.deepEqual(files.notices, []);
        assert.deepEqual(differences(await createdBy(version, sql), files), []);
        assert.deepEqual(differences(files, await createdBy(18, sql)), []);
      } finally {
        await workspace.remove();
      }
    });
  }

  for (const version of postgresVersions) {
    it(`between names found by the search path and qualified ones, on PostgreSQL ${String(version)}`, async () => {
      for (const [schema, sql] of [
        ['app', everyKind(version)],
        ['x', deparsing(version)],
      ] as const) {
        const [qualified, found] = [await createdBy(version, sql), await createdBy(version, unqualified(sql, schema))];
        assert.deepEqual(differences(qualified, found), []);
      }
    });
  }
});

/** Two tables and what hangs on them, with columns and parts in one order or in the other. */
function inOrder(reversed: boolean): string {
  const list = (...items: string[]): string => (reversed ? items.toReversed() : items).join(',\n  ');
  const statements = (...items: string[]): string => (reversed ? items.toReversed() : items).join('\n');
  const dropped = reversed ? 'ALTER TABLE o.a ADD COLUMN gone integer; ALTER TABLE o.a DROP COLUMN gone;' : '';
  return `CREATE SCHEMA o; CREATE TABLE o.gone (i integer); ${reversed ? 'DROP TABLE o.gone;' : ''}
CREATE FUNCTION o.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN${reversed ? '\r' : ''}\n  RETURN NEW;${reversed ? '\r' : ''}\nEND';
${statements(
  `CREATE TABLE o.a (${list(
    'id integer PRIMARY KEY',
    'low integer DEFAULT 1',
    'high integer NOT NULL',
    'note varchar(9)',
    'CHECK (low < high)',
    'CHECK (high < 100 AND low > 0)',
    'UNIQUE (low, high)',
    'UNIQUE (high, low)',
    'total integer GENERATED ALWAYS AS (low + high) STORED',
  )}); ${dropped}`,
  `CREATE TABLE o.b (${list('id integer PRIMARY KEY', 'a integer', 'low integer', 'high integer')});`,
)}
ALTER TABLE o.b ADD FOREIGN KEY (a) REFERENCES o.a ON DELETE SET NULL;
ALTER TABLE o.b ADD FOREIGN KEY (low, high) REFERENCES o.a (low, high);
${statements(
  'CREATE INDEX ON o.a (lower(note)) WHERE low > 1;',
  'CREATE INDEX ON o.a (lower(note)) WHERE low > 2;',
  'CREATE INDEX ON o.b (high, low) INCLUDE (a);',
  'CREATE STATISTICS o.s ON low, high FROM o.a;',
  'CREATE TRIGGER one BEFORE UPDATE OF low, high ON o.a FOR EACH ROW WHEN (OLD.low <> NEW.low) EXECUTE FUNCTION o.t();',
  'CREATE TRIGGER two AFTER INSERT ON o.a FOR EACH ROW EXECUTE FUNCTION o.t();',
  'CREATE VIEW o.v AS SELECT a.id, b.low, a.note FROM o.a JOIN o.b ON b.a = a.id;',
  'CREATE VIEW o.w AS SELECT low, high, count(*) AS n FROM o.a GROUP BY high, low;',
  'CREATE POLICY p ON o.a USING (low > 1);',
  'CREATE POLICY q ON o.b FOR SELECT USING (EXISTS (SELECT FROM o.a WHERE a.id = b.a));',
  "COMMENT ON COLUMN o.a.low IS 'low';",
  'GRANT SELECT (low, high) ON o.a TO PUBLIC;',
)}
${reversed ? '' : 'DROP TABLE o.gone;'}`;
}

describe('a role that may only connect', function () {
  this.timeout(60_000);

  for (const version of postgresVersions) {
    it(`reads the same of PostgreSQL ${String(version)} as the owner, whatever is kept from it`, async () => {
      const server = await sharedServer(version);
      const connection = await server.createDatabase(`${sqlFor(version)}
        REVOKE ALL ON SCHEMA app, x, public FROM PUBLIC; REVOKE ALL ON ALL TABLES IN SCHEMA app, x FROM PUBLIC;
        REVOKE ALL ON ALL ROUTINES IN SCHEMA app, x FROM PUBLIC; REVOKE USAGE ON TYPE app.mood, x.mood FROM PUBLIC;
        ALTER TABLE x.users FORCE ROW LEVEL SECURITY; ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;`);
      const name = new URL(connection).pathname.slice(1);
      await server.execute('postgres', `DROP ROLE IF EXISTS only_connects; CREATE ROLE only_connects LOGIN`);
      const other = await catalogOf(server.connectionString(name, { name: 'only_connects' }));
      assert.deepEqual(differences(await catalogOf(connection), other), []);
      assert.deepEqual(other.notices, []);
    });
  }
});

describe('another order', function () {
  this.timeout(60_000);

  for (const version of postgresVersions) {
    it(`of columns, constraints, indexes, tables and oids is no difference on PostgreSQL ${String(version)}`, async () => {
      const [one, other] = [await createdBy(version, inOrder(false)), await createdBy(version, inOrder(true))];
      // Names that were made up depend on the order: of two checks the first is `a_check`.
      assert.deepEqual(differences(one, other, { ...everything, whitespace: false, constraintNames: false }), []);
      assert.ok(differences(one, other, { ...defaultCompareOptions, columnOrder: true }).length > 0);
    });
  }
});

describe('restored from a dump', function () {
  this.timeout(120_000);

  for (const version of postgresVersions) {
    it(`PostgreSQL ${String(version)} shows no difference`, async () => {
      const server = await sharedServer(version);
      const original = await server.createDatabase(sqlFor(version));
      const dump = await dumped(original, version);
      if (dump === undefined) return;
      // A dump leaves materialized views to be filled by a refresh.
      const restored = await server.createDatabase(`${dump}\nREFRESH MATERIALIZED VIEW app.totals;`);
      assert.deepEqual(differences(await catalogOf(original), await catalogOf(restored)), []);
    });
  }
});

/** What pg_dump writes of a database's schema; undefined where this machine has none that is new enough. */
async function dumped(connectionString: string, version: number): Promise<string | undefined> {
  const root = '/usr/lib/postgresql';
  const found = existsSync(root) ? (await readdir(root)).map(Number).filter((number) => number >= version) : [];
  const newest = found.toSorted((a, b) => b - a)[0];
  if (newest === undefined) {
    console.log(`      no pg_dump for PostgreSQL ${String(version)} on this machine`);
    return undefined;
  }
  const program = path.join(root, String(newest), 'bin', 'pg_dump');
  const { stdout } = await promisify(execFile)(program, ['--schema-only', connectionString], { maxBuffer: 1e8 });
  return splitStatements(stdout)
    .filter(({ kind, text }) => kind === 'statement' && text !== 'CREATE SCHEMA public;')
    .map(({ text }) => text)
    .join('\n');
}
