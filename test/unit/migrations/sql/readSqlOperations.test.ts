import assert from 'node:assert/strict';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import type { SqlOperationReader } from '../../../../src/migrations/sqlOperationReader.ts';
import { operationText } from './operationText.ts';

describe('reading a text of SQL statements', () => {
  let read: SqlOperationReader;

  before(async () => {
    read = await loadSqlReader();
  });

  const lines = (sql: string): readonly string[] => read(sql).operations.map(operationText);

  it('finds nothing in a text without statements', () => {
    for (const sql of ['', ' \n', '-- a comment', '/* another */', ';;', '\uFEFF']) {
      const nothing = { operations: [], dataChanges: [], problems: [], transactional: true };
      assert.deepEqual(read(sql), nothing, JSON.stringify(sql));
    }
  });

  it('counts lines past comments, blanks and characters of several bytes', () => {
    const sql = `-- Ünïcode 😀😀😀\n/* nested /* 😀 */ */\n\n  CREATE TABLE "é😀" (\n  "ü" int,\n  b int\n);\n-- x\nDROP TABLE t;`;
    const expected = [
      '4: create table -.é😀',
      '5: create column -.é😀.ü [integer]',
      '6: create column -.é😀.b [integer]',
      '9: drop table -.t',
    ];
    assert.deepEqual(lines(sql), expected);
    assert.deepEqual(lines(`\uFEFF${sql.replaceAll('\n', '\r\n')}`), expected, 'with a mark and carriage returns');
  });

  it('reads what stands around a statement that does not parse', () => {
    const sql = `CREATE TABLE a (x int);\n-- é\nALTER TABLE a\n  ADD COLUMNS y int;\nCREATE TABLE b (x (int));\nSELECT ';';\nDROP TABLE c;\n`;
    assert.deepEqual(lines(sql), ['1: create table -.a', '1: create column -.a.x [integer]', '7: drop table -.c']);
    assert.deepEqual(read(sql).problems, [
      { line: 4, detail: 'syntax error at or near "int"' },
      { line: 5, detail: 'syntax error at or near "("' },
    ]);
  });

  it('keeps semicolons in literals, bodies and comments together while it looks for the faulty statement', () => {
    const sql = `broken;\nCREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $a$ BEGIN; x := ';'; END $a$;\nCOMMENT ON TABLE t IS 'a;b' /* ; */;\nCREATE TABLE "a;b" ();\n`;
    assert.deepEqual(lines(sql), [
      '2: create function -.f()',
      '3: alter table -.t @comment = a;b',
      '4: create table -.a;b',
    ]);
    assert.equal(read(sql).problems.length, 1);
  });

  it('reports a literal that never ends and keeps what comes before', () => {
    const { operations, problems } = read(`CREATE TABLE a ();\nSELECT 'open;\nDROP TABLE a;`);
    assert.deepEqual(operations.map(operationText), ['1: create table -.a']);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.detail ?? '', /unterminated quoted string/);
    assert.equal(problems[0]?.line, 2);
  });

  it('reports a NUL, at which the parser would stop without a word', () => {
    const { operations, problems } = read('CREATE TABLE a ();\nDROP TABLE b,\n\0c;\nDROP TABLE d;');
    assert.deepEqual(operations.map(operationText), ['1: create table -.a', '4: drop table -.d']);
    assert.deepEqual(problems, [{ line: 3, detail: 'invalid byte: 0x00' }]);
  });

  it("passes psql's commands and the data of COPY", () => {
    const sql = `\\set x 1\n\\i other.sql\nCOPY t FROM stdin;\n1\t;'\n\\.\nDROP TABLE a;`;
    assert.deepEqual(read(sql).problems, []);
    assert.deepEqual(lines(sql), ['6: drop table -.a']);
  });

  it('takes control characters in literals', () => {
    assert.deepEqual(
      lines(`COMMENT ON TABLE a IS 'x\u0001';\nALTER TABLE a\n  ADD b text DEFAULT '\u0002',\n  DROP c`),
      ['1: alter table -.a @comment = x\u0001', '3: create column -.a.b [text, default ?]', '2: drop column -.a.c'],
    );
  });

  it('keeps hostile names as they are', () => {
    const names = [
      'a"b',
      'a.b',
      'a\nb',
      '<script>alert(1)</script>',
      "it's",
      'MixedCase',
      ' ',
      'ü'.repeat(31),
      '__proto__',
      'constructor',
    ];
    for (const name of names) {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const sql = `CREATE TABLE ${quoted}.${quoted} (${quoted} int CONSTRAINT ${quoted} CHECK (true)); DROP TABLE ${quoted}`;
      const targets = read(sql).operations.map(({ target }) => target);
      assert.deepEqual(
        targets.map(({ kind, schema, owner, name: own }) => [kind, schema, owner, own]),
        [
          ['table', name, undefined, name],
          ['column', name, name, name],
          ['constraint', name, name, name],
          ['table', undefined, undefined, name],
        ],
      );
    }
  });

  it('cuts default names to 63 bytes and names with numbers on a second one', () => {
    const table = 'a_very_long_table_name_that_goes_on_and_on_and_on_to_the_limit';
    assert.deepEqual(
      read(`CREATE TABLE ${table} (a_long_column_name_too int UNIQUE REFERENCES t)`).operations.map(
        ({ target }) => target.name,
      ),
      [
        table,
        'a_long_column_name_too',
        'a_very_long_table_name_that_goes_on__a_long_column_name_too_key',
        'a_very_long_table_name_that_goes_on_a_long_column_name_too_fkey',
      ],
    );
    assert.deepEqual(
      lines(
        'ALTER TABLE t ADD CHECK (a > 0); ALTER TABLE t ADD CHECK (a > 1); ALTER TABLE t DROP CONSTRAINT t_a_check; ALTER TABLE t ADD CHECK (a > 2)',
      ),
      [
        '1: create constraint -.t.t_a_check (a) check',
        '1: create constraint -.t.t_a_check1 (a) check',
        '1: drop constraint -.t.t_a_check',
        '1: create constraint -.t.t_a_check (a) check',
      ],
    );
  });

  describe('in DO blocks', () => {
    it('reads the statements of every branch on their own lines', () => {
      const sql = `-- é
DO $body$
DECLARE
  r record; -- ü
  n users.id%TYPE;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    CREATE TYPE mood AS ENUM ('a',
      'b');
  ELSE
    ALTER TYPE mood ADD VALUE 'b';
  END IF;
  FOR r IN SELECT 1 LOOP
    DROP TABLE t; DROP TABLE t;
  END LOOP;
  BEGIN
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);
  EXCEPTION WHEN duplicate_object THEN
    ALTER TABLE t DROP COLUMN d;
  END;
END
$body$;
DROP TABLE z;`;
      assert.deepEqual(lines(sql), [
        '8: create enum -.mood',
        '8: create enum value -.mood.a',
        '9: create enum value -.mood.b',
        '11: create enum value -.mood.b',
        '14: drop table -.t',
        '14: drop table -.t',
        '17: create constraint -.t.c (a) check',
        '19: drop column -.t.d',
        '23: drop table -.z',
      ]);
    });

    it('says what runs only under a condition', () => {
      const sql = `DO $$ DECLARE r record; BEGIN
  CREATE TABLE a ();
  IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'm') THEN CREATE TYPE m AS ENUM ('x'); END IF;
  FOR r IN SELECT 1 LOOP DROP TABLE b; END LOOP;
  DROP TABLE c;
END $$; DROP TABLE d`;
      const conditional = read(sql).operations.map(
        ({ target, conditional: isConditional }) => `${target.name ?? ''} ${String(isConditional ?? false)}`,
      );
      assert.deepEqual(conditional, ['a false', 'm true', 'x true', 'b true', 'c false', 'd false']);
    });

    it('reads EXECUTE of a literal, not of a computed text', () => {
      const sql = `DO $$ BEGIN\n  EXECUTE 'ALTER TABLE t ADD COLUMN "it''s" text DEFAULT ''x''';\n  EXECUTE $q$DROP TABLE a$q$;\n  EXECUTE format('DROP TABLE %I', 'b');\n  EXECUTE 'DROP ' || 'TABLE c';\nEND $$`;
      assert.deepEqual(lines(sql), ["2: create column -.t.it's [text, default 'x']", '3: drop table -.a']);
    });

    it('reports a body that does not parse, and leaves other languages alone', () => {
      const faulty = read('SELECT 1;\nDO $$ BEGIN gibberish here; END $$; DROP TABLE a');
      assert.deepEqual(faulty.operations.map(operationText), ['2: drop table -.a']);
      assert.deepEqual(faulty.problems, [{ line: 2, detail: 'syntax error at or near "gibberish"' }]);
      const other = read('DO LANGUAGE plpython3u $$ drop table x $$');
      assert.deepEqual([other.operations, other.problems], [[], []]);
    });
  });
});
