import type {
  AlterEventTrigStmt,
  AlterExtensionStmt,
  CreateAmStmt,
  CreateEventTrigStmt,
  CreateExtensionStmt,
  CreatePLangStmt,
} from 'libpg-query';
import { quoteLiteral } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { definitionElements, elementText, findElement } from './definitionElements.ts';
import { qualifiedName, stringValues } from './names.ts';
import { alter, create, databaseWide } from '../operationBuilders.ts';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { StatementScope } from './statementScope.ts';

export function createExtension(statement: CreateExtensionStmt, scope: StatementScope): readonly Operation[] {
  const schema = findElement(definitionElements(statement.options), 'schema');
  const attributes = { schema: schema === undefined ? undefined : elementText(schema) };
  const modifiers = { 'if not exists': statement.if_not_exists };
  return [create(databaseWide('extension', statement.extname), scope, { attributes, modifiers })];
}

export function updateExtension(statement: AlterExtensionStmt, scope: StatementScope): readonly Operation[] {
  const version = findElement(definitionElements(statement.options), 'new_version');
  const value = version === undefined ? 'default' : elementText(version);
  return [alter(databaseWide('extension', statement.extname), 'version', value, scope.line)];
}

export function createLanguage(statement: CreatePLangStmt, scope: StatementScope): readonly Operation[] {
  const attributes = { trusted: String(statement.pltrusted ?? false) };
  const modifiers = { 'or replace': statement.replace };
  return [create(databaseWide('language', statement.plname), scope, { attributes, modifiers })];
}

const accessMethodTypes: Readonly<Record<string, string>> = { i: 'index', t: 'table' };

export function createAccessMethod(statement: CreateAmStmt, scope: StatementScope): readonly Operation[] {
  const attributes = { type: accessMethodTypes[statement.amtype ?? ''] };
  return [create(databaseWide('access method', statement.amname), scope, { attributes })];
}

export function createEventTrigger(statement: CreateEventTrigStmt, scope: StatementScope): readonly Operation[] {
  const tags = findElement(definitionElements(statement.whenclause), 'tag')?.arg;
  const called = qualifiedName(stringValues(statement.funcname), scope);
  const attributes = {
    event: statement.eventname,
    tags: [...stringValues(tags)].sort().map(quoteLiteral).join(', '),
    function: `${quoteIdentifier(called.schema ?? 'public')}.${quoteIdentifier(called.name)}()`,
    enabled: 'origin',
  };
  return [create(databaseWide('event trigger', statement.trigname), scope, { attributes })];
}

const states: Readonly<Record<string, string>> = { A: 'always', D: 'disabled', O: 'origin', R: 'replica' };

export function alterEventTrigger(statement: AlterEventTrigStmt, scope: StatementScope): readonly Operation[] {
  const target = databaseWide('event trigger', statement.trigname);
  return [alter(target, 'enabled', states[statement.tgenabled ?? ''], scope.line)];
}
