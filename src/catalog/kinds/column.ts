import type { CatalogObject } from '../catalogObject.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { PartReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';

/**
 * Columns of tables. What a partition or an inheriting table merely has from its parent is not listed again, unless
 * its default or its NOT NULL differs from the parent's.
 */
export const columnReader: PartReader = {
  kind: 'column',
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'a.attnum',
  from: `relation r
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    ${commentJoin('d', 'pg_class', 'r.oid', 'a.attnum')}`,
  where: `r.relkind IN ('r', 'p') AND (
      a.attinhcount = 0
      OR (a.attislocal AND NOT r.relispartition)
      OR NOT EXISTS (
        SELECT FROM pg_inherits h
        JOIN pg_attribute pa ON pa.attrelid = h.inhparent AND pa.attname = a.attname AND NOT pa.attisdropped
        LEFT JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum
        WHERE h.inhrelid = r.oid AND pa.attnotnull = a.attnotnull
          AND pg_get_expr(pd.adbin, pd.adrelid) IS NOT DISTINCT FROM pg_get_expr(ad.adbin, ad.adrelid)))`,
  name: 'a.attname',
  order: 'recorded',
  attributes: [
    { name: 'type', sql: 'format_type(a.atttypid, a.atttypmod)' },
    { name: 'not null', sql: 'a.attnotnull' },
    { name: 'default', sql: `CASE WHEN a.attgenerated = '' THEN pg_get_expr(ad.adbin, ad.adrelid) END` },
    { name: 'identity', sql: `CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END` },
    {
      name: 'generated',
      sql: `CASE WHEN a.attgenerated <> '' THEN '(' || pg_get_expr(ad.adbin, ad.adrelid) || CASE a.attgenerated WHEN 's' THEN ') stored' ELSE ') virtual' END END`,
    },
    { name: 'collation', sql: `quote_ident(cn.nspname) || '.' || quote_ident(co.collname)` },
    commentAttribute,
  ],
  define: defineColumn,
};

function defineColumn(column: CatalogObject, owner: CatalogObject): string {
  const attributes = column.attributes;
  const inPartition = typeof owner.attributes['partition of'] === 'string';
  // A partition's column has its type from the partitioned table, and the syntax does not let it be said again.
  const pieces = [quoteIdentifier(column.name), ...(inPartition ? [] : [String(attributes['type'])])];
  if (attributes['collation'] !== null) pieces.push(`COLLATE ${String(attributes['collation'])}`);
  if (attributes['default'] !== null) pieces.push(`DEFAULT ${String(attributes['default'])}`);
  if (attributes['generated'] !== null) {
    pieces.push(
      `GENERATED ALWAYS AS ${String(attributes['generated']).replace(/\) (stored|virtual)$/, (end) => end.toUpperCase())}`,
    );
  }
  if (attributes['identity'] !== null)
    pieces.push(`GENERATED ${String(attributes['identity']).toUpperCase()} AS IDENTITY`);
  if (attributes['not null'] === true) pieces.push('NOT NULL');
  return pieces.join(' ');
}
