import type { ObjectKind } from '../catalog/objectKind.ts';
import { coveredBy, namespaceOf, nameKey, ownerKey } from './historyKeys.ts';
import type { Coverage } from './historyKeys.ts';
import type { MigrationProject, Operation, Revision } from './migrationProject.ts';

/** One operation that speaks of an object, in the order of the chain. */
export interface HistoryEntry {
  readonly revision: Revision;
  readonly operation: Operation;
  /** Ascends along the chain, within a revision too. */
  readonly order: number;
  /**
   * What it means for the name that was asked for: the object bears it afterwards, no longer does, or still does with
   * other attributes. `affected`: it is changed by an operation on something else, such as the renaming of its column.
   */
  readonly effect: 'present' | 'absent' | 'altered' | 'affected';
}

/** An object as a database names it. Names are bare. */
export interface ObjectIdentity {
  readonly kind: ObjectKind;
  /** undefined means `public`, and is of no meaning for schemas and extensions. */
  readonly schema: string | undefined;
  /** For a part: the table or the type it belongs to. */
  readonly owner: string | undefined;
  readonly name: string;
  /** For constraints and indexes, which are also found by what they cover. */
  readonly coverage?: Coverage | undefined;
}

/** What a project's migrations do to each object, with renames of it and of what it belongs to followed. */
export interface History {
  /** The operations on the object that last bore this name, oldest first; none where no migration mentions it. */
  of(identity: ObjectIdentity): readonly HistoryEntry[];
  /** The same for the constraints or indexes of the same owner that cover the same, under whatever name. */
  covering(identity: ObjectIdentity): readonly (readonly HistoryEntry[])[];
}

/** An object while the chain is replayed, or what a name that is borne no longer leaves behind. */
interface Subject {
  readonly kind: ObjectKind;
  schema: string;
  owner: string | undefined;
  name: string | undefined;
  coverage: Coverage | undefined;
  exists: boolean;
  readonly entries: HistoryEntry[];
}

/** Replays the upgrade operations of a whole chain. */
export function buildHistory(project: MigrationProject): History {
  const replay = startReplay();
  let order = 0;
  for (const revision of project.revisions) {
    for (const operation of revision.operations) {
      replay.apply(operation, { revision, operation, order });
      order += 1;
    }
  }
  return replay.finish();
}

type Mention = Omit<HistoryEntry, 'effect'>;

function startReplay() {
  const subjects = new Map<string, Subject>();
  const unnamed: Subject[] = [];

  const keyOf = (subject: Subject): string => nameKey(subject.kind, subject.schema, subject.owner, subject.name ?? '');

  function partsOf({ kind, schema, name }: Subject): readonly Subject[] {
    const isPart = (subject: Subject) =>
      subject.exists &&
      (kind === 'schema' ? subject.schema === name : subject.schema === schema && subject.owner === name);
    const isOwner = kind === 'schema' || namespaceOf(kind) === 'relation' || namespaceOf(kind) === 'type';
    return isOwner ? [...subjects.values(), ...unnamed].filter(isPart) : [];
  }

  /** The subject of an operation, made where no earlier one speaks of it. */
  function find({ action, target }: Operation): Subject {
    const schema = target.schema ?? 'public';
    const { kind, owner, name, columns, constraintType: type, references } = target;
    const coverage = columns === undefined && type === undefined ? undefined : { type, columns, references };
    const fresh: Subject = { kind, schema, owner, name, coverage, exists: true, entries: [] };
    if (name === undefined) {
      const known = unnamed.find(
        (each) => each.exists && each.kind === kind && each.owner === owner && coveredBy(each.coverage, coverage),
      );
      if (known === undefined) unnamed.push(fresh);
      return known ?? fresh;
    }
    const isRename = kind === 'index' && action === 'rename';
    const known = subjects.get(keyOf(fresh)) ?? (isRename ? constraintNamed(schema, name) : undefined);
    if (known === undefined) subjects.set(keyOf(fresh), fresh);
    else if (coverage !== undefined) known.coverage = coverage;
    return known ?? fresh;
  }

  /** To rename the index of a constraint is to rename the constraint. */
  function constraintNamed(schema: string, name: string): Subject | undefined {
    return [...subjects.values()].find(
      (each) => each.exists && each.kind === 'constraint' && each.schema === schema && each.name === name,
    );
  }

  function drop(subject: Subject, mention: Mention): void {
    for (const part of [...partsOf(subject), ...keysTo(subject)]) if (part.exists) end(part, mention);
    end(subject, mention);
  }

  /** The foreign keys that reference a table. */
  function keysTo({ kind, schema, name }: Subject): readonly Subject[] {
    if (namespaceOf(kind) !== 'relation') return [];
    const references = (each: Subject) => each.coverage?.references;
    return [...subjects.values(), ...unnamed].filter(
      (each) => references(each)?.table === name && (references(each)?.schema ?? 'public') === schema,
    );
  }

  function end(subject: Subject, mention: Mention): void {
    subject.exists = false;
    subject.entries.push({ ...mention, effect: 'absent' });
  }

  /** Gives a subject another place, and leaves its history behind under the old one. */
  function move(subject: Subject, mention: Mention, change: Partial<Pick<Subject, 'schema' | 'owner' | 'name'>>): void {
    const left: Subject = {
      ...subject,
      exists: false,
      entries: [...subject.entries, { ...mention, effect: 'absent' }],
    };
    if (subject.name !== undefined) subjects.set(keyOf(subject), left);
    Object.assign(subject, change);
    if (subject.name !== undefined) subjects.set(keyOf(subject), subject);
  }

  function rename(subject: Subject, mention: Mention): void {
    const { newName, attribute } = mention.operation;
    if (newName === undefined) return;
    const parts = partsOf(subject);
    const keys = keysTo(subject);
    const toSchema = attribute === 'schema';
    const before = subject.name;
    move(subject, mention, toSchema ? { schema: newName } : { name: newName });
    subject.exists = true;
    subject.entries.push({ ...mention, effect: 'present' });
    for (const part of parts) {
      move(part, mention, toSchema || subject.kind === 'schema' ? { schema: newName } : { owner: newName });
    }
    for (const key of keys) {
      const references = key.coverage?.references;
      if (references === undefined) continue;
      key.coverage = {
        ...key.coverage,
        references: { ...references, schema: subject.schema, table: subject.name ?? '' },
      };
    }
    if (namespaceOf(subject.kind) === 'column' && before !== undefined) renameColumn(subject, before, newName, mention);
  }

  /** What is over a column follows its new name. */
  function renameColumn(column: Subject, before: string, after: string, mention: Mention): void {
    for (const part of [...subjects.values(), ...unnamed]) {
      const columns = part.coverage?.columns;
      if (part.schema !== column.schema || part.owner !== column.owner || columns?.includes(before) !== true) continue;
      part.coverage = { ...part.coverage, columns: columns.map((each) => (each === before ? after : each)) };
      if (part.exists) part.entries.push({ ...mention, effect: 'affected' });
    }
  }

  /** A column takes with it what is over it: https://www.postgresql.org/docs/current/sql-altertable.html */
  function dropColumn(column: Subject, mention: Mention): void {
    const { schema, owner, name } = column;
    if (name === undefined) return;
    for (const part of [...subjects.values(), ...unnamed]) {
      const isOver = part.schema === schema && part.owner === owner && part.coverage?.columns?.includes(name) === true;
      if (part.exists && isOver) end(part, mention);
    }
  }

  return {
    apply(operation: Operation, mention: Mention): void {
      const subject = find(operation);
      switch (operation.action) {
        case 'create':
          subject.exists = true;
          subject.entries.push({ ...mention, effect: 'present' });
          break;
        case 'alter':
          subject.entries.push({ ...mention, effect: 'altered' });
          break;
        case 'rename':
          rename(subject, mention);
          break;
        case 'drop':
          drop(subject, mention);
          if (namespaceOf(subject.kind) === 'column') dropColumn(subject, mention);
          break;
      }
    },
    finish(): History {
      const byOwner = new Map<string, Subject[]>();
      for (const subject of [...subjects.values(), ...unnamed]) {
        if (subject.coverage === undefined) continue;
        const key = ownerKey(subject.kind, subject.schema, subject.owner);
        byOwner.set(key, [...(byOwner.get(key) ?? []), subject]);
      }
      return {
        of: (identity) => byName(identity, subjects)?.entries ?? [],
        covering: ({ kind, schema = 'public', owner, coverage }) =>
          (byOwner.get(ownerKey(kind, schema, owner)) ?? [])
            .filter((subject) => coveredBy(subject.coverage, coverage))
            .map(({ entries }) => entries),
      };
    },
  };
}

function byName(
  { kind, schema = 'public', owner, name }: ObjectIdentity,
  subjects: ReadonlyMap<string, Subject>,
): Subject | undefined {
  // A routine is dropped or altered without its argument types where its name is enough.
  const bare = namespaceOf(kind) === 'routine' ? name.replace(/\([^]*$/, '') : name;
  return subjects.get(nameKey(kind, schema, owner, name)) ?? subjects.get(nameKey(kind, schema, owner, bare));
}
