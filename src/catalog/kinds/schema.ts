import { commentSql } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin, notMember } from '../kindReader.ts';
import { privilegesAttribute } from '../privileges.ts';

/**
 * The owner and the privileges that initdb gave the schema `public` differ between versions and count as none: up to 14
 * it belonged to the first superuser (oid 10), since then to pg_database_owner (oid 6171).
 */
const ownerOfPublic = `CASE WHEN current_setting('server_version_num')::int >= 150000 THEN 6171 ELSE 10 END`;
const initialPrivileges = `(SELECT ip.initprivs FROM pg_init_privs ip
  WHERE ip.classoid = 'pg_namespace'::regclass AND ip.objoid = n.oid AND ip.objsubid = 0)`;

export const schemaReader: OutermostReader = {
  kind: 'schema',
  catalog: 'pg_namespace',
  oid: 'n.oid',
  from: `namespace n ${commentJoin('d', 'pg_namespace', 'n.oid')}`,
  where: notMember('pg_namespace', 'n.oid'),
  name: 'n.nspname',
  attributes: [
    {
      name: 'owner',
      sql: `CASE WHEN n.nspname <> 'public' OR n.nspowner <> ${ownerOfPublic} THEN quote_ident(pg_get_userbyid(n.nspowner)) END`,
      facet: 'owner',
    },
    privilegesAttribute('n.nspacl', 'n', 'n.nspowner', initialPrivileges),
    commentAttribute,
  ],
  define: (schema) => `CREATE SCHEMA ${schema.path};${commentSql('SCHEMA', schema)}`,
};
