import { commentSql, settings } from '../definitionText.ts';
import { quoteLiteral } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { ownerAttribute } from '../privileges.ts';

/**
 * The locale of a provider with one for everything. Version 15 moved it from collcollate into a column of its own,
 * version 17 gave that another name.
 */
const locale = (versionNumber: number): string =>
  versionNumber >= 170000
    ? 'c.colllocale'
    : versionNumber >= 150000
      ? 'c.colliculocale'
      : `CASE c.collprovider WHEN 'i' THEN c.collcollate::text END`;

/** The version of the library (collversion) is a fact about the machine and not compared. */
export const collationReader: OutermostReader = {
  kind: 'collation',
  presence: anyOwn('pg_collation'),
  catalog: 'pg_collation',
  oid: 'c.oid',
  from: `pg_collation c JOIN namespace n ON n.oid = c.collnamespace ${commentJoin('d', 'pg_collation', 'c.oid')}`,
  where: ownObject('pg_collation', 'c.oid'),
  schema: 'n.nspname',
  name: 'c.collname',
  attributes: [
    {
      name: 'provider',
      sql: `CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' END`,
    },
    { name: 'locale', sql: locale },
    { name: 'lc_collate', sql: `CASE c.collprovider WHEN 'c' THEN c.collcollate::text END` },
    { name: 'lc_ctype', sql: `CASE c.collprovider WHEN 'c' THEN c.collctype::text END` },
    { name: 'deterministic', sql: 'c.collisdeterministic' },
    { name: 'rules', sql: 'c.collicurules', since: 160000 },
    ownerAttribute('c.collowner'),
    commentAttribute,
  ],
  define: (collation) => {
    const lines = settings(
      collation,
      { provider: 'PROVIDER', locale: 'LOCALE', lc_collate: 'LC_COLLATE', lc_ctype: 'LC_CTYPE', rules: 'RULES' },
      (value, attribute) => (attribute === 'provider' ? value : quoteLiteral(value)),
    );
    if (collation.attributes['deterministic'] === false) lines.push('DETERMINISTIC = false');
    return `CREATE COLLATION ${collation.path} (${lines.join(', ')});${commentSql('COLLATION', collation)}`;
  },
};
