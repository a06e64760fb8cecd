import type { SyntaxNode } from '@lezer/common';
import type { Machine } from './machine.ts';
import { children, splitAt } from './parsePython.ts';
import { knownText, type Scope, unknown, type Value } from './value.ts';

/** The value of a name. One that the file does not bind is a builtin, or comes from an `import *`. */
export function lookUp(scope: Scope, name: string): Value {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const value = current.names.get(name);
    if (value !== undefined) {
      return value;
    }
  }
  return { kind: 'reference', path: name };
}

/** Binds targets as in `a, (b, *c) = value`, `items['key'] = value`. */
export function assign(
  targets: readonly SyntaxNode[],
  value: Value,
  scope: Scope,
  machine: Machine,
  evaluate: (node: SyntaxNode) => Value,
): void {
  const groups = splitAt(
    targets.filter((node) => node.name !== 'TypeDef'),
    ',',
  ).filter((group) => group.length > 0);
  const isTuple = groups.length > 1 || targets.some((node) => node.name === ',');
  if (!isTuple) {
    const target = groups[0]?.at(-1);
    if (target !== undefined) {
      assignOne(target, value, scope, machine, evaluate);
    }
    return;
  }
  const items = value.kind === 'sequence' && !value.open && value.type !== 'set' ? value.items : undefined;
  const star = groups.findIndex((group) => group[0]?.name === '*');
  groups.forEach((group, index) => {
    const target = group.at(-1);
    if (target === undefined) {
      return;
    }
    let item: Value | undefined;
    if (star === -1 || index < star) {
      item = items?.[index];
    } else if (index > star) {
      item = items?.at(index - groups.length);
    } else if (items !== undefined) {
      const rest = items.slice(star, items.length - (groups.length - 1 - star));
      item = { kind: 'sequence', type: 'list', items: rest, open: false };
    }
    assignOne(target, item ?? unknown, scope, machine, evaluate);
  });
}

function assignOne(
  target: SyntaxNode,
  value: Value,
  scope: Scope,
  machine: Machine,
  evaluate: (node: SyntaxNode) => Value,
): void {
  switch (target.name) {
    case 'VariableName':
      scope.names.set(machine.source.text.slice(target.from, target.to), value);
      return;
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'ParenthesizedExpression': {
      const inner = children(target).slice(1, -1);
      assign(
        target.name === 'ParenthesizedExpression' ? inner : [...inner, ...commaOf(target)],
        value,
        scope,
        machine,
        evaluate,
      );
      return;
    }
    case 'MemberExpression': {
      const [object, bracket, index] = children(target);
      if (object !== undefined && bracket?.name === '[' && index !== undefined) {
        setItem(evaluate(object), evaluate(index), value);
      }
      return;
    }
    default:
  }
}

/** `(a,) = ...` and `[a] = ...` unpack even though they have one target. */
function commaOf(target: SyntaxNode): SyntaxNode[] {
  return target.getChildren(',').slice(0, 1);
}

function setItem(container: Value, index: Value, value: Value): void {
  if (container.kind === 'dictionary') {
    const key = knownText(index);
    const entry = container.entries.find((candidate) => key !== undefined && knownText(candidate.key) === key);
    if (entry === undefined) {
      container.entries.push({ key: index, value });
    } else {
      entry.value = value;
    }
  } else if (container.kind === 'sequence' && index.kind === 'number' && index.value in container.items) {
    container.items[index.value] = value;
  }
}
