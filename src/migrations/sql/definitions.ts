import type { AlterTypeStmt, CreateRangeStmt, DefElem, DefineStmt, Node } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { definitionElements, elementName, elementText, elementType, findElement } from './definitionElements.ts';
import { operatorWith } from './namedTargets.ts';
import { qualifiedName, stringValues } from './names.ts';
import { objectKindOf } from './objectTypes.ts';
import { alter, create, inSchema } from '../operationBuilders.ts';
import { inputTypes } from './routineNames.ts';
import type { StatementScope } from './statementScope.ts';

/** CREATE AGGREGATE, OPERATOR, TYPE (of functions in C), COLLATION and TEXT SEARCH. */
export function define(statement: DefineStmt, scope: StatementScope): readonly Operation[] {
  const name = qualifiedName(stringValues(statement.defnames), scope);
  const elements = definitionElements(statement.definition);
  const modifiers = { 'or replace': statement.replace, 'if not exists': statement.if_not_exists };
  switch (statement.kind) {
    case 'OBJECT_AGGREGATE': {
      const signature = `${name.name}(${aggregatedTypes(statement, elements, scope).join(', ')})`;
      return [create(inSchema('aggregate', { ...name, name: signature }), scope, { modifiers })];
    }
    case 'OBJECT_OPERATOR': {
      const [left, right] = ['leftarg', 'rightarg'].map((side) => {
        const operand = findElement(elements, side);
        return operand === undefined ? undefined : elementType(operand, scope);
      });
      return [create(operatorWith(name, left, right), scope)];
    }
    case 'OBJECT_TYPE':
      return [create(inSchema('base type', name), scope, { attributes: { shell: String(elements.length === 0) } })];
    case 'OBJECT_COLLATION':
      return [create(inSchema('collation', name), scope, { attributes: collationAttributes(elements), modifiers })];
    default: {
      const kind = objectKindOf(statement.kind);
      const template = findElement(elements, 'template');
      const path = template === undefined ? undefined : elementName(template);
      // Without a schema it may be PostgreSQL's own.
      const attributes = path?.includes('.') === true ? { template: path } : {};
      return kind === undefined ? [] : [create(inSchema(kind, name), scope, { attributes })];
    }
  }
}

/** The old style names the type of the one argument among the options. */
function aggregatedTypes(
  { args, oldstyle }: DefineStmt,
  elements: readonly DefElem[],
  scope: StatementScope,
): readonly string[] {
  if (oldstyle === true) {
    const base = findElement(elements, 'basetype');
    const type =
      base === undefined || elementText(base)?.toLowerCase() === 'any' ? undefined : elementType(base, scope);
    return type === undefined ? [] : [type];
  }
  const list: Node | undefined = args?.[0];
  return list !== undefined && 'List' in list ? inputTypes(list.List.items ?? [], scope) : [];
}

function collationAttributes(elements: readonly DefElem[]): Readonly<Record<string, string | undefined>> {
  const text = (name: string): string | undefined => {
    const element = findElement(elements, name);
    return element === undefined ? undefined : elementText(element);
  };
  return { provider: text('provider'), deterministic: text('deterministic') };
}

/** https://www.postgresql.org/docs/current/sql-createtype.html */
const typeOptions: Readonly<Record<string, string>> = {
  analyze: 'analyze function',
  receive: 'receive function',
  send: 'send function',
  storage: 'storage',
  subscript: 'subscript function',
  typmod_in: 'modifier input function',
  typmod_out: 'modifier output function',
};

export function alterType(statement: AlterTypeStmt, scope: StatementScope): readonly Operation[] {
  const target = inSchema('base type', qualifiedName(stringValues(statement.typeName), scope));
  return definitionElements(statement.options).flatMap((element) => {
    const attribute = typeOptions[element.defname ?? ''];
    const value = attribute === 'storage' ? elementText(element) : undefined;
    return attribute === undefined ? [] : [alter(target, attribute, value, scope.line)];
  });
}

export function createRange(statement: CreateRangeStmt, scope: StatementScope): readonly Operation[] {
  const name = qualifiedName(stringValues(statement.typeName), scope);
  const elements = definitionElements(statement.params);
  const subtype = findElement(elements, 'subtype');
  const multirange = findElement(elements, 'multirange_type_name')?.arg;
  const path = multirange !== undefined && 'TypeName' in multirange ? stringValues(multirange.TypeName.names) : [];
  const own = qualifiedName(path, scope);
  const attributes = {
    subtype: subtype === undefined ? undefined : elementType(subtype, scope),
    multirange:
      path.length === 0
        ? undefined
        : `${quoteIdentifier(own.schema ?? name.schema ?? 'public')}.${quoteIdentifier(own.name)}`,
  };
  return [create(inSchema('range type', name), scope, { attributes })];
}
