import { type Arguments, type Call, none, unknown, type Value } from '../values/value.ts';
import { callGlobal } from './globals.ts';
import { type Machine, undecidedly } from './machine.ts';
import { callMethod } from './methods.ts';

/** Calls a value with arguments. What the file does not define is left to the host. */
export function call(callee: Value, given: Arguments, line: number, machine: Machine): Value {
  if (callee.kind === 'closure') return callee.call(given);
  const known =
    callee.kind === 'method'
      ? (callMethod(callee.receiver, callee.name, given, machine) ?? callOfPromise(callee.receiver, callee.name, given))
      : callee.kind === 'reference'
        ? callGlobal(callee.path, given)
        : undefined;
  if (known !== undefined) return known;
  if (callee.kind === 'unknown' || callee.kind === 'none') return callOfUnknown(given, machine);
  const made: Call = { kind: 'call', ...targetOf(callee), ...given, line };
  return machine.host.call(made) ?? made;
}

function targetOf(callee: Value): Pick<Call, 'callee' | 'receiver'> {
  if (callee.kind === 'method') return { callee: callee.name, receiver: callee.receiver };
  if (callee.kind === 'class') return { callee: callee.name };
  return { callee: callee.kind === 'reference' ? callee.path : '?' };
}

/** What waits for something outside of the file goes on with a value that nobody knows. */
function callOfPromise(receiver: Value, name: string, given: Arguments): Value | undefined {
  const [first] = given.positional;
  switch (name) {
    case 'then':
    case 'finally':
      return first?.kind === 'closure'
        ? first.call({ positional: [receiver.kind === 'none' ? none : receiver], keywords: new Map(), open: true })
        : receiver;
    case 'catch':
      return receiver;
    default:
      return undefined;
  }
}

/** `items.forEach((item) => ...)` of unknown items: the function may run. */
function callOfUnknown(given: Arguments, machine: Machine): Value {
  for (const value of given.positional) {
    if (value.kind === 'closure') {
      undecidedly(machine, () => value.call({ positional: [], keywords: new Map(), open: true }));
    }
  }
  return unknown;
}

/** The last value that the name of a call tells: `createTable` of `knex.schema.createTable`. */
export function lastName({ callee }: Call): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}

/** What a call is made on: `knex.schema` of `knex.schema.createTable(...)`, or the call before it in a chain. */
export function receiverOf({ callee, receiver }: Call): Value {
  if (receiver !== undefined) return receiver;
  const dot = callee.lastIndexOf('.');
  return dot === -1 ? none : { kind: 'reference', path: callee.slice(0, dot) };
}
