import type { Node, RangeVar } from 'libpg-query';
import type { StatementScope } from './statementScope.ts';

export interface QualifiedName {
  readonly schema: string | undefined;
  readonly name: string;
}

/** The text of a String node. */
export function stringValue(node: Node | undefined): string | undefined {
  return node !== undefined && 'String' in node ? (node.String.sval ?? '') : undefined;
}

/** The texts of a list of String nodes, or of the List node that holds them. */
export function stringValues(nodes: readonly Node[] | Node | undefined): readonly string[] {
  const list = nodes === undefined ? [] : isList(nodes) ? nodes : 'List' in nodes ? (nodes.List.items ?? []) : [nodes];
  return list.map(stringValue).filter((text) => text !== undefined);
}

function isList(nodes: readonly Node[] | Node): nodes is readonly Node[] {
  return Array.isArray(nodes);
}

export function relationName(relation: RangeVar | undefined, scope: StatementScope): QualifiedName {
  return { schema: relation?.schemaname ?? scope.defaultSchema, name: relation?.relname ?? '' };
}

/** `a.b.c` as the parser lists it: the last text is the name, the one before it the schema; a database's is ignored. */
export function qualifiedName(texts: readonly string[], scope: StatementScope): QualifiedName {
  return { schema: texts.at(-2) ?? scope.defaultSchema, name: texts.at(-1) ?? '' };
}
