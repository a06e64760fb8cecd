import { textOf } from '../values/text.ts';
import { type Dictionary, knownText, none, number, unknown, type Value } from '../values/value.ts';
import type { Machine } from './machine.ts';

/** `receiver.name`; a method where nothing else is known of it. */
export function propertyOf(receiver: Value, name: string, machine: Pick<Machine, 'host'>): Value {
  const known = machine.host.property?.(receiver, name);
  if (known !== undefined) return known;
  switch (receiver.kind) {
    case 'reference':
      return { kind: 'reference', path: `${receiver.path}.${name}` };
    case 'class':
      return receiver.members.get(name) ?? { kind: 'method', receiver, name };
    case 'dictionary':
      return entryOf(receiver, name) ?? (receiver.open ? unknown : methodOrNone(receiver, name));
    case 'sequence':
      return name === 'length' && !receiver.open ? number(receiver.items.length) : { kind: 'method', receiver, name };
    case 'text': {
      const length = knownText(receiver)?.length;
      return name === 'length' && length !== undefined ? number(length) : { kind: 'method', receiver, name };
    }
    case 'none':
    case 'unknown':
      return unknown;
    default:
      return { kind: 'method', receiver, name };
  }
}

/** `receiver[index]`. */
export function itemOf(receiver: Value, index: number): Value {
  if (receiver.kind !== 'sequence') return unknown;
  return receiver.items[index] ?? (receiver.open ? unknown : none);
}

export function entryOf(receiver: Value | undefined, name: string): Value | undefined {
  if (receiver?.kind !== 'dictionary') return undefined;
  return receiver.entries.findLast(({ key }) => knownText(key) === name)?.value;
}

export function setProperty(receiver: Value, key: Value | string, value: Value): void {
  if (receiver.kind === 'sequence' && typeof key !== 'string' && key.kind === 'number') {
    receiver.items[key.value] = value;
    return;
  }
  if (receiver.kind !== 'dictionary') return;
  const name = typeof key === 'string' ? key : knownText(key);
  const entry = receiver.entries.find((candidate) => name !== undefined && knownText(candidate.key) === name);
  if (entry !== undefined) entry.value = value;
  else if (name === undefined) receiver.open = true;
  else receiver.entries.push({ key: textOf(name), value });
}

/** What `...rest` of a pattern gets. */
export function withoutProperties(value: Value, names: readonly string[]): Value {
  if (value.kind !== 'dictionary') return unknown;
  const entries = value.entries.filter(({ key }) => !names.includes(knownText(key) ?? ''));
  return { ...value, entries };
}

function methodOrNone(receiver: Dictionary, name: string): Value {
  return /^(hasOwnProperty|toString)$/.test(name) ? { kind: 'method', receiver, name } : none;
}
