import type {
  AlterDomainStmt,
  AlterEnumStmt,
  CompositeTypeStmt,
  CreateDomainStmt,
  CreateEnumStmt,
  Node,
} from 'libpg-query';
import { defaultConstraintName } from '../defaultNames.ts';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { createAttribute } from './columns.ts';
import { expressionText } from './expressions.ts';
import { qualifiedName, relationName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import { commaSegments } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';

/** CREATE TYPE ... AS ENUM, each value on its own line. */
export function createEnum(statement: CreateEnumStmt, scope: StatementScope): readonly Operation[] {
  const { schema, name } = qualifiedName(stringValues(statement.typeName), scope);
  const opening = scope.tokens().find((token) => token.text === '(');
  const segments = opening === undefined ? [] : commaSegments(scope.tokens(), opening.end);
  const values = stringValues(statement.vals).map((value, index): Operation => ({
    action: 'create',
    target: { kind: 'enum value', schema, owner: name, name: value },
    line: scope.lineAt(segments[index]?.[0]?.start),
  }));
  return [{ action: 'create', target: { kind: 'enum', schema, owner: undefined, name }, line: scope.line }, ...values];
}

/** ALTER TYPE ... ADD VALUE and RENAME VALUE. */
export function alterEnum(statement: AlterEnumStmt, scope: StatementScope): readonly Operation[] {
  const { schema, name } = qualifiedName(stringValues(statement.typeName), scope);
  const value = (text: string | undefined): OperationTarget => ({
    kind: 'enum value',
    schema,
    owner: name,
    name: text,
  });
  const { oldVal, newVal } = statement;
  if (newVal === undefined) return [];
  return oldVal === undefined
    ? [{ action: 'create', target: value(newVal), line: scope.line }]
    : [{ action: 'rename', target: value(oldVal), newName: newVal, line: scope.line }];
}

/** CREATE TYPE ... AS (...). */
export function createCompositeType(statement: CompositeTypeStmt, scope: StatementScope): readonly Operation[] {
  const type = relationName(statement.typevar, scope);
  const attributes = (statement.coldeflist ?? []).flatMap((node) =>
    'ColumnDef' in node ? [createAttribute(node.ColumnDef, type, scope)] : [],
  );
  const target: OperationTarget = { kind: 'composite type', schema: type.schema, owner: undefined, name: type.name };
  return [{ action: 'create', target, line: scope.line }, ...attributes];
}

export function createDomain(statement: CreateDomainStmt, scope: StatementScope): readonly Operation[] {
  const domain = qualifiedName(stringValues(statement.domainname), scope);
  const constraints = (statement.constraints ?? []).flatMap((node) => domainConstraint(node, domain, scope));
  return [{ action: 'create', target: domainTarget(domain), line: scope.line }, ...constraints];
}

export function alterDomain(statement: AlterDomainStmt, scope: StatementScope): readonly Operation[] {
  const domain = qualifiedName(stringValues(statement.typeName), scope);
  const constraint: OperationTarget = {
    kind: 'constraint',
    schema: domain.schema,
    owner: domain.name,
    name: statement.name,
  };
  const alter = (attribute: string, value: string | undefined): readonly Operation[] => [
    {
      action: 'alter',
      target: domainTarget(domain),
      attribute,
      ...(value === undefined ? {} : { value }),
      line: scope.line,
    },
  ];
  // The letters are those of AlterDomainStmt in PostgreSQL's parsenodes.h.
  switch (statement.subtype) {
    case 'T':
      return alter('default', statement.def === undefined ? '' : defaultText(scope));
    case 'N':
      return alter('not null', 'false');
    case 'O':
      return alter('not null', 'true');
    case 'C':
      return statement.def === undefined ? [] : domainConstraint(statement.def, domain, scope);
    case 'X':
      return [{ action: 'drop', target: constraint, line: scope.line }];
    case 'V':
      return [{ action: 'alter', target: constraint, attribute: 'not valid', value: 'false', line: scope.line }];
    default:
      return [];
  }
}

function domainTarget({ schema, name }: QualifiedName): OperationTarget {
  return { kind: 'domain', schema, owner: undefined, name };
}

/** A domain's CHECK; it speaks of VALUE, not of columns, and is named after the domain alone. */
function domainConstraint(node: Node, domain: QualifiedName, scope: StatementScope): readonly Operation[] {
  if (!('Constraint' in node) || node.Constraint.contype !== 'CONSTR_CHECK') return [];
  const name = scope.names.choose(domain.schema, node.Constraint.conname, (taken) =>
    defaultConstraintName(domain.name, [], 'check', taken),
  );
  const target: OperationTarget = {
    kind: 'constraint',
    schema: domain.schema,
    owner: domain.name,
    name,
    columns: [],
    constraintType: 'check',
  };
  return [{ action: 'create', target, line: scope.lineAt(node.Constraint.location) }];
}

function defaultText(scope: StatementScope): string | undefined {
  const keyword = scope.tokens().find(({ text }) => text.toLowerCase() === 'default');
  return keyword === undefined ? undefined : expressionText(scope, keyword.end, false);
}
