import type { Mutation } from './mutation.ts';
import { given, m } from './mutation.ts';

/** As SECURITY LABEL would write it, for which the server needs a provider. */
const label = `INSERT INTO pg_seclabel VALUES ('app.users'::regclass, 'pg_class'::regclass, 2, 'selinux', 'secret')`;

/** What belongs to no schema: event triggers, languages, access methods, transforms, default privileges, labels. */
export const databaseWideMutations: readonly Mutation[] = [
  m('CREATE EVENT TRIGGER more ON sql_drop EXECUTE FUNCTION app.handle()', '+ event trigger more'),
  m('DROP EVENT TRIGGER watch', '- event trigger watch'),
  m(`UPDATE pg_event_trigger SET evtevent = 'ddl_command_start'`, '~ event trigger watch [event]'),
  m(`UPDATE pg_event_trigger SET evttags = '{CREATE TABLE}'`, '~ event trigger watch [tags]'),
  m(
    `CREATE FUNCTION app.handle_too() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; UPDATE pg_event_trigger SET evtfoid = 'app.handle_too()'::regprocedure`,
    '~ event trigger watch [function]',
    '+ function app.handle_too()',
  ),
  m('ALTER EVENT TRIGGER watch DISABLE', '~ event trigger watch [enabled]'),
  m('ALTER EVENT TRIGGER watch ENABLE ALWAYS', '~ event trigger watch [enabled]'),
  m(`UPDATE pg_event_trigger SET evtowner = 'pg_monitor'::regrole`, '~ event trigger watch [owner]'),
  m('COMMENT ON EVENT TRIGGER watch IS NULL', '~ event trigger watch [comment]'),

  m('CREATE LANGUAGE more HANDLER plpgsql_call_handler', '+ language more'),
  m('DROP LANGUAGE plother', '- language plother'),
  m(
    'CREATE OR REPLACE LANGUAGE plother HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator',
    '~ language plother [trusted]',
  ),
  m(
    'CREATE OR REPLACE TRUSTED LANGUAGE plother HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator',
    '~ language plother [inline handler]',
  ),
  m(
    'CREATE OR REPLACE TRUSTED LANGUAGE plother HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler',
    '~ language plother [validator]',
  ),
  m(
    `UPDATE pg_language SET lanplcallfoid = 'fmgr_sql_validator'::regproc WHERE lanname = 'plother'`,
    '~ language plother [handler]',
  ),
  m('ALTER LANGUAGE plother OWNER TO pg_monitor', '~ language plother [owner]'),
  m('REVOKE USAGE ON LANGUAGE plother FROM PUBLIC', '~ language plother [privileges]'),
  m('COMMENT ON LANGUAGE plother IS NULL', '~ language plother [comment]'),

  m('CREATE ACCESS METHOD more TYPE INDEX HANDLER bthandler', '+ access method more'),
  m('DROP ACCESS METHOD gist_too', '- access method gist_too'),
  m(
    `DROP ACCESS METHOD gist_too; CREATE ACCESS METHOD gist_too TYPE INDEX HANDLER bthandler`,
    '~ access method gist_too [handler]',
  ),
  m(
    `DROP ACCESS METHOD gist_too; CREATE ACCESS METHOD gist_too TYPE TABLE HANDLER heap_tableam_handler`,
    '~ access method gist_too [type, handler]',
  ),
  m('COMMENT ON ACCESS METHOD heap_too IS NULL', '~ access method heap_too [comment]'),

  m(
    'CREATE TRANSFORM FOR bigint LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
    '+ transform FOR bigint LANGUAGE sql',
  ),
  m('DROP TRANSFORM FOR smallint LANGUAGE sql', '- transform FOR smallint LANGUAGE sql'),
  m(
    'CREATE OR REPLACE TRANSFORM FOR smallint LANGUAGE sql (TO SQL WITH FUNCTION int2recv(internal))',
    '~ transform FOR smallint LANGUAGE sql [from sql]',
  ),
  m(
    'CREATE OR REPLACE TRANSFORM FOR smallint LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
    '~ transform FOR smallint LANGUAGE sql [to sql]',
  ),
  m('COMMENT ON TRANSFORM FOR smallint LANGUAGE sql IS NULL', '~ transform FOR smallint LANGUAGE sql [comment]'),

  m(
    'ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
    '+ default privileges FOR ROLE postgres ON FUNCTIONS',
  ),
  m(
    'ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT USAGE ON SEQUENCES TO PUBLIC',
    '+ default privileges FOR ROLE postgres IN SCHEMA app ON SEQUENCES',
  ),
  m(
    'ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor IN SCHEMA app REVOKE SELECT ON TABLES FROM PUBLIC',
    '- default privileges FOR ROLE pg_monitor IN SCHEMA app ON TABLES',
  ),
  m(
    'ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor IN SCHEMA app GRANT ALL ON TABLES TO pg_signal_backend WITH GRANT OPTION',
    '~ default privileges FOR ROLE pg_monitor IN SCHEMA app ON TABLES [privileges]',
  ),

  m(label, '+ security label selinux ON TABLE COLUMN app.users.email'),
  given(
    label,
    `UPDATE pg_seclabel SET label = 'open'`,
    '~ security label selinux ON TABLE COLUMN app.users.email [label]',
  ),
  given(label, 'DELETE FROM pg_seclabel', '- security label selinux ON TABLE COLUMN app.users.email'),
];
