import type { SyntaxNode } from '@lezer/common';
import { children } from '../values/syntaxTree.ts';
import { type ClassValue, type Scope, type Value } from '../values/value.ts';

/** A class of the file, from the names that its body binds. Only enum classes and constants matter to a schema. */
export function defineClass(
  node: SyntaxNode,
  name: string,
  body: Scope,
  evaluate: (node: SyntaxNode) => Value,
): ClassValue {
  const list = node.getChild('ArgList');
  const bases =
    list === null ? [] : children(list).filter((part) => /^(VariableName|MemberExpression)$/.test(part.name));
  const isEnum = bases.map(evaluate).some((base) => isEnumBase(base));
  const members = new Map<string, Value>();
  for (const [member, value] of body.names) {
    const isMember = isEnum && value.kind !== 'function' && !member.startsWith('_');
    members.set(member, isMember ? { kind: 'member', className: name, name: member, value } : value);
  }
  if (isEnum) {
    for (const [member, value] of members) {
      if (value.kind !== 'member') {
        members.delete(member);
      }
    }
  }
  return { kind: 'class', name, isEnum, members };
}

function isEnumBase(base: Value): boolean {
  return base.kind === 'class' ? base.isEnum : base.kind === 'reference' && /(^|\.)\w*Enum$/.test(base.path);
}
