import assert from 'node:assert/strict';
import { effectStates, plannedEffects } from '../../../src/migrations/plannedEffects.ts';
import type { PlannedEffect } from '../../../src/migrations/plannedEffects.ts';
import type { Revision } from '../../../src/migrations/migrationProject.ts';
import type { SqlOperationReader } from '../../../src/migrations/sqlOperationReader.ts';
import { loadSqlReader } from '../../../src/migrations/sql/readSqlOperations.ts';
import { operationWords } from '../../../src/reports/operationWords.ts';
import { catalogFrom } from '../../support/catalogs.ts';

describe('what migrations are to leave behind', () => {
  let read: SqlOperationReader;
  before(async () => {
    read = await loadSqlReader();
  });
  const effects = (...texts: readonly string[]): readonly PlannedEffect[] =>
    plannedEffects(
      texts.map((sql, index): Revision => ({
        id: String(index + 1),
        parents: [],
        dependsOn: [],
        title: '',
        date: undefined,
        file: `${String(index + 1)}.sql`,
        line: 1,
        operations: read(sql).operations,
      })),
    );
  const words = (...texts: readonly string[]): string[] =>
    effects(...texts).map(({ revision, operation }) => `${revision} ${operationWords(operation)}`);

  it('is not what a later one drops again', () => {
    assert.deepEqual(words('CREATE TABLE a (id integer); CREATE TABLE b ();', 'DROP TABLE a;'), [
      '1 create table b',
      '2 drop table a',
    ]);
  });

  it('is said under the name that it has in the end', () => {
    const found = words('ALTER TABLE a ADD COLUMN b integer;', 'ALTER TABLE a RENAME TO c;');
    assert.ok(found.includes('1 add column c.b'), found.join('; '));
  });

  it('is the last value of an attribute', () => {
    assert.deepEqual(
      words('ALTER TABLE a ALTER b TYPE text;', 'ALTER TABLE a ALTER b TYPE bigint;').map((each) => each.slice(0, 1)),
      ['2'],
    );
  });

  it('is there, or missing, or nobody can tell', () => {
    const database = catalogFrom([
      { kind: 'table', name: 'a', parts: [{ kind: 'column', name: 'b', attributes: { type: 'text' } }] },
    ]);
    const state = (sql: string): string => effectStates(database, effects(sql)).join(' ');
    assert.equal(state('ALTER TABLE a ADD COLUMN b text'), 'there');
    assert.equal(state('ALTER TABLE a ADD COLUMN c text'), 'missing');
    assert.equal(state('DROP TABLE a'), 'missing');
    assert.equal(state('DROP TABLE z'), 'there');
    assert.equal(state('ALTER TABLE a ALTER b TYPE text'), 'there');
    assert.equal(state('ALTER TABLE a ALTER b TYPE bigint'), 'missing');
    assert.equal(state('ALTER TABLE z RENAME TO a'), 'there');
    assert.equal(state('ALTER TABLE a RENAME b TO c'), 'missing');
  });
});
