import type { SyntaxNode } from '@lezer/common';
import { children, splitAt } from '../values/syntaxTree.ts';
import { type ClassValue, type Closure, none, type Scope, unknown, type Value } from '../values/value.ts';
import type { Machine } from './machine.ts';
import { bindParameters, nameOf } from './scope.ts';

/** Functions within functions; a deeper call comes to unknown. */
const maxDepth = 60;

/** A function of the file: an arrow, a `function`, or a method. */
export function defineFunction(node: SyntaxNode, scope: Scope, machine: Machine, self?: Value): Closure {
  let depth = 0;
  return {
    kind: 'closure',
    call: (given) => {
      if (depth >= maxDepth || machine.stepsLeft <= 0) return unknown;
      const inner: Scope = { names: new Map(self === undefined ? [] : [['this', self]]), parent: scope };
      const inside = (child: SyntaxNode): Value => machine.evaluate(child, inner);
      const parts = children(node);
      const list =
        parts.find(({ name }) => name === 'ParamList') ?? parts.find(({ name }) => name === 'VariableDefinition');
      bindParameters(list, given, { scope: inner, machine, evaluate: inside });
      const body = parts.at(-1);
      const undecidedBefore = machine.undecided;
      depth++;
      try {
        if (body === undefined) return unknown;
        if (body.name !== 'Block') return inside(body);
        const flow = machine.executeBody(body, inner);
        return flow.kind === 'return' ? flow.value : none;
      } finally {
        depth--;
        machine.undecided = undecidedBefore;
      }
    },
  };
}

/** A class of the file, with its methods and the properties that it sets. */
export function defineClass(node: SyntaxNode, scope: Scope, machine: Machine): ClassValue {
  const name = node.getChild('VariableDefinition');
  const members = new Map<string, Value>();
  const self: ClassValue = {
    kind: 'class',
    name: name === null ? '' : nameOf(name, machine),
    isEnum: false,
    members,
    line: machine.source.lineAt(node.from),
  };
  const body = node.getChild('ClassBody');
  for (const member of body === null ? [] : children(body)) {
    const definition = member.getChild('PropertyDefinition');
    if (definition === null) continue;
    const parts = children(member);
    const equals = parts.findIndex((part) => part.name === 'Equals');
    const expression = parts[equals + 1];
    if (member.name === 'MethodDeclaration') {
      members.set(nameOf(definition, machine), defineFunction(member, scope, machine, self));
    } else if (equals !== -1 && expression !== undefined) {
      const inner: Scope = { names: new Map([['this', self]]), parent: scope };
      members.set(nameOf(definition, machine), machine.evaluate(expression, inner));
    }
  }
  return self;
}

/** TypeScript's `enum`, whose members are numbers where they say nothing else. */
export function defineEnum(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const body = node.getChild('EnumBody');
  const groups = splitAt(body === null ? [] : children(body).slice(1, -1), ',');
  const entries = groups.flatMap((parts, index) => {
    const [name] = parts;
    const expression = parts[2];
    if (name === undefined) return [];
    const key: Value = { kind: 'text', text: nameOf(name, machine).replaceAll(/^['"]|['"]$/g, ''), marks: [] };
    const value: Value =
      expression === undefined ? { kind: 'number', value: index } : machine.evaluate(expression, scope);
    return [{ key, value }];
  });
  return { kind: 'dictionary', entries, open: false };
}
