import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { firstError, lineFinder } from '../values/syntaxTree.ts';

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
  const lineAt = lineFinder(source);
  const errorAt = firstError(tree);
  return { text: source, root: tree.topNode, lineAt, errorLine: errorAt === undefined ? undefined : lineAt(errorAt) };
}
