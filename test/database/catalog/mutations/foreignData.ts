import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

export const foreignDataMutations: readonly Mutation[] = [
  m('CREATE FOREIGN DATA WRAPPER more', '+ foreign data wrapper more'),
  m(
    'DROP FOREIGN DATA WRAPPER elsewhere CASCADE',
    '- foreign data wrapper elsewhere',
    '- server archive',
    '- user mapping PUBLIC SERVER archive',
  ),
  m(
    `UPDATE pg_foreign_data_wrapper SET fdwhandler = 'gisthandler'::regproc WHERE fdwname = 'elsewhere'`,
    '~ foreign data wrapper elsewhere [handler]',
  ),
  m('ALTER FOREIGN DATA WRAPPER elsewhere NO VALIDATOR', '~ foreign data wrapper elsewhere [validator]'),
  m(`ALTER FOREIGN DATA WRAPPER anything OPTIONS (SET debug 'off')`, '~ foreign data wrapper anything [options]'),
  m(
    `UPDATE pg_foreign_data_wrapper SET fdwowner = 'pg_monitor'::regrole WHERE fdwname = 'elsewhere'`,
    '~ foreign data wrapper elsewhere [owner]',
  ),
  m('GRANT USAGE ON FOREIGN DATA WRAPPER elsewhere TO pg_monitor', '~ foreign data wrapper elsewhere [privileges]'),
  m('COMMENT ON FOREIGN DATA WRAPPER elsewhere IS NULL', '~ foreign data wrapper elsewhere [comment]'),

  m('CREATE SERVER more FOREIGN DATA WRAPPER anything', '+ server more'),
  m('DROP SERVER archive CASCADE', '- server archive', '- user mapping PUBLIC SERVER archive'),
  m(
    `UPDATE pg_foreign_server SET srvfdw = (SELECT oid FROM pg_foreign_data_wrapper WHERE fdwname = 'anything') WHERE srvname = 'archive'`,
    '~ server archive [foreign data wrapper]',
  ),
  m(`UPDATE pg_foreign_server SET srvtype = NULL WHERE srvname = 'archive'`, '~ server archive [type]'),
  m(`ALTER SERVER archive VERSION '10'`, '~ server archive [version]'),
  m(`ALTER SERVER archive OPTIONS (SET dbname 'other')`, '~ server archive [options]'),
  m(`ALTER SERVER vault OPTIONS (SET api_token 'other')`, '~ server vault [options]'),
  m('ALTER SERVER archive OWNER TO pg_monitor', '~ server archive [owner]'),
  m('GRANT USAGE ON FOREIGN SERVER archive TO pg_monitor', '~ server archive [privileges]'),
  m('COMMENT ON SERVER archive IS NULL', '~ server archive [comment]'),

  m('CREATE USER MAPPING FOR pg_monitor SERVER vault', '+ user mapping pg_monitor SERVER vault'),
  m('DROP USER MAPPING FOR PUBLIC SERVER archive', '- user mapping PUBLIC SERVER archive'),
  m(
    `ALTER USER MAPPING FOR PUBLIC SERVER archive OPTIONS (SET password 'other')`,
    '~ user mapping PUBLIC SERVER archive [options]',
  ),
  m(
    'ALTER USER MAPPING FOR PUBLIC SERVER archive OPTIONS (DROP password)',
    '~ user mapping PUBLIC SERVER archive [options]',
  ),

  m('CREATE FOREIGN TABLE app.more (id integer) SERVER vault', '+ foreign table app.more'),
  m('DROP FOREIGN TABLE app.readings_2020', '- foreign table app.readings_2020'),
  m(
    `UPDATE pg_foreign_table SET ftserver = (SELECT oid FROM pg_foreign_server WHERE srvname = 'archive') WHERE ftrelid = 'app.old_posts'::regclass`,
    '~ foreign table app.old_posts [server]',
  ),
  m(`ALTER FOREIGN TABLE app.old_posts OPTIONS (SET table_name 'other')`, '~ foreign table app.old_posts [options]'),
  m(
    'ALTER TABLE app.readings DETACH PARTITION app.readings_2020',
    '~ foreign table app.readings_2020 [partition of, partition bounds]',
    '+ column app.readings_2020.at',
    '+ column app.readings_2020.value',
  ),
  m(
    'CREATE TABLE app.base (id bigint); ALTER FOREIGN TABLE app.old_posts INHERIT app.base',
    '+ table app.base',
    '~ foreign table app.old_posts [inherits]',
  ),
  m('ALTER FOREIGN TABLE app.old_posts OWNER TO pg_monitor', '~ foreign table app.old_posts [owner]'),
  m('GRANT SELECT ON app.old_posts TO pg_monitor', '~ foreign table app.old_posts [privileges]'),
  m('COMMENT ON FOREIGN TABLE app.old_posts IS NULL', '~ foreign table app.old_posts [comment]'),
  m('ALTER FOREIGN TABLE app.old_posts ADD COLUMN more text', '+ column app.old_posts.more'),
  m('ALTER FOREIGN TABLE app.old_posts ALTER COLUMN id DROP NOT NULL', '~ column app.old_posts.id [not null]'),
  m(
    `ALTER FOREIGN TABLE app.old_posts ALTER COLUMN id OPTIONS (SET column_name 'other')`,
    '~ column app.old_posts.id [options]',
  ),
  m('ALTER FOREIGN TABLE app.old_posts DROP CONSTRAINT old_posts_id', '- constraint app.old_posts.old_posts_id'),
  m('DROP TRIGGER old_touch ON app.old_posts', '- trigger app.old_posts.old_touch'),
];
