import type { AttributeReader, PartReader } from '../kindReader.ts';
import { anyType, commentAttribute, commentJoin, generatedPartName } from '../kindReader.ts';
import { columnListSql, includedColumnsSql } from '../kindSql.ts';
import { sortedList } from '../sqlText.ts';
import { ownPartitionIndexFacts, tablespaceSql } from './relationStorage.ts';
import { defineConstraint } from './constraintDefinition.ts';

/** https://www.postgresql.org/docs/current/catalog-pg-constraint.html */
const action = (column: string): string =>
  `CASE ${column} WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END`;

/**
 * An exclusion constraint has no catalog columns that say it all, so PostgreSQL's own text stands in, without the
 * deferrability at its end and the storage parameters, which are attributes of their own.
 */
const exclusion = `CASE WHEN con.contype = 'x' THEN replace(
  regexp_replace(pg_get_constraintdef(con.oid), '( DEFERRABLE)?( INITIALLY DEFERRED)?$', ''),
  coalesce(' WITH (' || (
    SELECT string_agg(o.option_name || '=' || quote_literal(o.option_value), ', ' ORDER BY o.ord)
    FROM pg_options_to_table(xr.reloptions) WITH ORDINALITY o(option_name, option_value, ord)) || ')', ''), '') END`;

const foreignKey = `con.contype = 'f'`;

/** Facts of the index behind a constraint. */
const indexAttributes: readonly AttributeReader[] = [
  { name: 'clustered', sql: 'CASE WHEN ix.indisclustered THEN true END', rare: 'ix.indisclustered' },
  { name: 'replica identity', sql: 'CASE WHEN ix.indisreplident THEN true END', rare: 'ix.indisreplident' },
  { name: 'storage parameters', sql: sortedList('xr.reloptions'), facet: 'storage', rare: 'xr.reloptions IS NOT NULL' },
  { name: 'tablespace', sql: tablespaceSql('xr.reltablespace'), facet: 'storage', rare: 'xr.reltablespace <> 0' },
];

const attributes: readonly AttributeReader[] = [
  {
    name: 'type',
    sql: `CASE con.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'x' THEN 'exclusion' END`,
  },
  {
    name: 'columns',
    sql: `CASE WHEN con.contype IN ('p', 'u', 'f') THEN ${columnListSql('con.conrelid', 'con.conkey')} END`,
  },
  {
    name: 'include',
    sql: `CASE WHEN con.contype IN ('p', 'u') THEN ${includedColumnsSql('ix')} END`,
    rare: 'ix.indnatts > ix.indnkeyatts',
  },
  { name: 'references', sql: `CASE WHEN ${foreignKey} THEN con.confrelid::regclass::text END`, rare: foreignKey },
  {
    name: 'referenced columns',
    sql: `CASE WHEN ${foreignKey} THEN ${columnListSql('con.confrelid', 'con.confkey')} END`,
    rare: foreignKey,
  },
  { name: 'match', sql: `CASE con.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END`, rare: foreignKey },
  { name: 'on update', sql: action('con.confupdtype'), rare: foreignKey },
  { name: 'on delete', sql: action('con.confdeltype'), rare: foreignKey },
  {
    name: 'on delete columns',
    sql: `CASE WHEN con.confdelsetcols IS NOT NULL THEN ${columnListSql('con.conrelid', 'con.confdelsetcols')} END`,
    since: 150000,
    rare: 'con.confdelsetcols IS NOT NULL',
  },
  {
    name: 'without overlaps',
    sql: `CASE WHEN con.conperiod AND con.contype <> 'f' THEN true END`,
    since: 180000,
    rare: 'con.conperiod',
  },
  {
    name: 'period',
    sql: `CASE WHEN con.conperiod AND con.contype = 'f' THEN true END`,
    since: 180000,
    rare: 'con.conperiod',
  },
  { name: 'expression', sql: 'pg_get_expr(con.conbin, con.conrelid)' },
  { name: 'exclusion', sql: exclusion, rare: `con.contype = 'x'` },
  {
    name: 'nulls not distinct',
    sql: 'CASE WHEN ix.indnullsnotdistinct THEN true END',
    since: 150000,
    rare: 'ix.indnullsnotdistinct',
  },
  { name: 'no inherit', sql: `con.contype = 'c' AND con.connoinherit` },
  { name: 'deferrable', sql: 'con.condeferrable' },
  { name: 'initially deferred', sql: 'con.condeferred' },
  {
    // What is not enforced is not validated either.
    name: 'not valid',
    sql: (versionNumber) => `NOT con.convalidated${versionNumber >= 180000 ? ' AND con.conenforced' : ''}`,
  },
  {
    name: 'not enforced',
    sql: 'CASE WHEN NOT con.conenforced THEN true END',
    since: 180000,
    rare: 'NOT con.conenforced',
  },
  { name: 'inherited', sql: 'CASE WHEN con.conparentid <> 0 THEN true END', rare: 'con.conparentid <> 0' },
  ...indexAttributes,
  commentAttribute,
];

/**
 * Constraints of tables. Left out are copies that a partition has from its parent, unless they have something of their
 * own, inherited checks, and the NOT NULL constraints of PostgreSQL 18, which are the attribute "not null" of their
 * column.
 */
export const tableConstraintReader: PartReader = {
  kind: 'constraint',
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'con.conname',
  generatedName: generatedPartName,
  from: `relation r
    JOIN pg_constraint con ON con.conrelid = r.oid AND con.contype IN ('p', 'u', 'c', 'f', 'x')
    LEFT JOIN pg_index ix ON ix.indexrelid = con.conindid AND con.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_class xr ON xr.oid = ix.indexrelid
    ${commentJoin('d', 'pg_constraint', 'con.oid')}`,
  where: `r.relkind IN ('r', 'p', 'f') AND
    CASE WHEN con.conparentid = 0 THEN con.coninhcount = 0 OR con.conislocal ELSE ${ownPartitionIndexFacts('xr', 'ix')} END`,
  name: 'con.conname',
  attributes,
  define: defineConstraint,
};

/** Checks of domains. */
export const domainConstraintReader: PartReader = {
  kind: 'constraint',
  presence: anyType('d'),
  ownerCatalog: 'pg_type',
  owner: 't.oid',
  orderBy: 'con.conname',
  generatedName: generatedPartName,
  from: `type t
    JOIN pg_constraint con ON con.contypid = t.oid AND con.contype = 'c'
    ${commentJoin('d', 'pg_constraint', 'con.oid')}`,
  name: 'con.conname',
  attributes: attributes.map((attribute) =>
    attribute.name === 'expression'
      ? { name: 'expression', sql: `pg_get_expr(con.conbin, 0)` }
      : ['type', 'not valid', 'comment'].includes(attribute.name)
        ? attribute
        : { name: attribute.name, sql: 'NULL', rare: true },
  ),
  define: defineConstraint,
};
