import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

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
];
