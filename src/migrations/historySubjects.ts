import type { ObjectKind } from '../catalog/objectKind.ts';
import type { HistoryEntry } from './history.ts';
import { nameKey, ownerKey } from './historyKeys.ts';
import type { Coverage } from './historyKeys.ts';

/** An object while the chain is replayed, or what a name that is borne no longer leaves behind. */
export interface Subject {
  readonly kind: ObjectKind;
  readonly schema: string;
  readonly owner: string | undefined;
  readonly name: string | undefined;
  readonly coverage: Coverage | undefined;
  readonly exists: boolean;
  /** What the operations have set so far where they say it literally; of what is empty there is no entry. */
  readonly attributes: Map<string, string>;
  readonly entries: HistoryEntry[];
}

/** The objects of a chain, found by their names, their owners, and the tables that they reference. */
export interface Subjects {
  named(kind: ObjectKind, schema: string, owner: string | undefined, name: string): Subject | undefined;
  /** Everything that belongs to a table, a type or another owner of parts of that kind, whether it still exists or not. */
  partsOf(kind: ObjectKind, schema: string, owner: string): readonly Subject[];
  /** The foreign keys that reference a table. */
  keysTo(schema: string, table: string): readonly Subject[];
  /** Everything that exists, or what is of a kind. */
  existing(kind?: ObjectKind): Iterable<Subject>;
  add(subject: Subject): void;
  /** Changes a subject in place; under a new name or owner it is found there. */
  change(subject: Subject, change: Partial<Omit<Subject, 'entries' | 'attributes'>>): void;
  /** Leaves something behind for whoever asks for a name that nothing bears any longer. */
  leaveBehind(subject: Subject): void;
}

export function createSubjects(): Subjects {
  const byName = new Map<string, Subject>();
  const byOwner = new Map<string, Set<Subject>>();
  const byReference = new Map<string, Set<Subject>>();
  const existing = new Map<ObjectKind, Set<Subject>>();
  const placeOf = (schema: string, name: string) => JSON.stringify([schema, name]);

  const sets = ({ kind, schema, owner, coverage }: Subject): readonly Set<Subject>[] => {
    const references = coverage?.references;
    return [
      ...(owner === undefined ? [] : [setAt(byOwner, ownerKey(kind, schema, owner))]),
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
    const ofKind = setAt(existing, subject.kind);
    if (subject.exists) ofKind.add(subject);
    else ofKind.delete(subject);
  };

  return {
    named: (kind, schema, owner, name) => byName.get(nameKey(kind, schema, owner, name)),
    partsOf: (kind, schema, owner) => [...(byOwner.get(ownerKey(kind, schema, owner)) ?? [])],
    keysTo: (schema, table) => [...(byReference.get(placeOf(schema, table)) ?? [])],
    *existing(kind) {
      if (kind !== undefined) yield* existing.get(kind) ?? [];
      else for (const ofKind of existing.values()) yield* ofKind;
    },
    add,
    change(subject, change) {
      for (const set of sets(subject)) set.delete(subject);
      existing.get(subject.kind)?.delete(subject);
      Object.assign(subject, change);
      add(subject);
    },
    leaveBehind: setName,
  };
}

function setAt<Key>(map: Map<Key, Set<Subject>>, key: Key): Set<Subject> {
  const set = map.get(key) ?? new Set<Subject>();
  map.set(key, set);
  return set;
}
