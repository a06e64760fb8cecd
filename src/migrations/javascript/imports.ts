import type { SyntaxNode } from '@lezer/common';
import { children, splitAt } from '../values/syntaxTree.ts';

/** The names that an import binds, with what they stand for: `import { literal as l } from 'knex'` -> l, `knex.literal`. */
export function importedNames(node: SyntaxNode, text: string): readonly (readonly [name: string, path: string])[] {
  const sourceOf = (part: SyntaxNode) => text.slice(part.from, part.to);
  const parts = children(node);
  const module = parts.find(({ name }) => name === 'String');
  const path = module === undefined ? '' : sourceOf(module).slice(1, -1);
  const group = node.getChild('ImportGroup');
  const names = splitAt(group === null ? [] : children(group).slice(1, -1), ',').flatMap((words) => {
    const [first, last] = [words[0], words.at(-1)];
    return first === undefined || last === undefined ? [] : [[sourceOf(last), `${path}.${sourceOf(first)}`] as const];
  });
  // `import a from 'b'` and `import * as a from 'b'`.
  const whole = node.getChildren('VariableDefinition').map((name) => [sourceOf(name), path] as const);
  return [...names, ...whole];
}
