import type { SyntaxNode } from '@lezer/common';
import { children, splitAt } from '../values/syntaxTree.ts';
import { type Arguments, none, type Scope, sequence, unknown, type Value } from '../values/value.ts';
import type { Machine } from './machine.ts';
import { itemOf, propertyOf, setProperty, withoutProperties } from './members.ts';

/** The value of a name. One that the file does not bind comes from outside. */
export function lookUp(scope: Scope, name: string): Value {
  const value = scopeOf(scope, name)?.names.get(name);
  return value ?? (name === 'undefined' ? none : { kind: 'reference', path: name });
}

function scopeOf(scope: Scope, name: string): Scope | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    if (current.names.has(name)) return current;
  }
  return undefined;
}

export interface Binding {
  readonly scope: Scope;
  readonly machine: Machine;
  readonly evaluate: (node: SyntaxNode) => Value;
}

/** Binds a name or a pattern, as in `const { a, b: [c], ...d } = value`. */
export function bind(target: SyntaxNode, value: Value, binding: Binding): void {
  const { scope, machine } = binding;
  switch (target.name) {
    case 'VariableDefinition':
      scope.names.set(nameOf(target, machine), value);
      return;
    case 'ObjectPattern':
      bindProperties(target, value, binding);
      return;
    case 'ArrayPattern':
      bindItems(splitAt(children(target).slice(1, -1), ','), value, binding);
      return;
    default:
  }
}

/** Binds the parameters of a function to the arguments of a call. */
export function bindParameters(list: SyntaxNode | undefined, given: Arguments, binding: Binding): void {
  if (list === undefined) return;
  if (list.name !== 'ParamList') {
    bind(list, given.positional[0] ?? unknown, binding);
    return;
  }
  const inner = children(list).filter(({ name }) => name !== '(' && name !== ')');
  bindItems(splitAt(inner, ','), sequence('list', [...given.positional], given.open), binding);
}

/** Changes what a name or a property stands for. */
export function assign(target: SyntaxNode, value: Value, binding: Binding): void {
  const { scope, machine, evaluate } = binding;
  if (target.name === 'VariableName') {
    const name = nameOf(target, machine);
    // Of a branch that may not be taken nobody knows which value stays.
    const merged = machine.undecided > 0 && scopeOf(scope, name) !== undefined && scopeOf(scope, name) !== scope;
    (scopeOf(scope, name) ?? scope).names.set(name, merged ? unknown : value);
  } else if (target.name === 'MemberExpression') {
    const [object, separator, property] = children(target);
    if (object === undefined || property === undefined) return;
    const key = separator?.name === '[' ? evaluate(property) : nameOf(property, machine);
    setProperty(evaluate(object), key, value);
  } else if (target.name === 'ArrayPattern' || target.name === 'ObjectPattern') {
    bind(target, value, binding);
  }
}

function bindProperties(pattern: SyntaxNode, value: Value, binding: Binding): void {
  const { machine, evaluate } = binding;
  const taken: string[] = [];
  for (const property of children(pattern).filter(({ name }) => name === 'PatternProperty')) {
    const parts = children(property).filter(({ name }) => name !== 'TypeAnnotation');
    const [first, second] = parts;
    if (first === undefined) continue;
    if (first.name === 'Spread') {
      if (second !== undefined) bind(second, withoutProperties(value, taken), binding);
      continue;
    }
    const name = nameOf(first, machine).replaceAll(/^['"]|['"]$/g, '');
    taken.push(name);
    const target = second?.name === ':' ? parts[2] : first;
    const fallback = parts[parts.findIndex((part) => part.name === 'Equals') + 1];
    const found = propertyOf(value, name, machine);
    const useFallback = found.kind === 'none' && parts.some((part) => part.name === 'Equals') && fallback !== undefined;
    if (target !== undefined) bind(target, useFallback ? evaluate(fallback) : found, binding);
  }
}

function bindItems(groups: readonly (readonly SyntaxNode[])[], value: Value, binding: Binding): void {
  for (const [index, group] of groups.entries()) {
    const [first, second] = group;
    if (first === undefined) continue;
    if (first.name === 'Spread' && second !== undefined) {
      const rest = value.kind === 'sequence' ? sequence('list', value.items.slice(index), value.open) : unknown;
      bind(second, rest, binding);
      continue;
    }
    // `constructor(private readonly a)` has words before the name.
    const target = group.find(({ name }) => /Pattern$|^VariableDefinition$/.test(name));
    const equals = group.findIndex(({ name }) => name === 'Equals');
    const fallback = equals === -1 ? undefined : group[equals + 1];
    const found = itemOf(value, index);
    if (target !== undefined) {
      bind(target, found.kind === 'none' && fallback !== undefined ? binding.evaluate(fallback) : found, binding);
    }
  }
}

export function nameOf(node: SyntaxNode, machine: Machine): string {
  return machine.source.text.slice(node.from, node.to);
}
