import type { SyntaxNode, Tree, TreeBuffer } from '@lezer/common';

/** The children that mean something: neither comments nor what the parser could not read. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!child.name.endsWith('Comment') && !child.type.isError) {
      found.push(child);
    }
  }
  return found;
}

/** Splits a node's children at the tokens of that name, such as `,`. */
export function splitAt(nodes: readonly SyntaxNode[], ...separators: string[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (separators.includes(node.name)) {
      groups.push([]);
    } else {
      groups.at(-1)?.push(node);
    }
  }
  return groups;
}

/**
 * Where the first place is that the grammar does not know; undefined where all is well.
 *
 * Looks into the tree's buffers rather than at its nodes, which are made when they are asked for and cost ten times as
 * much. A buffer holds four numbers for each node: type, start, end, and where its children end.
 */
export function firstError(tree: Tree, from = 0): number | undefined {
  if (tree.type.isError) return from;
  for (const [index, child] of tree.children.entries()) {
    const start = from + (tree.positions[index] ?? 0);
    const error = 'children' in child ? firstError(child, start) : firstErrorIn(child, start);
    if (error !== undefined) return error;
  }
  return undefined;
}

function firstErrorIn({ buffer, set }: TreeBuffer, from: number): number | undefined {
  for (let at = 0; at < buffer.length; at += 4) {
    if (set.types[buffer[at] ?? 0]?.isError === true) return from + (buffer[at + 1] ?? 0);
  }
  return undefined;
}

/** Tells the line of a character, from 1. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = lineStarts(text);
  return (offset) => lineOfOffset(starts, offset);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

function lineOfOffset(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low + 1;
}
