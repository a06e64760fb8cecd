import type { CatalogObject } from '../catalogObject.ts';
import { words } from '../definitionText.ts';
import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';
import type { AttributeReader } from '../kindReader.ts';
import { sortedList } from '../sqlText.ts';

/** Joins for `storageAttributes` of tables and materialized views, read as `relation r`. */
export const storageJoins = `LEFT JOIN pg_class toast ON toast.oid = r.reltoastrelid
    LEFT JOIN pg_am am ON am.oid = r.relam`;

/** SQL for the name of a tablespace; NULL for the database's own. */
export function tablespaceSql(oid: string): string {
  return `(SELECT spcname FROM pg_tablespace WHERE oid = ${oid})`;
}

/**
 * SQL condition that an index `index` (of pg_class as `relation`, of pg_index as `facts`) that is a share of a
 * partitioned one, and thus made by itself, has something of its own: what pg_dump has to write of it.
 */
export function ownPartitionIndexFacts(relation: string, facts: string): string {
  return `(d.description IS NOT NULL OR ${facts}.indisclustered OR ${facts}.indisreplident OR EXISTS (
    SELECT FROM pg_inherits h JOIN pg_class pi ON pi.oid = h.inhparent
    WHERE h.inhrelid = ${relation}.oid
      AND (pi.reloptions IS DISTINCT FROM ${relation}.reloptions OR pi.reltablespace <> ${relation}.reltablespace)))`;
}

/** The statements that give such an index its own storage. */
export function ownPartitionIndexStorage(subject: string, { attributes }: CatalogObject): string[] {
  const { 'storage parameters': parameters, tablespace } = attributes;
  return [
    ...(typeof parameters === 'string' ? [`ALTER INDEX ${subject} SET (${parameterList(parameters)});`] : []),
    ...(typeof tablespace === 'string' ? [`ALTER INDEX ${subject} SET ${tablespaceClause(tablespace)};`] : []),
  ];
}

/** How rows are kept. A table in its database's own tablespace has none of its own. */
export const storageAttributes: readonly AttributeReader[] = [
  {
    name: 'storage parameters',
    sql: sortedList(
      `(CASE WHEN toast.reloptions IS NULL THEN r.reloptions
        ELSE coalesce(r.reloptions, '{}') || ARRAY(SELECT 'toast.' || o FROM unnest(toast.reloptions) o) END)`,
    ),
    facet: 'storage',
    rare: 'r.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL',
  },
  { name: 'tablespace', sql: tablespaceSql('r.reltablespace'), facet: 'storage', rare: 'r.reltablespace <> 0' },
  { name: 'access method', sql: 'am.amname', facet: 'storage' },
];

/** The clauses `USING ... WITH (...) TABLESPACE ...` that an object's storage needs, each after a line break. */
export function storageClauses({ attributes }: CatalogObject): string {
  const method = attributes['access method'];
  return [
    typeof method === 'string' && method !== 'heap' && `USING ${quoteIdentifier(method)}`,
    withClause(attributes['storage parameters']),
    tablespaceClause(attributes['tablespace']),
  ]
    .map((clause) => (clause === false || clause === '' ? '' : `\n${clause}`))
    .join('');
}

export function tablespaceClause(tablespace: unknown): string {
  return typeof tablespace === 'string' ? `TABLESPACE ${quoteIdentifier(tablespace)}` : '';
}

/** `WITH (fillfactor=70)` of a list as sortedList() reads it. */
export function withClause(parameters: unknown): string {
  return words(typeof parameters === 'string' && `WITH (${parameterList(parameters)})`);
}

/** Values that are not plain words or numbers as literals. */
export function parameterList(parameters: string): string {
  return parameters
    .split(', ')
    .map((parameter) => {
      const [name = '', ...rest] = parameter.split('=');
      const value = rest.join('=');
      return `${name}=${/^(?:[a-z_]\w*|-?\d+(?:\.\d+)?)$/.test(value) ? value : quoteLiteral(value)}`;
    })
    .join(', ');
}
