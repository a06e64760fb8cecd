import type { SqlNode } from './sqlTokens.ts';
import { isIdentifier, isQuery } from './sqlTokens.ts';

/**
 * What is around a part of a time, without the casts that its type brings along: EXTRACT gives `double precision` up to
 * version 13 and `numeric` since, and so come `(year + (1)::double precision)` and `(year + (1)::numeric)`.
 *
 * Two casts lose their meaning: of a number anywhere in the text, since the part may have come through a sub-query, and
 * of what the part is in or stands beside. The calls are those of asCalls().
 */
export function withoutCastsAroundTimeParts(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return isInvolved(nodes) ? withoutCasts(nodes, true) : nodes;
}

function isInvolved(nodes: readonly SqlNode[]): boolean {
  return nodes.some((node) => (typeof node === 'string' ? node === 'date_part' : isInvolved(node.inside)));
}

/** @param isList whether commas part what has nothing to do with each other, as in a query's SELECT */
function withoutCasts(nodes: readonly SqlNode[], isList: boolean): readonly SqlNode[] {
  const result: SqlNode[] = [];
  let end = -1;
  let isBeside = !isList && isInvolved(nodes);
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined) break;
    if (isList && index > end) {
      const comma = nodes.indexOf(',', index);
      end = comma < 0 ? nodes.length : comma;
      isBeside = isInvolved(nodes.slice(index, end));
    }
    if (typeof node === 'string') {
      result.push(node);
      continue;
    }
    const inside = withoutCasts(node.inside, isQuery(node));
    const words = nodes[index + 1] === '::' ? castWords(nodes.slice(index + 2)) : 0;
    if (words > 0 && (isBeside || isNumber(node.inside))) {
      result.push(...inside);
      index += words + 1;
    } else if (isCallOfInvolved(inside) && !isArguments(nodes[index - 1])) result.push(...inside);
    else result.push({ ...node, inside });
  }
  return result;
}

/** A call stands in brackets of its own or not by whether it had been cast. */
function isCallOfInvolved(nodes: readonly SqlNode[]): boolean {
  const [name, args] = nodes;
  return nodes.length === 2 && isIdentifier(name) && typeof args === 'object' && isInvolved(nodes);
}

/** Whether brackets after this are those of a call: PostgreSQL writes functions in lower case and keywords not. */
function isArguments(before: SqlNode | undefined): boolean {
  return isIdentifier(before) && !/^[A-Z]/.test(before);
}

function isNumber([number, ...more]: readonly SqlNode[]): boolean {
  return typeof number === 'string' && /^\d/.test(number) && more.length === 0;
}

/** How many tokens the type is, if it is one that a part of a time has in some version; else none. */
function castWords([first, second]: readonly SqlNode[]): number {
  if (first === 'numeric' && typeof second !== 'object') return 1;
  return first === 'double' && second === 'precision' ? 2 : 0;
}
