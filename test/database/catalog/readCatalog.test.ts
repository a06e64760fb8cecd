import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import type { Catalog, CatalogObject } from '../../../src/catalog/catalogObject.ts';
import { readCatalog } from '../../../src/catalog/readCatalog.ts';
import type { Session } from '../../../src/catalog/session.ts';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { Difference } from '../../../src/comparison/difference.ts';
import { catalogOf } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { mutations, statusMarks } from './mutations.ts';

const everyKind = await readFile(new URL('../../fixtures/catalog/everyKind.sql', import.meta.url), 'utf8');

for (const version of [12, 14, 18] as const) {
  describe(`catalog of PostgreSQL ${String(version)}`, function () {
    this.timeout(60_000);
    let server: PostgresServer;
    let everyKindDatabase: string;

    before(async () => {
      server = await sharedServer(version);
      everyKindDatabase = await server.createDatabase(everyKind);
    });

    it('holds every kind once, without what belongs to something else', async () => {
      const { objects } = await catalogOf(everyKindDatabase);
      assert.deepEqual(
        objects.map((object) => `${object.kind} ${object.path}`),
        [
          'schema app',
          'schema public',
          'extension pg_trgm',
          'enum app.mood',
          'domain app.email',
          'domain app.positive',
          'composite type app.address',
          'composite type app.row_type',
          'sequence app.counter',
          'sequence app.owned',
          ...['child', 'events', 'events_2025', 'events_rest', 'parent', 'posts', 'scratch'].map(
            (name) => `table app.${name}`,
          ),
          ...['sibling', 'tuned', 'typed', 'users'].map((name) => `table app.${name}`),
          'view app.checked',
          'view app.happy',
          'materialized view app.totals',
          'materialized view app.waiting',
          'function app.area(integer)',
          'function app.area(integer, integer)',
          'function app.configured()',
          'function app.moods(text[])',
          'function app.touch()',
          'procedure app.tidy(integer)',
        ],
      );
    });

    it('creates an equal database from the definitions that it shows', async () => {
      const original = await catalogOf(everyKindDatabase);
      const statements = definitionsInDependencyOrder(original);
      const copy = await catalogOf(await server.createDatabase(statements.join('\n')));
      assert.deepEqual(reported(original, copy), []);
    });

    it('finds nothing between two databases made by the same SQL, whatever their oids and dropped columns', async () => {
      const other = await server.createDatabase(
        `CREATE TABLE before (a integer); DROP TABLE before; ${everyKind};
         ALTER TABLE app.scratch ADD COLUMN gone text; ALTER TABLE app.scratch DROP COLUMN gone`,
      );
      assert.deepEqual(reported(await catalogOf(everyKindDatabase), await catalogOf(other)), []);
    });

    it('reads only the schemas that it is asked for', async () => {
      const { objects } = await catalogOf(everyKindDatabase, ['public']);
      assert.deepEqual(
        objects.map((object) => object.path),
        ['public'],
      );
    });

    it('reads an empty database', async () => {
      const { objects } = await catalogOf(await server.createDatabase());
      assert.deepEqual(
        objects.map((object) => object.path),
        ['public'],
      );
    });

    it('keeps every name as it is, however hostile', async () => {
      const names = [
        'a"b',
        'a.b',
        'line\nbreak',
        '<script>alert(1)</script>',
        '"; drop table x; --',
        '🦊 fox',
        'MiXeD',
        'select',
        'x'.repeat(63),
        "it's",
      ];
      const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`);
      const tables = quoted.map(
        (name) => `CREATE TABLE ${name} (${quoted.map((column) => `${column} text`).join(', ')}, UNIQUE (${name}));`,
      );
      const { objects } = await catalogOf(await server.createDatabase(tables.join('\n')));
      const read = objects.filter((object) => object.kind === 'table');
      assert.deepEqual(new Set(read.map((object) => object.name)), new Set(names));
      for (const table of read) {
        assert.deepEqual(
          table.children.filter((part) => part.kind === 'column').map((part) => part.name),
          names,
        );
        assert.equal(table.path, `public.${quoted[names.indexOf(table.name)] ?? ''}`.replace(/"(x+)"/, '$1'));
      }
    });

    it('needs no privilege but to connect', async () => {
      const name = new URL(everyKindDatabase).pathname.slice(1);
      await server.execute('postgres', `DROP ROLE IF EXISTS nobody_here; CREATE ROLE nobody_here LOGIN`);
      const asNobody = await catalogOf(server.connectionString(name, { name: 'nobody_here' }));
      assert.deepEqual(reported(await catalogOf(everyKindDatabase), asNobody), []);
    });

    describe('a single change', () => {
      let client: Client;
      let session: Session;
      let original: Catalog;

      before(async () => {
        client = new Client({ connectionString: everyKindDatabase });
        await client.connect();
        await client.query('SET search_path TO pg_catalog');
        session = await clientSession(client);
        original = await readCatalog(session);
      });
      after(() => client.end());

      for (const { sql, reports, since } of mutations.filter((mutation) => (mutation.since ?? 0) <= version)) {
        it(`${sql.slice(0, 120)}${since === undefined ? '' : ` (since ${String(since)})`}`, async () => {
          await client.query('BEGIN');
          try {
            await client.query(sql);
            assert.deepEqual(reported(original, await readCatalog(session)).toSorted(), [...reports].toSorted());
          } finally {
            await client.query('ROLLBACK');
          }
        });
      }
    });
  });
}

/** A session on a connection of the test's own, so that a change can be read and rolled back. */
async function clientSession(client: Client): Promise<Session> {
  const { rows } = await client.query<{ number: number }>(
    `SELECT current_setting('server_version_num')::int AS number`,
  );
  return {
    server: { version: '', versionNumber: rows[0]?.number ?? 0, database: '', user: '' },
    notices: [],
    query: async <Row>(sql: string, params?: readonly unknown[]) =>
      (await client.query(sql, [...(params ?? [])])).rows as Row[],
    close: () => Promise.resolve(),
  };
}

/** With every facet, and nothing taken for equal that is only alike. */
const everything = {
  ...defaultCompareOptions,
  owners: true,
  privileges: true,
  storage: true,
  whitespace: true,
  constraintNames: true,
};

function reported(left: Catalog, right: Catalog): string[] {
  return compareCatalogs(left, right, everything).differences.map((difference: Difference) => {
    const attributes = difference.attributes.map((attribute) => attribute.name).join(', ');
    return `${statusMarks[difference.status]} ${difference.kind} ${difference.path}${attributes === '' ? '' : ` [${attributes}]`}`;
  });
}

/** The order in which objects can be made: routines before the triggers that call them, tables by their references. */
function definitionsInDependencyOrder({ objects }: Catalog): string[] {
  const definition = (object: CatalogObject): string => object.definition ?? '';
  const rank: Readonly<Record<string, number>> = {
    schema: 0,
    extension: 1,
    enum: 2,
    domain: 3,
    'composite type': 4,
    sequence: 5,
    function: 6,
    procedure: 7,
    table: 8,
    view: 9,
    'materialized view': 10,
  };
  const first = ['app.users', 'app.parent', 'app.events'];
  return objects
    .filter((object) => object.path !== 'public')
    .toSorted(
      (a, b) =>
        (rank[a.kind] ?? 0) - (rank[b.kind] ?? 0) || Number(first.includes(b.path)) - Number(first.includes(a.path)),
    )
    .map((object) => {
      // A sequence that a table's column owns comes with the table, which is made later.
      if (object.path === 'app.owned') return '';
      if (object.path !== 'app.posts') return definition(object);
      return `${definition(object)}\nCREATE SEQUENCE app.owned OWNED BY app.posts.title;`;
    });
}
