import { optionsClause } from '../definitionText.ts';
import { readableSql, secretSql } from '../guardedSql.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, ownObject } from '../kindReader.ts';
import { optionsSql } from '../kindSql.ts';

/**
 * Who sees the options in the view pg_user_mappings, which hides them from others:
 * https://www.postgresql.org/docs/current/view-pg-user-mappings.html
 */
const mayRead = `(
  CASE WHEN u.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
    ELSE u.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END
  OR (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user))`;

/** Passwords and names of users on another server: every value is a secret, and read only as a digest. */
export const userMappingReader: OutermostReader = {
  kind: 'user mapping',
  presence: anyOwn('pg_foreign_data_wrapper'),
  catalog: 'pg_user_mapping',
  oid: 'u.umid',
  from: 'pg_user_mappings u JOIN pg_foreign_server s ON s.oid = u.srvid',
  where: `$1::text[] IS NULL AND ${ownObject('pg_user_mapping', 'u.umid')} AND ${ownObject('pg_foreign_server', 's.oid')}`,
  name: `CASE WHEN u.umuser = 0 THEN 'PUBLIC' ELSE quote_ident(u.usename) END || ' SERVER ' || quote_ident(u.srvname)`,
  verbatimName: true,
  attributes: [
    {
      name: 'options',
      sql: readableSql(mayRead, optionsSql('u.umoptions', `quote_literal(${secretSql('o.option_value')})`)),
      guarded: true,
    },
  ],
  define: (mapping) => `CREATE USER MAPPING FOR ${mapping.path}${optionsClause(mapping)};`,
};
