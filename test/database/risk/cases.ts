/** A statement, and the rules that should speak of it: more than one where it does several things. */
export interface RiskCase {
  readonly sql: string;
  readonly rules: readonly string[];
  /** The first server version, such as 17, that knows the statement. */
  readonly since?: number;
  /** Relations that CASCADE takes along, and locks: nobody can tell which from the statement. */
  readonly cascadesTo?: readonly string[];
  /** The rule expects a scan that this server does without. */
  readonly isCautious?: true;
}

/** Every statement runs alone on this schema, and is rolled back. */
export const riskSchema = `
  CREATE SCHEMA "Odd.Schema";
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TYPE mood2 AS ENUM ('sad', 'ok', 'glad');
  CREATE TABLE teams (id integer PRIMARY KEY, name text);
  CREATE TABLE people (
    id integer PRIMARY KEY,
    team_id integer CONSTRAINT people_team_id_fkey REFERENCES teams (id),
    code varchar(20) NOT NULL,
    nick varchar,
    size integer,
    amount numeric(10, 2),
    price numeric(10, 2),
    seen timestamp,
    seen_at timestamptz,
    net cidr,
    tags varchar(10)[],
    feeling mood DEFAULT 'ok',
    doubled integer GENERATED ALWAYS AS (id * 2) STORED,
    proven integer CONSTRAINT people_proven_check CHECK (proven IS NOT NULL),
    CONSTRAINT people_amount_check CHECK (amount > 0)
  );
  CREATE INDEX people_code_idx ON people (code);
  CREATE UNIQUE INDEX people_code_key ON people (code);
  ALTER TABLE people ADD CONSTRAINT people_unproven CHECK (id > 0) NOT VALID;
  ALTER TABLE people ADD CONSTRAINT people_unproven_fkey FOREIGN KEY (id) REFERENCES teams (id) NOT VALID;
  CREATE TABLE "Odd.Schema"."Weird ""table""" (id integer PRIMARY KEY, "a b" text);
  CREATE TABLE logs (id integer, day date) PARTITION BY RANGE (day);
  CREATE TABLE logs_2024 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
  CREATE TABLE logs_2025 (id integer, day date);
  CREATE VIEW glad_people AS SELECT id FROM people;
  CREATE MATERIALIZED VIEW team_sizes AS SELECT team_id, count(*) FROM people GROUP BY team_id;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER people_touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE POLICY mine ON people USING (true);
  CREATE RULE quiet AS ON INSERT TO teams DO ALSO NOTHING;
  CREATE ROLE risk_reader;
  INSERT INTO teams SELECT n, 'team ' || n FROM generate_series(1, 50) n;
  INSERT INTO people (id, team_id, code, amount, proven)
    SELECT n, n, 'c' || n, n, n FROM generate_series(1, 50) n;
  INSERT INTO logs_2025 SELECT n, '2025-06-01' FROM generate_series(1, 50) n;
  INSERT INTO "Odd.Schema"."Weird ""table""" SELECT n, 'x' FROM generate_series(1, 50) n;
`;

export const riskCases: readonly RiskCase[] = [
  { sql: 'ALTER TABLE people ADD COLUMN note text', rules: ['add-column'] },
  { sql: `ALTER TABLE people ADD COLUMN note text NOT NULL DEFAULT 'it''s f(x)'`, rules: ['add-column'] },
  { sql: 'ALTER TABLE people ADD COLUMN made timestamptz DEFAULT now()', rules: ['add-column'] },
  { sql: `ALTER TABLE people ADD COLUMN data jsonb DEFAULT jsonb_build_object('a', 1)`, rules: ['add-column'] },
  { sql: `ALTER TABLE people ADD COLUMN cost numeric(10, 2) DEFAULT 1.5::numeric(10, 2)`, rules: ['add-column'] },
  {
    sql: 'ALTER TABLE "Odd.Schema"."Weird ""table""" ADD COLUMN "c ""d""" text DEFAULT lower(\'X\')',
    rules: ['add-column'],
  },
  { sql: 'ALTER TABLE people ADD COLUMN made timestamptz DEFAULT clock_timestamp()', rules: ['add-column-rewrite'] },
  { sql: 'ALTER TABLE people ADD COLUMN key uuid DEFAULT gen_random_uuid()', rules: ['add-column-rewrite'] },
  { sql: 'ALTER TABLE people ADD COLUMN luck float8 DEFAULT random()', rules: ['add-column-rewrite'] },
  { sql: 'ALTER TABLE people ADD COLUMN number serial', rules: ['add-column-rewrite'] },
  {
    sql: 'ALTER TABLE people ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY',
    rules: ['add-column-rewrite'],
  },
  {
    sql: 'ALTER TABLE people ADD COLUMN more integer GENERATED ALWAYS AS (id + 1) STORED',
    rules: ['add-column-rewrite'],
  },
  {
    sql: 'ALTER TABLE people ADD COLUMN more integer GENERATED ALWAYS AS (id + 1) VIRTUAL',
    rules: ['add-column'],
    since: 18,
  },
  { sql: 'ALTER TABLE people ADD COLUMN age integer CHECK (age > 0)', rules: ['add-column', 'add-check'] },
  { sql: 'ALTER TABLE people ADD COLUMN mail text UNIQUE', rules: ['add-column', 'add-unique'] },
  {
    sql: 'ALTER TABLE people ADD COLUMN boss integer REFERENCES teams (id)',
    rules: ['add-column', 'add-foreign-key'],
    isCautious: true,
  },
  { sql: 'ALTER TABLE people DROP COLUMN amount', rules: ['drop-column'] },
  { sql: 'ALTER TABLE people RENAME COLUMN amount TO total', rules: ['rename-column'] },

  { sql: 'ALTER TABLE people ALTER COLUMN code TYPE varchar(40)', rules: ['change-type'] },
  { sql: 'ALTER TABLE people ALTER COLUMN code TYPE varchar', rules: ['change-type'] },
  { sql: 'ALTER TABLE people ALTER COLUMN code TYPE text', rules: ['change-type'] },
  { sql: 'ALTER TABLE people ALTER COLUMN nick TYPE text', rules: ['change-type'] },
  { sql: 'ALTER TABLE people ALTER COLUMN price TYPE numeric(12, 2)', rules: ['change-type'] },
  { sql: 'ALTER TABLE people ALTER COLUMN price TYPE numeric', rules: ['change-type'] },
  { sql: 'ALTER TABLE people ALTER COLUMN amount TYPE numeric(12, 2)', rules: ['change-type-checked'] },
  { sql: 'ALTER TABLE people ALTER COLUMN net TYPE inet', rules: ['change-type'] },
  { sql: 'ALTER TABLE people ALTER COLUMN seen TYPE timestamptz', rules: ['change-type-under-utc'] },
  { sql: 'ALTER TABLE people ALTER COLUMN seen_at TYPE timestamp', rules: ['change-type-under-utc'] },
  { sql: 'ALTER TABLE people ALTER COLUMN code TYPE varchar(10)', rules: ['change-type-rewrite'] },
  { sql: 'ALTER TABLE people ALTER COLUMN nick TYPE varchar(10)', rules: ['change-type-rewrite'] },
  { sql: 'ALTER TABLE people ALTER COLUMN amount TYPE numeric(12, 4)', rules: ['change-type-rewrite'] },
  { sql: 'ALTER TABLE people ALTER COLUMN amount TYPE numeric(8, 2)', rules: ['change-type-rewrite'] },
  { sql: 'ALTER TABLE people ALTER COLUMN seen TYPE timestamp(0)', rules: ['change-type-rewrite'] },
  { sql: 'ALTER TABLE people ALTER COLUMN tags TYPE varchar(20)[]', rules: ['change-type-rewrite'] },
  { sql: 'ALTER TABLE people ALTER COLUMN code TYPE char(20)', rules: ['change-type-rewrite'] },
  { sql: 'ALTER TABLE people ALTER COLUMN size TYPE bigint', rules: ['change-type-rewrite'] },
  {
    sql: `ALTER TABLE people ALTER COLUMN feeling DROP DEFAULT, ALTER COLUMN feeling TYPE mood2 USING feeling::text::mood2`,
    rules: ['alter-column', 'change-type-rewrite'],
  },
  { sql: 'ALTER TABLE people ALTER COLUMN team_id SET NOT NULL', rules: ['set-not-null'] },
  { sql: 'ALTER TABLE people ALTER COLUMN proven SET NOT NULL', rules: ['set-not-null'] },
  { sql: 'ALTER TABLE people ALTER COLUMN code DROP NOT NULL', rules: ['set-not-null'] },
  { sql: 'ALTER TABLE people ALTER COLUMN amount SET DEFAULT random()', rules: ['alter-column'] },
  { sql: 'ALTER TABLE people ALTER COLUMN doubled DROP EXPRESSION', rules: ['set-expression'] },
  {
    sql: 'ALTER TABLE people ALTER COLUMN doubled SET EXPRESSION AS (id * 3)',
    rules: ['set-expression'],
    since: 17,
  },
  { sql: 'ALTER TABLE people ALTER COLUMN code SET STATISTICS 500', rules: ['set-statistics'] },
  { sql: `COMMENT ON COLUMN people.code IS 'x'`, rules: ['comment'] },
  { sql: `COMMENT ON TABLE people IS 'x'`, rules: ['comment'] },

  { sql: 'DROP TABLE "Odd.Schema"."Weird ""table"""', rules: ['drop-table'] },
  {
    sql: 'DROP TABLE people CASCADE',
    rules: ['drop-table'],
    cascadesTo: ['public.glad_people', 'public.team_sizes'],
  },
  { sql: 'DROP TABLE teams CASCADE', rules: ['drop-table'] },
  { sql: 'ALTER TABLE people RENAME TO persons', rules: ['rename-table'] },
  { sql: 'ALTER TABLE people SET SCHEMA "Odd.Schema"', rules: ['rename-table'] },
  { sql: 'ALTER TABLE people SET UNLOGGED', rules: ['rewrite-table'] },
  { sql: 'ALTER TABLE people SET (fillfactor = 70)', rules: ['storage-parameters'] },
  { sql: 'GRANT SELECT ON people TO risk_reader', rules: ['grant'] },
  { sql: 'ALTER TABLE people ENABLE ROW LEVEL SECURITY', rules: ['alter-table'] },
  { sql: 'ALTER TABLE people REPLICA IDENTITY FULL', rules: ['alter-table'] },
  {
    sql: `ALTER TABLE logs ATTACH PARTITION logs_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')`,
    rules: ['attach-partition'],
  },
  { sql: 'CREATE OR REPLACE VIEW glad_people AS SELECT id, code FROM people', rules: ['replace-view'] },
  { sql: 'DROP VIEW glad_people', rules: ['drop-view'] },
  { sql: 'DROP MATERIALIZED VIEW team_sizes', rules: ['drop-view'] },
  { sql: 'ALTER VIEW glad_people RENAME TO happy_people', rules: ['rename-view'] },

  {
    sql: 'ALTER TABLE people ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES teams (id) NOT VALID',
    rules: ['add-foreign-key-not-valid'],
  },
  { sql: 'ALTER TABLE people ADD FOREIGN KEY (id) REFERENCES teams (id)', rules: ['add-foreign-key'] },
  { sql: 'ALTER TABLE people ADD CHECK (id > 0) NOT VALID', rules: ['add-check-not-valid'] },
  { sql: 'ALTER TABLE people ADD CHECK (id > 0)', rules: ['add-check'] },
  {
    sql: 'ALTER TABLE people ADD UNIQUE USING INDEX people_code_key',
    rules: ['drop-index', 'add-constraint-using-index'],
  },
  { sql: 'ALTER TABLE people ADD EXCLUDE (code WITH =)', rules: ['add-exclusion'] },
  { sql: 'ALTER TABLE people ADD UNIQUE (team_id, code)', rules: ['add-unique'] },
  { sql: 'ALTER TABLE people VALIDATE CONSTRAINT people_unproven', rules: ['validate-constraint'] },
  { sql: 'ALTER TABLE people VALIDATE CONSTRAINT people_unproven_fkey', rules: ['validate-constraint'] },
  { sql: `COMMENT ON CONSTRAINT people_amount_check ON people IS 'x'`, rules: ['comment'] },
  {
    sql: 'ALTER TABLE people ALTER CONSTRAINT people_team_id_fkey DEFERRABLE',
    rules: ['alter-constraint'],
  },
  { sql: 'ALTER TABLE people DROP CONSTRAINT people_team_id_fkey', rules: ['drop-foreign-key'] },
  { sql: 'ALTER TABLE people DROP CONSTRAINT people_amount_check', rules: ['drop-constraint'] },
  { sql: 'ALTER TABLE people RENAME CONSTRAINT people_amount_check TO positive', rules: ['rename-constraint'] },

  { sql: 'CREATE INDEX ON people (amount)', rules: ['create-index'] },
  { sql: 'CREATE UNIQUE INDEX ON "Odd.Schema"."Weird ""table""" ("a b", id)', rules: ['create-index'] },
  { sql: 'DROP INDEX people_code_idx', rules: ['drop-index'] },
  { sql: `COMMENT ON INDEX people_code_idx IS 'x'`, rules: ['comment'] },
  { sql: 'ALTER INDEX people_code_idx RENAME TO other_idx', rules: ['rename-index'] },
  { sql: 'ALTER INDEX people_code_idx SET (fillfactor = 70)', rules: ['alter-index'] },

  {
    sql: 'CREATE TRIGGER again BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION touch()',
    rules: ['create-trigger'],
  },
  { sql: 'ALTER TABLE people DISABLE TRIGGER people_touched', rules: ['alter-trigger'] },
  { sql: 'ALTER TRIGGER people_touched ON people RENAME TO other', rules: ['alter-trigger'] },
  { sql: 'DROP TRIGGER people_touched ON people', rules: ['drop-trigger'] },
  { sql: 'CREATE POLICY yours ON people USING (id > 1)', rules: ['row-security'] },
  { sql: 'ALTER POLICY mine ON people USING (id > 1)', rules: ['row-security'] },
  { sql: 'DROP POLICY mine ON people', rules: ['row-security'] },
  { sql: 'CREATE RULE silent AS ON DELETE TO teams DO ALSO NOTHING', rules: ['table-rule'] },
  { sql: 'DROP RULE quiet ON teams', rules: ['table-rule'] },
  { sql: 'CREATE STATISTICS people_stats ON code, nick FROM people', rules: ['create-statistics'] },

  { sql: `ALTER TYPE mood ADD VALUE 'glad'`, rules: ['add-enum-value'] },
  { sql: `ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'`, rules: ['rename-enum-value'] },
  { sql: 'DROP SCHEMA "Odd.Schema" CASCADE', rules: ['drop-schema'], cascadesTo: ['Odd.Schema.Weird "table"'] },
  { sql: 'DROP TYPE mood CASCADE', rules: ['drop-cascade'], cascadesTo: ['public.people'] },

  // What is new locks nobody out, but for the tables that it refers to.
  {
    sql: 'CREATE TABLE fresh (id integer PRIMARY KEY, team integer REFERENCES teams (id))',
    rules: ['add-foreign-key'],
  },
  { sql: 'CREATE TABLE fresh AS SELECT * FROM people', rules: [] },
  { sql: 'CREATE VIEW fresh AS SELECT * FROM people', rules: [] },
  { sql: `CREATE FUNCTION fresh() RETURNS integer LANGUAGE sql AS 'SELECT 1'`, rules: [] },
  { sql: `CREATE TYPE fresh AS ENUM ('a', 'b')`, rules: [] },
];

/** What runs outside of transactions only; `people` is locked by it meanwhile. */
export const concurrentCases: readonly RiskCase[] = [
  { sql: 'CREATE INDEX CONCURRENTLY fresh_idx ON people (amount)', rules: ['create-index-concurrently'] },
  { sql: 'DROP INDEX CONCURRENTLY people_code_idx', rules: ['drop-index-concurrently'] },
];

export const dataCases: readonly { readonly sql: string; readonly rule: string }[] = [
  { sql: `INSERT INTO people (id, code, proven) VALUES (50, 'x', 1) ON CONFLICT DO NOTHING`, rule: 'insert-rows' },
  { sql: `UPDATE people SET nick = 'x'`, rule: 'update-rows' },
  { sql: 'DELETE FROM people', rule: 'delete-rows' },
  { sql: 'TRUNCATE people', rule: 'truncate' },
];
