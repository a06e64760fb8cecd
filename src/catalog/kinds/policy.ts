import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { PartReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin } from '../kindReader.ts';

/** Row security policies. https://www.postgresql.org/docs/current/catalog-pg-policy.html */
export const policyReader: PartReader = {
  kind: 'policy',
  presence: anyOwn('pg_policy'),
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'po.polname',
  from: `relation r JOIN pg_policy po ON po.polrelid = r.oid ${commentJoin('d', 'pg_policy', 'po.oid')}`,
  name: 'po.polname',
  attributes: [
    {
      name: 'command',
      sql: `CASE po.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END`,
    },
    { name: 'permissive', sql: 'po.polpermissive' },
    {
      name: 'roles',
      sql: `(SELECT string_agg(name, ', ' ORDER BY name COLLATE "C") FROM (
        SELECT CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END AS name FROM unnest(po.polroles) role) roles)`,
      facet: 'roles',
    },
    { name: 'using', sql: 'pg_get_expr(po.polqual, po.polrelid)' },
    { name: 'with check', sql: 'pg_get_expr(po.polwithcheck, po.polrelid)' },
    commentAttribute,
  ],
  define: (policy, owner) => {
    const { attributes } = policy;
    const name = quoteIdentifier(policy.name);
    const command = String(attributes['command']);
    const statement = words(
      `CREATE POLICY ${name} ON ${owner.path}`,
      attributes['permissive'] === false && 'AS RESTRICTIVE',
      command !== 'all' && `FOR ${command.toUpperCase()}`,
      `TO ${String(attributes['roles'])}`,
      typeof attributes['using'] === 'string' && `USING (${attributes['using']})`,
      typeof attributes['with check'] === 'string' && `WITH CHECK (${attributes['with check']})`,
    );
    return `${statement};${commentSql('POLICY', policy, `${name} ON ${owner.path}`)}`;
  },
};
