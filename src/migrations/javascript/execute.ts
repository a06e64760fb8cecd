import type { SyntaxNode } from '@lezer/common';
import { children, splitAt } from '../values/syntaxTree.ts';
import { knownText, none, type Scope, unknown, type Value } from '../values/value.ts';
import { evaluate } from './evaluate.ts';
import { defineClass, defineEnum, defineFunction } from './functions.ts';
import { type Flow, type Host, type Machine, undecidedly } from './machine.ts';
import { truth } from './meaning.ts';
import type { JavaScriptSource } from './parseJavaScript.ts';
import { assign, bind, nameOf } from './scope.ts';
import { importedNames } from './imports.ts';

const next: Flow = { kind: 'next' };

/** Far more than a migration takes. */
const maxTurns = 2_000;

/** A file takes far fewer steps; a loop that never ends takes them all. */
const maxSteps = 400_000;

/** A machine for one file, ready to run it. */
export function createMachine(source: JavaScriptSource, host: Host): Machine {
  const machine: Machine = {
    source,
    host,
    exported: new Map(),
    evaluate: (node, scope) => evaluate(node, scope, machine),
    executeBody: (body, scope) => executeBody(body, scope, machine),
    stepsLeft: maxSteps,
    nesting: 0,
    undecided: 0,
    threw: false,
  };
  return machine;
}

/** Runs the statements of a file, function or branch. Functions are there before what calls them. */
export function executeBody(body: SyntaxNode, scope: Scope, machine: Machine): Flow {
  const statements = children(body);
  for (const statement of statements) hoist(statement, scope, machine);
  for (const statement of statements) {
    const flow = execute(statement, scope, machine);
    if (flow.kind !== 'next') return flow;
  }
  return next;
}

function hoist(statement: SyntaxNode, scope: Scope, machine: Machine): void {
  const node = statement.name === 'ExportDeclaration' ? statement.getChild('FunctionDeclaration') : statement;
  const name = node?.name === 'FunctionDeclaration' ? node.getChild('VariableDefinition') : null;
  if (node !== null && name !== null) scope.names.set(nameOf(name, machine), defineFunction(node, scope, machine));
}

function execute(node: SyntaxNode, scope: Scope, machine: Machine): Flow {
  if (machine.stepsLeft <= 0) return { kind: 'throw' };
  machine.stepsLeft--;
  const inner = (child: SyntaxNode): Value => evaluate(child, scope, machine);
  const within = (body: SyntaxNode, names: Scope['names'] = new Map()): Flow =>
    body.name === 'Block'
      ? executeBody(body, { names, parent: scope }, machine)
      : execute(body, { names, parent: scope }, machine);
  const parts = children(node);
  switch (node.name) {
    case 'ImportDeclaration':
      for (const [name, path] of importedNames(node, machine.source.text)) {
        scope.names.set(name, { kind: 'reference', path });
      }
      return next;
    case 'ExportDeclaration':
      exportNames(node, scope, machine);
      return next;
    case 'VariableDeclaration':
      declare(parts, scope, machine);
      return next;
    case 'ClassDeclaration': {
      const declared = defineClass(node, scope, machine);
      scope.names.set(declared.name, declared);
      return next;
    }
    case 'EnumDeclaration': {
      const name = node.getChild('TypeDefinition');
      if (name !== null) scope.names.set(nameOf(name, machine), defineEnum(node, scope, machine));
      return next;
    }
    case 'ExpressionStatement':
      for (const expression of parts.slice(0, 1)) inner(expression);
      return next;
    case 'ReturnStatement': {
      const expression = parts.find(({ name }) => name !== 'return' && name !== ';');
      return { kind: 'return', value: expression === undefined ? none : inner(expression) };
    }
    case 'Block':
      return within(node);
    case 'IfStatement':
      return executeIf(parts, inner, within, machine);
    case 'ForStatement':
      return executeFor(node, scope, machine, within);
    case 'WhileStatement':
    case 'DoStatement':
      return executeWhile(node, inner, within, machine);
    case 'SwitchStatement': {
      const body = node.getChild('SwitchBody');
      if (body !== null) undecidedly(machine, () => executeBody(body, { names: new Map(), parent: scope }, machine));
      return next;
    }
    case 'TryStatement':
      return executeTry(node, within, machine);
    case 'ThrowStatement':
      machine.threw ||= machine.undecided === 0;
      return { kind: 'throw' };
    case 'BreakStatement':
      return { kind: 'break' };
    case 'ContinueStatement':
      return { kind: 'continue' };
    default:
      return next;
  }
}

function declare(parts: readonly SyntaxNode[], scope: Scope, machine: Machine): void {
  const inner = (child: SyntaxNode): Value => evaluate(child, scope, machine);
  for (const group of splitAt(parts.slice(1), ',')) {
    const target = group[0];
    const equals = group.findIndex(({ name }) => name === 'Equals');
    const expression = equals === -1 ? undefined : group[equals + 1];
    if (target !== undefined) {
      bind(target, expression === undefined ? none : inner(expression), { scope, machine, evaluate: inner });
    }
  }
}

function exportNames(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const parts = children(node);
  const isDefault = parts.some(({ name }) => name === 'default');
  const declared = parts.find(({ name }) => name.endsWith('Declaration'));
  const before = new Set(scope.names.keys());
  if (declared !== undefined) {
    execute(declared, scope, machine);
    const names = declaredNames(declared, machine);
    for (const name of [...names, ...[...scope.names.keys()].filter((each) => !before.has(each))]) {
      const value = scope.names.get(name);
      if (value !== undefined) machine.exported.set(isDefault ? 'default' : name, value);
    }
    return;
  }
  const group = node.getChild('ExportGroup');
  if (group !== null) {
    for (const names of splitAt(children(group).slice(1, -1), ',')) {
      const [first, last] = [names[0], names.at(-1)];
      const value = first === undefined ? undefined : scope.names.get(nameOf(first, machine));
      if (value !== undefined && last !== undefined) machine.exported.set(nameOf(last, machine), value);
    }
    return;
  }
  const expression = parts.find(({ name }) => !/^(?:export|default|=|Equals|;)$/.test(name));
  // A function without a name is an expression to the reader, a declaration to the language.
  if (expression !== undefined) machine.exported.set('default', evaluate(expression, scope, machine));
}

function declaredNames(declared: SyntaxNode, machine: Machine): readonly string[] {
  return declared.getChildren('VariableDefinition').map((name) => nameOf(name, machine));
}

/** Runs the branch that holds, or every one that may. */
function executeIf(
  parts: readonly SyntaxNode[],
  inner: (node: SyntaxNode) => Value,
  within: (body: SyntaxNode) => Flow,
  machine: Machine,
): Flow {
  const [, condition, whenTrue, , whenFalse] = parts;
  if (condition === undefined || whenTrue === undefined) return next;
  const holds = truth(inner(condition));
  if (holds !== undefined) {
    const branch = holds ? whenTrue : whenFalse;
    return branch === undefined ? next : within(branch);
  }
  const flows = [whenTrue, ...(whenFalse === undefined ? [] : [whenFalse])].map((branch) =>
    undecidedly(machine, () => within(branch)),
  );
  if (flows.length === 2 && flows.every(({ kind }) => kind !== 'next')) return flows[0] ?? next;
  // After `if (exists) return` whatever follows is as undecided, up to the end of the function.
  if (flows.some(({ kind }) => kind === 'return')) machine.undecided++;
  return next;
}

function executeFor(
  node: SyntaxNode,
  scope: Scope,
  machine: Machine,
  within: (body: SyntaxNode, names?: Scope['names']) => Flow,
): Flow {
  const body = children(node).at(-1);
  const inner = (child: SyntaxNode): Value => evaluate(child, scope, machine);
  const over = node.getChild('ForOfSpec') ?? node.getChild('ForInSpec');
  if (body === undefined) return next;
  if (over === null) return executeForSpec(node, body, scope, machine);
  const parts = children(over).filter(({ name }) => !/^(?:const|let|var|[()])$/.test(name));
  const [target, , source] = parts;
  if (target === undefined || source === undefined) return next;
  const given = inner(source);
  const items = over.name === 'ForInSpec' ? keysOf(given) : itemsOf(given);
  const turn = (item: Value): Flow => {
    const names: Scope['names'] = new Map();
    const local: Scope = { names, parent: scope };
    const binding = { scope: local, machine, evaluate: inner };
    if (target.name === 'VariableName') assign(target, item, binding);
    else bind(target, item, binding);
    return within(body, names);
  };
  if (items === undefined) {
    undecidedly(machine, () => turn(unknown));
    return next;
  }
  for (const item of items.slice(0, maxTurns)) {
    const flow = turn(item);
    if (flow.kind === 'break') break;
    if (flow.kind === 'return' || flow.kind === 'throw') return flow;
  }
  return next;
}

function executeForSpec(node: SyntaxNode, body: SyntaxNode, scope: Scope, machine: Machine): Flow {
  const local: Scope = { names: new Map(), parent: scope };
  const inner = (child: SyntaxNode): Value => evaluate(child, local, machine);
  const spec = node.getChild('ForSpec');
  const [first, ...rest] = spec === null ? [] : children(spec).filter(({ name }) => !/^[();]$/.test(name));
  const [condition, step] = rest;
  if (first === undefined || condition === undefined) return next;
  if (first.name === 'VariableDeclaration') execute(first, local, machine);
  else inner(first);
  for (let turn = 0; turn < maxTurns; turn++) {
    const holds = truth(inner(condition));
    if (holds === false) break;
    const run = (): Flow => execute(body, local, machine);
    const flow = holds === undefined ? undecidedly(machine, run) : run();
    if (holds === undefined || flow.kind === 'break') break;
    if (flow.kind === 'return' || flow.kind === 'throw') return flow;
    if (step !== undefined) inner(step);
  }
  return next;
}

function executeWhile(
  node: SyntaxNode,
  inner: (node: SyntaxNode) => Value,
  within: (body: SyntaxNode) => Flow,
  machine: Machine,
): Flow {
  const condition = node.getChild('ParenthesizedExpression');
  const body = children(node).find(({ name }) => name === 'Block' || name.endsWith('Statement'));
  if (condition === null || body === undefined) return next;
  for (let turn = 0; turn < maxTurns; turn++) {
    const holds = turn === 0 && node.name === 'DoStatement' ? true : truth(inner(condition));
    if (holds === false) break;
    if (holds === undefined) {
      undecidedly(machine, () => within(body));
      break;
    }
    const flow = within(body);
    if (flow.kind === 'break') break;
    if (flow.kind === 'return' || flow.kind === 'throw') return flow;
  }
  return next;
}

function executeTry(node: SyntaxNode, within: (body: SyntaxNode) => Flow, machine: Machine): Flow {
  const blocks = [node, node.getChild('CatchClause'), node.getChild('FinallyClause')].map(
    (clause) => clause?.getChild('Block') ?? null,
  );
  const [body, handler, ending] = blocks;
  const flow = body === null || body === undefined ? next : within(body);
  if (handler !== null && handler !== undefined) undecidedly(machine, () => within(handler));
  if (ending !== null && ending !== undefined) within(ending);
  return flow.kind === 'throw' ? next : flow;
}

function itemsOf(value: Value): readonly Value[] | undefined {
  return value.kind === 'sequence' && !value.open ? value.items : undefined;
}

function keysOf(value: Value): readonly Value[] | undefined {
  if (value.kind !== 'dictionary' || value.open) return undefined;
  return value.entries.map(({ key }) => key).filter((key) => knownText(key) !== undefined);
}
