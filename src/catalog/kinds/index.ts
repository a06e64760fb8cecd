import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { PartReader } from '../kindReader.ts';
import { commentAttribute, commentJoin, generatedPartName } from '../kindReader.ts';
import { collationSql, includedColumnsSql } from '../kindSql.ts';
import { sortedList } from '../sqlText.ts';
import {
  ownPartitionIndexFacts,
  ownPartitionIndexStorage,
  tablespaceClause,
  tablespaceSql,
  withClause,
} from './relationStorage.ts';

/**
 * In order by the index that finds them, without a sort for each.
 * https://www.postgresql.org/docs/current/catalog-pg-index.html; the arrays `indkey` and the like count from 0.
 */
const keys = `(SELECT string_agg(one.key, ', ') FROM (
  SELECT coalesce(quote_ident(a.attname), pg_get_indexdef(i.indexrelid, k.attnum, false))
    || CASE WHEN i.indcollation[k.attnum - 1] <> 0 AND i.indcollation[k.attnum - 1] <> coalesce(a.attcollation, 100)
         THEN ' COLLATE ' || ${collationSql('i.indcollation[k.attnum - 1]')} ELSE '' END
    || CASE WHEN k.attoptions IS NULL AND i.indclass[k.attnum - 1] IN (SELECT oid FROM pg_opclass WHERE opcdefault) THEN ''
         ELSE ' ' || (SELECT quote_ident(opcname) FROM pg_opclass WHERE oid = i.indclass[k.attnum - 1]) END
    || CASE WHEN k.attoptions IS NULL THEN '' ELSE ' (' || (
         SELECT string_agg(o.option_name || '=' || quote_literal(o.option_value), ', ' ORDER BY o.option_name COLLATE "C")
         FROM pg_options_to_table(k.attoptions) o) || ')' END
    || CASE WHEN i.indoption[k.attnum - 1] & 1 = 1 THEN ' DESC' ELSE '' END
    || CASE i.indoption[k.attnum - 1] & 3 WHEN 1 THEN ' NULLS LAST' WHEN 2 THEN ' NULLS FIRST' ELSE '' END AS key
  FROM pg_attribute k
  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.attnum - 1] AND a.attnum <> 0
  WHERE k.attrelid = i.indexrelid AND k.attnum BETWEEN 1 AND i.indnkeyatts
  ORDER BY k.attnum) one)`;

/** Of the keys that are expressions; those that are columns have theirs from the table. */
const targets = `(SELECT string_agg(k.attnum || ': ' || k.attstattarget, ', ' ORDER BY k.attnum)
  FROM pg_attribute k WHERE k.attrelid = i.indexrelid AND k.attnum > 0 AND k.attstattarget >= 0)`;

/**
 * Indexes of tables and materialized views. Left out is what belongs to something else: the index behind a constraint,
 * and a partition's share of its parent's index, unless that has something of its own.
 */
export const indexReader: PartReader = {
  kind: 'index',
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'ir.relname',
  generatedName: generatedPartName,
  from: `relation r
    JOIN pg_index i ON i.indrelid = r.oid
    JOIN pg_class ir ON ir.oid = i.indexrelid
    JOIN pg_am am ON am.oid = ir.relam
    ${commentJoin('d', 'pg_class', 'i.indexrelid')}`,
  where: `(NOT ir.relispartition OR ${ownPartitionIndexFacts('ir', 'i')}) AND NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = i.indexrelid AND con.conrelid = i.indrelid AND con.contype IN ('p', 'u', 'x'))`,
  name: 'ir.relname',
  attributes: [
    { name: 'unique', sql: 'i.indisunique' },
    { name: 'method', sql: 'am.amname' },
    { name: 'keys', sql: keys },
    { name: 'include', sql: includedColumnsSql('i'), rare: 'i.indnatts > i.indnkeyatts' },
    { name: 'predicate', sql: 'pg_get_expr(i.indpred, i.indrelid)' },
    {
      name: 'nulls not distinct',
      sql: 'CASE WHEN i.indnullsnotdistinct THEN true END',
      since: 150000,
      rare: 'i.indnullsnotdistinct',
    },
    { name: 'invalid', sql: 'NOT i.indisvalid' },
    {
      name: 'inherited',
      sql: 'CASE WHEN ir.relispartition THEN true END',
      rare: 'ir.relispartition',
    },
    { name: 'clustered', sql: 'CASE WHEN i.indisclustered THEN true END', rare: 'i.indisclustered' },
    { name: 'replica identity', sql: 'CASE WHEN i.indisreplident THEN true END', rare: 'i.indisreplident' },
    {
      name: 'storage parameters',
      sql: sortedList('ir.reloptions'),
      facet: 'storage',
      rare: 'ir.reloptions IS NOT NULL',
    },
    { name: 'tablespace', sql: tablespaceSql('ir.reltablespace'), facet: 'storage', rare: 'ir.reltablespace <> 0' },
    {
      name: 'statistics targets',
      sql: targets,
      facet: 'storage',
      rare: `i.indexprs IS NOT NULL AND ${targets} IS NOT NULL`,
    },
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
  const made =
    attributes['inherited'] === true ? ownPartitionIndexStorage(subject, index) : [`${statement};${invalid}`];
  return `${[...made, ...after].join('\n')}${commentSql('INDEX', index, subject)}`.trimStart();
}
