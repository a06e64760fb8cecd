import assert from 'node:assert/strict';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import type { SqlOperationReader } from '../../../../src/migrations/sqlOperationReader.ts';

describe('what SQL does beside changing a schema', () => {
  let read: SqlOperationReader;

  before(async () => {
    read = await loadSqlReader();
  });

  const changes = (sql: string): readonly string[] =>
    read(sql).dataChanges.map(({ verb, schema, table, line }) => `${String(line)}: ${verb} ${schema ?? '-'}.${table}`);

  it('is rows that it writes, on the line that names the table', () => {
    const sql = `INSERT INTO app.a SELECT 1;
UPDATE
  b SET x = 1;
DELETE FROM ONLY "C d" USING b;
TRUNCATE a,
  app.b CASCADE;
COPY t (a, b) FROM stdin;
1\t2
\\.
COPY t TO stdout;
MERGE INTO m USING s ON m.a = s.a WHEN MATCHED THEN UPDATE SET b = 1 WHEN NOT MATCHED THEN INSERT VALUES (1);
WITH gone AS (DELETE FROM old RETURNING *) INSERT INTO kept SELECT * FROM gone;
SELECT * FROM a FOR UPDATE;
DO $$ BEGIN
  UPDATE inside SET a = 1;
END $$`;
    assert.deepEqual(changes(sql), [
      '1: insert app.a',
      '3: update -.b',
      '4: delete -.C d',
      '5: truncate -.a',
      '6: truncate app.b',
      '7: insert -.t',
      '11: update -.m',
      '11: insert -.m',
      '12: insert -.kept',
      '12: delete -.old',
      '15: update -.inside',
    ]);
  });

  it('is nothing that a rule or a routine will write another time', () => {
    assert.deepEqual(
      changes(
        `CREATE RULE r AS ON DELETE TO a DO INSTEAD UPDATE a SET gone = true; CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM a $$; INSERT INTO pg_temp.x VALUES (1)`,
      ),
      [],
    );
  });

  const cases: readonly (readonly [sql: string, transactional: boolean])[] = [
    ['CREATE INDEX i ON t (a)', true],
    ['CREATE INDEX CONCURRENTLY i ON t (a)', false],
    ['DROP INDEX CONCURRENTLY i', false],
    ['REINDEX TABLE CONCURRENTLY t', false],
    ['REINDEX TABLE t', true],
    ['ALTER TABLE p DETACH PARTITION q CONCURRENTLY', false],
    ['VACUUM t', false],
    ['ANALYZE t', true],
    ['CREATE DATABASE d', false],
    ['BEGIN; CREATE TABLE t (); COMMIT;', true],
    ['CREATE TABLE t (); COMMIT; CREATE TABLE u ();', false],
    ['COMMIT; BEGIN; COMMIT;', true],
    ["CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", false],
    ["CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)", true],
  ];
  for (const [sql, transactional] of cases) {
    it(`${transactional ? 'fits into' : 'leaves'} the transaction around it: ${sql}`, () => {
      assert.equal(read(sql).transactional, transactional);
    });
  }
});
