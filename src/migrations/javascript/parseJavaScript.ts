import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { firstError, lineFinder } from '../values/syntaxTree.ts';

/** A JavaScript or TypeScript file as a syntax tree. Loads the grammar: import this module only where files are read. */
export interface JavaScriptSource {
  readonly text: string;
  readonly root: SyntaxNode;
  /** The line of a character, from 1. */
  readonly lineAt: (offset: number) => number;
  /** The line of the first place that is no JavaScript; undefined where all is. */
  readonly errorLine: number | undefined;
}

const typeScript = parser.configure({ dialect: 'ts' });

/** Parses a file, as TypeScript where its name says so. Never throws: `errorLine` says what was skipped. */
export function parseJavaScript(path: string, text: string): JavaScriptSource {
  const source = text.replace(/^\uFEFF/, '');
  const tree = (/\.[cm]?ts$/i.test(path) ? typeScript : parser).parse(source);
  const lineAt = lineFinder(source);
  const errorAt = firstError(tree);
  return { text: source, root: tree.topNode, lineAt, errorLine: errorAt === undefined ? undefined : lineAt(errorAt) };
}
