import { concatenate, inserted, type Mark, type Text, unknownPart } from '../values/text.ts';
import {
  type Call,
  type Closure,
  flag,
  knownText,
  none,
  number,
  type Scope,
  sequence,
  unknown,
  type Value,
} from '../values/value.ts';
import { bindTargets, constantPath } from './bindings.ts';
import { defineBlock, defineMethod, executeClass } from './definitions.ts';
import type { RubyMachine } from './machine.ts';
import { callMethod, display, truth } from './methods.ts';
import { nameAt, nodeAt, nodesAt, type RubyNode, type RubySource } from './parseRuby.ts';

/** Expressions within expressions; deeper ones come to unknown before JavaScript's own stack ends. */
const maxNesting = 300;

/** A file takes far fewer steps. */
const maxSteps = 200_000;

/** A machine for one file, ready to run it. */
export function createRubyMachine(source: RubySource, host: RubyMachine['host']): RubyMachine {
  const machine: RubyMachine = {
    source,
    host,
    evaluate: (node, scope) => evaluate(node, scope, machine),
    stepsLeft: maxSteps,
    nesting: 0,
    undecided: 0,
    returned: false,
    threw: false,
  };
  return machine;
}

/** What an expression or a statement comes to; unknown where only running the file would tell. */
export function evaluate(node: RubyNode | undefined, scope: Scope, machine: RubyMachine): Value {
  if (node === undefined) return none;
  if (machine.stepsLeft <= 0 || machine.nesting >= maxNesting) return unknown;
  machine.stepsLeft--;
  machine.nesting++;
  const value = evaluateNode(node, scope, machine);
  machine.nesting--;
  return value;
}

/** Runs statements one after the other, up to a `return` or an error. */
export function evaluateAll(nodes: readonly RubyNode[], scope: Scope, machine: RubyMachine): Value {
  let value: Value = none;
  for (const node of nodes) {
    value = evaluate(node, scope, machine);
    if (machine.returned) break;
  }
  return value;
}

function evaluateNode(node: RubyNode, scope: Scope, machine: RubyMachine): Value {
  const inner = (field: string): Value => evaluate(nodeAt(node, field), scope, machine);
  switch (node.type) {
    case 'StatementsNode':
      return evaluateAll(nodesAt(node, 'body'), scope, machine);
    case 'ParenthesesNode':
      return inner('body');
    case 'StringNode':
    case 'SymbolNode':
    case 'XStringNode':
      return literalText(node, machine);
    case 'InterpolatedStringNode':
    case 'InterpolatedSymbolNode':
      return concatenate(nodesAt(node, 'parts').map((part) => partText(part, scope, machine)));
    case 'IntegerNode':
    case 'FloatNode':
      return number(Number(node['value']));
    case 'TrueNode':
      return flag(true);
    case 'FalseNode':
      return flag(false);
    case 'NilNode':
      return none;
    case 'ArrayNode':
      return evaluateArray(nodesAt(node, 'elements'), scope, machine);
    case 'HashNode':
    case 'KeywordHashNode':
      return evaluateHash(node, scope, machine);
    case 'ConstantReadNode':
    case 'LocalVariableReadNode':
    case 'InstanceVariableReadNode':
    case 'ClassVariableReadNode':
      return lookUp(scope, nameAt(node)) ?? reference(node);
    case 'ItLocalVariableReadNode':
      return lookUp(scope, 'it') ?? unknown;
    case 'ConstantPathNode':
      return lookUp(scope, nameAt(node)) ?? { kind: 'reference', path: constantPath(node) };
    case 'LocalVariableWriteNode':
    case 'InstanceVariableWriteNode':
    case 'ConstantWriteNode':
    case 'ClassVariableWriteNode':
      return write(scope, nameAt(node), inner('value'), machine);
    case 'LocalVariableOrWriteNode':
    case 'InstanceVariableOrWriteNode':
      return lookUp(scope, nameAt(node)) ?? write(scope, nameAt(node), inner('value'), machine);
    case 'MultiWriteNode': {
      const value = inner('value');
      bindTargets(nodesAt(node, 'lefts'), value, scope);
      return value;
    }
    case 'CallNode':
      return evaluateCall(node, scope, machine);
    case 'SelfNode':
      return { kind: 'reference', path: 'self' };
    case 'IfNode':
    case 'UnlessNode':
      return evaluateIf(node, scope, machine);
    case 'ElseNode':
    case 'BeginNode':
      return inner('statements');
    case 'AndNode':
    case 'OrNode': {
      const left = inner('left');
      const holds = truth(left);
      if (holds !== undefined) return holds === (node.type === 'AndNode') ? inner('right') : left;
      undecidedly(machine, () => inner('right'));
      return unknown;
    }
    case 'CaseNode':
      for (const clause of nodesAt(node, 'conditions')) {
        undecidedly(machine, () => evaluate(nodeAt(clause, 'statements'), scope, machine));
      }
      undecidedly(machine, () => inner('elseClause'));
      return unknown;
    case 'ReturnNode': {
      const [first] = nodesAt(nodeAt(node, 'arguments'), 'arguments');
      const value = evaluate(first, scope, machine);
      machine.returned = true;
      return value;
    }
    case 'DefNode':
      scope.names.set(`def ${nameAt(node)}`, defineMethod(node, scope, machine));
      return none;
    case 'ClassNode':
    case 'ModuleNode':
      return executeClass(node, scope, machine);
    case 'LambdaNode':
      return defineBlock(node, scope, machine);
    case 'RescueModifierNode':
      return inner('expression');
    default:
      return unknown;
  }
}

/** The value of a name; undefined where the file does not bind it. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const value = current.names.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function reference(node: RubyNode): Value {
  return node.type === 'ConstantReadNode' ? { kind: 'reference', path: nameAt(node) } : unknown;
}

function write(scope: Scope, name: string, value: Value, machine: RubyMachine): Value {
  let owner: Scope | undefined = scope;
  while (owner !== undefined && !owner.names.has(name)) owner = owner.parent;
  const isMerged = machine.undecided > 0 && owner !== undefined;
  (owner ?? scope).names.set(name, isMerged ? unknown : value);
  return value;
}

function literalText(node: RubyNode, machine: RubyMachine): Text {
  const unescaped = node['unescaped'];
  const hasValue = typeof unescaped === 'object' && unescaped !== null && 'value' in unescaped;
  const text = hasValue && typeof unescaped.value === 'string' ? unescaped.value : unknownPart;
  const content = node['contentLoc'] ?? node['valueLoc'];
  const isPlace = typeof content === 'object' && content !== null && 'startOffset' in content;
  const at = isPlace ? Number(content.startOffset) : node.location.startOffset;
  const line = machine.source.lineAt(at);
  const marks: Mark[] = [{ at: 0, line }];
  let lines = 0;
  for (const { index } of text.matchAll(/\n/g)) marks.push({ at: index + 1, line: line + ++lines });
  return { kind: 'text', text, marks };
}

function partText(part: RubyNode, scope: Scope, machine: RubyMachine): Text {
  if (part.type === 'StringNode') return literalText(part, machine);
  if (part.type === 'InterpolatedStringNode') {
    return concatenate(nodesAt(part, 'parts').map((each) => partText(each, scope, machine)));
  }
  return inserted(display(evaluate(nodeAt(part, 'statements'), scope, machine)));
}

function evaluateArray(elements: readonly RubyNode[], scope: Scope, machine: RubyMachine): Value {
  const items: Value[] = [];
  let open = false;
  for (const element of elements) {
    if (element.type !== 'SplatNode') {
      items.push(evaluate(element, scope, machine));
      continue;
    }
    const spread = evaluate(nodeAt(element, 'expression'), scope, machine);
    if (spread.kind === 'sequence') items.push(...spread.items);
    open ||= spread.kind !== 'sequence' || spread.open;
  }
  return sequence('list', items, open);
}

function evaluateHash(node: RubyNode, scope: Scope, machine: RubyMachine): Value {
  const entries: { key: Value; value: Value }[] = [];
  let open = false;
  for (const element of nodesAt(node, 'elements')) {
    const value = evaluate(nodeAt(element, 'value'), scope, machine);
    if (element.type === 'AssocNode') entries.push({ key: evaluate(nodeAt(element, 'key'), scope, machine), value });
    else if (value.kind === 'dictionary') entries.push(...value.entries);
    open ||= element.type !== 'AssocNode' && (value.kind !== 'dictionary' || value.open);
  }
  return { kind: 'dictionary', entries, open };
}

/** The keyword under which a call carries its block. */
export const blockKeyword = '&';

function evaluateCall(node: RubyNode, scope: Scope, machine: RubyMachine): Value {
  const receiverNode = nodeAt(node, 'receiver');
  const receiver = receiverNode === undefined ? undefined : evaluate(receiverNode, scope, machine);
  const name = nameAt(node);
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let open = false;
  for (const argument of nodesAt(nodeAt(node, 'arguments'), 'arguments')) {
    const value = evaluate(argument.type === 'SplatNode' ? nodeAt(argument, 'expression') : argument, scope, machine);
    if (argument.type === 'SplatNode') {
      if (value.kind === 'sequence') positional.push(...value.items);
      open ||= value.kind !== 'sequence' || value.open;
    } else if (argument.type === 'KeywordHashNode' && value.kind === 'dictionary') {
      for (const { key, value: each } of value.entries) keywords.set(knownText(key) ?? unknownPart, each);
      open ||= value.open;
    } else {
      positional.push(value);
    }
  }
  const block = blockOf(nodeAt(node, 'block'), scope, machine);
  if (block !== undefined) keywords.set(blockKeyword, block);
  const line = machine.source.lineAt(messageAt(node));
  const given = { positional, keywords, open };
  if (receiver === undefined || (receiver.kind === 'reference' && receiver.path === 'self')) {
    const own = lookUp(scope, `def ${name}`);
    if (own?.kind === 'closure') return own.call(given);
    if (name === 'raise') machine.threw ||= machine.undecided === 0;
    if (name === 'raise') machine.returned ||= machine.undecided === 0;
  } else {
    const known = callMethod(receiver, name, given, machine);
    if (known !== undefined) return known;
  }
  const made: Call = { kind: 'call', callee: name, ...(receiver === undefined ? {} : { receiver }), ...given, line };
  return machine.host.call(made) ?? made;
}

function messageAt(node: RubyNode): number {
  const place = node['messageLoc'];
  const isPlace = typeof place === 'object' && place !== null && 'startOffset' in place;
  return isPlace ? Number(place.startOffset) : node.location.startOffset;
}

function blockOf(node: RubyNode | undefined, scope: Scope, machine: RubyMachine): Closure | undefined {
  if (node?.type === 'BlockNode') return defineBlock(node, scope, machine);
  if (node?.type !== 'BlockArgumentNode') return undefined;
  const value = evaluate(nodeAt(node, 'expression'), scope, machine);
  if (value.kind === 'closure') return value;
  // `&:to_sym` calls the method of that name.
  const method = knownText(value);
  if (method === undefined) return undefined;
  return {
    kind: 'closure',
    call: ({ positional: [first = unknown, ...rest] }) =>
      callMethod(first, method, { positional: rest, keywords: new Map(), open: false }, machine) ?? unknown,
  };
}

function evaluateIf(node: RubyNode, scope: Scope, machine: RubyMachine): Value {
  const whenTrue = nodeAt(node, 'statements');
  const whenFalse = nodeAt(node, 'subsequent') ?? nodeAt(node, 'elseClause');
  const condition = truth(evaluate(nodeAt(node, 'predicate'), scope, machine));
  if (condition !== undefined) {
    return evaluate(condition === (node.type === 'IfNode') ? whenTrue : whenFalse, scope, machine);
  }
  let mayReturn = false;
  for (const branch of [whenTrue, whenFalse]) {
    undecidedly(machine, () => evaluate(branch, scope, machine));
    mayReturn ||= machine.returned;
    machine.returned = false;
  }
  // After `return if ...` whatever follows is as undecided, up to the end of the method.
  if (mayReturn) machine.undecided++;
  return unknown;
}

function undecidedly(machine: RubyMachine, run: () => void): void {
  machine.undecided++;
  run();
  machine.undecided--;
}
