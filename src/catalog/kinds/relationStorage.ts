import type { CatalogObject } from '../catalogObject.ts';
import { words } from '../definitionText.ts';
import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';
import type { AttributeReader } from '../kindReader.ts';
import { sortedList } from '../sqlText.ts';

/** Joins for `storageAttributes` of tables and materialized views, read as `relation r`. */
export const storageJoins = `LEFT JOIN pg_class toast ON toast.oid = r.reltoastrelid
    LEFT JOIN pg_tablespace ts ON ts.oid = r.reltablespace
    LEFT JOIN pg_am am ON am.oid = r.relam`;

/** How rows are kept. A table in its database's own tablespace has none of its own. */
export const storageAttributes: readonly AttributeReader[] = [
  {
    name: 'storage parameters',
    sql: sortedList(
      `(CASE WHEN toast.reloptions IS NULL THEN r.reloptions
        ELSE coalesce(r.reloptions, '{}') || ARRAY(SELECT 'toast.' || o FROM unnest(toast.reloptions) o) END)`,
    ),
    facet: 'storage',
    rare: true,
  },
  { name: 'tablespace', sql: 'ts.spcname', facet: 'storage', rare: true },
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
