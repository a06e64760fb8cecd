import type { SyntaxNode } from '@lezer/common';
import { children, splitAt } from '../values/syntaxTree.ts';

/** The names that an import statement binds, with what they stand for: `op` -> `alembic.op`. */
export function importedNames(node: SyntaxNode, text: string): [name: string, path: string][] {
  const parts = children(node).filter((part) => part.name !== '(' && part.name !== ')');
  const start = parts.findIndex((part) => part.name === 'import');
  const module = parts
    .slice(1, start)
    .map((part) => text.slice(part.from, part.to))
    .join('');
  const isFrom = parts[0]?.name === 'from';
  return splitAt(parts.slice(start + 1), ',').flatMap((group): [string, string][] => {
    const as = group.findIndex((part) => part.name === 'as');
    const words = (as === -1 ? group : group.slice(0, as)).map((part) => text.slice(part.from, part.to));
    const path = words.join('');
    const alias = as === -1 ? undefined : group[as + 1];
    if (path === '' || path === '*') {
      return [];
    }
    // `from . import a` binds `.a`.
    const full = isFrom ? `${module}${module.endsWith('.') ? '' : '.'}${path}` : path;
    if (alias !== undefined) {
      return [[text.slice(alias.from, alias.to), full]];
    }
    // `import a.b` binds `a`.
    const bound = isFrom ? path : (words[0] ?? path);
    return [[bound, isFrom ? full : bound]];
  });
}
