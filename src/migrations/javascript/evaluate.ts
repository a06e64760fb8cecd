import type { SyntaxNode } from '@lezer/common';
import { arithmetic } from '../values/scalar.ts';
import { children, splitAt } from '../values/syntaxTree.ts';
import { concatenate, inserted, textOf } from '../values/text.ts';
import {
  type Arguments,
  flag,
  knownText,
  none,
  number,
  type Scope,
  sequence,
  unknown,
  type Value,
} from '../values/value.ts';
import { call } from './calls.ts';
import { defineClass, defineFunction } from './functions.ts';
import { readString } from './literals.ts';
import type { Machine } from './machine.ts';
import { display, equal, truth } from './meaning.ts';
import { itemOf, propertyOf } from './members.ts';
import { assign, lookUp, nameOf } from './scope.ts';

/** Expressions within expressions; deeper ones come to unknown before JavaScript's own stack ends. */
const maxNesting = 400;

/** What an expression comes to; unknown where only running the file would tell. */
export function evaluate(node: SyntaxNode, scope: Scope, machine: Machine): Value {
  if (machine.stepsLeft <= 0 || machine.nesting >= maxNesting) return unknown;
  machine.stepsLeft--;
  machine.nesting++;
  const value = evaluateNode(node, { scope, machine, inner: (child) => evaluate(child, scope, machine) });
  machine.nesting--;
  return value;
}

interface Evaluation {
  readonly scope: Scope;
  readonly machine: Machine;
  readonly inner: (node: SyntaxNode) => Value;
}

function evaluateNode(node: SyntaxNode, evaluation: Evaluation): Value {
  const { scope, machine, inner } = evaluation;
  switch (node.name) {
    case 'String':
    case 'TemplateString':
      return readString(node, machine.source, inner);
    case 'Number':
      return number(Number(nameOf(node, machine).replaceAll('_', '').replace(/n$/, '')));
    case 'BooleanLiteral':
      return flag(nameOf(node, machine) === 'true');
    case 'null':
      return none;
    case 'VariableName':
      return lookUp(scope, nameOf(node, machine));
    case 'this':
      return lookUp(scope, 'this');
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
    case 'SequenceExpression':
      // `a, b` is b; the brackets and the word `await` are no expressions.
      return evaluateLast(children(node).filter(isExpression), inner);
    case 'PrefixCast':
      return evaluateLast(children(node).slice(-1), inner);
    case 'ArrayExpression':
      return evaluateArray(node, inner);
    case 'ObjectExpression':
      return evaluateObject(node, evaluation);
    case 'ArrowFunction':
    case 'FunctionExpression':
      return defineFunction(node, scope, machine);
    case 'ClassExpression':
      return defineClass(node, scope, machine);
    case 'ConditionalExpression':
      return evaluateConditional(node, inner);
    case 'UnaryExpression':
    case 'PostfixExpression':
      return evaluateUnary(node, evaluation);
    case 'BinaryExpression':
      return evaluateBinary(node, evaluation);
    case 'AssignmentExpression':
      return evaluateAssignment(node, evaluation);
    case 'MemberExpression':
      return evaluateMember(node, evaluation);
    case 'CallExpression':
    case 'NewExpression':
      return evaluateCall(node, evaluation);
    case 'TaggedTemplateExpression': {
      // A tag such as `sql` or `dedent` marks the text that it is given.
      const template = node.getChild('TemplateString');
      return template === null ? unknown : inner(template);
    }
    default:
      return unknown;
  }
}

function isExpression(node: SyntaxNode): boolean {
  return !/^(?:[(),]|await|async)$/.test(node.name);
}

function evaluateLast(nodes: readonly SyntaxNode[], inner: (node: SyntaxNode) => Value): Value {
  let value: Value = unknown;
  for (const node of nodes) value = inner(node);
  return value;
}

function evaluateArray(node: SyntaxNode, inner: (node: SyntaxNode) => Value): Value {
  const { positional, open } = readItems(children(node).slice(1, -1), inner);
  return sequence('list', [...positional], open);
}

/** What stands between the brackets of a list or a call. */
function readItems(nodes: readonly SyntaxNode[], inner: (node: SyntaxNode) => Value): Arguments {
  const positional: Value[] = [];
  let open = false;
  for (const [first, second] of splitAt(nodes, ',')) {
    if (first === undefined) continue;
    if (first.name !== 'Spread') {
      positional.push(inner(first));
      continue;
    }
    const spread = second === undefined ? unknown : inner(second);
    if (spread.kind === 'sequence') positional.push(...spread.items);
    open ||= spread.kind !== 'sequence' || spread.open;
  }
  return { positional, keywords: new Map(), open };
}

function evaluateObject(node: SyntaxNode, { scope, machine, inner }: Evaluation): Value {
  const entries: { key: Value; value: Value }[] = [];
  let open = false;
  for (const property of children(node).filter(({ name }) => name === 'Property')) {
    const parts = children(property).filter(({ name }) => !/^(?:async|Star|get|set)$/.test(name));
    const [first, second, third] = parts;
    if (first === undefined) continue;
    if (first.name === 'Spread') {
      const spread = second === undefined ? unknown : inner(second);
      if (spread.kind === 'dictionary') entries.push(...spread.entries.map((entry) => ({ ...entry })));
      open ||= spread.kind !== 'none' && (spread.kind !== 'dictionary' || spread.open);
      continue;
    }
    const isComputed = first.name === '[' && second !== undefined;
    const key = isComputed ? inner(second) : keyOf(first, machine);
    const isMethod = parts.some(({ name }) => name === 'ParamList');
    const colon = parts.findIndex(({ name }) => name === ':');
    const written = parts[colon + 1];
    const isShort = colon === -1 || written === undefined;
    const value = isMethod
      ? defineFunction(property, scope, machine)
      : isShort
        ? lookUp(scope, nameOf(first, machine))
        : inner(written);
    open ||= key.kind === 'unknown';
    if (!isMethod || third !== undefined || second !== undefined) entries.push({ key, value });
  }
  return { kind: 'dictionary', entries, open };
}

function keyOf(node: SyntaxNode, machine: Machine): Value {
  return textOf(nameOf(node, machine).replaceAll(/^['"]|['"]$/g, ''), machine.source.lineAt(node.from));
}

function evaluateConditional(node: SyntaxNode, inner: (node: SyntaxNode) => Value): Value {
  const [condition, , whenTrue, , whenFalse] = children(node);
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return unknown;
  const holds = truth(inner(condition));
  return holds === undefined ? unknown : inner(holds ? whenTrue : whenFalse);
}

function evaluateUnary(node: SyntaxNode, evaluation: Evaluation): Value {
  const { machine, inner } = evaluation;
  const parts = children(node);
  const isPostfix = node.name === 'PostfixExpression';
  const [operator, operand] = isPostfix ? [parts[1], parts[0]] : [parts[0], parts[1]];
  if (operator === undefined || operand === undefined) return unknown;
  const value = inner(operand);
  switch (nameOf(operator, machine)) {
    case '!': {
      // `a!` says to TypeScript that a is there.
      if (isPostfix) return value;
      const holds = truth(value);
      return holds === undefined ? unknown : flag(!holds);
    }
    case '-':
      return value.kind === 'number' ? number(-value.value) : unknown;
    case '+':
      return value.kind === 'number' ? value : unknown;
    case '++':
    case '--': {
      const step = nameOf(operator, machine) === '++' ? 1 : -1;
      assign(operand, value.kind === 'number' ? number(value.value + step) : unknown, {
        ...evaluation,
        evaluate: inner,
      });
      return value;
    }
    case 'void':
      return none;
    default:
      return unknown;
  }
}

function evaluateBinary(node: SyntaxNode, { machine, inner }: Evaluation): Value {
  const [left, operator, right] = children(node);
  if (left === undefined || operator === undefined || right === undefined) return unknown;
  if (operator.name === 'as' || operator.name === 'satisfies') return inner(left);
  const one = inner(left);
  const sign = nameOf(operator, machine);
  if (sign === '&&' || sign === '||') {
    const holds = truth(one);
    if (holds !== undefined) return holds === (sign === '&&') ? inner(right) : one;
    // An unknown side matters only where the other does not decide.
    return truth(inner(right)) === (sign === '||') ? flag(sign === '||') : unknown;
  }
  if (sign === '??') return one.kind === 'none' ? inner(right) : one;
  return operate(sign, one, inner(right));
}

function operate(sign: string, one: Value, other: Value): Value {
  switch (sign) {
    case '===':
    case '==':
    case '!==':
    case '!=': {
      const same = equal(one, other);
      return same === undefined ? unknown : flag(same === sign.startsWith('='));
    }
    case '+':
      if (one.kind === 'text' || other.kind === 'text') {
        const parts = [one, other].map((part) => (part.kind === 'text' ? part : inserted(display(part))));
        return concatenate(parts);
      }
      break;
    case 'in': {
      const name = knownText(one);
      return name === undefined || other.kind !== 'dictionary' || other.open
        ? unknown
        : flag(other.entries.some(({ key }) => knownText(key) === name));
    }
    default:
  }
  if (one.kind !== 'number' || other.kind !== 'number') return unknown;
  return sign === '%' ? number(one.value % other.value) : arithmetic(sign, one.value, other.value);
}

function evaluateAssignment(node: SyntaxNode, evaluation: Evaluation): Value {
  const [target, operator, expression] = children(node);
  if (target === undefined || operator === undefined || expression === undefined) return unknown;
  const { machine, inner } = evaluation;
  const sign = nameOf(operator, machine);
  const given = inner(expression);
  const value = sign === '=' ? given : operate(sign.slice(0, -1), inner(target), given);
  assign(target, value, { ...evaluation, evaluate: inner });
  return value;
}

function evaluateMember(node: SyntaxNode, { machine, inner }: Evaluation): Value {
  const parts = children(node).filter(({ name }) => name !== '?.' && name !== '.');
  const [object, ...rest] = parts;
  if (object === undefined) return unknown;
  const receiver = inner(object);
  const [first, second] = rest;
  if (first === undefined) return unknown;
  if (first.name !== '[') return propertyOf(receiver, nameOf(first, machine), machine);
  const index = second === undefined ? unknown : inner(second);
  const name = knownText(index);
  if (name !== undefined) return propertyOf(receiver, name, machine);
  return index.kind === 'number' ? itemOf(receiver, index.value) : unknown;
}

function evaluateCall(node: SyntaxNode, { machine, inner }: Evaluation): Value {
  const list = node.getChild('ArgList');
  const target = children(node).find(({ name }) => name !== 'new');
  if (target === undefined) return unknown;
  const callee = inner(target);
  const nodes = list === null ? [] : children(list).slice(1, -1);
  // The line of `.unique()` is its own where a chain goes over several lines.
  const place = target.name === 'MemberExpression' ? (target.lastChild ?? node) : node;
  return call(callee, readItems(nodes, inner), machine.source.lineAt(place.from), machine);
}
