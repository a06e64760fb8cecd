import assert from 'node:assert/strict';
import { PGlite } from '@electric-sql/pglite';
import type { Catalog } from '../../../../src/catalog/catalogObject.ts';
import { readCatalog } from '../../../../src/catalog/readCatalog.ts';
import { compareCatalogs } from '../../../../src/comparison/compareCatalogs.ts';
import { defaultCompareOptions } from '../../../../src/comparison/compareOptions.ts';
import type { CompareOptions } from '../../../../src/comparison/compareOptions.ts';
import type { MigrationProject } from '../../../../src/migrations/migrationProject.ts';
import { applyPending } from '../../../../src/migrations/remaining/applyPending.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import type { SqlOperationReader } from '../../../../src/migrations/sqlOperationReader.ts';

interface Case {
  readonly name: string;
  /** What ran on both sides. */
  readonly base: string;
  /** What ran on the right, and is pending on the left. */
  readonly pending: readonly string[];
  /** What was done by hand besides. */
  readonly left?: string;
  readonly right?: string;
  /** `status kind path`, of what remains. */
  readonly remains?: readonly string[];
  readonly options?: Partial<CompareOptions>;
}

const users = `
  CREATE TABLE users (id int PRIMARY KEY, name text, email varchar(50) UNIQUE, team int);
  CREATE TABLE orders (id int PRIMARY KEY, "user" int REFERENCES users (id), total numeric CHECK (total > 0));
  CREATE INDEX orders_user ON orders ("user");
  CREATE VIEW buyers AS SELECT u.id, u.name FROM users u JOIN orders o ON o."user" = u.id;
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE TABLE feelings (mood mood DEFAULT 'sad', at date NOT NULL);
  CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
`;

const cases: readonly Case[] = [
  {
    name: 'tables with all that belongs to them',
    base: users,
    pending: [
      'CREATE TABLE teams (id serial PRIMARY KEY, name text NOT NULL DEFAULT $$x$$, CHECK (name <> $$$$)); CREATE INDEX ON teams (lower(name))',
    ],
  },
  {
    name: 'columns at the end',
    base: users,
    pending: ['ALTER TABLE users ADD a int NOT NULL, ADD b text UNIQUE'],
    options: { columnOrder: true },
  },
  {
    name: 'dropped columns with what is over them',
    base: users,
    pending: ['ALTER TABLE users DROP email; ALTER TABLE orders DROP "user" CASCADE'],
  },
  { name: 'dropped tables with the keys to them', base: users, pending: ['DROP TABLE users CASCADE'] },
  { name: 'renamed tables with all that follows', base: users, pending: ['ALTER TABLE users RENAME TO "Odd people"'] },
  {
    name: 'renamed columns with the keys to them',
    base: users.replace('UNIQUE, team', 'UNIQUE, UNIQUE (email, name), team'),
    pending: ['ALTER TABLE users RENAME id TO "the id"; ALTER TABLE users RENAME email TO mail'],
    // The text of a view that uses a renamed column is PostgreSQL's to write.
    options: { ignore: ['view:*'] },
  },
  {
    name: 'renamed schemas',
    base: `CREATE SCHEMA a; CREATE TABLE a.t (id int PRIMARY KEY); CREATE TABLE u (t int REFERENCES a.t)`,
    pending: ['ALTER SCHEMA a RENAME TO "B b"'],
  },
  {
    name: 'moved tables',
    base: `CREATE SCHEMA a; CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE u (t int REFERENCES t)`,
    pending: ['ALTER TABLE t SET SCHEMA a'],
  },
  { name: 'renamed types', base: users, pending: ['ALTER TYPE mood RENAME TO feeling'] },
  {
    name: 'values of enums in their order',
    base: users,
    pending: [
      "ALTER TYPE mood ADD VALUE 'so so' BEFORE 'happy'",
      "ALTER TYPE mood ADD VALUE 'great'; ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
    ],
  },
  {
    name: 'altered columns',
    base: users,
    pending: [
      'ALTER TABLE users ALTER email TYPE varchar(80), ALTER name SET NOT NULL, ALTER team SET DEFAULT 7; ALTER TABLE feelings ALTER mood DROP DEFAULT',
    ],
  },
  {
    name: 'constraints',
    base: users,
    pending: [
      'ALTER TABLE orders ADD CHECK (total < 10); ALTER TABLE orders DROP CONSTRAINT orders_total_check; ALTER TABLE users ADD FOREIGN KEY (team) REFERENCES users',
    ],
    options: { constraintNames: true },
  },
  {
    name: 'dropped and created indexes',
    base: users,
    pending: ['DROP INDEX orders_user; CREATE INDEX "other one" ON orders (total, "user")'],
  },
  {
    name: 'replaced functions and views',
    base: users,
    pending: [
      "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 2'; CREATE OR REPLACE VIEW buyers AS SELECT u.id, u.name FROM users u",
    ],
  },
  {
    name: 'comments',
    base: users,
    pending: ["COMMENT ON TABLE users IS 'People'; COMMENT ON COLUMN users.name IS 'Their name'"],
  },
  {
    name: 'what is created, renamed and changed again',
    base: users,
    pending: [
      'CREATE TABLE a (x int)',
      'ALTER TABLE a RENAME TO b; ALTER TABLE b ADD y int',
      'ALTER TABLE b ALTER x TYPE bigint; ALTER TABLE b RENAME y TO z',
    ],
  },
  { name: 'what is created and dropped again', base: users, pending: ['CREATE TABLE a (x int)', 'DROP TABLE a'] },
  {
    name: 'what nobody pends',
    base: users,
    pending: ['ALTER TABLE users ADD a int'],
    left: 'ALTER TABLE users ADD by_hand int; DROP VIEW buyers',
    right: 'CREATE TABLE "by ""hand""" (x int)',
    remains: [
      'leftOnly column public.users.by_hand',
      'rightOnly table public."by ""hand"""',
      'rightOnly view public.buyers',
    ],
  },
  {
    name: 'what the other side has undone',
    base: users,
    pending: ['CREATE TABLE a (x int); ALTER TABLE users ADD a int; ALTER TABLE users ALTER email TYPE varchar(80)'],
    right: 'DROP TABLE a; ALTER TABLE users DROP a; ALTER TABLE users ALTER email TYPE varchar(100)',
    remains: ['changed column public.users.email', 'leftOnly column public.users.a', 'leftOnly table public.a'],
  },
  {
    name: 'what is there already',
    base: users,
    pending: ['CREATE TABLE IF NOT EXISTS a (x int)'],
    left: 'CREATE TABLE a (x bigint)',
    remains: ['changed column public.a.x'],
  },
];

describe('applying pending migrations in memory', function () {
  this.timeout(120_000);
  let database: PGlite;
  let sql: SqlOperationReader;

  before(async () => {
    database = await PGlite.create();
    sql = await loadSqlReader();
  });
  after(() => database.close());

  for (const each of cases) {
    it(`leaves what a real database is left with: ${each.name}`, async () => {
      const { base, pending, left = '', right = '', remains = [] } = each;
      const options = { ...defaultCompareOptions, ...each.options };
      const before = await catalogAfter(database, [base, left]);
      const other = await catalogAfter(database, [base, ...pending, right]);
      const isNoOp = each.name.endsWith('dropped again') || each.name.endsWith('there already');
      assert.equal(lines(before, other, options).join() === remains.join(), isNoOp, 'something is pending');
      const project = projectOf(sql, pending);
      const asLeft = applyPending(
        { left: before, right: other },
        { left: [{ project, revisions: project.revisions }], right: [] },
      );
      assert.deepEqual(asLeft.assumed, []);
      assert.deepEqual(lines(asLeft.left, asLeft.right, options), remains);
      const asRight = applyPending(
        { left: other, right: before },
        { left: [], right: [{ project, revisions: project.revisions }] },
      );
      assert.deepEqual(lines(asRight.right, asRight.left, options), remains, 'whichever side is behind');
      if (each.left !== undefined && each.name !== 'what nobody pends') return;
      const really = await catalogAfter(database, [base, left, ...pending]);
      assert.deepEqual(lines(really, other, options), remains, 'as PostgreSQL does it');
    });
  }

  it('follows a schema of another name on either side', async () => {
    const base = 'CREATE TABLE t (id int PRIMARY KEY)';
    const pending = 'ALTER TABLE t ADD a int; CREATE TABLE u (id int REFERENCES t)';
    const tenant = 'ALTER SCHEMA public RENAME TO tenant';
    const behind = await catalogAfter(database, [base, tenant]);
    const other = await catalogAfter(database, [base, pending]);
    const project = projectOf(sql, [pending]);
    const ours = [{ project, revisions: project.revisions }];
    const left = applyPending({ left: behind, right: other }, { left: ours, right: [] }, { tenant: 'public' });
    const options = { ...defaultCompareOptions, schemas: { tenant: 'public' } };
    assert.deepEqual(lines(left.left, left.right, options), []);
    const right = applyPending({ left: other, right: behind }, { left: [], right: ours }, { public: 'tenant' });
    assert.deepEqual(lines(right.left, right.right, { ...options, schemas: { public: 'tenant' } }), []);
  });

  it('agrees on what both sides have still to apply', async () => {
    const steps = [
      'CREATE TABLE t (id int)',
      'CREATE TABLE u (id int)',
      'ALTER TABLE u ADD a int',
      'CREATE VIEW v AS SELECT 1 AS one',
    ];
    const project = projectOf(sql, steps);
    const left = await catalogAfter(database, steps.slice(0, 1));
    const right = await catalogAfter(database, steps.slice(0, 2));
    const pending = (from: number) => [{ project, revisions: project.revisions.slice(from) }];
    const after = applyPending({ left, right }, { left: pending(1), right: pending(2) });
    assert.deepEqual(lines(after.left, after.right, defaultCompareOptions), []);
    assert.ok(after.left.objects.some(({ kind, name }) => kind === 'view' && name === 'v'));
  });

  it('says what it had to assume', async () => {
    const catalog = await catalogAfter(database, ['CREATE TABLE t (id int)']);
    const read = projectOf(sql, ['ALTER TABLE missing ADD a int;\nALTER TABLE t DROP id']);
    const revisions = read.revisions.map((revision) => ({
      ...revision,
      operations: revision.operations.map((operation) =>
        operation.line === 2 ? { ...operation, conditional: true } : operation,
      ),
    }));
    const problems = [{ reason: 'notStatic' as const, file: '0.sql', line: 9, detail: 'a loop' }];
    const { assumed } = applyPending(
      { left: catalog, right: catalog },
      { left: [], right: [{ project: { ...read, problems }, revisions }] },
    );
    assert.deepEqual(
      assumed.map(({ side, reason, line, revision }) => [side, reason, line, revision]),
      [
        ['right', 'notRead', 9, '0'],
        ['right', 'notUnderstood', 1, '0'],
        ['right', 'conditional', 2, '0'],
      ],
    );
  });
});

async function catalogAfter(database: PGlite, texts: readonly string[]): Promise<Catalog> {
  const schemas = await database.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'`,
  );
  for (const { name } of schemas.rows) await database.exec(`DROP SCHEMA ${name} CASCADE`);
  await database.exec('CREATE SCHEMA public; SET search_path = public');
  for (const text of texts) await database.exec(text);
  await database.exec('SET search_path = pg_catalog');
  const catalog = await readCatalog(
    {
      server: { version: '18', versionNumber: 180000, database: 'postgres', user: 'postgres' },
      notices: [],
      query: async <Row>(text: string, params: readonly unknown[] = []) =>
        (await database.query<Row>(text, [...params])).rows,
      close: () => Promise.resolve(),
    },
    {},
  );
  return catalog;
}

function projectOf(sql: SqlOperationReader, texts: readonly string[]): MigrationProject {
  const revisions = texts.map((text, index) => ({
    id: String(index),
    parents: index === 0 ? [] : [String(index - 1)],
    dependsOn: [],
    title: '',
    date: undefined,
    file: `${String(index)}.sql`,
    line: 1,
    operations: sql(text).operations,
  }));
  return { framework: 'sql', folder: 'migrations', versionTables: [], revisions, problems: [] };
}

function lines(left: Catalog, right: Catalog, options: CompareOptions): readonly string[] {
  const { differences } = compareCatalogs(left, right, options);
  return differences.map(({ status, kind, path }) => `${status} ${kind} ${path}`).toSorted();
}
