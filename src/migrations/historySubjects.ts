import type { ObjectKind } from '../catalog/objectKind.ts';
import type { HistoryEntry } from './history.ts';
import { nameKey } from './historyKeys.ts';
import type { Coverage } from './historyKeys.ts';

/** An object while the chain is replayed, or what a name that is borne no longer leaves behind. */
export interface Subject {
  readonly kind: ObjectKind;
  readonly schema: string;
  readonly owner: string | undefined;
  readonly name: string | undefined;
  readonly coverage: Coverage | undefined;
  readonly exists: boolean;
  readonly entries: HistoryEntry[];
}

/** The objects of a chain, found by their names, their owners, and the tables that they reference. */
export interface Subjects {
  named(kind: ObjectKind, schema: string, owner: string | undefined, name: string): Subject | undefined;
  /** Everything that belongs to a table or a type, whether it still exists or not. */
  partsOf(schema: string, owner: string): readonly Subject[];
  /** The foreign keys that reference a table. */
  keysTo(schema: string, table: string): readonly Subject[];
  all(): readonly Subject[];
  add(subject: Subject): void;
  /** Changes a subject in place; under a new name or owner it is found there. */
  change(subject: Subject, change: Partial<Omit<Subject, 'kind' | 'entries'>>): void;
  /** Leaves something behind for whoever asks for a name that nothing bears any longer. */
  leaveBehind(subject: Subject): void;
}

export function createSubjects(): Subjects {
  const byName = new Map<string, Subject>();
  const byOwner = new Map<string, Set<Subject>>();
  const byReference = new Map<string, Set<Subject>>();
  const placeOf = (schema: string, name: string | undefined) => JSON.stringify([schema, name]);

  const sets = ({ schema, owner, coverage }: Subject): readonly Set<Subject>[] => {
    const references = coverage?.references;
    return [
      ...(owner === undefined ? [] : [setAt(byOwner, placeOf(schema, owner))]),
      ...(references === undefined
        ? []
        : [setAt(byReference, placeOf(references.schema ?? 'public', references.table))]),
    ];
  };
  const setName = (subject: Subject) => {
    const { kind, schema, owner, name } = subject;
    if (name !== undefined) byName.set(nameKey(kind, schema, owner, name), subject);
  };
  const add = (subject: Subject) => {
    setName(subject);
    for (const set of sets(subject)) set.add(subject);
  };

  return {
    named: (kind, schema, owner, name) => byName.get(nameKey(kind, schema, owner, name)),
    partsOf: (schema, owner) => [...(byOwner.get(placeOf(schema, owner)) ?? [])],
    keysTo: (schema, table) => [...(byReference.get(placeOf(schema, table)) ?? [])],
    all: () => [...new Set([...byName.values(), ...[...byOwner.values()].flatMap((set) => [...set])])],
    add,
    change(subject, change) {
      for (const set of sets(subject)) set.delete(subject);
      Object.assign(subject, change);
      add(subject);
    },
    leaveBehind: setName,
  };
}

function setAt(map: Map<string, Set<Subject>>, key: string): Set<Subject> {
  const set = map.get(key) ?? new Set<Subject>();
  map.set(key, set);
  return set;
}
