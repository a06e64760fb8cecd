import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, optionsClause } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin } from '../kindReader.ts';
import { parentsSql } from '../kindSql.ts';
import { statementsAfter, statementsBefore } from './columnDefinition.ts';
import { maskedOptionsSql } from './server.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** Its columns, constraints and triggers are read with those of tables. */
export const foreignTableReader: OutermostReader = {
  kind: 'foreign table',
  presence: anyOwn('pg_foreign_data_wrapper'),
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r
    JOIN pg_foreign_table ft ON ft.ftrelid = r.oid
    JOIN pg_foreign_server s ON s.oid = ft.ftserver
    ${commentJoin('d', 'pg_class', 'r.oid')}`,
  schema: 'r.nspname',
  name: 'r.relname',
  attributes: [
    { name: 'server', sql: 's.srvname' },
    { name: 'options', sql: maskedOptionsSql('ft.ftoptions') },
    { name: 'partition of', sql: `CASE WHEN r.relispartition THEN ${parentsSql('r.oid')} END` },
    { name: 'partition bounds', sql: 'CASE WHEN r.relispartition THEN pg_get_expr(r.relpartbound, r.oid) END' },
    { name: 'inherits', sql: `CASE WHEN NOT r.relispartition THEN ${parentsSql('r.oid')} END` },
    ownerAttribute('r.relowner'),
    privilegesAttribute('r.relacl', 'r', 'r.relowner'),
    commentAttribute,
  ],
  define: defineForeignTable,
};

function defineForeignTable(table: CatalogObject): string {
  const { attributes } = table;
  const columns = table.children.filter((part) => part.kind === 'column');
  const constraints = table.children.filter((part) => part.kind === 'constraint');
  const others = table.children.filter((part) => part.kind !== 'column' && part.kind !== 'constraint');
  const inside = [...columns.filter((column) => column.attributes['inherited'] !== true), ...constraints];
  const list = `(\n${inside.map((part) => `    ${part.definition ?? part.name}`).join(',\n')}\n)`;
  const body =
    typeof attributes['partition of'] === 'string'
      ? `PARTITION OF ${attributes['partition of']}${inside.length === 0 ? '' : ` ${list}`} ${String(attributes['partition bounds'])}`
      : list;
  const inherits = typeof attributes['inherits'] === 'string' ? `\nINHERITS (${attributes['inherits']})` : '';
  return [
    ...columns.flatMap(statementsBefore),
    `CREATE FOREIGN TABLE ${table.path} ${body}${inherits}\nSERVER ${quoteIdentifier(String(attributes['server']))}${optionsClause(table)};`,
    ...columns.flatMap((column) => statementsAfter(column, `ALTER FOREIGN TABLE ONLY ${table.path}`)),
    ...others.map((part) => part.definition ?? part.name),
  ]
    .join('\n')
    .concat(commentSql('FOREIGN TABLE', table))
    .concat(
      ...constraints.map((constraint) =>
        commentSql('CONSTRAINT', constraint, `${quoteIdentifier(constraint.name)} ON ${table.path}`),
      ),
    );
}
