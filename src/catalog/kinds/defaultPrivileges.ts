import type { OutermostReader } from '../kindReader.ts';
import { anyOwn } from '../kindReader.ts';

/**
 * What ALTER DEFAULT PRIVILEGES set: the privileges of objects that a role is yet to make. Those of one schema come on
 * top of those of the whole database, which start from what the type of object gives by itself. Who may do everything
 * reads `ALL`, so that it says the same on versions that know more privileges; the role itself is left out.
 * https://www.postgresql.org/docs/current/catalog-pg-default-acl.html
 */
export const defaultPrivilegesReader: OutermostReader = {
  kind: 'default privileges',
  presence: anyOwn('pg_default_acl'),
  catalog: 'pg_default_acl',
  oid: 'da.oid',
  from: `(
      SELECT a.oid, dn.nspname, pg_get_userbyid(a.defaclrole) AS role, a.defaclrole,
        CASE a.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
          WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END AS objects,
        a.defaclacl, acldefault(CASE a.defaclobjtype WHEN 'S' THEN 's' ELSE a.defaclobjtype END, a.defaclrole) AS usual
      FROM pg_default_acl a
      LEFT JOIN pg_namespace dn ON dn.oid = a.defaclnamespace
      WHERE $1::text[] IS NULL OR EXISTS (SELECT FROM namespace n WHERE n.oid = a.defaclnamespace)
    ) da`,
  name: `'FOR ROLE ' || quote_ident(da.role) || coalesce(' IN SCHEMA ' || quote_ident(da.nspname), '') || ' ON ' || da.objects`,
  verbatimName: true,
  facet: 'privileges',
  attributes: [
    {
      name: 'privileges',
      facet: 'privileges',
      sql: `(
        SELECT string_agg(line, E'\\n' ORDER BY line COLLATE "C") FROM (
          SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END || '=' ||
            CASE WHEN count(*) = (SELECT count(*) FROM aclexplode(da.usual) o WHERE o.grantee = da.defaclrole) AND bool_and(is_grantable) = bool_or(is_grantable)
              THEN 'ALL' || CASE WHEN bool_and(is_grantable) THEN '*' ELSE '' END
              ELSE string_agg(privilege_type || CASE WHEN is_grantable THEN '*' ELSE '' END, ', ' ORDER BY privilege_type COLLATE "C") END AS line
          FROM aclexplode(da.defaclacl)
          GROUP BY grantee
        ) lines)`,
    },
  ],
  define: (defaults) => {
    const [, scope, objects] = /^(.*) ON ([A-Z ]+)$/s.exec(defaults.name) ?? [];
    const granted = String(defaults.attributes['privileges'] ?? '').split('\n');
    const grants = granted.map((line) => {
      const [, grantee, privileges = ''] = /^(.*)=([A-Z, *]+)$/s.exec(line) ?? [];
      const options = privileges.endsWith('*') ? ' WITH GRANT OPTION' : '';
      return `ALTER DEFAULT PRIVILEGES ${String(scope)} GRANT ${privileges.replaceAll('*', '')} ON ${String(objects)} TO ${String(grantee)}${options};`;
    });
    return grants.join('\n');
  },
};
