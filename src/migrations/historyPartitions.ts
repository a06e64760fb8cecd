import { defaultConstraintName } from './defaultNames.ts';
import type { DefaultNameSuffix } from './defaultNames.ts';
import { childrenOf, existingParts, parentsOf } from './historyDependents.ts';
import type { Mention } from './history.ts';
import type { Subject, Subjects } from './historySubjects.ts';
import { pathParts } from './objectIdentity.ts';

/** What a table has from its parents becomes its own when it leaves them. */
export function leaveParent(subjects: Subjects, table: Subject, mention: Mention): void {
  const { schema, name } = table;
  if (name === undefined) return;
  for (const part of parentsOf(table).flatMap((path) => partsAt(subjects, path))) {
    const own = part.kind === 'column' ? part.name : (ownName(part, name) ?? part.name);
    if (own === undefined) continue;
    const known = subjects.named(part.kind, schema, name, own);
    const copy: Subject = known ?? { ...part, schema, owner: name, name: own, attributes: new Map(), entries: [] };
    for (const [attribute, value] of part.attributes) copy.attributes.set(attribute, value);
    subjects.change(copy, { exists: true });
    copy.entries.push({ ...mention, effect: 'present', sets: { allBut: [] } });
  }
}

/** CREATE TABLE OF takes its columns from a composite type. */
export function takeColumnsOfType(subjects: Subjects, table: Subject, mention: Mention): void {
  const type = table.attributes.get('of type');
  if (type === undefined) return;
  for (const { name, attributes } of attributesAt(subjects, type)) {
    if (name === undefined || subjects.named('column', table.schema, table.name, name) !== undefined) continue;
    subjects.add({
      kind: 'column',
      schema: table.schema,
      owner: table.name,
      name,
      coverage: undefined,
      exists: true,
      attributes: new Map(attributes),
      entries: [{ ...mention, effect: 'present', sets: { allBut: [] } }],
    });
  }
}

function attributesAt(subjects: Subjects, path: string): readonly Subject[] {
  const [schema = 'public', name] = pathParts(path);
  return existingParts(subjects, 'attribute', schema, name).filter(({ kind }) => kind === 'attribute');
}

/** The indexes and constraints of partitions that go with those of the table above them. */
export function partsBelow(subjects: Subjects, part: Subject): readonly Subject[] {
  const { kind, schema, owner } = part;
  if ((kind !== 'index' && kind !== 'constraint') || owner === undefined) return [];
  return childrenOf(subjects, { schema, name: owner }).flatMap((child) => {
    const name = ownName(part, child.name ?? '');
    const below = name === undefined ? undefined : subjects.named('index', child.schema, child.name, name);
    return below?.exists === true ? [below] : [];
  });
}

/** What a table has in common with a parent is listed with the parent alone. */
export function joinParent(subjects: Subjects, table: Subject, parent: string, mention: Mention): void {
  const names = new Set(partsAt(subjects, parent).map(({ kind, name }) => `${kind} ${name ?? ''}`));
  for (const part of existingParts(subjects, 'column', table.schema, table.name)) {
    if (!names.has(`${part.kind} ${part.name ?? ''}`)) continue;
    subjects.change(part, { exists: false });
    part.entries.push({ ...mention, effect: 'absent', sets: { only: [] } });
  }
}

function partsAt(subjects: Subjects, path: string): readonly Subject[] {
  const [schema = 'public', name] = pathParts(path);
  return existingParts(subjects, 'column', schema, name).filter(({ kind }) =>
    ['column', 'constraint', 'index'].includes(kind),
  );
}

const suffixes: Readonly<Record<string, DefaultNameSuffix>> = {
  exclusion: 'excl',
  'foreign key': 'fkey',
  'primary key': 'pkey',
  unique: 'key',
};

/** Indexes of a partition have names of their own; a check keeps its parent's. */
function ownName({ kind, coverage }: Subject, table: string): string | undefined {
  const suffix = kind === 'index' ? 'idx' : suffixes[coverage?.type ?? ''];
  return suffix === undefined ? undefined : defaultConstraintName(table, coverage?.columns ?? [], suffix);
}
