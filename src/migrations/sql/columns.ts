import type { ColumnDef, Constraint } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { createConstraint } from './constraints.ts';
import { expressionText } from './expressions.ts';
import type { QualifiedName } from './names.ts';
import type { StatementScope } from './statementScope.ts';
import { isSerial, typeText } from './typeText.ts';

/** A column of a table with the constraints that its definition holds. */
export function createColumn(
  column: ColumnDef,
  table: QualifiedName,
  isKey: boolean,
  scope: StatementScope,
): readonly Operation[] {
  const constraints = columnConstraints(column);
  const create: Operation = {
    action: 'create',
    target: { kind: 'column', schema: table.schema, owner: table.name, name: column.colname },
    attributes: columnAttributes(column, constraints, isKey, scope),
    line: scope.lineAt(column.location),
  };
  return [create, ...constraints.flatMap((part) => createConstraint(part, table, column.colname, scope))];
}

/** An attribute of a composite type. */
export function createAttribute(column: ColumnDef, type: QualifiedName, scope: StatementScope): Operation {
  return {
    action: 'create',
    target: { kind: 'attribute', schema: type.schema, owner: type.name, name: column.colname },
    line: scope.lineAt(column.location),
  };
}

function columnConstraints(column: ColumnDef): readonly Constraint[] {
  return (column.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
}

/** What the definition settles; nothing of what only the database can tell, such as a domain's default. */
function columnAttributes(
  column: ColumnDef,
  constraints: readonly Constraint[],
  isKey: boolean,
  scope: StatementScope,
): Readonly<Record<string, string>> {
  const find = (type: Constraint['contype']) => constraints.find(({ contype }) => contype === type);
  const attributes: Record<string, string> = {};
  const type = typeText(column.typeName, scope);
  if (type !== undefined) attributes['type'] = type;
  const identity = find('CONSTR_IDENTITY');
  const serial = isSerial(column.typeName);
  const isNotNull = isKey || serial || identity !== undefined;
  const refusesNull = find('CONSTR_NOTNULL') !== undefined || find('CONSTR_PRIMARY') !== undefined;
  attributes['not null'] = String(isNotNull || refusesNull);
  if (identity !== undefined) attributes['identity'] = identity.generated_when === 'a' ? 'always' : 'by default';
  const expression = find('CONSTR_DEFAULT');
  const text = expression === undefined ? '' : expressionText(scope, afterKeyword(expression, scope), true);
  // A serial column's default names a sequence, a generated column has an expression instead.
  if (!serial && find('CONSTR_GENERATED') === undefined && text !== undefined) attributes['default'] = text;
  return attributes;
}

/** Where the expression begins: the constraint's location is that of the word DEFAULT. */
function afterKeyword(constraint: Constraint, scope: StatementScope): number {
  const location = constraint.location ?? 0;
  return scope.tokens().find((token) => token.start >= location)?.end ?? location;
}
