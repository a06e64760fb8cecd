import type { RefreshMatViewStmt, ViewStmt } from 'libpg-query';
import type { Operation } from '../migrationProject.ts';
import { parameterList } from './definitionElements.ts';
import { relationName } from './names.ts';
import { alter, create, inSchema } from '../operationBuilders.ts';
import { queryText } from './queryText.ts';
import type { StatementScope } from './statementScope.ts';

const checkOptions: Readonly<Record<string, string>> = {
  CASCADED_CHECK_OPTION: 'check_option=cascaded',
  LOCAL_CHECK_OPTION: 'check_option=local',
};

export function createView(statement: ViewStmt, scope: StatementScope): readonly Operation[] {
  const { view, options, replace, withCheckOption } = statement;
  if (view?.relpersistence === 't') return [];
  const checkOption = checkOptions[withCheckOption ?? ''];
  const listed = [parameterList(options), checkOption].filter((option) => option !== undefined);
  const attributes = { query: queryText(scope), options: listed.join(', ').split(', ').sort().join(', ') };
  const modifiers = { 'or replace': replace };
  return [create(inSchema('view', relationName(view, scope)), scope, { attributes, modifiers })];
}

/** REFRESH fills a view that had no data, or WITH NO DATA empties it. */
export function refresh(statement: RefreshMatViewStmt, scope: StatementScope): readonly Operation[] {
  const target = inSchema('materialized view', relationName(statement.relation, scope));
  const modifiers = { concurrently: statement.concurrent };
  return [alter(target, 'populated', String(statement.skipData !== true), scope.line, modifiers)];
}
