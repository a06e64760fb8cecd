import type { SyntaxNode } from '@lezer/common';
import { readArguments } from './arguments.ts';
import { call } from './calls.ts';
import { comprehend } from './comprehension.ts';
import { defineFunction } from './functions.ts';
import { attributeOf, itemOf } from './members.ts';
import type { Machine } from './machine.ts';
import { binaryOperation } from './operators.ts';
import { children, splitAt } from '../values/syntaxTree.ts';
import { readStringLiteral } from './stringLiteral.ts';
import { flag, iterate, none, number, type Scope, sequence, unknown, type Value } from '../values/value.ts';
import { truth } from './meaning.ts';
import { assign, lookUp } from './scope.ts';

/** Expressions within expressions; deeper ones come to unknown before JavaScript's own stack ends. */
const maxNesting = 800;

/** What an expression comes to; unknown where only running the file would tell. */
export function evaluate(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  if (machine.stepsLeft <= 0 || machine.nesting >= maxNesting) {
    return unknown;
  }
  machine.stepsLeft--;
  machine.nesting++;
  const value = evaluateNode(node, scope, machine);
  machine.nesting--;
  return value;
}

function evaluateNode(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  const inner = (child: SyntaxNode): Value => evaluate(child, scope, machine);
  const sourceOf = (child: SyntaxNode): string => machine.source.text.slice(child.from, child.to);
  switch (node.name) {
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return readStringLiteral(node, machine.source, inner);
    case 'Number':
      return number(Number(sourceOf(node).replaceAll('_', '')));
    case 'Boolean':
      return flag(sourceOf(node) === 'True');
    case 'None':
      return none;
    case 'VariableName':
      return lookUp(scope, sourceOf(node));
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
      return comprehend(
        children(node).slice(1, -1),
        scope,
        machine,
        node.name.startsWith('Set') ? 'set' : 'list',
        evaluate,
      );
    case 'ConditionalExpression':
      return evaluateConditional(node, inner);
    case 'UnaryExpression':
      return evaluateUnary(node, inner, sourceOf);
    case 'BinaryExpression':
      return evaluateBinary(node, inner, sourceOf);
    case 'NamedExpression': {
      const [target, , expression] = children(node);
      const value = expression === undefined ? unknown : inner(expression);
      if (target !== undefined) {
        assign([target], value, { scope, machine, evaluate: inner });
      }
      return value;
    }
    case 'LambdaExpression':
      return defineFunction(node, 'lambda', scope, machine, inner);
    case 'AwaitExpression': {
      const awaited = children(node).at(-1);
      return awaited === undefined ? unknown : inner(awaited);
    }
    case 'MemberExpression':
      return evaluateMember(node, machine, inner, sourceOf);
    case 'CallExpression':
      return evaluateCall(node, scope, machine);
    default:
      return unknown;
  }
}

/** What stands after `=`, `in` or `return`: `a, b` is a tuple, `a` is a. */
export function tupleOrOne(nodes: readonly SyntaxNode[], inner: (child: SyntaxNode) => Value): Value {
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
  sourceOf: (child: SyntaxNode) => string,
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
  return value.kind === 'number' && sourceOf(operator) === '-' ? number(-value.value) : unknown;
}

function evaluateBinary(
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
  sourceOf: (child: SyntaxNode) => string,
): Value {
  const parts = children(node);
  const [left, right] = [parts[0], parts.at(-1)];
  if (left === undefined || right === undefined || parts.length < 3) {
    return unknown;
  }
  const operator = parts.slice(1, -1).map(sourceOf).join(' ');
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
  sourceOf: (child: SyntaxNode) => string,
): Value {
  const [object, separator, ...rest] = children(node);
  if (object === undefined || separator === undefined) {
    return unknown;
  }
  const receiver = inner(object);
  if (separator.name === '.') {
    const property = rest[0];
    return property === undefined ? unknown : attributeOf(receiver, sourceOf(property), machine);
  }
  const index = rest[0];
  return index === undefined || rest.some((part) => part.name === ':') || rest.length > 2
    ? unknown
    : itemOf(receiver, inner(index));
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
    comprehend: (nodes) => comprehend(nodes, scope, machine, 'list', evaluate),
  });
  return call(callee, given, machine.source.lineAt(node.from), machine);
}
