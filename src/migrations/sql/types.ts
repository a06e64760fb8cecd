import type {
  AlterDomainStmt,
  AlterEnumStmt,
  CompositeTypeStmt,
  Constraint,
  CreateDomainStmt,
  CreateEnumStmt,
  Node,
} from 'libpg-query';
import { defaultConstraintName } from '../defaultNames.ts';
import type { Operation } from '../migrationProject.ts';
import { collationText, createAttribute } from './columns.ts';
import { bracketedFrom, expressionText } from './expressions.ts';
import { qualifiedName, relationName, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import { alter, create, drop, inSchema, partOf } from '../operationBuilders.ts';
import { commaSegments } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** CREATE TYPE ... AS ENUM, each value on its own line. */
export function createEnum(statement: CreateEnumStmt, scope: StatementScope): readonly Operation[] {
  const type = qualifiedName(stringValues(statement.typeName), scope);
  const opening = scope.tokens().find((token) => token.text === '(');
  const segments = opening === undefined ? [] : commaSegments(scope.tokens(), opening.end);
  const values = stringValues(statement.vals).map((value, index) =>
    create(partOf('enum value', type, value), scope, { line: scope.lineAt(segments[index]?.[0]?.start) }),
  );
  return [create(inSchema('enum', type), scope), ...values];
}

/** ALTER TYPE ... ADD VALUE and RENAME VALUE. */
export function alterEnum(statement: AlterEnumStmt, scope: StatementScope): readonly Operation[] {
  const type = qualifiedName(stringValues(statement.typeName), scope);
  const { oldVal, newVal, skipIfNewValExists } = statement;
  if (newVal === undefined) return [];
  if (oldVal === undefined) {
    return [create(partOf('enum value', type, newVal), scope, { modifiers: { 'if not exists': skipIfNewValExists } })];
  }
  return [{ action: 'rename', target: partOf('enum value', type, oldVal), newName: newVal, line: scope.line }];
}

/** CREATE TYPE ... AS (...). */
export function createCompositeType(statement: CompositeTypeStmt, scope: StatementScope): readonly Operation[] {
  const type = relationName(statement.typevar, scope);
  const attributes = (statement.coldeflist ?? []).flatMap((node) =>
    'ColumnDef' in node ? [createAttribute(node.ColumnDef, type, scope)] : [],
  );
  return [create(inSchema('composite type', type), scope), ...attributes];
}

export function createDomain(statement: CreateDomainStmt, scope: StatementScope): readonly Operation[] {
  const domain = qualifiedName(stringValues(statement.domainname), scope);
  const nodes = statement.constraints ?? [];
  const find = (type: Constraint['contype']) =>
    nodes.flatMap((node) => ('Constraint' in node ? [node.Constraint] : [])).find(({ contype }) => contype === type);
  const notNull = find('CONSTR_NOTNULL');
  const attributes = {
    type: typeText(statement.typeName, scope),
    'not null': String(notNull !== undefined),
    ...(notNull?.conname === undefined ? {} : { 'not null constraint': notNull.conname }),
    default: find('CONSTR_DEFAULT') === undefined ? '' : defaultText(scope, true),
    ...(statement.collClause === undefined ? {} : { collation: collationText(statement, scope) }),
  };
  return [
    create(inSchema('domain', domain), scope, { attributes }),
    ...nodes.flatMap((node) => domainConstraint(node, domain, scope)),
  ];
}

export function alterDomain(statement: AlterDomainStmt, scope: StatementScope): readonly Operation[] {
  const domain = qualifiedName(stringValues(statement.typeName), scope);
  const target = inSchema('domain', domain);
  const constraint = partOf('constraint', domain, statement.name);
  const { line } = scope;
  // The letters are those of AlterDomainStmt in PostgreSQL's parsenodes.h.
  switch (statement.subtype) {
    case 'T':
      return [alter(target, 'default', statement.def === undefined ? '' : defaultText(scope, false), line)];
    case 'N':
      return [alter(target, 'not null', 'false', line)];
    case 'O':
      return [alter(target, 'not null', 'true', line)];
    case 'C':
      return statement.def === undefined ? [] : domainConstraint(statement.def, domain, scope);
    case 'X':
      return [drop(constraint, scope, { modifiers: { 'if exists': statement.missing_ok } })];
    case 'V':
      return [alter(constraint, 'not valid', 'false', line)];
    default:
      return [];
  }
}

/** A domain's CHECK speaks of VALUE, not of columns, and is named after the domain alone; its NOT NULL is an attribute. */
function domainConstraint(node: Node, domain: QualifiedName, scope: StatementScope): readonly Operation[] {
  if (!('Constraint' in node)) return [];
  const { contype, conname, location, skip_validation } = node.Constraint;
  const line = scope.lineAt(location);
  if (contype === 'CONSTR_NOTNULL' && 'keys' in node.Constraint) {
    const target = inSchema('domain', domain);
    return [
      alter(target, 'not null', 'true', line),
      ...(conname === undefined ? [] : [alter(target, 'not null constraint', conname, line)]),
    ];
  }
  if (contype !== 'CONSTR_CHECK') return [];
  const name = scope.names.choose(domain.schema, conname, (taken) =>
    defaultConstraintName(domain.name, [], 'check', taken),
  );
  const attributes = {
    type: 'check',
    expression: bracketedFrom(scope, location ?? 0, 'check'),
    'not valid': String(skip_validation ?? false),
  };
  const modifiers = { 'not valid': skip_validation };
  return [
    create({ ...partOf('constraint', domain, name), columns: [], constraintType: 'check' }, scope, {
      attributes,
      modifiers,
      line,
    }),
  ];
}

function defaultText(scope: StatementScope, endsAtConstraint: boolean): string | undefined {
  const keyword = scope.tokens().find(({ text }) => text.toLowerCase() === 'default');
  return keyword === undefined ? undefined : expressionText(scope, keyword.end, endsAtConstraint);
}
