import type { ColumnDef, Constraint } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { createConstraint } from './constraints.ts';
import type { QualifiedName } from './names.ts';
import type { StatementScope } from './statementScope.ts';

/** A column of a table, or an attribute of a composite type, with the constraints that its definition holds. */
export function createColumn(
  column: ColumnDef,
  owner: QualifiedName,
  kind: 'column' | 'attribute',
  scope: StatementScope,
): readonly Operation[] {
  const create: Operation = {
    action: 'create',
    target: { kind, schema: owner.schema, owner: owner.name, name: column.colname },
    line: scope.lineAt(column.location),
  };
  return [create, ...columnConstraints(column).flatMap((part) => createConstraint(part, owner, column.colname, scope))];
}

function columnConstraints(column: ColumnDef): readonly Constraint[] {
  return (column.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
}
