import { type ClassValue, type Dictionary, type Scope, type Value } from '../values/value.ts';
import { executeBody } from './execute.ts';
import type { Machine } from './machine.ts';
import { entryOf } from './members.ts';

/** Runs a file, as an ES module or a CommonJS one. */
export function runModule(machine: Machine): {
  /** What it gives away by that name, however it does so; its default export's properties count. */
  readonly exportOf: (name: string) => Value | undefined;
  /** The classes of the file. */
  readonly classes: readonly ClassValue[];
} {
  const exports: Dictionary = { kind: 'dictionary', entries: [], open: false };
  const module: Dictionary = {
    kind: 'dictionary',
    entries: [{ key: { kind: 'text', text: 'exports', marks: [] }, value: exports }],
    open: false,
  };
  const scope: Scope = {
    names: new Map<string, Value>([
      ['exports', exports],
      ['module', module],
    ]),
  };
  executeBody(machine.source.root, scope, machine);
  const whole = entryOf(module, 'exports');
  const exportOf = (name: string): Value | undefined =>
    machine.exported.get(name) ??
    [whole, exports, machine.exported.get('default')]
      .map((value) => memberOf(value, name))
      .find((value) => value !== undefined);
  const named = [...scope.names.values(), ...machine.exported.values(), ...(whole === undefined ? [] : [whole])];
  const given = exports.entries.map(({ value }) => value);
  const inWhole = whole?.kind === 'dictionary' ? whole.entries.map(({ value }) => value) : [];
  const classes = [...named, ...given, ...inWhole].flatMap((value) => (value.kind === 'class' ? [value] : []));
  return { exportOf, classes };
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'class' ? value.members.get(name) : entryOf(value, name);
}
