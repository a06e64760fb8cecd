import type { SyntaxNode } from '@lezer/common';
import type { Machine } from './machine.ts';
import { children, splitAt } from '../values/syntaxTree.ts';
import { knownText, type Scope, sequence, unknown, type Value } from '../values/value.ts';

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

/** Where names are bound, and what reads the containers and indexes among the targets. */
export interface Binding {
  readonly scope: Scope;
  readonly machine: Machine;
  readonly evaluate: (node: SyntaxNode) => Value;
}

/** Binds the targets of an assignment or a loop, as in `a, (b, *c) = value` and `items['key'] = value`. */
export function assign(targets: readonly SyntaxNode[], value: Value, binding: Binding): void {
  const [first] = targets;
  if (targets.some((node) => node.name === ',')) {
    unpack(targets, value, binding);
  } else if (first !== undefined) {
    assignOne(first, value, binding);
  }
}

function unpack(targets: readonly SyntaxNode[], value: Value, binding: Binding): void {
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
      assignOne(target, item ?? unknown, binding);
    }
  }
}

function assignOne(target: SyntaxNode, value: Value, binding: Binding): void {
  switch (target.name) {
    case 'VariableName':
      binding.scope.names.set(binding.machine.source.text.slice(target.from, target.to), value);
      return;
    case 'ParenthesizedExpression':
      assign(children(target).slice(1, -1), value, binding);
      return;
    case 'TupleExpression':
    case 'ArrayExpression':
      unpack(children(target).slice(1, -1), value, binding);
      return;
    case 'MemberExpression': {
      const [object, bracket, index] = children(target);
      if (object !== undefined && bracket?.name === '[' && index !== undefined) {
        setItem(binding.evaluate(object), binding.evaluate(index), value);
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
