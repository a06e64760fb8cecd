import type { CatalogObject } from '../catalogObject.ts';
import { commentSql } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';

/** Ordinary and partitioned tables, partitions included. */
export const tableReader: OutermostReader = {
  kind: 'table',
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r
    LEFT JOIN ancestry p ON p.inhrelid = r.oid
    ${commentJoin('d', 'pg_class', 'r.oid')}`,
  where: `r.relkind IN ('r', 'p')`,
  schema: 'r.nspname',
  name: 'r.relname',
  attributes: [
    { name: 'persistence', sql: `CASE r.relpersistence WHEN 'u' THEN 'unlogged' END` },
    { name: 'partition key', sql: `CASE r.relkind WHEN 'p' THEN pg_get_partkeydef(r.oid) END` },
    { name: 'partition of', sql: 'CASE WHEN r.relispartition THEN p.parents END' },
    { name: 'partition bounds', sql: 'CASE WHEN r.relispartition THEN pg_get_expr(r.relpartbound, r.oid) END' },
    { name: 'inherits', sql: 'CASE WHEN NOT r.relispartition THEN p.parents END' },
    commentAttribute,
  ],
  define: defineTable,
};

function defineTable(table: CatalogObject): string {
  const attributes = table.attributes;
  const persistence = attributes['persistence'] === null ? '' : 'UNLOGGED ';
  const partOf = attributes['partition of'];
  const inside = table.children
    .filter((part) => part.kind === 'column' || part.kind === 'constraint')
    .map((part) => `    ${part.definition ?? part.name}`)
    .join(',\n');
  const head =
    partOf === null
      ? `CREATE ${persistence}TABLE ${table.path} (\n${inside}\n)`
      : `CREATE ${persistence}TABLE ${table.path} PARTITION OF ${String(partOf)}${inside === '' ? '' : ` (\n${inside}\n)`} ${String(attributes['partition bounds'])}`;
  const inherits = attributes['inherits'] === null ? '' : `\nINHERITS (${String(attributes['inherits'])})`;
  const partitioned =
    attributes['partition key'] === null ? '' : `\nPARTITION BY ${String(attributes['partition key'])}`;
  const after = table.children
    .filter((part) => part.kind === 'index' || part.kind === 'trigger')
    .map((part) => `\n${part.definition ?? part.name}`)
    .join('');
  const partComments = table.children
    .map((part) => {
      if (part.kind === 'column') return commentSql('COLUMN', part);
      if (part.kind === 'constraint')
        return commentSql('CONSTRAINT', part, `${quoteIdentifier(part.name)} ON ${table.path}`);
      return '';
    })
    .join('');
  return `${head}${inherits}${partitioned};${after === '' ? '' : `\n${after}`}${commentSql('TABLE', table)}${partComments}`;
}
