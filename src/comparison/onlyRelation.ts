import type { SqlNode } from './sqlTokens.ts';
import { isIdentifier, isQuery } from './sqlTokens.ts';

/** What may follow the FROM clause of a query. */
const clausesAfterFrom: ReadonlySet<SqlNode> = new Set([
  ...['WHERE', 'GROUP', 'HAVING', 'WINDOW', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH', 'FOR', ';'],
]);
const setOperations: ReadonlySet<SqlNode> = new Set(['UNION', 'INTERSECT', 'EXCEPT']);

/**
 * A query without the name of its only relation before the columns: `SELECT users.id FROM users` as
 * `SELECT id FROM users`. Queries within it keep theirs, and so does one of several relations, whose columns could not
 * be told apart.
 */
export function withoutOnlyRelation(nodes: readonly SqlNode[]): readonly SqlNode[] {
  if (nodes.some((node) => setOperations.has(node))) return nodes;
  const from = nodes.indexOf('FROM', nodes.indexOf('SELECT'));
  if (from < 0) return nodes;
  const length = nodes.slice(from).findIndex((node) => clausesAfterFrom.has(node));
  const end = length < 0 ? nodes.length : from + length;
  const relation = nameOfOnly(nodes.slice(from + 1, end));
  if (relation === undefined) return nodes;
  return [
    ...withoutQualifier(nodes.slice(0, from), relation),
    ...nodes.slice(from, end),
    ...withoutQualifier(nodes.slice(end), relation),
  ];
}

/** By what the columns of a FROM clause are called if it has one item only: the last name in it. */
function nameOfOnly(items: readonly SqlNode[]): string | undefined {
  const [first] = items;
  // Joins stand in brackets, as queries do.
  if (items.includes(',') || (typeof first === 'object' && !isQuery(first))) return undefined;
  const sample = items.indexOf('TABLESAMPLE');
  return items.slice(0, sample < 0 ? items.length : sample).findLast(isIdentifier);
}

const beforeSchemas: ReadonlySet<SqlNode> = new Set(['.', '::', 'COLLATE']);

function withoutQualifier(nodes: readonly SqlNode[], relation: string): SqlNode[] {
  const isQualifier = (index: number): boolean => {
    const [before = '', after] = [nodes[index - 1], nodes[index + 3]];
    // A schema of the same name may stand before a function, a type or a collation.
    const isFunction = typeof after === 'object' && after.open === '(';
    return (
      nodes[index] === relation &&
      nodes[index + 1] === '.' &&
      isIdentifier(nodes[index + 2]) &&
      !isFunction &&
      !beforeSchemas.has(before)
    );
  };
  const result: SqlNode[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (isQualifier(index)) index++;
    else if (typeof node === 'object' && !isQuery(node))
      result.push({ ...node, inside: withoutQualifier(node.inside, relation) });
    else if (node !== undefined) result.push(node);
  }
  return result;
}
