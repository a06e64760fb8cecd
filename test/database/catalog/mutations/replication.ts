import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

const ofSubscription = (attribute: string): string => `~ subscription incoming [${attribute}]`;

export const replicationMutations: readonly Mutation[] = [
  m('CREATE PUBLICATION more', '+ publication more'),
  m('DROP PUBLICATION everything', '- publication everything'),
  m(
    `UPDATE pg_publication SET puballtables = false WHERE pubname = 'everything'`,
    '~ publication everything [all tables]',
  ),
  m(`ALTER PUBLICATION changes SET (publish = 'insert, delete')`, '~ publication changes [publish]'),
  since(
    13,
    'ALTER PUBLICATION changes SET (publish_via_partition_root = true)',
    '~ publication changes [via partition root]',
  ),
  since(
    18,
    'ALTER PUBLICATION with_generated SET (publish_generated_columns = none)',
    '~ publication with_generated [generated columns]',
  ),
  m('ALTER PUBLICATION changes OWNER TO pg_monitor', '~ publication changes [owner]'),
  m('COMMENT ON PUBLICATION changes IS NULL', '~ publication changes [comment]'),
  m('ALTER PUBLICATION changes ADD TABLE ONLY app.parent', '+ published table changes.app.parent'),
  m('ALTER PUBLICATION changes DROP TABLE app.notes', '- published table changes.app.notes'),
  since(
    15,
    'ALTER PUBLICATION changes SET TABLE app.notes (id, title), app.drafts',
    '~ published table changes.app.notes [columns]',
  ),
  since(
    15,
    'ALTER PUBLICATION changes SET TABLE app.notes WHERE (id > 5), app.drafts',
    '~ published table changes.app.notes [row filter]',
  ),
  since(15, 'ALTER PUBLICATION changes ADD TABLES IN SCHEMA public', '+ published schema changes.public'),
  since(15, 'ALTER PUBLICATION one_schema DROP TABLES IN SCHEMA public', '- published schema one_schema.public'),

  m(
    `CREATE SUBSCRIPTION more CONNECTION 'host=db.example' PUBLICATION p WITH (connect = false, slot_name = NONE, enabled = false)`,
    '+ subscription more',
  ),
  m('DROP SUBSCRIPTION incoming', '- subscription incoming'),
  m(`ALTER SUBSCRIPTION incoming CONNECTION 'host=db.example password=other'`, ofSubscription('connection')),
  m('ALTER SUBSCRIPTION incoming SET PUBLICATION changes WITH (refresh = false)', ofSubscription('publications')),
  m(
    'ALTER SUBSCRIPTION incoming SET (slot_name = other); ALTER SUBSCRIPTION incoming ENABLE',
    ofSubscription('enabled, slot name'),
  ),
  m('ALTER SUBSCRIPTION incoming SET (slot_name = other)', ofSubscription('slot name')),
  m('ALTER SUBSCRIPTION incoming SET (synchronous_commit = remote_apply)', ofSubscription('synchronous commit')),
  since(14, 'ALTER SUBSCRIPTION incoming SET (binary = true)', ofSubscription('binary')),
  since(14, 'ALTER SUBSCRIPTION newer SET (streaming = off)', '~ subscription newer [streaming]'),
  since(16, 'ALTER SUBSCRIPTION newer SET (streaming = parallel)', '~ subscription newer [streaming]'),
  since(
    15,
    `UPDATE pg_subscription SET subtwophasestate = 'd' WHERE subname = 'newer_15'`,
    '~ subscription newer_15 [two phase]',
  ),
  // It is enabled on the way, and then says the same.
  since(15, `UPDATE pg_subscription SET subtwophasestate = 'e' WHERE subname = 'newer_15'`),
  since(15, 'ALTER SUBSCRIPTION newer_15 SET (disable_on_error = false)', '~ subscription newer_15 [disable on error]'),
  since(16, 'ALTER SUBSCRIPTION newer_16 SET (origin = any)', '~ subscription newer_16 [origin]'),
  since(
    16,
    `UPDATE pg_subscription SET subpasswordrequired = true WHERE subname = 'newer_16'`,
    '~ subscription newer_16 [password required]',
  ),
  since(16, 'ALTER SUBSCRIPTION newer_16 SET (run_as_owner = false)', '~ subscription newer_16 [run as owner]'),
  since(
    17,
    `UPDATE pg_subscription SET subfailover = false WHERE subname = 'newer_17'`,
    '~ subscription newer_17 [failover]',
  ),
  m('CREATE ROLE boss SUPERUSER; ALTER SUBSCRIPTION incoming OWNER TO boss', ofSubscription('owner')),
  m('COMMENT ON SUBSCRIPTION incoming IS NULL', ofSubscription('comment')),
];
