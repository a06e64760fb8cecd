import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, optionsClause } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';
import { maskedOptionsSql } from './server.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** Its columns, constraints and triggers are read with those of tables. */
export const foreignTableReader: OutermostReader = {
  kind: 'foreign table',
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r
    JOIN pg_foreign_table ft ON ft.ftrelid = r.oid
    JOIN pg_foreign_server s ON s.oid = ft.ftserver
    LEFT JOIN ancestry p ON p.inhrelid = r.oid
    ${commentJoin('d', 'pg_class', 'r.oid')}`,
  schema: 'r.nspname',
  name: 'r.relname',
  attributes: [
    { name: 'server', sql: 's.srvname' },
    { name: 'options', sql: maskedOptionsSql('ft.ftoptions') },
    { name: 'partition of', sql: 'CASE WHEN r.relispartition THEN p.parents END' },
    { name: 'partition bounds', sql: 'CASE WHEN r.relispartition THEN pg_get_expr(r.relpartbound, r.oid) END' },
    { name: 'inherits', sql: 'CASE WHEN NOT r.relispartition THEN p.parents END' },
    ownerAttribute('r.relowner'),
    privilegesAttribute('r.relacl', 'r', 'r.relowner'),
    commentAttribute,
  ],
  define: defineForeignTable,
};

function defineForeignTable(table: CatalogObject): string {
  const { attributes } = table;
  const isInside = (part: CatalogObject): boolean => part.kind === 'column' || part.kind === 'constraint';
  const inside = table.children
    .filter(isInside)
    .map((part) => `    ${part.definition ?? part.name}`)
    .join(',\n');
  const body =
    typeof attributes['partition of'] === 'string'
      ? ` PARTITION OF ${attributes['partition of']}${inside === '' ? '' : ` (\n${inside}\n)`} ${String(attributes['partition bounds'])}`
      : ` (\n${inside}\n)`;
  const inherits = typeof attributes['inherits'] === 'string' ? `\nINHERITS (${attributes['inherits']})` : '';
  const after = table.children
    .filter((part) => !isInside(part))
    .map((part) => `\n${part.definition ?? part.name}`)
    .join('');
  const columnComments = table.children
    .filter((part) => part.kind === 'column')
    .map((column) => commentSql('COLUMN', column))
    .join('');
  return `CREATE FOREIGN TABLE ${table.path}${body}${inherits}\nSERVER ${quoteIdentifier(String(attributes['server']))}${optionsClause(table)};${after}${commentSql('FOREIGN TABLE', table)}${columnComments}`;
}
