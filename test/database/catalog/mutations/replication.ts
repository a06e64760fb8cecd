import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

const ofSubscription = (attribute: string): string => `~ subscription incoming [${attribute}]`;
const ofNewer = (attribute: string): string => `~ subscription newer [${attribute}]`;

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
    'ALTER PUBLICATION some_rows SET (publish_generated_columns = none)',
    '~ publication some_rows [generated columns]',
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
  since(18, 'ALTER PUBLICATION one_schema DROP TABLES IN SCHEMA public', '- published schema one_schema.public'),

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
  since(18, 'ALTER SUBSCRIPTION newer SET (streaming = off)', ofNewer('streaming')),
  since(18, `UPDATE pg_subscription SET subtwophasestate = 'd' WHERE subname = 'newer'`, ofNewer('two phase')),
  since(18, 'ALTER SUBSCRIPTION newer SET (disable_on_error = false)', ofNewer('disable on error')),
  since(18, 'ALTER SUBSCRIPTION newer SET (origin = any)', ofNewer('origin')),
  since(
    18,
    `UPDATE pg_subscription SET subpasswordrequired = true WHERE subname = 'newer'`,
    ofNewer('password required'),
  ),
  since(18, 'ALTER SUBSCRIPTION newer SET (run_as_owner = false)', ofNewer('run as owner')),
  since(18, `UPDATE pg_subscription SET subfailover = true WHERE subname = 'newer'`, ofNewer('failover')),
  m('CREATE ROLE boss SUPERUSER; ALTER SUBSCRIPTION incoming OWNER TO boss', ofSubscription('owner')),
  m('COMMENT ON SUBSCRIPTION incoming IS NULL', ofSubscription('comment')),
];
