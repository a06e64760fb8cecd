import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { PartReader } from '../kindReader.ts';
import { commentAttribute, commentJoin, generatedPartName } from '../kindReader.ts';
import { sortedList } from '../sqlText.ts';
import { tablespaceClause, withClause } from './relationStorage.ts';

/**
 * Indexes of tables and materialized views. Left out is what belongs to something else: the index behind a constraint,
 * and a partition's share of its parent's index.
 */
export const indexReader: PartReader = {
  kind: 'index',
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'ir.relname',
  generatedName: generatedPartName,
  from: `relation r
    JOIN pg_index i ON i.indrelid = r.oid
    JOIN pg_class ir ON ir.oid = i.indexrelid AND NOT ir.relispartition
    JOIN pg_am am ON am.oid = ir.relam
    LEFT JOIN index_keys ik ON ik.oid = i.indexrelid
    LEFT JOIN (
      SELECT cs.attrelid, string_agg(cs.attnum || ': ' || cs.attstattarget, ', ' ORDER BY cs.attnum) AS targets
      FROM column_setting cs WHERE cs.attstattarget >= 0 GROUP BY cs.attrelid
    ) st ON st.attrelid = i.indexrelid
    LEFT JOIN pg_tablespace ts ON ts.oid = ir.reltablespace
    LEFT JOIN included_columns ic ON ic.oid = i.indexrelid
    ${commentJoin('d', 'pg_class', 'i.indexrelid')}`,
  where: `NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = i.indexrelid AND con.conrelid = i.indrelid AND con.contype IN ('p', 'u', 'x'))`,
  name: 'ir.relname',
  attributes: [
    { name: 'unique', sql: 'i.indisunique' },
    { name: 'method', sql: 'am.amname' },
    { name: 'keys', sql: 'ik.keys' },
    { name: 'include', sql: 'ic.columns' },
    { name: 'predicate', sql: 'pg_get_expr(i.indpred, i.indrelid)' },
    { name: 'nulls not distinct', sql: 'CASE WHEN i.indnullsnotdistinct THEN true END', since: 150000, rare: true },
    { name: 'invalid', sql: 'NOT i.indisvalid' },
    { name: 'clustered', sql: 'CASE WHEN i.indisclustered THEN true END', rare: true },
    { name: 'replica identity', sql: 'CASE WHEN i.indisreplident THEN true END', rare: true },
    { name: 'storage parameters', sql: sortedList('ir.reloptions'), facet: 'storage', rare: true },
    { name: 'tablespace', sql: 'ts.spcname', facet: 'storage', rare: true },
    { name: 'statistics targets', sql: 'st.targets', facet: 'storage', rare: true },
    commentAttribute,
  ],
  define: defineIndex,
};

function defineIndex(index: CatalogObject, owner: CatalogObject): string {
  const attributes = index.attributes;
  const predicate = attributes['predicate'];
  const include = attributes['include'];
  const statement = words(
    'CREATE',
    attributes['unique'] === true && 'UNIQUE',
    `INDEX ${quoteIdentifier(index.name)} ON ${owner.path} USING ${String(attributes['method'])} (${String(attributes['keys'])})`,
    typeof include === 'string' && `INCLUDE (${include})`,
    attributes['nulls not distinct'] === true && 'NULLS NOT DISTINCT',
    withClause(attributes['storage parameters']),
    tablespaceClause(attributes['tablespace']),
    typeof predicate === 'string' && `WHERE ${predicate}`,
  );
  const subject = `${quoteIdentifier(owner.schema ?? '')}.${quoteIdentifier(index.name)}`;
  const invalid = attributes['invalid'] === true ? ' -- invalid' : '';
  const name = quoteIdentifier(index.name);
  const targets = attributes['statistics targets'];
  const after = [
    ...(typeof targets === 'string' ? targets.split(', ') : []).map(
      (target) => `ALTER INDEX ${subject} ALTER COLUMN ${target.replace(': ', ' SET STATISTICS ')};`,
    ),
    ...(attributes['clustered'] === true ? [`ALTER TABLE ${owner.path} CLUSTER ON ${name};`] : []),
    ...(attributes['replica identity'] === true
      ? [`ALTER TABLE ONLY ${owner.path} REPLICA IDENTITY USING INDEX ${name};`]
      : []),
  ];
  return `${[`${statement};${invalid}`, ...after].join('\n')}${commentSql('INDEX', index, subject)}`;
}
