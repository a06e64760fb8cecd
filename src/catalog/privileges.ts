import type { AttributeReader, VersionedSql } from './kindReader.ts';

/** The letters by which acldefault() tells kinds of object apart. https://www.postgresql.org/docs/current/functions-info.html */
export type AclType = 'c' | 'r' | 's' | 'f' | 'l' | 'n' | 'F' | 'S' | 'T';

/** The role that owns an object, given the SQL of its oid, quoted as in SQL. */
export function ownerAttribute(owner: string): AttributeReader {
  return { name: 'owner', sql: `quote_ident(pg_get_userbyid(${owner}))`, facet: 'owner' };
}

/**
 * Who may do what beyond what an object of its type gives by itself, as pg_dump would have to write it: a line for each
 * grantee, `reader=SELECT, UPDATE*`, where `*` is the grant option, and `PUBLIC=EXECUTE revoked` for what was taken
 * away. Who granted it is left out, and so is an owner who may do everything. Every privilege that there is reads `ALL`,
 * so that it says the same on versions that know more of them.
 */
export function privilegesAttribute(acl: string, type: AclType, owner: string, initial?: string): AttributeReader {
  return {
    name: 'privileges',
    sql: privilegesSql(acl, type, owner, initial),
    facet: 'privileges',
    rare: `${acl} IS NOT NULL`,
  };
}

/**
 * @param initial SQL of the privileges that the object has from initdb rather than from acldefault(), or of NULL; they
 * name the owner of that time, which is their grantor
 */
export function privilegesSql(acl: string, type: AclType, owner: string, initial = 'NULL'): VersionedSql {
  return (versionNumber) => {
    const all = numberOfPrivileges(type, versionNumber);
    const list = `string_agg(privilege || CASE WHEN grantable THEN '*' ELSE '' END, ', ' ORDER BY privilege COLLATE "C")`;
    const privileges =
      all === 1
        ? list
        : `CASE WHEN count(*) = ${String(all)} AND bool_and(grantable) = bool_or(grantable)
            THEN 'ALL' || CASE WHEN bool_and(grantable) THEN '*' ELSE '' END ELSE ${list} END`;
    // Computed for the few objects that somebody granted something on.
    return `CASE WHEN ${acl} IS NOT NULL THEN (
      SELECT string_agg(line, E'\\n' ORDER BY line COLLATE "C") FROM (
        SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END || '=' || ${privileges}
          || CASE WHEN granted THEN '' ELSE ' revoked' END AS line
        FROM (
          SELECT grantee, privilege, bool_or(present) AS granted, bool_or(grantable) AS grantable
          FROM (
            SELECT grantee, privilege_type, is_grantable, true FROM aclexplode(${acl})
            UNION ALL
            SELECT CASE grantee WHEN grantor THEN ${owner} ELSE grantee END, privilege_type, is_grantable, false
            FROM aclexplode(coalesce(${initial}, acldefault('${type}', ${owner})))
          ) entry(grantee, privilege, grantable, present)
          GROUP BY grantee, privilege
          HAVING bool_or(grantable) OR bool_and(present) = bool_or(present)
        ) privilege
        GROUP BY grantee, granted
      ) lines) END`;
  };
}

function numberOfPrivileges(type: AclType, versionNumber: number): number {
  switch (type) {
    case 'r':
      // MAINTAIN came with 17.
      return versionNumber < 170000 ? 7 : 8;
    case 'c':
      return 4;
    case 's':
      return 3;
    case 'n':
      return 2;
    default:
      return 1;
  }
}
