import type { SyntaxNode } from '@lezer/common';
import type { Downgrade } from '../../migrationProject.ts';
import { children } from '../../values/syntaxTree.ts';
import type { Value } from '../../values/value.ts';

/** What the file's downgrade() does, as far as its statements say it: one that calls others counts as real. */
export function downgradeOf(downgrade: Value | undefined): Downgrade {
  if (downgrade?.kind !== 'function') return 'missing';
  const body = downgrade.node.getChild('Body');
  const statements = body === null ? [] : children(body).filter(doesSomething);
  const first = statements[0];
  if (first === undefined) return 'empty';
  return first.name === 'RaiseStatement' ? 'raises' : 'real';
}

/** Not a docstring, `...`, `pass` or a bare `return`. */
function doesSomething(statement: SyntaxNode): boolean {
  switch (statement.name) {
    case ':':
    case 'PassStatement':
      return false;
    case 'ReturnStatement':
      return children(statement).length > 1;
    case 'ExpressionStatement':
      return !['String', 'ContinuedString', 'Ellipsis'].includes(children(statement)[0]?.name ?? '');
    default:
      return true;
  }
}
