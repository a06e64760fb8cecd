import type { AttributeReader, PartReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';
import { isGivenName } from '../generatedNames.ts';
import { collationSql, optionsSql } from '../kindSql.ts';
import { privilegesAttribute } from '../privileges.ts';
import { defineColumn } from './columnDefinition.ts';
import { columnSequenceAttributes } from './columnSequence.ts';
import { columnStorageAttributes, ownColumnStorage } from './columnStorage.ts';

/** Since version 18 NOT NULL is a constraint with a name and properties; it stays an attribute of its column here. */
const notNullConstraintAttributes: readonly AttributeReader[] = [
  {
    name: 'not null constraint',
    sql: 'nn.given_name',
    since: 180000,
    rare: 'nn.attnum IS NOT NULL',
  },
  {
    name: 'not null no inherit',
    sql: 'CASE WHEN nn.connoinherit THEN true END',
    since: 180000,
    rare: 'nn.attnum IS NOT NULL',
  },
  {
    name: 'not null not valid',
    sql: 'CASE WHEN NOT nn.convalidated THEN true END',
    since: 180000,
    rare: 'nn.attnum IS NOT NULL',
  },
  { name: 'not null comment', sql: 'nn.description', since: 180000, facet: 'comment', rare: 'nn.attnum IS NOT NULL' },
];

/**
 * Only the few of which there is something to say. OFFSET 0 keeps the planner from a look for each column, here and
 * below, and the cast from taking most constraints for such ones: it then hashes these few and not all columns.
 */
const notNullConstraintJoin = `LEFT JOIN (
      SELECT con.conrelid, con.conkey[1] AS attnum, con.connoinherit, con.convalidated, nd.description,
        CASE WHEN con.conislocal AND ${isGivenName('con.conname', 'not_null')} THEN con.conname END AS given_name
      FROM pg_constraint con
      ${commentJoin('nd', 'pg_constraint', 'con.oid')}
      WHERE con.contype::text = 'n' AND con.conrelid <> 0 AND (con.connoinherit OR NOT con.convalidated
        OR nd.description IS NOT NULL OR con.conislocal AND ${isGivenName('con.conname', 'not_null')})
      OFFSET 0
    ) nn ON nn.conrelid = a.attrelid AND nn.attnum = a.attnum`;

/**
 * Columns of tables. What a partition or an inheriting table merely has from its parent is not listed again, unless
 * some of its facts are its own: a default or a NOT NULL that differs from the parent's, privileges, storage, a comment.
 */
export const columnReader: PartReader = {
  kind: 'column',
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'a.attnum',
  from: (versionNumber) => `relation r
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN (SELECT oid, typcollation, typstorage FROM pg_type OFFSET 0) t ON t.oid = a.atttypid
    LEFT JOIN (SELECT adrelid, adnum, adbin FROM pg_attrdef OFFSET 0) ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    LEFT JOIN column_sequence cs ON cs.table_oid = a.attrelid AND cs.attnum = a.attnum
    ${versionNumber >= 180000 ? notNullConstraintJoin : ''}
    ${commentJoin('d', 'pg_class', 'r.oid', 'a.attnum')}`,
  where: (versionNumber) => `r.relkind IN ('r', 'p', 'f') AND (
      a.attinhcount = 0
      OR (a.attislocal AND NOT r.relispartition)
      OR NOT EXISTS (
        SELECT FROM pg_inherits h
        JOIN pg_attribute pa ON pa.attrelid = h.inhparent AND pa.attname = a.attname AND NOT pa.attisdropped
        LEFT JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum
        WHERE h.inhrelid = r.oid AND pa.attnotnull = a.attnotnull
          AND pg_get_expr(pd.adbin, pd.adrelid) IS NOT DISTINCT FROM pg_get_expr(ad.adbin, ad.adrelid)
          AND a.attacl IS NULL AND d.description IS NULL
          AND NOT coalesce(${ownColumnStorage(versionNumber)}, false)))`,
  name: 'a.attname',
  order: 'recorded',
  attributes: [
    { name: 'type', sql: 'format_type(a.atttypid, a.atttypmod)' },
    { name: 'not null', sql: 'a.attnotnull' },
    ...notNullConstraintAttributes,
    { name: 'default', sql: `CASE WHEN a.attgenerated = '' THEN pg_get_expr(ad.adbin, 0) END` },
    {
      name: 'identity',
      sql: `CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END`,
      rare: `a.attidentity <> ''`,
    },
    ...columnSequenceAttributes,
    {
      name: 'generated',
      sql: `CASE WHEN a.attgenerated <> '' THEN '(' || pg_get_expr(ad.adbin, ad.adrelid) || CASE a.attgenerated WHEN 's' THEN ') stored' ELSE ') virtual' END END`,
      rare: `a.attgenerated <> ''`,
    },
    {
      name: 'collation',
      sql: `CASE WHEN a.attcollation <> t.typcollation THEN ${collationSql('a.attcollation')} END`,
      rare: 'a.attcollation <> t.typcollation',
    },
    // A column of the parent's of which a table changed something, in contrast to one that it declares too.
    {
      name: 'inherited',
      sql: 'CASE WHEN NOT a.attislocal AND NOT r.relispartition THEN true END',
      rare: 'NOT a.attislocal',
    },
    { name: 'options', sql: optionsSql('a.attfdwoptions'), rare: 'a.attfdwoptions IS NOT NULL' },
    ...columnStorageAttributes,
    privilegesAttribute('a.attacl', 'c', 'r.relowner'),
    commentAttribute,
  ],
  define: defineColumn,
};
