import assert from 'node:assert/strict';
import { PGlite } from '@electric-sql/pglite';
import type { Operation } from '../../../../src/migrations/migrationProject.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';

const longest = 'x'.repeat(63);
const long = 'a_table_with_a_name_of_some_length_in_it';

/** Statements whose names, types and NOT NULLs the reader must foretell as PostgreSQL itself gives them. */
const statements = `
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN app.positive AS int CHECK (value > 0) CHECK (value < 100);
CREATE TABLE users (
  id serial PRIMARY KEY,
  email varchar(320) NOT NULL UNIQUE,
  "select" char(3), code "char", name name, b bpchar, bits bit(3), vb varbit(7), n numeric(10,2), m numeric, d dec(4),
  f4 float4, f8 float, f24 float(24), r real, i2 int2, i8 int8, t time, ttz timetz(2), ts timestamp(3), tstz timestamptz,
  iv interval, ivp interval(3), ba bool, j jsonb, u uuid, ip inet, o oid, feeling mood, feelings mood[], p app.positive,
  grid int[][], x xml, reg regclass, tsv tsvector, rng int4range, by bytea,
  ident int GENERATED ALWAYS AS IDENTITY,
  age int CHECK (age > 0) CHECK (age < 200),
  CHECK (age > i2), CHECK (i2 > i8), UNIQUE (n, m), UNIQUE (r) INCLUDE (t), UNIQUE NULLS NOT DISTINCT (ts, "select"),
  EXCLUDE USING gist (rng WITH &&)
);
CREATE TABLE ${long} (
  a_column_with_a_long_name_too int PRIMARY KEY,
  another_long_column_name int REFERENCES users UNIQUE CHECK (another_long_column_name > 1),
  "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüü" int UNIQUE,
  UNIQUE (a_column_with_a_long_name_too, another_long_column_name),
  FOREIGN KEY (a_column_with_a_long_name_too, another_long_column_name)
    REFERENCES ${long} (a_column_with_a_long_name_too, another_long_column_name)
);
CREATE TABLE ${longest} (${longest} int PRIMARY KEY, b int UNIQUE CHECK (b > 0));
CREATE TABLE app.orders (a int, b int, PRIMARY KEY (b, a));
ALTER TABLE app.orders ADD COLUMN c int REFERENCES users (id), ADD CHECK (c > 0), ADD CHECK (c > 1), ADD UNIQUE (c);
ALTER TABLE app.orders ADD FOREIGN KEY (c) REFERENCES users;
ALTER TABLE app.orders ADD COLUMN e int; ALTER TABLE app.orders ALTER e TYPE smallint, ALTER e SET NOT NULL;
CREATE INDEX ON users (email);
CREATE INDEX ON users (email, n);
CREATE INDEX ON users (lower(email), upper(email), (n + m), (n - m), (n::text), (coalesce(n, m)), (nullif(n, m)));
CREATE INDEX ON users ((CASE WHEN n > 1 THEN n ELSE m END), (greatest(n, m)), (email COLLATE "C"), (j -> 'a'), ((j ->> 'a')::int));
CREATE INDEX ON users (n) INCLUDE (m, r);
CREATE INDEX ON users (n) INCLUDE (m, r);
CREATE UNIQUE INDEX ON ${long} (a_column_with_a_long_name_too, another_long_column_name, a_column_with_a_long_name_too);
CREATE TABLE keyless (k int, l int); ALTER TABLE keyless ADD PRIMARY KEY (l);
CREATE TABLE adopted (k int NOT NULL); CREATE UNIQUE INDEX adopted_index ON adopted (k);
ALTER TABLE adopted ADD CONSTRAINT adopted_key PRIMARY KEY USING INDEX adopted_index;
CREATE FUNCTION app.f(a int, b varchar(3), OUT c int, d mood[], e timestamptz) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g(VARIADIC float8[]) RETURNS TABLE (z int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION h(s char, q "char", n numeric(3), i interval) RETURNS void LANGUAGE sql AS '';
CREATE PROCEDURE p(INOUT a int8) LANGUAGE sql AS 'SELECT 1::int8';
`;

/** What the operations leave behind, one line for each object, as the query below says it. */
function foretold(operations: readonly Operation[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const { action, target, attribute, attributes, value } of operations) {
    const schema = target.schema ?? 'public';
    const key = JSON.stringify([target.kind, schema, target.owner, target.name]);
    const place = `${schema}.${target.owner ?? ''}.${target.name ?? ''}`;
    if (action === 'drop') lines.delete(key);
    if (target.kind === 'column') {
      const [type, notNull] = (lines.get(key) ?? '||').split('|').slice(1);
      const now = {
        type,
        'not null': notNull,
        ...attributes,
        ...(attribute === undefined ? {} : { [attribute]: value }),
      };
      lines.set(key, `column ${place}|${String(now.type)}|${String(now['not null'])}`);
    } else if (action === 'create' && ['constraint', 'index', 'function', 'procedure'].includes(target.kind)) {
      lines.set(key, `${target.kind} ${place}|${target.constraintType ?? ''}`);
    }
  }
  return [...lines.values()].sort();
}

const found = `
  SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || '|' || format_type(atttypid, atttypmod) || '|' || attnotnull AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid AND relkind = 'r' JOIN pg_namespace n ON n.oid = relnamespace
    WHERE n.nspname IN ('public', 'app') AND attnum > 0
  UNION ALL
  SELECT 'constraint ' || n.nspname || '.' || coalesce(c.relname, t.typname) || '.' || conname || '|' || CASE contype
      WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'x' THEN 'exclusion' END
    FROM pg_constraint o JOIN pg_namespace n ON n.oid = connamespace
    LEFT JOIN pg_class c ON c.oid = conrelid LEFT JOIN pg_type t ON t.oid = contypid
    WHERE n.nspname IN ('public', 'app') AND contype <> 'n'
  UNION ALL
  SELECT 'index ' || n.nspname || '.' || t.relname || '.' || c.relname || '|'
    FROM pg_index i JOIN pg_class c ON c.oid = indexrelid JOIN pg_class t ON t.oid = indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'app') AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
  UNION ALL
  SELECT CASE prokind WHEN 'p' THEN 'procedure ' ELSE 'function ' END || n.nspname || '..' || proname || '(' || oidvectortypes(proargtypes) || ')|'
    FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE n.nspname IN ('public', 'app')`;

describe('names, types and NOT NULLs', () => {
  it('are those that PostgreSQL gives', async function () {
    this.timeout(60_000);
    const read = await loadSqlReader();
    const { operations, problems } = read(statements);
    assert.deepEqual(problems, []);
    const database = await PGlite.create();
    try {
      await database.exec(statements);
      await database.exec('SET search_path TO pg_catalog');
      const { rows } = await database.query<{ line: string }>(found);
      assert.deepEqual(foretold(operations), rows.map(({ line }) => line).sort());
    } finally {
      await database.close();
    }
  });
});
