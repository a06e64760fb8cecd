import type { CreateStmt, CreateTableAsStmt, IntoClause, Node } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { createColumn } from './columns.ts';
import { createConstraint } from './constraints.ts';
import { relationName, stringValues } from './names.ts';
import type { StatementScope } from './statementScope.ts';

/** CREATE TABLE with all that its brackets hold. What it takes from other tables (LIKE, INHERITS) is not its own. */
export function createTable(statement: CreateStmt, scope: StatementScope): readonly Operation[] {
  if (isTemporary(statement.relation)) return [];
  const table = relationName(statement.relation, scope);
  const create: Operation = {
    action: 'create',
    target: { kind: 'table', schema: table.schema, owner: undefined, name: table.name },
    line: scope.line,
  };
  const keys = primaryKeyColumns(statement.tableElts ?? []);
  const parts = (statement.tableElts ?? []).flatMap((element) => {
    if ('ColumnDef' in element)
      return createColumn(element.ColumnDef, table, keys.has(element.ColumnDef.colname ?? ''), scope);
    if ('Constraint' in element) return createConstraint(element.Constraint, table, undefined, scope);
    return [];
  });
  return [create, ...parts];
}

/** CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW: columns only where the statement names them. */
export function createTableAs(
  into: IntoClause | undefined,
  objectType: CreateTableAsStmt['objtype'],
  scope: StatementScope,
): readonly Operation[] {
  if (isTemporary(into?.rel)) return [];
  const { schema, name } = relationName(into?.rel, scope);
  if (objectType === 'OBJECT_MATVIEW') {
    return [
      { action: 'create', target: { kind: 'materialized view', schema, owner: undefined, name }, line: scope.line },
    ];
  }
  const columns = stringValues(into?.colNames).map((column): Operation => ({
    action: 'create',
    target: { kind: 'column', schema, owner: name, name: column },
    line: scope.line,
  }));
  return [
    { action: 'create', target: { kind: 'table', schema, owner: undefined, name }, line: scope.line },
    ...columns,
  ];
}

/** The columns that a PRIMARY KEY of its own makes NOT NULL. */
function primaryKeyColumns(elements: readonly Node[]): ReadonlySet<string> {
  return new Set(
    elements.flatMap((element) =>
      'Constraint' in element && element.Constraint.contype === 'CONSTR_PRIMARY'
        ? stringValues(element.Constraint.keys)
        : [],
    ),
  );
}

/** A temporary table is gone before anybody compares. */
function isTemporary(relation: CreateStmt['relation']): boolean {
  return relation?.relpersistence === 't' || relation?.schemaname === 'pg_temp';
}
