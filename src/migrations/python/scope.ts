import type { SyntaxNode } from '@lezer/common';
import type { Machine } from './machine.ts';
import { children, splitAt } from './parsePython.ts';
import { knownText, type Scope, sequence, unknown, type Value } from './value.ts';

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

/** Binds the targets of an assignment or a loop, as in `a, (b, *c) = value` and `items['key'] = value`. */
export function assign(
  targets: readonly SyntaxNode[],
  value: Value,
  scope: Scope,
  machine: Machine,
  evaluate: (node: SyntaxNode) => Value,
): void {
  const [first] = targets;
  if (targets.some((node) => node.name === ',')) {
    unpack(targets, value, scope, machine, evaluate);
  } else if (first !== undefined) {
    assignOne(first, value, scope, machine, evaluate);
  }
}

function unpack(
  targets: readonly SyntaxNode[],
  value: Value,
  scope: Scope,
  machine: Machine,
  evaluate: (node: SyntaxNode) => Value,
): void {
  const groups = splitAt(targets, ',').filter((group) => group.length > 0);
  const items = value.kind === 'sequence' && !value.open && value.type !== 'set' ? value.items : undefined;
  const star = groups.findIndex((group) => group[0]?.name === '*');
  for (const [index, group] of groups.entries()) {
    const target = group.at(-1);
    const fromEnd = index - groups.length;
    let item = star === -1 || index < star ? items?.[index] : items?.at(fromEnd);
    if (index === star && items !== undefined) {
      item = sequence('list', items.slice(star, items.length + fromEnd + 1));
    }
    if (target !== undefined) {
      assignOne(target, item ?? unknown, scope, machine, evaluate);
    }
  }
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
    case 'ParenthesizedExpression':
      assign(children(target).slice(1, -1), value, scope, machine, evaluate);
      return;
    case 'TupleExpression':
    case 'ArrayExpression':
      unpack(children(target).slice(1, -1), value, scope, machine, evaluate);
      return;
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
