import type { SyntaxNode } from '@lezer/common';
import {
  executeBranches,
  executeFor,
  executeIf,
  executeTry,
  executeWhile,
  executeWith,
  type Flow,
  next,
  type Running,
} from './controlFlow.ts';
import { evaluate, tupleOrOne } from './evaluate.ts';
import { bindParameters, defineFunction } from './functions.ts';
import { defineClass } from './classes.ts';
import { importedNames } from './imports.ts';
import type { Host, Machine } from './machine.ts';
import { binaryOperation } from './operators.ts';
import { type PythonSource } from './parsePython.ts';
import { children, splitAt } from '../values/syntaxTree.ts';
import { assign } from './scope.ts';
import { type Arguments, type FunctionValue, none, type Scope, unknown, type Value } from '../values/value.ts';

/** A file takes far fewer; a loop that never ends takes them all. */
const maxSteps = 400_000;
const maxDepth = 40;

/** A machine for one file, ready to run its module. */
export function createMachine(source: PythonSource, host: Host): Machine {
  const machine: Machine = {
    source,
    host,
    callFunction: (target, given) => callFunction(target, given, machine),
    stepsLeft: maxSteps,
    depth: 0,
    nesting: 0,
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
  const running: Running = { scope, machine, inner, run: (body) => executeBody(body, scope, machine) };
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
        scope.names.set(name, machine.host.imported?.(path) ?? { kind: 'reference', path });
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
      return executeIf(node, running);
    case 'ForStatement':
      return executeFor(node, running);
    case 'WhileStatement':
      return executeWhile(node, running);
    case 'WithStatement':
      return executeWith(node, running);
    case 'TryStatement':
      return executeTry(node, running);
    case 'MatchStatement': {
      const clauses = node.getChild('MatchBody')?.getChildren('MatchClause') ?? [];
      return executeBranches([...clauses.map((clause) => clause.getChild('Body')), null], running);
    }
    default:
      return next;
  }
}

function nameOf(node: SyntaxNode, machine: Machine): string {
  const name = node.getChild('VariableName');
  return name === null ? '' : machine.source.text.slice(name.from, name.to);
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
    assign(targets, value, { scope, machine, evaluate: inner });
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
  assign([target], value, { scope, machine, evaluate: inner });
}

function expressionOf(lambda: SyntaxNode, scope: Scope, machine: Machine): Value {
  const expression = children(lambda).at(-1);
  return expression === undefined ? unknown : evaluate(expression, scope, machine);
}

/** What a body returns; unknown when a branch that may not be taken has a return of its own. */
function resultOf(body: SyntaxNode, scope: Scope, machine: Machine): Value {
  const flow = executeBody(body, scope, machine);
  if (mayHaveReturned(machine)) return unknown;
  return flow.kind === 'return' ? flow.value : none;
}

/** Asked through a function, because what runs in between may have set it. */
function mayHaveReturned(machine: Machine): boolean {
  return machine.mayHaveReturned;
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
  const value = body === null ? expressionOf(target.node, scope, machine) : resultOf(body, scope, machine);
  machine.depth--;
  machine.mayHaveReturned = saved.mayHaveReturned;
  machine.undecided = saved.undecided;
  return value;
}
