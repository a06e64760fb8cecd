import assert from 'node:assert/strict';
import type { ObjectKind } from '../../../src/catalog/objectKind.ts';
import { outermostReaders, partReaders } from '../../../src/catalog/kinds.ts';
import { catalogOf } from '../../support/openDatabase.ts';
import { postgresVersions, sharedServer } from '../../support/postgresServers.ts';
import { openTrialConnection } from '../../support/trialConnection.ts';

/** By each kind that is read only where a database has some, the least SQL that makes one. */
const makers: Partial<Record<ObjectKind, string>> = {
  'access method': 'CREATE ACCESS METHOD mine TYPE INDEX HANDLER gisthandler',
  aggregate: 'CREATE AGGREGATE mine (integer) (SFUNC = int4pl, STYPE = integer)',
  'base type': 'CREATE TYPE mine',
  cast: 'CREATE CAST (date AS integer) WITH INOUT',
  collation: `CREATE COLLATION mine FROM "C"`,
  'composite type': 'CREATE TYPE mine AS (a integer)',
  attribute: 'CREATE TYPE mine AS (a integer)',
  conversion: `CREATE CONVERSION mine FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`,
  'default privileges': 'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC',
  domain: 'CREATE DOMAIN mine AS integer',
  constraint: 'CREATE DOMAIN mine AS integer CHECK (VALUE > 0)',
  enum: `CREATE TYPE mine AS ENUM ('a')`,
  'enum value': `CREATE TYPE mine AS ENUM ('a')`,
  'event trigger':
    'CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER mine ON sql_drop EXECUTE FUNCTION f()',
  'foreign data wrapper': 'CREATE FOREIGN DATA WRAPPER mine',
  server: 'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER mine FOREIGN DATA WRAPPER w',
  'foreign table':
    'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE mine (a integer) SERVER s',
  'user mapping':
    'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR PUBLIC SERVER s',
  function: 'CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
  procedure: 'CREATE PROCEDURE mine() LANGUAGE sql AS $$ SELECT 1 $$',
  language: 'CREATE LANGUAGE mine HANDLER plpgsql_call_handler',
  operator: 'CREATE OPERATOR <<<< (FUNCTION = int4lt, LEFTARG = integer, RIGHTARG = integer)',
  'operator class': 'CREATE OPERATOR CLASS mine FOR TYPE integer USING hash AS OPERATOR 1 =',
  'operator family': 'CREATE OPERATOR FAMILY mine USING hash',
  policy: 'CREATE TABLE t (); CREATE POLICY mine ON t',
  publication: 'CREATE PUBLICATION mine',
  'published table': 'CREATE TABLE t (); CREATE PUBLICATION mine FOR TABLE t',
  'range type': 'CREATE TYPE mine AS RANGE (SUBTYPE = float4)',
  rule: 'CREATE TABLE t (); CREATE RULE mine AS ON INSERT TO t DO ALSO NOTHING',
  sequence: 'CREATE SEQUENCE mine',
  statistics: 'CREATE TABLE t (a integer, b integer); CREATE STATISTICS mine ON a, b FROM t',
  'text search configuration': 'CREATE TEXT SEARCH CONFIGURATION mine (PARSER = "default")',
  'text search mapping': 'CREATE TEXT SEARCH CONFIGURATION mine (COPY = simple)',
  'text search dictionary': 'CREATE TEXT SEARCH DICTIONARY mine (TEMPLATE = simple)',
  'text search parser':
    'CREATE TEXT SEARCH PARSER mine (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)',
  'text search template': 'CREATE TEXT SEARCH TEMPLATE mine (LEXIZE = dsimple_lexize)',
  transform: 'CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
  trigger: `CREATE TABLE t (); CREATE TRIGGER mine BEFORE UPDATE ON t EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
  view: 'CREATE VIEW mine AS SELECT 1 AS a',
  'materialized view': 'CREATE MATERIALIZED VIEW mine AS SELECT 1 AS a',
};

/** What needs more than one statement in one transaction, a label provider, or a newer server. */
const elsewhere: readonly ObjectKind[] = ['security label', 'subscription', 'published schema'];

describe('kinds that many databases have none of', () => {
  it('are all tried below', () => {
    const optional = [...outermostReaders, ...partReaders].flatMap(({ kind, presence }) =>
      presence === undefined || elsewhere.includes(kind) ? [] : [kind],
    );
    assert.deepEqual([...new Set(optional)].toSorted(), Object.keys(makers).toSorted());
  });

  for (const version of postgresVersions) {
    it(`are read where they are the only ones, of PostgreSQL ${String(version)}`, async function () {
      this.timeout(120_000);
      const server = await sharedServer(version);
      const trial = await openTrialConnection(await server.createDatabase());
      try {
        for (const [kind, sql] of Object.entries(makers)) {
          const { objects } = await trial.takingBack(async () => {
            await trial.run(`SET LOCAL search_path TO public; ${sql}; SET LOCAL search_path TO pg_catalog`);
            return trial.read();
          });
          const found = objects.flatMap((object) => [object.kind, ...object.children.map((part) => part.kind)]);
          assert.ok(found.includes(kind as ObjectKind), `${kind}: ${found.join(', ')}`);
        }
      } finally {
        await trial.end();
      }
    });
  }

  it('are subscriptions too', async () => {
    const server = await sharedServer(14);
    const uri = await server.createDatabase();
    const name = new URL(uri).pathname.slice(1);
    await server.execute(name, `CREATE SUBSCRIPTION mine CONNECTION 'host=none' PUBLICATION p WITH (connect = false)`);
    const { objects } = await catalogOf(uri);
    assert.ok(objects.some(({ kind }) => kind === 'subscription'));
  });
});
