import type { CatalogObject } from '../catalogObject.ts';
import { words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { AttributeReader, PartReader } from '../kindReader.ts';
import { commentAttribute, commentJoin, generatedPartName } from '../kindReader.ts';

/** https://www.postgresql.org/docs/current/catalog-pg-constraint.html */
const action = (column: string): string =>
  `CASE ${column} WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END`;

/**
 * An exclusion constraint has no catalog columns that say it all, so PostgreSQL's own text stands in, without the
 * deferrability at its end, which is an attribute of its own.
 */
const exclusion = `CASE WHEN con.contype = 'x' THEN regexp_replace(pg_get_constraintdef(con.oid), '( DEFERRABLE)?( INITIALLY DEFERRED)?$', '') END`;

const attributes: readonly AttributeReader[] = [
  {
    name: 'type',
    sql: `CASE con.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'x' THEN 'exclusion' END`,
  },
  { name: 'columns', sql: `CASE WHEN con.contype IN ('p', 'u', 'f') THEN kc.columns END` },
  { name: 'include', sql: 'ic.columns' },
  { name: 'references', sql: `quote_ident(fn.nspname) || '.' || quote_ident(fr.relname)` },
  { name: 'referenced columns', sql: 'fc.columns' },
  { name: 'match', sql: `CASE con.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END` },
  { name: 'on update', sql: action('con.confupdtype') },
  { name: 'on delete', sql: action('con.confdeltype') },
  { name: 'expression', sql: 'pg_get_expr(con.conbin, con.conrelid)' },
  { name: 'exclusion', sql: exclusion },
  { name: 'nulls not distinct', sql: 'ix.indnullsnotdistinct', since: 150000 },
  { name: 'no inherit', sql: `con.contype = 'c' AND con.connoinherit` },
  { name: 'deferrable', sql: 'con.condeferrable' },
  { name: 'initially deferred', sql: 'con.condeferred' },
  { name: 'not valid', sql: 'NOT con.convalidated' },
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
    LEFT JOIN pg_index ix ON ix.indexrelid = con.conindid AND con.contype IN ('p', 'u')
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
        : { name: attribute.name, sql: 'NULL' },
  ),
  define: defineConstraint,
};

function defineConstraint(constraint: CatalogObject): string {
  const fact = (name: string): string | undefined => {
    const value = constraint.attributes[name];
    return typeof value === 'string' ? value : undefined;
  };
  const flag = (name: string): boolean => constraint.attributes[name] === true;
  const upper = (name: string, prefix: string): string | undefined =>
    fact(name) === undefined ? undefined : `${prefix} ${String(fact(name)).toUpperCase()}`;
  const columns = fact('columns') === undefined ? '' : `(${String(fact('columns'))})`;
  const include = fact('include') === undefined ? '' : `INCLUDE (${String(fact('include'))})`;
  let body: string;
  switch (fact('type')) {
    case 'check':
      body = `CHECK (${String(fact('expression'))})`;
      break;
    case 'foreign key':
      body = words(
        `FOREIGN KEY ${columns} REFERENCES ${String(fact('references'))} (${String(fact('referenced columns'))})`,
        upper('match', 'MATCH'),
        upper('on update', 'ON UPDATE'),
        upper('on delete', 'ON DELETE'),
      );
      break;
    case 'exclusion':
      body = String(fact('exclusion'));
      break;
    default:
      body = words(
        String(fact('type')).toUpperCase(),
        flag('nulls not distinct') && 'NULLS NOT DISTINCT',
        columns,
        include,
      );
  }
  return words(
    `CONSTRAINT ${quoteIdentifier(constraint.name)}`,
    body,
    flag('no inherit') && 'NO INHERIT',
    flag('deferrable') && 'DEFERRABLE',
    flag('initially deferred') && 'INITIALLY DEFERRED',
    flag('not valid') && 'NOT VALID',
  );
}
