import type { AttributeReader, PartReader } from '../kindReader.ts';
import { commentAttribute, commentJoin, generatedPartName } from '../kindReader.ts';
import { sortedList } from '../sqlText.ts';
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

/** Facts of the index behind a constraint. */
const indexAttributes: readonly AttributeReader[] = [
  { name: 'clustered', sql: 'CASE WHEN ix.indisclustered THEN true END', rare: true },
  { name: 'replica identity', sql: 'CASE WHEN ix.indisreplident THEN true END', rare: true },
  { name: 'storage parameters', sql: sortedList('xr.reloptions'), facet: 'storage', rare: true },
  { name: 'tablespace', sql: 'ts.spcname', facet: 'storage', rare: true },
];

const attributes: readonly AttributeReader[] = [
  {
    name: 'type',
    sql: `CASE con.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'x' THEN 'exclusion' END`,
  },
  { name: 'columns', sql: `CASE WHEN con.contype IN ('p', 'u', 'f') THEN kc.columns END` },
  { name: 'include', sql: `CASE WHEN con.contype IN ('p', 'u') THEN ic.columns END` },
  { name: 'references', sql: `quote_ident(fn.nspname) || '.' || quote_ident(fr.relname)` },
  { name: 'referenced columns', sql: 'fc.columns' },
  { name: 'match', sql: `CASE con.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END` },
  { name: 'on update', sql: action('con.confupdtype') },
  { name: 'on delete', sql: action('con.confdeltype') },
  {
    name: 'on delete columns',
    sql: `CASE WHEN con.confdelsetcols IS NOT NULL THEN (
      SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.ord) FROM unnest(con.confdelsetcols) WITH ORDINALITY k(attnum, ord)
      JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum) END`,
    since: 150000,
    rare: true,
  },
  {
    name: 'without overlaps',
    sql: `CASE WHEN con.conperiod AND con.contype <> 'f' THEN true END`,
    since: 180000,
    rare: true,
  },
  { name: 'period', sql: `CASE WHEN con.conperiod AND con.contype = 'f' THEN true END`, since: 180000, rare: true },
  { name: 'expression', sql: 'pg_get_expr(con.conbin, con.conrelid)' },
  { name: 'exclusion', sql: exclusion },
  { name: 'nulls not distinct', sql: 'CASE WHEN ix.indnullsnotdistinct THEN true END', since: 150000, rare: true },
  { name: 'no inherit', sql: `con.contype = 'c' AND con.connoinherit` },
  { name: 'deferrable', sql: 'con.condeferrable' },
  { name: 'initially deferred', sql: 'con.condeferred' },
  {
    // What is not enforced is not validated either.
    name: 'not valid',
    sql: (versionNumber) => `NOT con.convalidated${versionNumber >= 180000 ? ' AND con.conenforced' : ''}`,
  },
  { name: 'not enforced', sql: 'CASE WHEN NOT con.conenforced THEN true END', since: 180000, rare: true },
  ...indexAttributes,
  commentAttribute,
];

/**
 * Constraints of tables. Left out are copies that a partition has from its parent, inherited checks, and the NOT NULL
 * constraints of PostgreSQL 18, which are the attribute "not null" of their column.
 */
export const tableConstraintReader: PartReader = {
  kind: 'constraint',
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'con.conname',
  generatedName: generatedPartName,
  from: `relation r
    JOIN pg_constraint con ON con.conrelid = r.oid AND con.contype IN ('p', 'u', 'c', 'f', 'x')
    LEFT JOIN key_columns kc ON kc.oid = con.oid
    LEFT JOIN referenced_columns fc ON fc.oid = con.oid
    LEFT JOIN pg_class fr ON fr.oid = con.confrelid AND con.contype = 'f'
    LEFT JOIN pg_namespace fn ON fn.oid = fr.relnamespace
    LEFT JOIN pg_index ix ON ix.indexrelid = con.conindid AND con.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_class xr ON xr.oid = ix.indexrelid
    LEFT JOIN pg_tablespace ts ON ts.oid = xr.reltablespace
    LEFT JOIN included_columns ic ON ic.oid = ix.indexrelid
    ${commentJoin('d', 'pg_constraint', 'con.oid')}`,
  where: `r.relkind IN ('r', 'p', 'f') AND con.conparentid = 0 AND (con.coninhcount = 0 OR con.conislocal)`,
  name: 'con.conname',
  attributes,
  define: defineConstraint,
};

/** Checks of domains. */
export const domainConstraintReader: PartReader = {
  kind: 'constraint',
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
