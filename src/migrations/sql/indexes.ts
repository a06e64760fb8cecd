import type { IndexStmt, Node } from 'libpg-query';
import { defaultConstraintName } from '../defaultNames.ts';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { Operation } from '../migrationProject.ts';
import { parameterList } from './definitionElements.ts';
import { expressionName } from './expressions.ts';
import { relationName } from './names.ts';
import { create, partOf } from '../operationBuilders.ts';
import type { Settled } from '../operationBuilders.ts';
import { textFrom } from './queryText.ts';
import { commaSegments, textOfTokens } from './statementScope.ts';
import type { StatementScope } from './statementScope.ts';

export function createIndex(statement: IndexStmt, scope: StatementScope): readonly Operation[] {
  const table = relationName(statement.relation, scope);
  const after = statement.relation?.location ?? 0;
  const elements = indexElements(statement.indexParams ?? [], after, scope);
  const included = indexElements(statement.indexIncludingParams ?? [], after, scope);
  const labels = distinctLabels([...elements, ...included].map(({ label }) => label));
  const name = scope.names.choose(table.schema, statement.idxname, (taken) =>
    defaultConstraintName(table.name, labels, 'idx', taken),
  );
  const columns = elements.map(({ text }) => text);
  const attributes = indexAttributes(
    statement,
    included.map(({ text }) => quoteIdentifier(text)),
    scope,
  );
  const modifiers = { concurrently: statement.concurrent, 'if not exists': statement.if_not_exists };
  return [create({ ...partOf('index', table, name), columns }, scope, { attributes, modifiers })];
}

/** All but the keys, which PostgreSQL writes in a way of its own. */
function indexAttributes(statement: IndexStmt, included: readonly string[], scope: StatementScope): Settled {
  const parameters = parameterList(statement.options);
  const predicate = statement.whereClause === undefined ? '' : textFrom(scope, ['where'], []);
  return {
    unique: String(statement.unique ?? false),
    method: statement.accessMethod ?? 'btree',
    include: included.join(', '),
    predicate: predicate?.replace(/^where\s+/i, ''),
    ...(statement.nulls_not_distinct === true ? { 'nulls not distinct': 'true' } : {}),
    ...(parameters === undefined ? {} : { 'storage parameters': parameters }),
    ...(statement.tableSpace === undefined ? {} : { tablespace: statement.tableSpace }),
  };
}

export interface IndexElement {
  /** The column's bare name, or the expression as written. */
  readonly text: string;
  /** What it is called in the index's default name. */
  readonly label: string;
}

/** @param after where the statement's text has passed all brackets before the list */
export function indexElements(nodes: readonly Node[], after: number, scope: StatementScope): readonly IndexElement[] {
  let segments: ReturnType<typeof commaSegments> | undefined;
  return nodes.map((node, index) => {
    const element = 'IndexElem' in node ? node.IndexElem : {};
    if (element.name !== undefined) return { text: element.name, label: element.name };
    segments ??= listSegments(after, scope);
    return {
      text: elementText(scope, segments[index] ?? []) ?? 'expr',
      label: expressionName(element.expr) ?? 'expr',
    };
  });
}

/** The pieces of the first bracketed list after a place. */
function listSegments(after: number, scope: StatementScope) {
  const tokens = scope.tokens();
  const opening = tokens.find((token) => token.start >= after && token.text === '(');
  return opening === undefined ? [] : commaSegments(tokens, opening.end);
}

/** An expression without the operator class, the order and the operator that may follow it. */
function elementText(scope: StatementScope, tokens: ReturnType<typeof commaSegments>[number]): string | undefined {
  let depth = 0;
  const closing = tokens.findIndex((token) => {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    return token.text === ')' && depth === 0;
  });
  if (tokens[0]?.text === '(' && closing > 0) return textOfTokens(scope, tokens.slice(1, closing));
  return textOfTokens(scope, closing < 0 ? tokens : tokens.slice(0, closing + 1));
}

/** ChooseIndexColumnNames() in indexcmds.c: a name that is there already gets a number. */
function distinctLabels(labels: readonly string[]): readonly string[] {
  const distinct: string[] = [];
  for (const label of labels) {
    let unique = label;
    for (let number = 1; distinct.includes(unique); number += 1) unique = `${label}${String(number)}`;
    distinct.push(unique);
  }
  return distinct;
}
