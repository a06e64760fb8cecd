import {
  type Arguments,
  type ClassValue,
  type Closure,
  type Scope,
  sequence,
  unknown,
  type Value,
} from '../values/value.ts';
import { bindTarget, bindTargets, constantPath } from './bindings.ts';
import type { RubyMachine } from './machine.ts';
import { nameAt, nodeAt, nodesAt, type RubyNode } from './parseRuby.ts';

/** A `do |a, (b, c)| ... end`, `{ ... }` or `->(a) { ... }`. */
export function defineBlock(node: RubyNode, scope: Scope, machine: RubyMachine): Closure {
  return {
    kind: 'closure',
    call: (given) => {
      const inner: Scope = { names: new Map(), parent: scope };
      const parameters = nodeAt(node, 'parameters');
      const required = nodesAt(nodeAt(parameters, 'parameters'), 'requireds');
      const [first = unknown] = given.positional;
      if (required.length > 1 && given.positional.length === 1) bindTargets(required, first, inner);
      else bindParameters(nodeAt(parameters, 'parameters'), given, inner, machine);
      inner.names.set('it', first);
      inner.names.set('_1', first);
      const value = machine.evaluate(nodeAt(node, 'body'), inner);
      return value;
    },
  };
}

/** A `def` of the file. */
export function defineMethod(node: RubyNode, scope: Scope, machine: RubyMachine): Closure {
  let depth = 0;
  return {
    kind: 'closure',
    call: (given) => {
      if (depth > 40) return unknown;
      const inner: Scope = { names: new Map(), parent: scope };
      bindParameters(nodeAt(node, 'parameters'), given, inner, machine);
      const undecidedBefore = machine.undecided;
      depth++;
      const value = machine.evaluate(nodeAt(node, 'body'), inner);
      depth--;
      machine.undecided = undecidedBefore;
      machine.returned = false;
      return value;
    },
  };
}

function bindParameters(
  parameters: RubyNode | undefined,
  { positional, keywords, open }: Arguments,
  scope: Scope,
  machine: RubyMachine,
): void {
  let place = 0;
  for (const required of nodesAt(parameters, 'requireds')) bindTarget(required, positional[place++] ?? unknown, scope);
  for (const optional of nodesAt(parameters, 'optionals')) {
    const value = positional[place++] ?? (open ? unknown : machine.evaluate(nodeAt(optional, 'value'), scope));
    scope.names.set(nameAt(optional), value);
  }
  const rest = nodeAt(parameters, 'rest');
  if (rest !== undefined) scope.names.set(nameAt(rest), sequence('list', positional.slice(place), open));
  for (const keyword of nodesAt(parameters, 'keywords')) {
    const fallback = open ? unknown : machine.evaluate(nodeAt(keyword, 'value'), scope);
    scope.names.set(nameAt(keyword), keywords.get(nameAt(keyword)) ?? fallback);
  }
}

/** Runs the body of a class or module; its methods and constants are its members. */
export function executeClass(node: RubyNode, scope: Scope, machine: RubyMachine): ClassValue {
  const inner: Scope = { names: new Map(), parent: scope };
  const path = constantPath(nodeAt(node, 'constantPath'));
  const superclass = nodeAt(node, 'superclass');
  if (superclass !== undefined) inner.names.set('< superclass', superclassOf(superclass));
  machine.evaluate(nodeAt(node, 'body'), inner);
  const declared: ClassValue = {
    kind: 'class',
    name: path,
    isEnum: false,
    members: inner.names,
    line: machine.source.lineOf(node),
  };
  scope.names.set(path, declared);
  return declared;
}

/** `ActiveRecord::Migration[7.1]` as the call that it is, with the number as the text that was written. */
function superclassOf(node: RubyNode): Value {
  const [version] = nodesAt(nodeAt(node, 'arguments'), 'arguments');
  const path = constantPath(nodeAt(node, 'receiver') ?? node);
  const text = version === undefined ? '' : String(version['value']);
  return { kind: 'reference', path: `${path}[${text}]` };
}
