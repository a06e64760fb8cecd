import { callBuiltin } from './builtins.ts';
import type { Machine } from './machine.ts';
import { attributeOf } from './members.ts';
import { callMethod } from './methods.ts';
import { type Arguments, knownText, unknown, type Value } from '../values/value.ts';

/** Calls a value with arguments. What the file does not define is left to the host. */
export function call(callee: Value, given: Arguments, line: number, machine: Machine): Value {
  if (callee.kind === 'function') {
    return machine.callFunction(callee, given);
  }
  if (callee.kind === 'closure') {
    return callee.call(given, line);
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
