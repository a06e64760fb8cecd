import { attributesSetBy } from './attributeSetters.ts';
import type { AttributeSet, Mention } from './history.ts';
import { cascaded, childrenOf, existingParts, keysTo, over, ownedSequences, partsWith } from './historyDependents.ts';
import { namespaceOf } from './historyKeys.ts';
import { meaningsOf } from './historyMeanings.ts';
import { joinParent, leaveParent, partsBelow, takeColumnsOfType } from './historyPartitions.ts';
import { renameMentions } from './historyRenames.ts';
import type { Subject, Subjects } from './historySubjects.ts';
import type { Operation } from './migrationProject.ts';

/** Takes the operations of a chain one after the other, and writes them into the history of what they touch. */
export function replay(subjects: Subjects, mention: Mention): void {
  for (const { subject, operation } of meaningsOf(subjects, mention.operation)) {
    act(subjects, subject, { ...mention, operation });
  }
}

function act(subjects: Subjects, subject: Subject, mention: Mention): void {
  switch (mention.operation.action) {
    case 'create':
      appear(subjects, subject, mention);
      break;
    case 'alter':
      alter(subjects, subject, mention);
      break;
    case 'rename':
      rename(subjects, subject, mention);
      break;
    case 'drop':
      drop(subjects, subject, mention);
      break;
  }
  for (const part of inheritedFrom(subjects, subject, mention.operation)) act(subjects, part, mention);
}

/** The columns of children that a table's own are inherited by, where the migrations say something of them. */
function inheritedFrom(subjects: Subjects, { kind, schema, owner, name }: Subject, operation: Operation) {
  if (kind !== 'column' || owner === undefined || name === undefined || operation.action === 'create') return [];
  const before = operation.action === 'rename' ? (operation.target.name ?? name) : name;
  return childrenOf(subjects, { schema, name: owner }).flatMap((child) =>
    existingParts(subjects, 'column', child.schema, child.name).filter((part) => part.name === before),
  );
}

/** What exists already keeps what CREATE ... IF NOT EXISTS says otherwise. */
function appear(subjects: Subjects, subject: Subject, mention: Mention): void {
  const { operation } = mention;
  const existed = subject.exists && subject.entries.length > 0;
  const sets = attributesSetBy(operation, existed);
  const isKept = 'only' in sets;
  if (!isKept) {
    if (operation.modifiers?.includes('or replace') !== true) subject.attributes.clear();
    for (const [name, value] of Object.entries(operation.attributes ?? {})) set(subject, name, value);
  }
  subjects.change(subject, { exists: true });
  subject.entries.push({ ...mention, effect: 'present', sets });
  if (!isKept) takeColumnsOfType(subjects, subject, mention);
}

function set({ attributes }: Subject, name: string, value: string | undefined): void {
  if (value === undefined || value === '') attributes.delete(name);
  else attributes.set(name, value);
}

/** What a table's indexes say of themselves, and one takes from another. */
const amongIndexes: ReadonlySet<string> = new Set(['clustered', 'replica identity']);

function alter(subjects: Subjects, subject: Subject, mention: Mention): void {
  const { attribute, value } = mention.operation;
  subject.entries.push({ ...mention, effect: 'altered', sets: attributesSetBy(mention.operation, true) });
  if (attribute === undefined) return;
  if (amongIndexes.has(attribute)) {
    const table = subject.owner ?? subject.name;
    for (const each of existingParts(subjects, 'index', subject.schema, table)) {
      if (each === subject || (each.kind !== 'index' && each.kind !== 'constraint')) continue;
      each.entries.push({ ...mention, effect: 'affected', sets: { only: [attribute] } });
    }
  }
  if (attribute === 'partition of' || attribute === 'inherits') {
    if (value === '') leaveParent(subjects, subject, mention);
    else if (value !== undefined) joinParent(subjects, subject, value, mention);
  }
  set(subject, attribute, value);
  if (attribute === 'serial') freeSequence(subjects, mention);
}

/** A sequence that no column owns any longer is one of its own. */
function freeSequence(subjects: Subjects, mention: Mention): void {
  const { action, target, attribute } = mention.operation;
  if (action !== 'alter' || attribute !== 'serial' || target.owner === undefined) return;
  const { schema = 'public' } = target;
  const name = [target.owner, target.name ?? '', 'seq'].join('_');
  const sequence: Subject = {
    kind: 'sequence',
    schema,
    owner: undefined,
    name,
    coverage: undefined,
    exists: true,
    attributes: new Map(),
    entries: [{ ...mention, effect: 'present', sets: { allBut: [] } }],
  };
  subjects.add(sequence);
}

/** A column takes with it what is over it, a table its parts, its children, and the foreign keys to it. */
function drop(subjects: Subjects, subject: Subject, mention: Mention): void {
  const gone = new Set<Subject>();
  collect(subjects, subject, mention.operation.modifiers?.includes('cascade') === true, gone);
  for (const each of gone) {
    if (!each.exists && each !== subject) continue;
    subjects.change(each, { exists: false });
    each.attributes.clear();
    each.entries.push({ ...mention, effect: 'absent', sets: { only: [] } });
  }
}

function collect(subjects: Subjects, subject: Subject, cascade: boolean, gone: Set<Subject>): void {
  if (gone.has(subject)) return;
  gone.add(subject);
  const partitions = childrenOf(subjects, subject).filter((child) => cascade || child.attributes.has('partition of'));
  const along = [
    ...partsWith(subjects, subject),
    ...keysTo(subjects, subject),
    ...over(subjects, subject),
    ...ownedSequences(subjects, subject),
    ...partsBelow(subjects, subject),
    ...(namespaceOf(subject.kind) === 'relation' ? partitions : []),
    ...(cascade ? cascaded(subjects, subject) : []),
  ];
  for (const each of along) collect(subjects, each, cascade, gone);
}

function rename(subjects: Subjects, subject: Subject, mention: Mention): void {
  const { newName, attribute } = mention.operation;
  if (newName === undefined) return;
  const toSchema = attribute === 'schema';
  const sets = attributesSetBy(mention.operation, true);
  const parts = partsWith(subjects, subject);
  const keys = keysTo(subjects, subject);
  const covering = over(subjects, subject);
  const before = { ...subject };
  move(subjects, subject, mention, toSchema ? { schema: newName } : { name: newName }, sets);
  if (toSchema && subject.attributes.has('schema')) subject.attributes.set('schema', newName);
  subjects.change(subject, { exists: true });
  subject.entries.push({ ...mention, effect: 'present', sets });
  for (const part of parts) {
    const place = toSchema || subject.kind === 'schema' ? { schema: newName } : { owner: newName };
    move(subjects, part, mention, place, { only: [] });
  }
  for (const key of keys) {
    const references = key.coverage?.references;
    if (references === undefined) continue;
    const moved = { ...references, schema: subject.schema, table: subject.name ?? references.table };
    subjects.change(key, { coverage: { ...key.coverage, references: moved } });
  }
  for (const part of covering) {
    const columns = part.coverage?.columns?.map((column) => (column === before.name ? newName : column));
    subjects.change(part, { coverage: { ...part.coverage, columns } });
  }
  renameMentions(subjects, before, subject, { mention, covering, keys });
}

/** Gives a subject another place, and leaves its history behind under the old one. */
function move(
  subjects: Subjects,
  subject: Subject,
  mention: Mention,
  change: Partial<Pick<Subject, 'schema' | 'owner' | 'name'>>,
  sets: AttributeSet,
): void {
  subjects.leaveBehind({
    ...subject,
    exists: false,
    entries: [...subject.entries, { ...mention, effect: 'absent', sets }],
  });
  subjects.change(subject, change);
}
