import type { AlterTSConfigurationStmt, AlterTSDictionaryStmt, Node } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { qualifiedName, stringValues } from './names.ts';
import { alter, create, drop, inSchema, partOf } from '../operationBuilders.ts';
import type { StatementScope } from './statementScope.ts';

export function alterDictionary(statement: AlterTSDictionaryStmt, scope: StatementScope): readonly Operation[] {
  const target = inSchema('text search dictionary', qualifiedName(stringValues(statement.dictname), scope));
  return [alter(target, 'options', undefined, scope.line)];
}

/** A mapping is a part of its configuration; REPLACE without tokens is about all of them. */
export function alterConfiguration(statement: AlterTSConfigurationStmt, scope: StatementScope): readonly Operation[] {
  const configuration = qualifiedName(stringValues(statement.cfgname), scope);
  const tokens: readonly (string | undefined)[] =
    statement.tokentype === undefined ? [undefined] : stringValues(statement.tokentype);
  const dictionaries = dictionaryList(statement.dicts);
  return tokens.map((token) => {
    const target = partOf('text search mapping', configuration, token);
    switch (statement.kind) {
      case 'ALTER_TSCONFIG_ADD_MAPPING':
        return create(target, scope, { attributes: { dictionaries } });
      case 'ALTER_TSCONFIG_DROP_MAPPING':
        return drop(target, scope, { modifiers: { 'if exists': statement.missing_ok } });
      case 'ALTER_TSCONFIG_ALTER_MAPPING_FOR_TOKEN':
        return alter(target, 'dictionaries', dictionaries, scope.line);
      default:
        return alter(target, 'dictionaries', undefined, scope.line);
    }
  });
}

/** PostgreSQL's own, which are found before others. */
const ownDictionary = /^(?:simple|[a-z]+_stem)$/;

/** undefined where one of them is named without a schema that could be told. */
function dictionaryList(nodes: readonly Node[] | undefined): string | undefined {
  const paths = (nodes ?? []).map((node) => {
    const path = stringValues(node);
    return path.length === 1 && ownDictionary.test(path[0] ?? '') ? ['pg_catalog', ...path] : path;
  });
  if (paths.some((path) => path.length < 2)) return undefined;
  return paths.map((path) => path.map(quoteIdentifier).join('.')).join(', ');
}
