import type {
  AlterFdwStmt,
  AlterForeignServerStmt,
  AlterUserMappingStmt,
  CreateFdwStmt,
  CreateForeignServerStmt,
  CreateForeignTableStmt,
  CreateUserMappingStmt,
  DropUserMappingStmt,
  RoleSpec,
} from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation, OperationTarget } from '../migrationProject.ts';
import { definitionElements, elementName, findElement, optionList } from './definitionElements.ts';
import { alter, create, databaseWide, drop } from '../operationBuilders.ts';
import { roleName } from './roles.ts';
import type { StatementScope } from './statementScope.ts';
import { createTable } from './tables.ts';

export function createForeignDataWrapper(statement: CreateFdwStmt, scope: StatementScope): readonly Operation[] {
  const functions = definitionElements(statement.func_options);
  const attributes = Object.fromEntries(
    ['handler', 'validator'].map((name) => {
      const element = findElement(functions, name);
      return [name, element === undefined ? '' : elementName(element)];
    }),
  );
  return [create(databaseWide('foreign data wrapper', statement.fdwname), scope, { attributes })];
}

export function alterForeignDataWrapper(statement: AlterFdwStmt, scope: StatementScope): readonly Operation[] {
  const target = databaseWide('foreign data wrapper', statement.fdwname);
  return [
    ...definitionElements(statement.func_options).map((element) =>
      alter(target, element.defname ?? '', elementName(element) ?? '', scope.line),
    ),
    ...optionsChange(target, statement.options, scope),
  ];
}

/** Options are set one by one, so that no value of the whole list is known. */
function optionsChange(
  target: OperationTarget,
  options: AlterFdwStmt['options'],
  scope: StatementScope,
): readonly Operation[] {
  return options === undefined ? [] : [alter(target, 'options', undefined, scope.line)];
}

export function createServer(statement: CreateForeignServerStmt, scope: StatementScope): readonly Operation[] {
  const attributes = {
    'foreign data wrapper': statement.fdwname,
    type: statement.servertype ?? '',
    version: statement.version ?? '',
  };
  const modifiers = { 'if not exists': statement.if_not_exists };
  return [create(databaseWide('server', statement.servername), scope, { attributes, modifiers })];
}

export function alterServer(statement: AlterForeignServerStmt, scope: StatementScope): readonly Operation[] {
  const target = databaseWide('server', statement.servername);
  return [
    ...(statement.has_version === true ? [alter(target, 'version', statement.version ?? '', scope.line)] : []),
    ...optionsChange(target, statement.options, scope),
  ];
}

function userMapping(user: RoleSpec | undefined, server: string | undefined): OperationTarget {
  return databaseWide('user mapping', `${roleName(user)} SERVER ${quoteIdentifier(server ?? '')}`);
}

export function createUserMapping(statement: CreateUserMappingStmt, scope: StatementScope): readonly Operation[] {
  const modifiers = { 'if not exists': statement.if_not_exists };
  return [create(userMapping(statement.user, statement.servername), scope, { modifiers })];
}

export function alterUserMapping(statement: AlterUserMappingStmt, scope: StatementScope): readonly Operation[] {
  return optionsChange(userMapping(statement.user, statement.servername), statement.options, scope);
}

export function dropUserMapping(statement: DropUserMappingStmt, scope: StatementScope): readonly Operation[] {
  const modifiers = { 'if exists': statement.missing_ok };
  return [drop(userMapping(statement.user, statement.servername), scope, { modifiers })];
}

export function createForeignTable(statement: CreateForeignTableStmt, scope: StatementScope): readonly Operation[] {
  const attributes = { server: statement.servername, options: optionList(statement.options) ?? '' };
  return createTable(statement.base ?? {}, scope, { kind: 'foreign table', attributes });
}
