import type { Machine } from './machine.ts';
import { textOf } from '../values/text.ts';
import { knownText, unknown, type Value } from '../values/value.ts';

/** `receiver.name`; a method where nothing else is known of it. */
export function attributeOf(receiver: Value, name: string, machine: Machine): Value {
  const known = machine.host.attribute(receiver, name);
  if (known !== undefined) {
    return known;
  }
  switch (receiver.kind) {
    case 'reference': {
      const path = `${receiver.path}.${name}`;
      return machine.host.imported?.(path) ?? { kind: 'reference', path };
    }
    case 'class':
      // SQLAlchemy's `Model.__table__` and its like come from outside of the file.
      return receiver.members.get(name) ?? { kind: 'reference', path: `${receiver.name}.${name}` };
    case 'member':
      return name === 'value' ? receiver.value : name === 'name' ? textOf(receiver.name) : unknown;
    default:
      return { kind: 'method', receiver, name };
  }
}

/** `receiver[index]`. */
export function itemOf(receiver: Value, index: Value): Value {
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
