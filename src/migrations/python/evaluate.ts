import type { SyntaxNode } from '@lezer/common';
import { readArguments } from './arguments.ts';
import { callBuiltin } from './builtins.ts';
import type { Machine } from './machine.ts';
import { callMethod } from './methods.ts';
import { binaryOperation } from './operators.ts';
import { children, splitAt } from './parsePython.ts';
import { readStringLiteral } from './stringLiteral.ts';
import {
  type Arguments,
  flag,
  type FunctionValue,
  iterate,
  knownText,
  none,
  number,
  type Scope,
  sequence,
  truth,
  unknown,
  type Value,
} from './value.ts';
import { assign, lookUp } from './scope.ts';

/** What an expression comes to; unknown where only running the file would tell. */
export function evaluate(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  if (machine.stepsLeft <= 0) {
    return unknown;
  }
  machine.stepsLeft--;
  const inner = (child: SyntaxNode): Value => evaluate(child, scope, machine);
  const textOf = (child: SyntaxNode): string => machine.source.text.slice(child.from, child.to);
  switch (node.name) {
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return readStringLiteral(node, machine.source, inner);
    case 'Number':
      return number(Number(textOf(node).replaceAll('_', '')));
    case 'Boolean':
      return flag(textOf(node) === 'True');
    case 'None':
      return none;
    case 'VariableName':
      return lookUp(scope, textOf(node));
    case 'ParenthesizedExpression':
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression':
      return evaluateItems(node, inner);
    case 'DictionaryExpression':
      return evaluateDictionary(node, inner);
    case 'ComprehensionExpression':
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
      return comprehend(children(node).slice(1, -1), scope, machine, node.name.startsWith('Set') ? 'set' : 'list');
    case 'ConditionalExpression':
      return evaluateConditional(node, inner);
    case 'UnaryExpression':
      return evaluateUnary(node, inner, textOf);
    case 'BinaryExpression':
      return evaluateBinary(node, inner, textOf);
    case 'NamedExpression': {
      const [target, , expression] = children(node);
      const value = expression === undefined ? unknown : inner(expression);
      if (target !== undefined) {
        assign([target], value, scope, machine, inner);
      }
      return value;
    }
    case 'LambdaExpression':
      return defineFunction(node, 'lambda', scope, machine);
    case 'AwaitExpression': {
      const awaited = children(node).at(-1);
      return awaited === undefined ? unknown : inner(awaited);
    }
    case 'MemberExpression':
      return evaluateMember(node, machine, inner, textOf);
    case 'CallExpression':
      return evaluateCall(node, scope, machine);
    default:
      return unknown;
  }
}

/** A function of the file, with the defaults of its parameters as they are now. */
export function defineFunction(node: SyntaxNode, name: string, scope: Scope, machine: Machine): FunctionValue {
  const defaults = new Map<string, Value>();
  for (const parameter of parameterGroups(node)) {
    const assignment = parameter.findIndex((part) => part.name === 'AssignOp');
    const variable = parameter.find((part) => part.name === 'VariableName');
    const value = parameter[assignment + 1];
    if (assignment !== -1 && variable !== undefined && value !== undefined) {
      defaults.set(machine.source.text.slice(variable.from, variable.to), evaluate(value, scope, machine));
    }
  }
  return { kind: 'function', name, node, scope, defaults };
}

/** The parameters of a `def` or `lambda`, each with its star, name, annotation and default. */
export function parameterGroups(node: SyntaxNode): SyntaxNode[][] {
  const list = node.getChild('ParamList');
  const inner = list === null ? [] : children(list).filter((part) => part.name !== '(' && part.name !== ')');
  return splitAt(inner, ',').filter((group) => group.length > 0);
}

function evaluateItems(node: SyntaxNode, inner: (child: SyntaxNode) => Value): Value {
  const groups = splitAt(children(node).slice(1, -1), ',').filter((group) => group.length > 0);
  const only = groups[0]?.[0];
  if (node.name === 'ParenthesizedExpression') {
    return only === undefined ? unknown : inner(only);
  }
  const items: Value[] = [];
  let open = false;
  for (const [first, second] of groups) {
    if (first?.name === '*' && second !== undefined) {
      const spread = inner(second);
      items.push(...(iterate(spread) ?? []));
      open ||= iterate(spread) === undefined || (spread.kind === 'sequence' && spread.open);
    } else if (first !== undefined) {
      items.push(inner(first));
    }
  }
  return sequence(
    node.name === 'ArrayExpression' ? 'list' : node.name === 'SetExpression' ? 'set' : 'tuple',
    items,
    open,
  );
}

function evaluateDictionary(node: SyntaxNode, inner: (child: SyntaxNode) => Value): Value {
  const entries: { key: Value; value: Value }[] = [];
  let open = false;
  for (const [first, second, third] of splitAt(children(node).slice(1, -1), ',')) {
    if (first?.name === '**' && second !== undefined) {
      const spread = inner(second);
      entries.push(...(spread.kind === 'dictionary' ? spread.entries : []));
      open ||= spread.kind !== 'dictionary' || spread.open;
    } else if (first !== undefined && third !== undefined) {
      entries.push({ key: inner(first), value: inner(third) });
    }
  }
  return { kind: 'dictionary', entries, open };
}

/** `value for target in items if condition`, also `key: value for ...`, without its brackets. */
function comprehend(nodes: readonly SyntaxNode[], scope: Scope, machine: Machine, type: 'list' | 'set'): Value {
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
      assign(body.slice(0, middle), item, local, machine, inner);
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

function evaluateConditional(node: SyntaxNode, inner: (child: SyntaxNode) => Value): Value {
  const [whenTrue, , condition, , whenFalse] = children(node);
  if (whenTrue === undefined || condition === undefined || whenFalse === undefined) {
    return unknown;
  }
  const holds = truth(inner(condition));
  return holds === undefined ? unknown : inner(holds ? whenTrue : whenFalse);
}

function evaluateUnary(
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
  textOf: (child: SyntaxNode) => string,
): Value {
  const [operator, operand] = children(node);
  if (operator === undefined || operand === undefined) {
    return unknown;
  }
  const value = inner(operand);
  if (operator.name === 'not') {
    const holds = truth(value);
    return holds === undefined ? unknown : flag(!holds);
  }
  return value.kind === 'number' && textOf(operator) === '-' ? number(-value.value) : unknown;
}

function evaluateBinary(
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
  textOf: (child: SyntaxNode) => string,
): Value {
  const parts = children(node);
  const [left, right] = [parts[0], parts.at(-1)];
  if (left === undefined || right === undefined || parts.length < 3) {
    return unknown;
  }
  const operator = parts.slice(1, -1).map(textOf).join(' ');
  const one = inner(left);
  if (operator === 'and' || operator === 'or') {
    const holds = truth(one);
    if (holds !== undefined) {
      return holds === (operator === 'and') ? inner(right) : one;
    }
    // An unknown side matters only where the other does not decide.
    return truth(inner(right)) === (operator === 'or') ? flag(operator === 'or') : unknown;
  }
  return binaryOperation(operator, one, inner(right));
}

function evaluateMember(
  node: SyntaxNode,
  machine: Machine,
  inner: (child: SyntaxNode) => Value,
  textOf: (child: SyntaxNode) => string,
): Value {
  const [object, separator, ...rest] = children(node);
  if (object === undefined || separator === undefined) {
    return unknown;
  }
  const receiver = inner(object);
  if (separator.name === '.') {
    const property = rest[0];
    return property === undefined ? unknown : attributeOf(receiver, textOf(property), machine);
  }
  const index = rest[0];
  return index === undefined || rest.some((part) => part.name === ':') || rest.length > 2
    ? unknown
    : itemOf(receiver, inner(index));
}

function attributeOf(receiver: Value, name: string, machine: Machine): Value {
  const known = machine.host.attribute(receiver, name);
  if (known !== undefined) {
    return known;
  }
  switch (receiver.kind) {
    case 'reference':
      return { kind: 'reference', path: `${receiver.path}.${name}` };
    case 'class':
      return receiver.members.get(name) ?? unknown;
    case 'member':
      return name === 'value' ? receiver.value : unknown;
    default:
      return { kind: 'method', receiver, name };
  }
}

function itemOf(receiver: Value, index: Value): Value {
  if (receiver.kind === 'sequence' && index.kind === 'number' && !receiver.open) {
    return receiver.items.at(index.value) ?? unknown;
  }
  if (receiver.kind === 'dictionary') {
    const key = knownText(index) ?? (index.kind === 'number' ? index.value : undefined);
    const entry = receiver.entries.findLast((candidate) => {
      const name = knownText(candidate.key) ?? (candidate.key.kind === 'number' ? candidate.key.value : undefined);
      return name !== undefined && name === key;
    });
    return entry?.value ?? unknown;
  }
  return receiver.kind === 'class' ? (receiver.members.get(knownText(index) ?? '') ?? unknown) : unknown;
}

function evaluateCall(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const list = node.getChild('ArgList');
  const target = children(node)[0];
  if (list === null || target === undefined) {
    return unknown;
  }
  const inner = (child: SyntaxNode): Value => evaluate(child, scope, machine);
  const callee = inner(target);
  const given = readArguments(list, {
    textOf: (child) => machine.source.text.slice(child.from, child.to),
    evaluate: inner,
    comprehend: (nodes) => comprehend(nodes, scope, machine, 'list'),
  });
  return call(callee, given, machine.source.lineAt(node.from), machine);
}

/** Calls a value with arguments. What the file does not define is left to the host. */
function call(callee: Value, given: Arguments, line: number, machine: Machine): Value {
  if (callee.kind === 'function') {
    return machine.callFunction(callee, given);
  }
  if (callee.kind === 'reference' && callee.path === 'getattr') {
    const name = knownText(given.positional[1]);
    return name === undefined ? unknown : attributeOf(given.positional[0] ?? unknown, name, machine);
  }
  const known =
    callee.kind === 'method'
      ? callMethod(callee.receiver, callee.name, given, machine.undecided > 0)
      : callee.kind === 'reference'
        ? callBuiltin(callee.path, given)
        : undefined;
  if (known !== undefined) {
    return known;
  }
  const name = calleeName(callee);
  const result: Value = {
    kind: 'call',
    callee: name,
    ...(callee.kind === 'method' ? { receiver: callee.receiver } : {}),
    ...given,
    line,
  };
  return machine.host.call(result) ?? result;
}

function calleeName(value: Value): string {
  switch (value.kind) {
    case 'reference':
      return value.path;
    case 'class':
      return value.name;
    case 'call':
      return `${value.callee}()`;
    case 'method':
      return `${calleeName(value.receiver)}.${value.name}`;
    default:
      return '?';
  }
}
