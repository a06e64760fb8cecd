import { commentSql } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';

/** Extensions that someone installed. Those of a new cluster (plpgsql) have oids below 16384, as in pg_dump. */
export const extensionReader: OutermostReader = {
  kind: 'extension',
  catalog: 'pg_extension',
  oid: 'e.oid',
  from: `pg_extension e JOIN pg_namespace en ON en.oid = e.extnamespace ${commentJoin('d', 'pg_extension', 'e.oid')}`,
  where: 'e.oid >= 16384 AND $1::text[] IS NULL',
  name: 'e.extname',
  attributes: [{ name: 'version', sql: 'e.extversion' }, { name: 'schema', sql: 'en.nspname' }, commentAttribute],
  define: (extension) =>
    `CREATE EXTENSION ${extension.path} WITH SCHEMA ${String(extension.attributes['schema'])} VERSION '${String(extension.attributes['version'])}';${commentSql('EXTENSION', extension)}`,
};
