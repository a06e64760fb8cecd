import type {
  AlterOperatorStmt,
  AlterOpFamilyStmt,
  CreateCastStmt,
  CreateConversionStmt,
  CreateOpClassItem,
  CreateOpClassStmt,
  CreateOpFamilyStmt,
  CreateTransformStmt,
  Node,
} from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { definitionElements } from './definitionElements.ts';
import { castTarget, operatorTarget, transformTarget, withMethod } from './namedTargets.ts';
import { qualifiedName, stringValues } from './names.ts';
import { alter, create, inSchema } from '../operationBuilders.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** What the catalog calls the options of CREATE OPERATOR and ALTER OPERATOR. */
export const operatorOptions: Readonly<Record<string, string>> = {
  commutator: 'commutator',
  function: 'function',
  hashes: 'hashes',
  join: 'join function',
  merges: 'merges',
  negator: 'negator',
  procedure: 'function',
  restrict: 'restrict function',
};

export function alterOperator(statement: AlterOperatorStmt, scope: StatementScope): readonly Operation[] {
  const target = operatorTarget(statement.opername ?? {}, scope);
  return definitionElements(statement.options).flatMap(({ defname, arg }) => {
    const attribute = operatorOptions[defname ?? ''];
    return attribute === undefined ? [] : [alter(target, attribute, arg === undefined ? '' : undefined, scope.line)];
  });
}

/** Without a family of its own, a class brings one of its name. */
export function createOperatorClass(statement: CreateOpClassStmt, scope: StatementScope): readonly Operation[] {
  const { opclassname, opfamilyname, amname, datatype, isDefault } = statement;
  const attributes = { type: typeText(datatype, scope, false), default: String(isDefault ?? false) };
  const target = withMethod('operator class', stringValues(opclassname), amname, scope);
  const family = withMethod('operator family', stringValues(opclassname), amname, scope);
  return [
    create(target, scope, { attributes }),
    ...(opfamilyname === undefined ? [create(family, scope, { modifiers: { 'if not exists': true } })] : []),
  ];
}

export function createOperatorFamily(statement: CreateOpFamilyStmt, scope: StatementScope): readonly Operation[] {
  return [create(withMethod('operator family', stringValues(statement.opfamilyname), statement.amname, scope), scope)];
}

/** The values are those of OPCLASS_ITEM_OPERATOR and OPCLASS_ITEM_FUNCTION in PostgreSQL's parsenodes.h. */
const memberAttributes: readonly (readonly [type: number, attribute: string])[] = [
  [1, 'operators'],
  [2, 'functions'],
];

export function alterOperatorFamily(statement: AlterOpFamilyStmt, scope: StatementScope): readonly Operation[] {
  const target = withMethod('operator family', stringValues(statement.opfamilyname), statement.amname, scope);
  const types = new Set(items(statement.items).map(({ itemtype }) => itemtype));
  return memberAttributes.flatMap(([type, attribute]) =>
    types.has(type) ? [alter(target, attribute, undefined, scope.line)] : [],
  );
}

function items(nodes: readonly Node[] | undefined): readonly CreateOpClassItem[] {
  return (nodes ?? []).flatMap((node) => ('CreateOpClassItem' in node ? [node.CreateOpClassItem] : []));
}

const contexts: Readonly<Record<string, string>> = {
  COERCION_ASSIGNMENT: 'assignment',
  COERCION_EXPLICIT: 'explicit',
  COERCION_IMPLICIT: 'implicit',
};

export function createCast(statement: CreateCastStmt, scope: StatementScope): readonly Operation[] {
  const { sourcetype, targettype, func, inout, context } = statement;
  const attributes = {
    method: inout === true ? 'inout' : func === undefined ? 'binary' : 'function',
    context: contexts[context ?? ''],
  };
  return [create(castTarget(sourcetype, targettype, scope), scope, { attributes })];
}

export function createTransform(statement: CreateTransformStmt, scope: StatementScope): readonly Operation[] {
  const modifiers = { 'or replace': statement.replace };
  return [create(transformTarget(statement.type_name, statement.lang, scope), scope, { modifiers })];
}

export function createConversion(statement: CreateConversionStmt, scope: StatementScope): readonly Operation[] {
  const target = inSchema('conversion', qualifiedName(stringValues(statement.conversion_name), scope));
  const attributes = {
    'from encoding': statement.for_encoding_name,
    'to encoding': statement.to_encoding_name,
    default: String(statement.def ?? false),
  };
  return [create(target, scope, { attributes })];
}
