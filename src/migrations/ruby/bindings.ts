import { none, type Scope, unknown, type Value } from '../values/value.ts';
import { nameAt, nodeAt, nodesAt, type RubyNode } from './parseRuby.ts';

/** `A::B` as it is written. */
export function constantPath(node: RubyNode | undefined): string {
  const parent = nodeAt(node, 'parent');
  return parent === undefined ? nameAt(node) : `${constantPath(parent)}::${nameAt(node)}`;
}

/** Binds `a, (b, c)` of a block or an assignment. */
export function bindTargets(targets: readonly RubyNode[], value: Value, scope: Scope): void {
  for (const [index, target] of targets.entries()) {
    const item = value.kind === 'sequence' && !value.open ? (value.items[index] ?? none) : unknown;
    bindTarget(target, item, scope);
  }
}

export function bindTarget(target: RubyNode, value: Value, scope: Scope): void {
  if (target.type === 'MultiTargetNode') bindTargets(nodesAt(target, 'lefts'), value, scope);
  else scope.names.set(nameAt(target), value);
}
