import type { SyntaxNode } from '@lezer/common';
import type { Machine } from './machine.ts';
import { children, splitAt } from '../values/syntaxTree.ts';
import { textOf } from '../values/text.ts';
import { type Arguments, type FunctionValue, type Scope, sequence, unknown, type Value } from '../values/value.ts';

/** A function of the file, with the defaults of its parameters as they are now. */
export function defineFunction(
  node: SyntaxNode,
  name: string,
  scope: Scope,
  machine: Machine,
  evaluate: (node: SyntaxNode) => Value,
): FunctionValue {
  const defaults = new Map<string, Value>();
  for (const parameter of parameterGroups(node)) {
    const assignment = parameter.findIndex((part) => part.name === 'AssignOp');
    const variable = parameter.find((part) => part.name === 'VariableName');
    const value = parameter[assignment + 1];
    if (assignment !== -1 && variable !== undefined && value !== undefined) {
      defaults.set(machine.source.text.slice(variable.from, variable.to), evaluate(value));
    }
  }
  return { kind: 'function', name, node, scope, defaults };
}

/** The parameters of a `def` or `lambda`, each with its star, name, annotation and default. */
function parameterGroups(node: SyntaxNode): SyntaxNode[][] {
  const list = node.getChild('ParamList');
  const inner = list === null ? [] : children(list).filter((part) => part.name !== '(' && part.name !== ')');
  return splitAt(inner, ',').filter((group) => group.length > 0);
}

/** Binds the arguments of a call to the parameters of a function. */
export function bindParameters(target: FunctionValue, given: Arguments, scope: Scope, machine: Machine): void {
  const names = new Set<string>();
  let place = 0;
  for (const group of parameterGroups(target.node)) {
    const star = group[0]?.name;
    const variable = group.find((part) => part.name === 'VariableName');
    if (variable === undefined) {
      continue;
    }
    const name = machine.source.text.slice(variable.from, variable.to);
    names.add(name);
    if (star === '*') {
      scope.names.set(name, sequence('tuple', given.positional.slice(place), given.open));
      place = given.positional.length;
    } else if (star === '**') {
      const rest = [...given.keywords].filter(([keyword]) => !names.has(keyword));
      const entries = rest.map(([keyword, value]) => ({ key: textOf(keyword), value }));
      scope.names.set(name, { kind: 'dictionary', entries, open: given.open });
    } else {
      const value = given.positional[place++] ?? given.keywords.get(name);
      scope.names.set(name, value ?? (given.open ? unknown : (target.defaults.get(name) ?? unknown)));
    }
  }
}
