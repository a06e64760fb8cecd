import assert from 'node:assert/strict';
import type { DataChange, Downgrade, Revision } from '../../../../src/migrations/migrationProject.ts';
import { assessMigration } from '../../../../src/migrations/risk/assessMigration.ts';
import type { AssessOptions } from '../../../../src/migrations/risk/assessMigration.ts';
import { acceptedBy, readIgnoreComments } from '../../../../src/migrations/risk/ignoreComments.ts';
import type { MigrationRisk, RelationSize } from '../../../../src/migrations/risk/risk.ts';
import { createSchemaState } from '../../../../src/migrations/risk/schemaState.ts';
import type { SqlOperationReader } from '../../../../src/migrations/sqlOperationReader.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';

interface Given extends AssessOptions {
  /** What earlier migrations did. */
  readonly before?: string;
  readonly downgrade?: Downgrade;
  readonly dataChanges?: readonly DataChange[];
}

describe('the risk of a migration', () => {
  let read: SqlOperationReader;
  before(async () => {
    read = await loadSqlReader();
  });

  const revision = (sql: string, given: Given = {}): Revision => ({
    id: 'x',
    parents: [],
    dependsOn: [],
    title: '',
    date: undefined,
    file: 'x.sql',
    line: 1,
    operations: read(sql).operations,
    ...(given.downgrade === undefined ? {} : { downgrade: given.downgrade }),
    ...(given.dataChanges === undefined ? {} : { dataChanges: given.dataChanges }),
  });
  const assess = (sql: string, given: Given = {}): MigrationRisk => {
    const state = createSchemaState();
    for (const operation of read(given.before ?? '').operations) state.apply(operation);
    return assessMigration(revision(sql, given), state, given);
  };
  const rules = (risk: MigrationRisk): string[] => risk.steps.map(({ rule }) => rule);
  const verdict = ({ verdict: { grade, reason, because } }: MigrationRisk): string =>
    [grade, reason, ...(because === undefined ? [] : [because])].join(' ');
  const sized =
    (rows: number, exact = true) =>
    (): RelationSize => ({ rows, exact });

  it('is none on a table that the migration makes, whatever is done to it', () => {
    const risk = assess(
      `CREATE TABLE a (id integer);
       ALTER TABLE a ADD COLUMN b serial;
       ALTER TABLE a RENAME TO c;
       CREATE INDEX ON c (b);
       ALTER TABLE c ALTER COLUMN b TYPE bigint;
       ALTER TABLE c DROP COLUMN id;`,
      { dataChanges: [{ verb: 'update', schema: undefined, table: 'a', line: 2 }] },
    );
    assert.deepEqual(rules(risk), []);
    assert.equal(verdict(risk), 'low newOnly');
    assert.deepEqual(risk.creates, [{ schema: 'public', name: 'c' }]);
  });

  it('tells a table from one of the same name in another schema', () => {
    const risk = assess('CREATE TABLE a.t (id integer); CREATE INDEX ON b.t (id);');
    assert.deepEqual(
      risk.relations.map(({ schema, mode }) => [schema, mode]),
      [['b', 'SHARE']],
    );
  });

  it('weighs work by the size of the table, and lost data only by an exact count of none', () => {
    const index = 'CREATE INDEX ON t (id)';
    assert.equal(verdict(assess(index)), 'medium scansBlockingWrites');
    assert.equal(verdict(assess(index, { sizeOf: sized(852) })), 'low scansBlockingWrites small');
    assert.equal(verdict(assess(index, { sizeOf: sized(50_000) })), 'medium scansBlockingWrites');
    assert.equal(verdict(assess(index, { sizeOf: sized(5_000_000, false) })), 'high scansBlockingWrites large');
    const drop = 'ALTER TABLE t DROP COLUMN a';
    assert.equal(verdict(assess(drop, { sizeOf: sized(3) })), 'high losesData');
    assert.equal(verdict(assess(drop, { sizeOf: sized(0, false) })), 'high losesData');
    assert.equal(verdict(assess(drop, { sizeOf: sized(0) })), 'medium breaksRunningCode');
  });

  it('knows the old type from the migrations before, and says so where it does not', () => {
    const longer = 'ALTER TABLE t ALTER COLUMN a TYPE varchar(20)';
    assert.deepEqual(rules(assess(longer, { before: 'CREATE TABLE t (a varchar(10))' })), ['change-type']);
    assert.deepEqual(rules(assess(longer, { before: 'CREATE TABLE t (a varchar(30))' })), ['change-type-rewrite']);
    const renamed = 'CREATE TABLE t (b varchar(10)); ALTER TABLE t RENAME b TO a;';
    assert.deepEqual(rules(assess(longer, { before: renamed })), ['change-type']);
    const [unknown] = assess(longer).steps;
    assert.deepEqual([unknown?.rule, unknown?.isUncertain], ['change-type-rewrite', true]);
    const twice = `${longer}; ALTER TABLE t ALTER COLUMN a TYPE varchar(15);`;
    assert.deepEqual(rules(assess(twice, { before: 'CREATE TABLE t (a varchar(10))' })), [
      'change-type',
      'change-type-rewrite',
    ]);
  });

  it('locks both ends of a foreign key, and the tables that a dropped table refers to', () => {
    const before = `CREATE TABLE b (id integer PRIMARY KEY);
      CREATE TABLE a (b integer CONSTRAINT a_b REFERENCES b);`;
    const locked = (sql: string): string[] =>
      assess(sql, { before }).relations.map(({ name, mode }) => `${name} ${mode}`);
    assert.deepEqual(locked('ALTER TABLE a DROP CONSTRAINT a_b'), ['a ACCESS EXCLUSIVE', 'b ACCESS EXCLUSIVE']);
    assert.deepEqual(locked('DROP TABLE a'), ['a ACCESS EXCLUSIVE', 'b ACCESS EXCLUSIVE']);
    assert.deepEqual(locked('DROP TABLE b CASCADE'), ['b ACCESS EXCLUSIVE', 'a ACCESS EXCLUSIVE']);
    assert.deepEqual(locked('CREATE TABLE c (b integer REFERENCES b)'), ['b SHARE ROW EXCLUSIVE']);
  });

  it('finds the table of an index that is dropped by its name alone', () => {
    const before = 'CREATE TABLE t (a integer); CREATE INDEX t_a ON t (a);';
    const { relations } = assess('DROP INDEX t_a', { before });
    assert.deepEqual(relations, [
      { schema: 'public', name: 't', mode: 'ACCESS EXCLUSIVE', work: 'none', losesData: false },
    ]);
  });

  it('says what fails for want of a table, unless the statement provides for that', () => {
    const sizeOf = (): 'absent' => 'absent';
    assert.equal(verdict(assess('ALTER TABLE gone ADD COLUMN a integer', { sizeOf })), 'high failsWithoutTable');
    assert.deepEqual(rules(assess('DROP TABLE IF EXISTS gone', { sizeOf })), []);
    // An earlier pending migration makes it: then it is new.
    assert.deepEqual(rules(assess('CREATE INDEX ON t (a)', { sizeOf, before: 'CREATE TABLE t (a integer)' })), []);
  });

  it('is not undone by a downgrade that brings back the object and not what was in it', () => {
    const reversibility = (sql: string, downgrade?: Downgrade): string =>
      assess(sql, downgrade === undefined ? {} : { downgrade }).reversibility;
    assert.equal(reversibility('ALTER TABLE t DROP COLUMN a', 'real'), 'dataLost');
    assert.equal(reversibility(`ALTER TYPE mood ADD VALUE 'x'`, 'real'), 'cannot');
    assert.equal(reversibility('CREATE TABLE t ()', 'real'), 'yes');
    assert.equal(reversibility('CREATE TABLE t ()', 'empty'), 'notWritten');
    assert.equal(reversibility('CREATE TABLE t ()', 'raises'), 'notWritten');
    assert.equal(reversibility('CREATE TABLE t ()', 'missing'), 'notWritten');
    assert.equal(reversibility('CREATE TABLE t ()'), 'unknown');
    assert.equal(verdict(assess('CREATE TABLE t ()', { downgrade: 'empty' })), 'medium notUndone');
  });

  it('counts rows that are written', () => {
    const change = (verb: DataChange['verb'], rows?: number): string =>
      verdict(
        assess('', {
          dataChanges: [{ verb, schema: undefined, table: 't', line: 1 }],
          ...(rows === undefined ? {} : { sizeOf: sized(rows) }),
        }),
      );
    assert.equal(change('insert'), 'low blocksNothing');
    assert.equal(change('update'), 'medium changesAllRows');
    assert.equal(change('update', 20), 'low changesAllRows small');
    assert.equal(change('update', 2_000_000), 'high changesAllRows large');
    assert.equal(change('delete'), 'high losesData');
    assert.equal(change('truncate'), 'high losesData');
  });

  it('cannot be run in a transaction with a step that PostgreSQL refuses there', () => {
    assert.equal(assess('CREATE INDEX CONCURRENTLY i ON t (a)').transactional, false);
    assert.equal(assess('CREATE INDEX i ON t (a)').transactional, true);
  });

  it('counts no step that a comment accepts, and keeps its reason', () => {
    const sql = [
      '-- database-compare: ignore drop-column because nobody has read it since March',
      'ALTER TABLE t DROP COLUMN a;',
      'ALTER TABLE t DROP COLUMN b;',
    ].join('\n');
    const risk = assess(sql, { acceptedBecause: acceptedBy(readIgnoreComments(sql)) });
    assert.deepEqual(
      risk.steps.map(({ accepted }) => accepted),
      ['nobody has read it since March', undefined],
    );
    assert.equal(risk.decisive?.line, 3);
    const both = assess(sql, { acceptedBecause: () => 'so be it' });
    assert.equal(both.verdict.grade, 'low');
    // Accepting a risk does not bring the data back.
    assert.equal(both.reversibility, 'dataLost');
  });

  it('gives every step a page of the manual', () => {
    for (const { manual } of assess('DROP TABLE a; CREATE INDEX ON b (c); ALTER TABLE d RENAME TO e;').steps) {
      assert.match(manual, /^https:\/\/www\.postgresql\.org\/docs\/current\/[\w-]+\.html(#[\w-]+)?$/);
    }
  });
});
