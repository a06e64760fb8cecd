import type { HistoryEntry } from './history.ts';
import { coveredBy, namespaceOf } from './historyKeys.ts';
import type { Subject, Subjects } from './historySubjects.ts';
import type { Operation } from './migrationProject.ts';

/** An operation in its place in the chain. */
export type Mention = Omit<HistoryEntry, 'effect'>;

/** Takes the operations of a chain one after the other, and writes them into the history of what they touch. */
export function replay(subjects: Subjects, mention: Mention): void {
  const { operation } = mention;
  const subject = findSubject(subjects, operation);
  switch (operation.action) {
    case 'create':
      appear(subjects, subject, mention);
      break;
    case 'alter':
      subject.entries.push({ ...mention, effect: 'altered' });
      break;
    case 'rename':
      rename(subjects, subject, mention);
      break;
    case 'drop':
      drop(subjects, subject, mention);
      break;
  }
}

/** The subject of an operation, made where no earlier one speaks of it. */
function findSubject(subjects: Subjects, operation: Operation): Subject {
  const { action, target } = operation;
  const { kind, schema = 'public', owner, name, columns, constraintType: type, references } = target;
  const coverage = columns === undefined && type === undefined ? undefined : { type, columns, references };
  const known =
    name === undefined
      ? partsOf(subjects, schema, owner).find((part) => part.kind === kind && coveredBy(part.coverage, coverage))
      : (subjects.named(kind, schema, owner, name) ?? namedOtherwise(subjects, operation));
  if (known === undefined) {
    const fresh: Subject = { kind, schema, owner, name, coverage, exists: true, entries: [] };
    subjects.add(fresh);
    return fresh;
  }
  if (action === 'create') subjects.change(known, { coverage, owner });
  return known;
}

/**
 * Whoever renames the index of a constraint renames the constraint; and a routine's name is enough where no other
 * routine bears it.
 */
function namedOtherwise(subjects: Subjects, { action, target }: Operation): Subject | undefined {
  const { kind, schema = 'public', name = '' } = target;
  const find = (isMeant: (subject: Subject) => boolean) =>
    subjects.all().find((each) => each.exists && each.schema === schema && isMeant(each));
  if (kind === 'index' && action === 'rename') return find((each) => each.kind === 'constraint' && each.name === name);
  if (namespaceOf(kind) !== 'routine' || action === 'create' || name.includes('(')) return undefined;
  return find((each) => namespaceOf(each.kind) === 'routine' && each.name?.startsWith(`${name}(`) === true);
}

function partsOf(subjects: Subjects, schema: string, owner: string | undefined): readonly Subject[] {
  return owner === undefined ? [] : subjects.partsOf(schema, owner).filter(({ exists }) => exists);
}

/** What goes and moves with a subject. */
function partsWith(subjects: Subjects, { kind, schema, name }: Subject): readonly Subject[] {
  if (kind === 'schema') return subjects.all().filter((each) => each.exists && each.schema === name);
  const hasParts = namespaceOf(kind) === 'relation' || namespaceOf(kind) === 'type';
  return hasParts ? partsOf(subjects, schema, name) : [];
}

function keysTo(subjects: Subjects, { kind, schema, name }: Subject): readonly Subject[] {
  return namespaceOf(kind) === 'relation' && name !== undefined ? subjects.keysTo(schema, name) : [];
}

/** What is over a column. */
function over(subjects: Subjects, { kind, schema, owner, name }: Subject): readonly Subject[] {
  if (namespaceOf(kind) !== 'column' || name === undefined) return [];
  return partsOf(subjects, schema, owner).filter(({ coverage }) => coverage?.columns?.includes(name) === true);
}

function appear(subjects: Subjects, subject: Subject, mention: Mention): void {
  subjects.change(subject, { exists: true });
  subject.entries.push({ ...mention, effect: 'present' });
}

/** A column takes with it what is over it, a table its parts and the foreign keys to it. */
function drop(subjects: Subjects, subject: Subject, mention: Mention): void {
  const gone = new Set([...partsWith(subjects, subject), ...keysTo(subjects, subject), ...over(subjects, subject)]);
  for (const each of [...gone, subject]) {
    if (!each.exists && each !== subject) continue;
    subjects.change(each, { exists: false });
    each.entries.push({ ...mention, effect: 'absent' });
  }
}

function rename(subjects: Subjects, subject: Subject, mention: Mention): void {
  const { newName, attribute } = mention.operation;
  if (newName === undefined) return;
  const toSchema = attribute === 'schema';
  const parts = partsWith(subjects, subject);
  const keys = keysTo(subjects, subject);
  const covering = over(subjects, subject);
  const before = subject.name;
  move(subjects, subject, mention, toSchema ? { schema: newName } : { name: newName });
  appear(subjects, subject, mention);
  for (const part of parts) {
    move(subjects, part, mention, toSchema || subject.kind === 'schema' ? { schema: newName } : { owner: newName });
  }
  for (const key of keys) {
    const references = key.coverage?.references;
    if (references === undefined) continue;
    const moved = { ...references, schema: subject.schema, table: subject.name ?? references.table };
    subjects.change(key, { coverage: { ...key.coverage, references: moved } });
  }
  for (const part of covering) {
    const columns = part.coverage?.columns?.map((column) => (column === before ? newName : column));
    subjects.change(part, { coverage: { ...part.coverage, columns } });
    part.entries.push({ ...mention, effect: 'affected' });
  }
}

/** Gives a subject another place, and leaves its history behind under the old one. */
function move(
  subjects: Subjects,
  subject: Subject,
  mention: Mention,
  change: Partial<Pick<Subject, 'schema' | 'owner' | 'name'>>,
): void {
  subjects.leaveBehind({
    ...subject,
    exists: false,
    entries: [...subject.entries, { ...mention, effect: 'absent' }],
  });
  subjects.change(subject, change);
}
