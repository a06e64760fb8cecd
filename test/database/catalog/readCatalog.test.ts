import assert from 'node:assert/strict';
import type { Catalog, CatalogObject } from '../../../src/catalog/catalogObject.ts';
import { outermostReaders, partReaders } from '../../../src/catalog/kinds.ts';
import type { ObjectKind } from '../../../src/catalog/objectKind.ts';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import type { Difference } from '../../../src/comparison/difference.ts';
import { catalogFixture } from '../../support/catalogFixture.ts';
import { catalogOf } from '../../support/openDatabase.ts';
import { postgresVersions, sharedServer } from '../../support/postgresServers.ts';
import type { PostgresServer } from '../../support/postgresServers.ts';
import { openTrialConnection } from '../../support/trialConnection.ts';
import type { TrialConnection } from '../../support/trialConnection.ts';
import { mutations, statusMarks } from './mutations.ts';

const [common, other] = await Promise.all([catalogFixture('everyKind'), catalogFixture('otherKinds')]);

for (const version of postgresVersions) {
  const everyKind = `${common(version)}${other(version)}`;
  const knownSince = (first: number, ...objects: string[]): string[] => (version >= first ? objects : []);

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
          'schema spare',
          'extension pg_trgm',
          'language plother',
          'access method gist_too',
          'access method heap_too',
          ...knownSince(17, 'collation app.built_in'),
          'collation app.caseless',
          'collation app.mixed',
          'collation app.plain',
          ...knownSince(16, 'collation app.ruled'),
          'enum app.mood',
          'domain app.email',
          'domain app.positive',
          'composite type app.address',
          'composite type app.row_type',
          ...knownSince(14, 'range type app.moment'),
          'range type app.span',
          'range type app.text_span',
          'base type app.hollow',
          'base type app.weight',
          'sequence app.counter',
          'sequence app.owned',
          ...[
            'child',
            'drafts',
            'events',
            'events_2025',
            'events_rest',
            'notes',
            'parent',
            'posts',
            'readings',
            'scratch',
          ].map((name) => `table app.${name}`),
          ...['sibling', 'tuned', 'typed', 'users'].map((name) => `table app.${name}`),
          'foreign table app.old_posts',
          'foreign table app.readings_2020',
          'view app.checked',
          'view app.happy',
          'view app.titles',
          'materialized view app.totals',
          'materialized view app.waiting',
          'function app.add(bigint, integer)',
          'function app.area(integer)',
          'function app.area(integer, integer)',
          'function app.bang(app.weight)',
          'function app.configured()',
          'function app.finish(bigint)',
          'function app.float_gap(double precision, double precision)',
          'function app.handle()',
          'function app.join_sums(bigint, bigint)',
          'function app.moods(text[])',
          'function app.remove(bigint, integer)',
          'function app.to_weight(integer)',
          'function app.touch()',
          'function app.weight_cmp(app.weight, app.weight)',
          'function app.weight_eq(app.weight, app.weight)',
          'function app.weight_gt(app.weight, app.weight)',
          'function app.weight_hash(app.weight)',
          'function app.weight_in(cstring)',
          'function app.weight_lt(app.weight, app.weight)',
          'function app.weight_ne(app.weight, app.weight)',
          'function app.weight_out(app.weight)',
          'function app.weight_recv(internal)',
          'function app.weight_send(app.weight)',
          'procedure app.tidy(integer)',
          'aggregate app.largest(integer)',
          'aggregate app.percentile(double precision, anyelement)',
          'aggregate app.rows_seen()',
          'aggregate app.total(integer)',
          'operator app.!!(NONE, app.weight)',
          ...['<', '<>', '=', '>'].map((name) => `operator app.${name}(app.weight, app.weight)`),
          'operator class app.weight_few_ops USING btree',
          'operator class app.weight_hash_ops USING hash',
          'operator family app.loose USING btree',
          'operator family app.weight_family USING hash',
          'operator family app.weight_few_ops USING btree',
          'cast (app.mood AS bytea)',
          'cast (app.weight AS integer)',
          'cast (integer AS app.weight)',
          'conversion app.from_latin',
          'transform FOR smallint LANGUAGE sql',
          'text search parser app.words',
          'text search template app.as_is',
          'text search dictionary app.lower',
          'text search configuration app.search',
          'foreign data wrapper anything',
          'foreign data wrapper elsewhere',
          'server archive',
          'server vault',
          'user mapping PUBLIC SERVER archive',
          'user mapping postgres SERVER vault',
          'publication changes',
          'publication everything',
          ...knownSince(15, 'publication one_schema', 'publication some_rows'),
          ...knownSince(18, 'publication with_generated'),
          'subscription incoming',
          ...knownSince(14, 'subscription newer'),
          ...knownSince(15, 'subscription newer_15'),
          ...knownSince(16, 'subscription newer_16'),
          ...knownSince(17, 'subscription newer_17'),
          'event trigger watch',
          'default privileges FOR ROLE pg_monitor IN SCHEMA app ON TABLES',
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
      assert.deepEqual(asNobody.notices, [
        {
          reason: 'permissionDenied',
          subject: 'subscription',
          attribute: 'connection',
          count: 1 + [14, 15, 16, 17].filter((first) => version >= first).length,
        },
        ...(version === 12
          ? [{ reason: 'permissionDenied', subject: 'subscription', attribute: 'synchronous commit', count: 1 }]
          : []),
        { reason: 'permissionDenied', subject: 'user mapping', attribute: 'options', count: 2 },
      ]);
    });

    it('never gives a secret away', async () => {
      const catalog = await catalogOf(everyKindDatabase);
      const text = JSON.stringify(catalog.objects, (name, value: unknown) => (name === 'comment' ? null : value));
      assert.doesNotMatch(text, /hush/);
      assert.match(text, /'secret [0-9a-f]{8}'/);
      assert.deepEqual(catalog.notices, []);
    });

    it('finds the connection of a subscription whatever its name', async () => {
      const { objects } = await catalogOf(
        await server.createDatabase(
          `CREATE SUBSCRIPTION "line\nbreak" CONNECTION 'host=x' PUBLICATION p WITH (connect = false, enabled = false, slot_name = NONE)`,
        ),
      );
      const subscription = objects.find((object) => object.name === 'line\nbreak');
      assert.match(String(subscription?.attributes['connection']), /^secret [0-9a-f]{8}$/);
    });

    it('says what it does not know', async () => {
      const database = await server.createDatabase(`
        CREATE TYPE public.odd AS ENUM ();
        CREATE TYPE public.odder AS ENUM ();
        UPDATE pg_type SET typtype = 'Z' WHERE typname IN ('odd', 'odder');
        INSERT INTO pg_depend VALUES ('pg_statistic'::regclass, 99999, 0, 'pg_namespace'::regclass, 2200, 0, 'n')`);
      const { notices } = await catalogOf(database);
      assert.deepEqual(
        new Set(notices),
        new Set([
          { reason: 'notCompared', subject: 'pg_statistic', count: 1 },
          { reason: 'notCompared', subject: 'type Z', count: 2 },
        ]),
      );
    });

    describe('a single change', () => {
      let trial: TrialConnection;
      let original: Catalog;

      before(async () => {
        trial = await openTrialConnection(everyKindDatabase);
        original = await trial.read();
      });
      after(() => trial.end());

      for (const { sql, reports, since, given } of mutations.filter((mutation) => (mutation.since ?? 0) <= version)) {
        it(`${sql.slice(0, 120)}${since === undefined ? '' : ` (since ${String(since)})`}`, () =>
          trial.takingBack(async () => {
            if (given !== undefined) await trial.run(given);
            const before = given === undefined ? original : await trial.read();
            await trial.run(sql);
            assert.deepEqual(reported(before, await trial.read()).toSorted(), [...reports].toSorted());
          }));
      }
    });
  });
}

describe('single changes', () => {
  const reports = mutations.flatMap((mutation) => mutation.reports);

  it('are there for each attribute of each kind, and one that makes and one that drops it', () => {
    const kinds = [...outermostReaders, ...partReaders];
    const byLength = kinds.map(({ kind }) => kind).toSorted((a, b) => b.length - a.length);
    const changed = new Set<string>();
    for (const report of reports) {
      const [, mark, rest = ''] = /^([-+~]) (.*)$/s.exec(report) ?? [];
      const kind = byLength.find((each) => rest.startsWith(`${each} `));
      const attributes = mark === '~' ? (/\[([^\]]*)\]$/.exec(rest)?.[1]?.split(', ') ?? []) : [mark];
      for (const attribute of attributes) changed.add(`${String(kind)} ${String(attribute)}`);
    }
    const expected = kinds.flatMap(({ kind, attributes }) => [
      `${kind} +`,
      `${kind} -`,
      ...attributes.map(({ name }) => `${kind} ${name}`),
    ]);
    assert.deepEqual(
      expected.filter((each) => !changed.has(each) && !inTheName.includes(each)),
      [],
    );
  });
});

/** Attributes that stand in the path too, so that with another value it is another object. */
const inTheName: readonly string[] = ['operator left argument', 'operator right argument'];

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
const creationOrder: readonly ObjectKind[] = [
  'schema',
  'extension',
  'language',
  'access method',
  'collation',
  'enum',
  'domain',
  'composite type',
  'sequence',
  'function',
  'procedure',
  'base type',
  'range type',
  'aggregate',
  'operator',
  'operator family',
  'operator class',
  'cast',
  'conversion',
  'transform',
  'text search parser',
  'text search template',
  'text search dictionary',
  'text search configuration',
  'foreign data wrapper',
  'server',
  'user mapping',
  'table',
  'foreign table',
  'view',
  'materialized view',
  'publication',
  'subscription',
  'event trigger',
  'default privileges',
];

function definitionsInDependencyOrder({ objects }: Catalog): string[] {
  const first = ['app.users', 'app.parent', 'app.events'];
  // A type in C is a shell until its functions are there.
  const shells = 'CREATE TYPE app.weight;';
  const inOrder = objects
    .filter((object) => object.path !== 'public')
    .toSorted(
      (a, b) =>
        creationOrder.indexOf(a.kind) - creationOrder.indexOf(b.kind) ||
        Number(first.includes(b.path)) - Number(first.includes(a.path)),
    );
  const place = inOrder.findIndex((object) => object.kind === 'function');
  return [
    ...inOrder.slice(0, place).map(definitionWithSecrets),
    shells,
    ...inOrder.slice(place).map(definitionWithSecrets),
  ];
}

function definitionWithSecrets(object: CatalogObject): string {
  const definition = object.definition ?? '';
  // The sequence that a table's column owns comes with its table, which is made later.
  if (object.path === 'app.owned') return '';
  if (object.path === 'app.posts') return `${definition}\nCREATE SEQUENCE app.owned OWNED BY app.posts.title;`;
  // Definitions never show a secret.
  return definition
    .replace(`password 'secret c22345ea', "user" 'secret 96448146'`, `password 'hush', "user" 'reader'`)
    .replace(`'secret c22345ea'`, `'hush'`)
    .replace(`'secret 3603bbe9'`, `'host=db.example password=hush'`)
    .replace(/CONNECTION 'secret \w+'/, `CONNECTION 'host=db.example'`);
}
