import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

export const viewsMutations: readonly Mutation[] = [
  m(
    `CREATE OR REPLACE VIEW app.happy WITH (security_barrier) AS SELECT id, name FROM app.users WHERE mood = 'sad'`,
    '~ view app.happy [query]',
  ),
  m('ALTER VIEW app.happy RESET (security_barrier)', '~ view app.happy [options]'),
  m(`COMMENT ON VIEW app.happy IS 'x'`, '~ view app.happy [comment]'),
  m('CREATE VIEW app.more AS SELECT 1 AS one', '+ view app.more'),
  m('DROP VIEW app.happy', '- view app.happy'),
  m('CREATE MATERIALIZED VIEW app.more AS SELECT 1 AS one', '+ materialized view app.more'),
  m('DROP MATERIALIZED VIEW app.totals', '- materialized view app.totals'),
  m(`COMMENT ON MATERIALIZED VIEW app.totals IS 'x'`, '~ materialized view app.totals [comment]'),
  m('ALTER VIEW app.happy OWNER TO pg_monitor', '~ view app.happy [owner]'),
  m('GRANT SELECT ON app.happy TO pg_monitor', '~ view app.happy [privileges]'),
  m('GRANT SELECT (name) ON app.happy TO pg_monitor', '~ view app.happy [column privileges]'),
  m(`COMMENT ON COLUMN app.happy.name IS 'x'`, '~ view app.happy [column comments]'),
  m('ALTER VIEW app.checked ALTER COLUMN b DROP DEFAULT', '~ view app.checked [column defaults]'),
  m('ALTER VIEW app.checked SET (check_option = cascaded)', '~ view app.checked [options]'),
  m('ALTER VIEW app.checked RESET (security_barrier); ALTER VIEW app.checked SET (security_barrier = true)'),
  // So does another spelling of the same.
  m('ALTER VIEW app.checked SET (security_barrier = on)'),
  m('ALTER VIEW app.checked SET (security_barrier = off)', '~ view app.checked [options]'),
  since(15, 'ALTER VIEW app.checked SET (security_invoker = true)', '~ view app.checked [options]'),
  m(
    'CREATE OR REPLACE VIEW app.happy WITH (security_barrier) AS SELECT id, name, mood FROM app.users',
    '~ view app.happy [query, columns]',
  ),
  m('ALTER TABLE app.happy RENAME COLUMN name TO nickname', '~ view app.happy [query, columns]'),
  m(
    `UPDATE pg_attribute SET atttypmod = 30 WHERE attrelid = 'app.happy'::regclass AND attname = 'name'`,
    '~ view app.happy [columns]',
  ),
  m('ALTER MATERIALIZED VIEW app.totals OWNER TO pg_monitor', '~ materialized view app.totals [owner]'),
  m('GRANT SELECT ON app.totals TO pg_monitor', '~ materialized view app.totals [privileges]'),
  m('GRANT SELECT (author) ON app.totals TO pg_monitor', '~ materialized view app.totals [column privileges]'),
  m('REFRESH MATERIALIZED VIEW app.waiting', '~ materialized view app.waiting [populated]'),
  m(
    'ALTER MATERIALIZED VIEW app.waiting SET (fillfactor = 60)',
    '~ materialized view app.waiting [storage parameters]',
  ),
  m(
    `UPDATE pg_class SET reltablespace = (SELECT oid FROM pg_tablespace WHERE spcname = 'pg_global') WHERE oid = 'app.totals'::regclass`,
    '~ materialized view app.totals [tablespace]',
  ),
  m(
    'ALTER MATERIALIZED VIEW app.waiting ALTER COLUMN "B" SET STORAGE MAIN',
    '~ materialized view app.waiting [column settings]',
  ),
  m(
    'ALTER MATERIALIZED VIEW app.waiting ALTER COLUMN "B" SET STATISTICS -1',
    '~ materialized view app.waiting [column settings]',
  ),
  since(
    14,
    'ALTER MATERIALIZED VIEW app.waiting ALTER COLUMN "B" SET COMPRESSION pglz',
    '~ materialized view app.waiting [column settings]',
  ),
  m(
    'ALTER MATERIALIZED VIEW app.waiting ALTER COLUMN a SET (n_distinct = 3)',
    '~ materialized view app.waiting [column settings]',
  ),
  m('COMMENT ON COLUMN app.waiting."B" IS NULL', '~ materialized view app.waiting [column comments]'),
  m('ALTER TABLE app.totals CLUSTER ON totals_author', '~ index app.totals.totals_author [clustered]'),
  m(
    `UPDATE pg_class SET relam = (SELECT oid FROM pg_am WHERE amname = 'heap_too') WHERE oid = 'app.totals'::regclass`,
    '~ materialized view app.totals [access method]',
  ),
  m(
    'DROP MATERIALIZED VIEW app.waiting; CREATE MATERIALIZED VIEW app.waiting WITH (fillfactor = 50) AS SELECT a AS "B" FROM app.typed WITH NO DATA',
    '~ materialized view app.waiting [query, column settings, columns, column comments]',
  ),
];
