import type { SyntaxNode } from '@lezer/common';
import { tupleOrOne } from './evaluate.ts';
import type { Machine } from './machine.ts';
import { children, splitAt } from '../values/syntaxTree.ts';
import { assign } from './scope.ts';
import { iterate, type Scope, unknown, type Value } from '../values/value.ts';
import { truth } from './meaning.ts';

/** Where the program goes on after a statement. */
export type Flow =
  { readonly kind: 'next' | 'break' | 'continue' | 'raise' } | { readonly kind: 'return'; readonly value: Value };

export const next: Flow = { kind: 'next' };

/** What a compound statement needs in order to run. */
export interface Running {
  readonly scope: Scope;
  readonly machine: Machine;
  readonly inner: (expression: SyntaxNode) => Value;
  readonly run: (body: SyntaxNode) => Flow;
}

/** Far more than a migration takes. */
const maxTurns = 2_000;

/** Runs the branch that holds, or every one that may. */
export function executeIf(node: SyntaxNode, running: Running): Flow {
  const { inner, run } = running;
  const branches: (SyntaxNode | null)[] = [];
  let hasElse = false;
  const parts = children(node);
  for (let at = 0; at < parts.length;) {
    const isElse = parts[at]?.name === 'else';
    const condition = isElse ? undefined : parts[at + 1];
    const body = parts[at + (isElse ? 1 : 2)];
    at += isElse ? 2 : 3;
    const holds = isElse || condition === undefined ? true : truth(inner(condition));
    if (holds !== false && body !== undefined) {
      branches.push(body);
    }
    if (holds === true) {
      hasElse = true;
      break;
    }
  }
  const only = branches[0];
  if (branches.length === 1 && hasElse && only !== undefined && only !== null) {
    return run(only);
  }
  return executeBranches(hasElse ? branches : [...branches, null], running);
}

/** Runs every branch, for any of them may be the one; what they leave behind is known where all agree. */
export function executeBranches(branches: readonly (SyntaxNode | null)[], { scope, machine, run }: Running): Flow {
  const before = new Map(scope.names);
  const outcomes: { flow: Flow; names: Map<string, Value> }[] = [];
  machine.undecided++;
  for (const body of branches) {
    restore(scope.names, before);
    const flow = body === null ? next : run(body);
    outcomes.push({ flow, names: new Map(scope.names) });
  }
  machine.undecided--;
  const going = outcomes.filter((outcome) => outcome.flow.kind === 'next');
  const leaving = outcomes.filter((outcome) => outcome.flow.kind !== 'next');
  const merged = going.length > 0 ? going : outcomes;
  restore(scope.names, mergeNames(merged.map((outcome) => outcome.names)));
  const returning = leaving.filter((outcome) => outcome.flow.kind === 'return');
  const first = leaving[0];
  if (going.length > 0 || first === undefined) {
    machine.mayHaveReturned ||= returning.length > 0;
    return next;
  }
  return returning.length > 0 && outcomes.length > 1 ? { kind: 'return', value: unknown } : first.flow;
}

function restore(names: Map<string, Value>, from: ReadonlyMap<string, Value>): void {
  names.clear();
  for (const [name, value] of from) {
    names.set(name, value);
  }
}

function mergeNames(outcomes: readonly ReadonlyMap<string, Value>[]): Map<string, Value> {
  const merged = new Map<string, Value>();
  for (const names of outcomes) {
    for (const [name, value] of names) {
      merged.set(name, outcomes.every((other) => other.get(name) === value) ? value : unknown);
    }
  }
  return merged;
}

/** One turn for each known item, and one more for those that are not known. */
export function executeFor(node: SyntaxNode, running: Running): Flow {
  const { scope, machine, inner, run } = running;
  const parts = children(node).filter((part) => part.name !== 'async');
  const middle = parts.findIndex((part) => part.name === 'in');
  const body = parts.findIndex((part) => part.name === 'Body');
  const bodyNode = parts[body];
  const expression = parts.slice(middle + 1, body);
  if (bodyNode === undefined || expression.length === 0) {
    return next;
  }
  const targets = parts.slice(1, middle);
  const iterable = tupleOrOne(expression, inner);
  const items = iterate(iterable);
  for (const item of items?.slice(0, maxTurns) ?? []) {
    assign(targets, item, { scope, machine, evaluate: inner });
    const flow = run(bodyNode);
    if (flow.kind === 'break') {
      return next;
    }
    if (flow.kind === 'return' || flow.kind === 'raise') {
      return flow;
    }
  }
  if (items === undefined || ('open' in iterable && iterable.open)) {
    assign(targets, unknown, { scope, machine, evaluate: inner });
    executeBranches([bodyNode, null], running);
  }
  const last = parts.at(-1);
  return last !== undefined && last !== bodyNode && parts.at(-2)?.name === 'else' ? run(last) : next;
}

/** As many turns as the condition holds; one where that is not known. */
export function executeWhile(node: SyntaxNode, running: Running): Flow {
  const { machine, inner, run } = running;
  const [, condition, body] = children(node);
  if (condition === undefined || body === undefined) {
    return next;
  }
  for (let turn = 0; turn < maxTurns && machine.stepsLeft > 0; turn++) {
    const holds = truth(inner(condition));
    if (holds === false) {
      return next;
    }
    if (holds === undefined) {
      return executeBranches([body, null], running);
    }
    const returnedBefore = machine.mayHaveReturned;
    const flow = run(body);
    if (flow.kind === 'break') {
      return next;
    }
    if (flow.kind === 'return' || flow.kind === 'raise') {
      return flow;
    }
    if (machine.mayHaveReturned !== returnedBefore) {
      return next;
    }
  }
  return next;
}

/** Binds what the contexts give and runs the body. */
export function executeWith(node: SyntaxNode, running: Running): Flow {
  const { scope, machine, inner, run } = running;
  const parts = children(node).filter((part) => part.name !== 'async');
  const body = parts.at(-1);
  for (const group of splitAt(
    parts.slice(1, -1).filter((part) => part.name !== '(' && part.name !== ')'),
    ',',
  )) {
    const [context, as, target] = group;
    const value = context === undefined ? unknown : inner(context);
    if (as?.name === 'as' && target !== undefined) {
      assign([target], value, { scope, machine, evaluate: inner });
    }
  }
  return body?.name === 'Body' ? run(body) : next;
}

/** Takes it that nothing fails: the body, then `else` and `finally`. */
export function executeTry(node: SyntaxNode, { run }: Running): Flow {
  const parts = children(node);
  let flow: Flow = next;
  parts.forEach((part, index) => {
    const keyword = parts[index - 1]?.name;
    const runs = keyword === 'try' || keyword === 'finally' || (keyword === 'else' && flow.kind === 'next');
    if (part.name === 'Body' && runs) {
      const result = run(part);
      flow = result.kind === 'next' ? flow : result;
    }
  });
  return flow.kind === 'raise' && parts.some((part) => part.name === 'except') ? next : flow;
}
