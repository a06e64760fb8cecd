import type { ColumnDef, Constraint } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { createConstraint } from './constraints.ts';
import { definitionElements, findElement, optionList } from './definitionElements.ts';
import { bracketedFrom, expressionText } from './expressions.ts';
import { qualifiedName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import { create, partOf } from '../operationBuilders.ts';
import type { Modifiers, Settled } from '../operationBuilders.ts';
import type { StatementScope } from './statementScope.ts';
import { isSerial, typeText } from './typeText.ts';

/** A column of a table with the constraints that its definition holds. */
export function createColumn(
  column: ColumnDef,
  table: QualifiedName,
  isKey: boolean,
  scope: StatementScope,
  modifiers?: Modifiers,
): readonly Operation[] {
  const constraints = columnConstraints(column);
  const attributes = columnAttributes(column, constraints, isKey, scope);
  const line = scope.lineAt(column.location);
  return [
    create(partOf('column', table, column.colname), scope, { attributes, line, ...(modifiers && { modifiers }) }),
    ...constraints.flatMap((part) => createConstraint(part, table, column.colname, scope)),
  ];
}

/** An attribute of a composite type. */
export function createAttribute(column: ColumnDef, type: QualifiedName, scope: StatementScope): Operation {
  const attributes = { type: typeText(column.typeName, scope), collation: collationText(column, scope) };
  return create(partOf('attribute', type, column.colname), scope, { attributes, line: scope.lineAt(column.location) });
}

/** The words that follow an inline constraint come as constraints of their own. */
const constraintWords: Readonly<Record<string, Partial<Constraint>>> = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_DEFERRED: { deferrable: true, initdeferred: true },
  CONSTR_ATTR_ENFORCED: { is_enforced: true },
  CONSTR_ATTR_IMMEDIATE: {},
  CONSTR_ATTR_NOT_DEFERRABLE: {},
  CONSTR_ATTR_NOT_ENFORCED: { is_enforced: false },
};

function columnConstraints(column: ColumnDef): readonly Constraint[] {
  const constraints: Constraint[] = [];
  for (const node of column.constraints ?? []) {
    if (!('Constraint' in node)) continue;
    const words = constraintWords[node.Constraint.contype ?? ''];
    const before = words === undefined ? undefined : constraints.pop();
    constraints.push(before === undefined ? node.Constraint : { ...before, ...words });
  }
  return constraints;
}

/** The collation within its schema; empty without one, undefined where it may be PostgreSQL's own. */
export function collationText(
  { collClause }: Pick<ColumnDef, 'collClause'>,
  scope: StatementScope,
): string | undefined {
  if (collClause === undefined) return '';
  const path = stringValues(collClause.collname);
  if (path.length === 1 && ['C', 'POSIX', 'default', 'ucs_basic'].includes(path[0] ?? '')) {
    return `pg_catalog.${quoteIdentifier(path[0] ?? '')}`;
  }
  const { schema, name } = qualifiedName(path, scope);
  return schema === undefined ? undefined : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** What the definition settles; nothing of what only the database can tell, such as a domain's default. */
function columnAttributes(
  column: ColumnDef,
  constraints: readonly Constraint[],
  isKey: boolean,
  scope: StatementScope,
): Settled {
  const find = (type: Constraint['contype']) => constraints.find(({ contype }) => contype === type);
  const identity = find('CONSTR_IDENTITY');
  const generated = find('CONSTR_GENERATED');
  const notNull = find('CONSTR_NOTNULL');
  const serial = isSerial(column.typeName);
  const isNotNull = isKey || serial || identity !== undefined || notNull !== undefined;
  const expression = find('CONSTR_DEFAULT');
  return {
    type: typeText(column.typeName, scope),
    'not null': String(isNotNull || find('CONSTR_PRIMARY') !== undefined),
    ...(notNull?.conname === undefined ? {} : { 'not null constraint': notNull.conname }),
    // A serial column's default names a sequence, a generated column has an expression instead.
    ...(serial || generated !== undefined
      ? {}
      : { default: expression === undefined ? '' : expressionText(scope, afterKeyword(expression, scope), true) }),
    ...(serial ? { serial: 'true' } : {}),
    ...(identity === undefined ? {} : identityAttributes(identity, scope)),
    ...(generated === undefined ? {} : { generated: generatedText(generated, scope) }),
    ...(column.collClause === undefined ? {} : { collation: collationText(column, scope) }),
    ...(column.storage_name === undefined ? {} : { storage: column.storage_name.toLowerCase() }),
    ...(column.compression === undefined ? {} : { compression: column.compression }),
    ...(column.fdwoptions === undefined ? {} : { options: optionList(column.fdwoptions) }),
  };
}

function identityAttributes(identity: Constraint, scope: StatementScope): Settled {
  const name = findElement(definitionElements(identity.options), 'sequence_name')?.arg;
  const sequence = qualifiedName(stringValues(name), scope);
  return {
    identity: identity.generated_when === 'a' ? 'always' : 'by default',
    ...(name === undefined
      ? {}
      : { 'sequence name': `${quoteIdentifier(sequence.schema ?? 'public')}.${quoteIdentifier(sequence.name)}` }),
  };
}

function generatedText(constraint: Constraint, scope: StatementScope): string | undefined {
  const expression = bracketedFrom(scope, constraint.location ?? 0, 'as');
  return expression === undefined
    ? undefined
    : `(${expression}) ${constraint.generated_kind === 'v' ? 'virtual' : 'stored'}`;
}

/** Where the expression begins: the constraint's location is that of the word DEFAULT. */
function afterKeyword(constraint: Constraint, scope: StatementScope): number {
  const location = constraint.location ?? 0;
  return scope.tokens().find((token) => token.start >= location)?.end ?? location;
}
