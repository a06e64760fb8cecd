import { commentSql } from '../definitionText.ts';
import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';
import { ownerAttribute } from '../privileges.ts';

/**
 * Extensions that someone installed. Those of a new cluster (plpgsql) have oids below 16384, as in pg_dump.
 *
 * Every version of PostgreSQL brings other versions of its extensions, so that the one that CREATE EXTENSION would take
 * counts as `default`.
 */
export const extensionReader: OutermostReader = {
  kind: 'extension',
  catalog: 'pg_extension',
  oid: 'e.oid',
  from: `pg_extension e JOIN pg_namespace en ON en.oid = e.extnamespace
    LEFT JOIN pg_available_extensions() av ON av.name = e.extname
    ${commentJoin('d', 'pg_extension', 'e.oid')}`,
  where: 'e.oid >= 16384 AND $1::text[] IS NULL',
  name: 'e.extname',
  attributes: [
    { name: 'version', sql: `CASE e.extversion WHEN av.default_version THEN 'default' ELSE e.extversion END` },
    { name: 'schema', sql: 'en.nspname' },
    ownerAttribute('e.extowner'),
    commentAttribute,
  ],
  define: (extension) => {
    const version = String(extension.attributes['version']);
    const schema = quoteIdentifier(String(extension.attributes['schema']));
    return `CREATE EXTENSION ${extension.path} WITH SCHEMA ${schema}${version === 'default' ? '' : ` VERSION ${quoteLiteral(version)}`};${commentSql('EXTENSION', extension)}`;
  },
};
