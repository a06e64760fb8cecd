import type { SyntaxNode } from '@lezer/common';
import { evaluate } from './evaluate.ts';
import { bindParameters, defineFunction } from './functions.ts';
import { defineClass } from './classes.ts';
import { importedNames } from './imports.ts';
import type { Host, Machine } from './machine.ts';
import { binaryOperation } from './operators.ts';
import { children, type PythonSource, splitAt } from './parsePython.ts';
import { assign } from './scope.ts';
import {
  type Arguments,
  type FunctionValue,
  iterate,
  none,
  type Scope,
  sequence,
  truth,
  unknown,
  type Value,
} from './value.ts';

/** Where the program goes on after a statement. */
type Flow =
  { readonly kind: 'next' | 'break' | 'continue' | 'raise' } | { readonly kind: 'return'; readonly value: Value };

const next: Flow = { kind: 'next' };

/** A file takes far fewer; a loop that never ends takes them all. */
const maxSteps = 400_000;
const maxDepth = 40;
const maxTurns = 2_000;

export function createMachine(source: PythonSource, host: Host): Machine {
  const machine: Machine = {
    source,
    host,
    callFunction: (target, given) => callFunction(target, given, machine),
    stepsLeft: maxSteps,
    depth: 0,
    undecided: 0,
    mayHaveReturned: false,
  };
  return machine;
}

/** Runs the statements of a module, function or branch. */
export function executeBody(body: SyntaxNode, scope: Scope, machine: Machine): Flow {
  for (const statement of children(body)) {
    const flow = execute(statement, scope, machine);
    if (flow.kind !== 'next') {
      return flow;
    }
  }
  return next;
}

function execute(node: SyntaxNode, scope: Scope, machine: Machine): Flow {
  if (machine.stepsLeft <= 0) {
    return { kind: 'raise' };
  }
  machine.stepsLeft--;
  const inner = (child: SyntaxNode): Value => evaluate(child, scope, machine);
  switch (node.name) {
    case 'ExpressionStatement':
      children(node)
        .filter((child) => child.name !== ',')
        .forEach(inner);
      return next;
    case 'AssignStatement':
      executeAssignment(node, scope, machine, inner);
      return next;
    case 'UpdateStatement':
      executeUpdate(node, scope, machine, inner);
      return next;
    case 'StatementGroup':
      return executeBody(node, scope, machine);
    case 'ImportStatement':
      for (const [name, path] of importedNames(node, machine.source.text)) {
        scope.names.set(name, { kind: 'reference', path });
      }
      return next;
    case 'FunctionDefinition': {
      const name = nameOf(node, machine);
      scope.names.set(name, defineFunction(node, name, scope, machine, inner));
      return next;
    }
    case 'ClassDefinition': {
      const name = nameOf(node, machine);
      const local: Scope = { names: new Map(), parent: scope };
      const body = node.getChild('Body');
      if (body !== null) {
        executeBody(body, local, machine);
      }
      scope.names.set(name, defineClass(node, name, local, inner));
      return next;
    }
    case 'DecoratedStatement': {
      const decorated = children(node).at(-1);
      return decorated === undefined ? next : execute(decorated, scope, machine);
    }
    case 'ReturnStatement': {
      const values = children(node).slice(1);
      return { kind: 'return', value: values.length === 0 ? none : tupleOrOne(values, inner) };
    }
    case 'RaiseStatement':
      return { kind: 'raise' };
    case 'BreakStatement':
      return { kind: 'break' };
    case 'ContinueStatement':
      return { kind: 'continue' };
    case 'IfStatement':
      return executeIf(node, scope, machine, inner);
    case 'ForStatement':
      return executeFor(node, scope, machine, inner);
    case 'WhileStatement':
      return executeWhile(node, scope, machine, inner);
    case 'WithStatement':
      return executeWith(node, scope, machine, inner);
    case 'TryStatement':
      return executeTry(node, scope, machine);
    case 'MatchStatement': {
      const clauses = node.getChild('MatchBody')?.getChildren('MatchClause') ?? [];
      return executeBranches([...clauses.map((clause) => clause.getChild('Body')), null], scope, machine);
    }
    default:
      return next;
  }
}

function nameOf(node: SyntaxNode, machine: Machine): string {
  const name = node.getChild('VariableName');
  return name === null ? '' : machine.source.text.slice(name.from, name.to);
}

/** `a, b` is a tuple, `a` is a. */
function tupleOrOne(nodes: readonly SyntaxNode[], inner: (child: SyntaxNode) => Value): Value {
  const only = nodes[0];
  if (nodes.length === 1 && only !== undefined) {
    return inner(only);
  }
  const items = splitAt(nodes, ',').flatMap((group) => {
    const item = group.at(-1);
    return item === undefined ? [] : [group[0]?.name === '*' ? unknown : inner(item)];
  });
  return sequence('tuple', items, nodes[0]?.name === '*');
}

function executeAssignment(
  node: SyntaxNode,
  scope: Scope,
  machine: Machine,
  inner: (child: SyntaxNode) => Value,
): void {
  const groups = splitAt(children(node), 'AssignOp');
  const expression = groups.at(-1);
  if (groups.length < 2 || expression === undefined || expression.length === 0) {
    return;
  }
  const value = tupleOrOne(expression, inner);
  for (const targets of groups.slice(0, -1)) {
    assign(targets, value, scope, machine, inner);
  }
}

function executeUpdate(node: SyntaxNode, scope: Scope, machine: Machine, inner: (child: SyntaxNode) => Value): void {
  const [target, operator, ...expression] = children(node);
  if (target === undefined || operator === undefined || expression.length === 0) {
    return;
  }
  const symbol = machine.source.text.slice(operator.from, operator.to).replace(/=$/, '');
  const value = binaryOperation(symbol, inner(target), tupleOrOne(expression, inner));
  if (value.kind === 'sequence' && machine.undecided > 0) {
    value.open = true;
  }
  assign([target], value, scope, machine, inner);
}

function executeIf(node: SyntaxNode, scope: Scope, machine: Machine, inner: (child: SyntaxNode) => Value): Flow {
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
    return executeBody(only, scope, machine);
  }
  return executeBranches(hasElse ? branches : [...branches, null], scope, machine);
}

/** Runs every branch, for any of them may be the one; what they leave behind is known where all agree. */
function executeBranches(branches: readonly (SyntaxNode | null)[], scope: Scope, machine: Machine): Flow {
  const before = new Map(scope.names);
  const outcomes: { flow: Flow; names: Map<string, Value> }[] = [];
  machine.undecided++;
  for (const body of branches) {
    restore(scope.names, before);
    const flow = body === null ? next : executeBody(body, scope, machine);
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

function executeFor(node: SyntaxNode, scope: Scope, machine: Machine, inner: (child: SyntaxNode) => Value): Flow {
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
    assign(targets, item, scope, machine, inner);
    const flow = executeBody(bodyNode, scope, machine);
    if (flow.kind === 'break') {
      return next;
    }
    if (flow.kind === 'return' || flow.kind === 'raise') {
      return flow;
    }
  }
  if (items === undefined || ('open' in iterable && iterable.open)) {
    // One turn for all those that are not known.
    assign(targets, unknown, scope, machine, inner);
    executeBranches([bodyNode, null], scope, machine);
  }
  const last = parts.at(-1);
  return last !== undefined && last !== bodyNode && parts.at(-2)?.name === 'else'
    ? executeBody(last, scope, machine)
    : next;
}

function executeWhile(node: SyntaxNode, scope: Scope, machine: Machine, inner: (child: SyntaxNode) => Value): Flow {
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
      return executeBranches([body, null], scope, machine);
    }
    const undecidedFlow = machine.mayHaveReturned;
    const flow = executeBody(body, scope, machine);
    if (flow.kind === 'break') {
      return next;
    }
    if (flow.kind === 'return' || flow.kind === 'raise') {
      return flow;
    }
    if (machine.mayHaveReturned !== undecidedFlow) {
      return next;
    }
  }
  return next;
}

function executeWith(node: SyntaxNode, scope: Scope, machine: Machine, inner: (child: SyntaxNode) => Value): Flow {
  const parts = children(node).filter((part) => part.name !== 'async');
  const body = parts.at(-1);
  for (const group of splitAt(
    parts.slice(1, -1).filter((part) => part.name !== '(' && part.name !== ')'),
    ',',
  )) {
    const [context, as, target] = group;
    const value = context === undefined ? unknown : inner(context);
    if (as?.name === 'as' && target !== undefined) {
      assign([target], value, scope, machine, inner);
    }
  }
  return body?.name === 'Body' ? executeBody(body, scope, machine) : next;
}

/** Takes it that nothing fails: the body, then `else` and `finally`. */
function executeTry(node: SyntaxNode, scope: Scope, machine: Machine): Flow {
  const parts = children(node);
  let flow: Flow = next;
  parts.forEach((part, index) => {
    const keyword = parts[index - 1]?.name;
    const runs = keyword === 'try' || keyword === 'finally' || (keyword === 'else' && flow.kind === 'next');
    if (part.name === 'Body' && runs) {
      const result = executeBody(part, scope, machine);
      flow = result.kind === 'next' ? flow : result;
    }
  });
  return flow.kind === 'raise' && parts.some((part) => part.name === 'except') ? next : flow;
}

function callFunction(target: FunctionValue, given: Arguments, machine: Machine): Value {
  if (machine.depth >= maxDepth) {
    return unknown;
  }
  const scope: Scope = { names: new Map(), parent: target.scope };
  bindParameters(target, given, scope, machine);
  const body = target.node.getChild('Body');
  const saved = { mayHaveReturned: machine.mayHaveReturned, undecided: machine.undecided };
  machine.depth++;
  machine.mayHaveReturned = false;
  let value: Value = none;
  if (body === null) {
    const expression = children(target.node).at(-1);
    value = expression === undefined ? unknown : evaluate(expression, scope, machine);
  } else {
    const flow = executeBody(body, scope, machine);
    value = machine.mayHaveReturned ? unknown : flow.kind === 'return' ? flow.value : none;
  }
  machine.depth--;
  machine.mayHaveReturned = saved.mayHaveReturned;
  machine.undecided = saved.undecided;
  return value;
}
