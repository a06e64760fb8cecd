import type { SyntaxNode } from '@lezer/common';
import type { Machine } from './machine.ts';
import { assign } from './scope.ts';
import { iterate, type Scope, sequence, unknown, type Value } from '../values/value.ts';
import { truth } from './meaning.ts';

/** `value for target in items if condition`, also `key: value for ...`, without its brackets. */
export function comprehend(
  nodes: readonly SyntaxNode[],
  scope: Scope,
  machine: Machine,
  type: 'list' | 'set',
  evaluate: (node: SyntaxNode, scope: Scope, machine: Machine) => Value,
): Value {
  const start = nodes.findIndex((node) => node.name === 'for');
  const [first, , second] = nodes.slice(0, start);
  const clauses = nodes.slice(start).filter((node) => node.name !== 'async');
  const local: Scope = { names: new Map(), parent: scope };
  const inner = (node: SyntaxNode): Value => evaluate(node, local, machine);
  const items: Value[] = [];
  const entries: { key: Value; value: Value }[] = [];
  let open = false;
  const run = (from: number): void => {
    const clause = clauses[from];
    if (clause === undefined) {
      if (second !== undefined && first !== undefined) {
        entries.push({ key: inner(first), value: inner(second) });
      } else if (first !== undefined) {
        items.push(inner(first));
      }
      return;
    }
    const end = nextClause(clauses, from);
    const body = clauses.slice(from + 1, end);
    if (clause.name === 'if') {
      const holds = body[0] === undefined ? undefined : truth(inner(body[0]));
      open ||= holds === undefined;
      if (holds !== false) {
        run(end);
      }
      return;
    }
    const middle = body.findIndex((node) => node.name === 'in');
    const source = body[middle + 1];
    const iterable = source === undefined ? unknown : inner(source);
    open ||= iterate(iterable) === undefined || ('open' in iterable && iterable.open);
    for (const item of iterate(iterable) ?? []) {
      assign(body.slice(0, middle), item, { scope: local, machine, evaluate: inner });
      run(end);
    }
  };
  run(0);
  return second === undefined ? sequence(type, items, open) : { kind: 'dictionary', entries, open };
}

function nextClause(clauses: readonly SyntaxNode[], from: number): number {
  const next = clauses.findIndex((node, index) => index > from && (node.name === 'for' || node.name === 'if'));
  return next === -1 ? clauses.length : next;
}
