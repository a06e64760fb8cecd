import type { AlterFunctionStmt, CreateFunctionStmt, DefElem, Node } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { definitionElements, elementText } from './definitionElements.ts';
import { expressionText } from './expressions.ts';
import { qualifiedName, stringValues } from './names.ts';
import { objectKindOf } from './objectTypes.ts';
import { alter, create, inSchema } from '../operationBuilders.ts';
import { inputTypes, routineName } from './routineNames.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** What the catalog calls the clauses of CREATE FUNCTION and ALTER FUNCTION. */
const clauses: Readonly<Record<string, string>> = {
  cost: 'cost',
  language: 'language',
  leakproof: 'leakproof',
  parallel: 'parallel',
  rows: 'rows',
  security: 'security definer',
  set: 'configuration',
  strict: 'strict',
  support: 'support',
  transform: 'transform types',
  volatility: 'volatility',
  window: 'window',
};

/** What a function is where the statement does not say otherwise. https://www.postgresql.org/docs/current/sql-createfunction.html */
const defaults: Readonly<Record<string, string>> = {
  leakproof: 'false',
  parallel: 'unsafe',
  strict: 'false',
  volatility: 'volatile',
  window: 'false',
};

export function createRoutine(statement: CreateFunctionStmt, scope: StatementScope): readonly Operation[] {
  const { schema, name } = qualifiedName(stringValues(statement.funcname), scope);
  const kind = statement.is_procedure === true ? 'procedure' : 'function';
  const identity = `${name}(${inputTypes(statement.parameters ?? [], scope).join(', ')})`;
  const modifiers = { 'or replace': statement.replace };
  const attributes = {
    ...(kind === 'function' ? defaults : {}),
    'security definer': 'false',
    ...settledClauses(statement.options),
    ...body(statement),
    arguments: argumentsText(statement, scope),
    returns: returnsText(statement, scope),
  };
  return [create(inSchema(kind, { schema, name: identity }), scope, { attributes, modifiers })];
}

function settledClauses(nodes: readonly Node[] | undefined): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    definitionElements(nodes).flatMap((element) => {
      const attribute = clauses[element.defname ?? ''];
      return attribute === undefined ? [] : [[attribute, clauseValue(element)]];
    }),
  );
}

/** Settings, and what names functions or types, are not repeated as they are written. */
function clauseValue(element: DefElem): string | undefined {
  return ['set', 'support', 'transform'].includes(element.defname ?? '') ? undefined : elementText(element);
}

/** PostgreSQL keeps a body that is a text as it is written. */
function body({ options, sql_body }: CreateFunctionStmt): Readonly<Record<string, string | undefined>> {
  const list = definitionElements(options).find(({ defname }) => defname === 'as')?.arg;
  const texts = list === undefined ? [] : stringValues(list);
  if (sql_body !== undefined) return { body: '' };
  return texts.length === 1 ? { body: texts[0] } : {};
}

/** undefined for what RETURNS TABLE and OUT parameters make of it. */
function returnsText({ returnType, parameters, is_procedure }: CreateFunctionStmt, scope: StatementScope) {
  const hasOut = (parameters ?? []).some(
    (node) =>
      'FunctionParameter' in node &&
      ['FUNC_PARAM_OUT', 'FUNC_PARAM_INOUT', 'FUNC_PARAM_TABLE'].includes(node.FunctionParameter.mode ?? ''),
  );
  if (is_procedure === true || hasOut) return undefined;
  const type = typeText(returnType, scope, false);
  return type === undefined ? undefined : `${returnType?.setof === true ? 'SETOF ' : ''}${type}`;
}

const modes: Readonly<Record<string, string>> = {
  FUNC_PARAM_INOUT: 'INOUT ',
  FUNC_PARAM_OUT: 'OUT ',
  FUNC_PARAM_VARIADIC: 'VARIADIC ',
};

/** As pg_get_function_arguments() writes them, but for defaults, which stand as they are written. */
function argumentsText(
  { parameters = [], is_procedure }: CreateFunctionStmt,
  scope: StatementScope,
): string | undefined {
  const listed = parameters
    .flatMap((node) => ('FunctionParameter' in node ? [node.FunctionParameter] : []))
    .filter(({ mode }) => mode !== 'FUNC_PARAM_TABLE');
  const texts = listed.map(({ mode, name, argType, defexpr, location }) => {
    const type = typeText(argType, scope, false);
    // Since version 14 a procedure's modes are all said.
    const isUnsaid = type === undefined || (is_procedure === true && modes[mode ?? ''] === undefined);
    const named = name === undefined ? '' : `${quoteIdentifier(name)} `;
    const byDefault = defexpr === undefined ? '' : ` DEFAULT ${defaultText(location ?? 0, scope)}`;
    return isUnsaid ? undefined : `${modes[mode ?? ''] ?? ''}${named}${type}${byDefault}`;
  });
  return texts.includes(undefined) ? undefined : texts.join(', ');
}

/** What follows DEFAULT or `=` in a parameter. */
function defaultText(location: number, scope: StatementScope): string {
  const sign = scope
    .tokens()
    .find(({ start, text }) => start >= location && ['default', '='].includes(text.toLowerCase()));
  return sign === undefined ? '' : (expressionText(scope, sign.end, false) ?? '');
}

export function alterRoutine(statement: AlterFunctionStmt, scope: StatementScope): readonly Operation[] {
  const kind = objectKindOf(statement.objtype);
  if (kind === undefined || statement.func === undefined) return [];
  const routine = routineName(statement.func, scope);
  const target = inSchema(kind, { schema: routine.schema, name: `${routine.name}${routine.arguments}` });
  return definitionElements(statement.actions).flatMap((element) => {
    const attribute = clauses[element.defname ?? ''];
    return attribute === undefined ? [] : [alter(target, attribute, clauseValue(element), scope.line)];
  });
}
