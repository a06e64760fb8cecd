import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';

/** A Python file as a syntax tree. Loads the grammar: import this module only where files are read. */
export interface PythonSource {
  readonly text: string;
  readonly root: SyntaxNode;
  /** The line of a character, from 1. */
  readonly lineAt: (offset: number) => number;
  /** The line of the first place that is no Python; undefined where all is. */
  readonly errorLine: number | undefined;
}

/** Parses a file. Never throws: what is no Python is skipped, and `errorLine` says where. */
export function parsePython(text: string): PythonSource {
  // A byte order mark is no Python to the grammar.
  const source = text.replace(/^\uFEFF/, '');
  const tree = parser.parse(source);
  const starts = lineStarts(source);
  const lineAt = (offset: number): number => lineOfOffset(starts, offset);
  let errorAt: number | undefined;
  tree.iterate({
    enter(node) {
      if (node.type.isError && errorAt === undefined) {
        errorAt = node.from;
      }
      return errorAt === undefined;
    },
  });
  return { text: source, root: tree.topNode, lineAt, errorLine: errorAt === undefined ? undefined : lineAt(errorAt) };
}

/** The children that mean something: neither comments nor what the parser could not read. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment' && !child.type.isError) {
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
