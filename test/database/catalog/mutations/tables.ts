import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

export const tablesMutations: readonly Mutation[] = [
  m('CREATE TABLE app.extra (id serial PRIMARY KEY, note text)', '+ table app.extra'),
  m('DROP TABLE app.child', '- table app.child'),
  m('ALTER TABLE app.scratch SET LOGGED', '~ table app.scratch [persistence]'),
  m(`COMMENT ON TABLE app.users IS 'x'`, '~ table app.users [comment]'),
  m(
    'ALTER TABLE app.child NO INHERIT app.parent',
    '~ table app.child [inherits]',
    '+ column app.child.id',
    '+ column app.child.note',
    '+ constraint app.child.parent_id_check',
  ),
  m(
    'ALTER TABLE app.events DETACH PARTITION app.events_2025',
    '~ table app.events_2025 [partition of, partition bounds]',
    '+ column app.events_2025.id',
    '+ column app.events_2025.at',
    '+ column app.events_2025.kind',
    '+ constraint app.events_2025.events_2025_pkey',
    '+ index app.events_2025.events_2025_kind_idx',
  ),
  m(
    `CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
    '+ table app.events_2026',
  ),
  m('ALTER TABLE app.events ADD COLUMN more text', '+ column app.events.more'),
  m('ALTER TABLE app.users OWNER TO pg_monitor', '~ table app.users [owner]'),
  m('GRANT SELECT, UPDATE ON app.users TO pg_monitor', '~ table app.users [privileges]'),
  m('GRANT ALL ON app.users TO PUBLIC', '~ table app.users [privileges]'),
  m('REVOKE DELETE ON app.users FROM postgres', '~ table app.users [privileges]'),
  since(17, 'GRANT MAINTAIN ON app.users TO pg_monitor', '~ table app.users [privileges]'),
  since(17, 'REVOKE MAINTAIN ON app.users FROM postgres', '~ table app.users [privileges]'),
  m('REVOKE USAGE ON TYPE app.users FROM PUBLIC', '~ table app.users [row type privileges]'),
  // What is granted and taken back, and what goes by itself, says nothing.
  m('GRANT SELECT ON app.users TO pg_monitor; REVOKE SELECT ON app.users FROM pg_monitor'),
  m('ALTER TABLE app.tuned SET (fillfactor = 71)', '~ table app.tuned [storage parameters]'),
  m('ALTER TABLE app.tuned SET (autovacuum_enabled = off)'),
  m('ALTER TABLE app.tuned SET (autovacuum_enabled = on)', '~ table app.tuned [storage parameters]'),
  m('ALTER TABLE app.tuned RESET (autovacuum_enabled)', '~ table app.tuned [storage parameters]'),
  m('ALTER TABLE app.tuned RESET (toast.autovacuum_vacuum_scale_factor)', '~ table app.tuned [storage parameters]'),
  m(
    'ALTER TABLE app.tuned RESET (fillfactor, autovacuum_enabled); ALTER TABLE app.tuned SET (autovacuum_enabled = false, fillfactor = 70)',
  ),
  m(
    `UPDATE pg_class SET reltablespace = (SELECT oid FROM pg_tablespace WHERE spcname = 'pg_global') WHERE oid = 'app.users'::regclass`,
    '~ table app.users [tablespace]',
  ),
  m(
    `UPDATE pg_class SET relam = (SELECT oid FROM pg_am WHERE amname = 'heap_too') WHERE oid = 'app.users'::regclass`,
    '~ table app.users [access method]',
  ),
  m('ALTER TABLE app.users ENABLE ROW LEVEL SECURITY', '~ table app.users [row security]'),
  m('ALTER TABLE app.tuned NO FORCE ROW LEVEL SECURITY', '~ table app.tuned [row security forced]'),
  m('ALTER TABLE app.users REPLICA IDENTITY NOTHING', '~ table app.users [replica identity]'),
  m('ALTER TABLE app.typed REPLICA IDENTITY DEFAULT', '~ table app.typed [replica identity]'),
  m('ALTER TABLE app.tuned REPLICA IDENTITY DEFAULT', '~ constraint app.tuned.tuned_pkey [replica identity]'),
  m('ALTER TABLE app.typed NOT OF', '~ table app.typed [of type]'),
  m(
    'CREATE TABLE app.other (note text); ALTER TABLE app.child INHERIT app.other',
    '+ table app.other',
    '~ table app.child [inherits]',
  ),
  m(
    `DROP TABLE app.events_2025; CREATE TABLE app.events_2025 PARTITION OF app.events FOR VALUES FROM ('2025-01-01') TO (MAXVALUE)`,
    '~ table app.events_2025 [partition bounds]',
  ),
  m(
    'DROP TABLE app.scratch; CREATE TABLE app.scratch (id integer) PARTITION BY LIST (id)',
    '~ table app.scratch [persistence, partition key, access method]',
  ),
];
