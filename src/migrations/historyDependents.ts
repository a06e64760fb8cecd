import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';
import { hasSchema, namespaceOf, partKindOf } from './historyKeys.ts';
import type { Subject, Subjects } from './historySubjects.ts';

/** What belongs to a subject, and goes and moves with it. */
export function partsWith(subjects: Subjects, { kind, schema, name }: Subject): readonly Subject[] {
  if (kind === 'schema') {
    return [...subjects.existing()].filter((each) => hasSchema(each.kind) && each.schema === name);
  }
  const partKind = partKindOf(kind);
  return partKind === undefined || name === undefined ? [] : existingParts(subjects, partKind, schema, name);
}

export function existingParts(
  subjects: Subjects,
  partKind: ObjectKind,
  schema: string,
  owner: string | undefined,
): readonly Subject[] {
  return owner === undefined ? [] : subjects.partsOf(partKind, schema, owner).filter(({ exists }) => exists);
}

/** The foreign keys to a table. */
export function keysTo(subjects: Subjects, { kind, schema, name }: Subject): readonly Subject[] {
  const isTable = namespaceOf(kind) === 'relation' && name !== undefined;
  return isTable ? subjects.keysTo(schema, name).filter(({ exists }) => exists) : [];
}

/** What is over a column. */
export function over(subjects: Subjects, { kind, schema, owner, name }: Subject): readonly Subject[] {
  if (namespaceOf(kind) !== 'column' || name === undefined) return [];
  return existingParts(subjects, kind, schema, owner).filter(
    ({ coverage }) => coverage?.columns?.includes(name) === true,
  );
}

/** The sequences that a table or a column owns. */
export function ownedSequences(subjects: Subjects, subject: Subject): readonly Subject[] {
  const { kind, schema, owner, name } = subject;
  const isColumn = kind === 'column';
  if ((!isColumn && kind !== 'table' && kind !== 'foreign table') || name === undefined) return [];
  const path = [schema, ...(owner === undefined ? [] : [owner]), name].map(quoteIdentifier).join('.');
  return [...subjects.existing('sequence')].filter((each) => {
    const ownedBy = each.attributes.get('owned by');
    return isColumn ? ownedBy === path : ownedBy?.startsWith(`${path}.`) === true;
  });
}

/** The tables that inherit from a table or are its partitions. */
export function childrenOf(subjects: Subjects, { schema, name }: Pick<Subject, 'schema' | 'name'>): readonly Subject[] {
  if (name === undefined) return [];
  const path = [schema, name].map(quoteIdentifier).join('.');
  return [...subjects.existing('table'), ...subjects.existing('foreign table')].filter((each) =>
    parentsOf(each).includes(path),
  );
}

/** The paths of the tables that a table has its columns from. */
export function parentsOf({ attributes }: Subject): readonly string[] {
  const list = attributes.get('partition of') ?? attributes.get('inherits');
  return list === undefined || list === '' ? [] : (list.match(/(?:"(?:[^"]|"")*"|[^",\s])+/g) ?? []);
}

/** Whether a text of SQL has a name in it as a word of its own. */
export function mentions(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`).test(text);
}

/** The word by which SQL calls an object: a routine's name without its arguments. */
export function wordOf({ name }: Pick<Subject, 'name'>): string | undefined {
  return name?.replace(/\(.*$/s, '').replace(/ USING .*$/s, '');
}

/** Attributes that are what PostgreSQL depends on for an object to be: it goes with what they name. */
const essential: Partial<Readonly<Record<ObjectKind, readonly string[]>>> = {
  attribute: ['type'],
  column: ['type', 'generated'],
  domain: ['type'],
  'foreign table': ['server'],
  'materialized view': ['query'],
  policy: ['using', 'with check'],
  function: ['arguments', 'returns'],
  procedure: ['arguments'],
  server: ['foreign data wrapper'],
  'text search dictionary': ['template'],
  'text search mapping': ['dictionaries'],
  trigger: ['function'],
  view: ['query'],
};

/** What CASCADE takes along, beyond what belongs to the subject. */
export function cascaded(subjects: Subjects, subject: Subject): readonly Subject[] {
  const word = wordOf(subject);
  if (word === undefined || word === '') return [];
  const dependents = [...subjects.existing()].filter((each) => {
    if (each === subject) return false;
    if (namespaceOf(subject.kind) === 'type' && namedAfterTypes.has(each.kind) && mentions(each.name ?? '', word)) {
      return true;
    }
    if (subject.kind === 'server' && each.kind === 'user mapping') {
      return each.name?.endsWith(` SERVER ${quoteIdentifier(word)}`) === true;
    }
    const isOf = (attribute: string): boolean => mentions(each.attributes.get(attribute) ?? '', word);
    return (essential[each.kind] ?? []).some(isOf) && mayDependOn(each, subject);
  });
  // A configuration goes with a dictionary of its mappings.
  const configurations = dependents.flatMap(({ kind, schema, owner }) =>
    kind === 'text search mapping' && owner !== undefined
      ? [subjects.named('text search configuration', schema, undefined, owner)]
      : [],
  );
  return [...dependents, ...configurations.filter((each) => each !== undefined)];
}

/** Kinds whose names are made of types. */
const namedAfterTypes: ReadonlySet<ObjectKind> = new Set([
  'aggregate',
  'cast',
  'function',
  'operator',
  'procedure',
  'transform',
]);

/** A type is named by columns and domains, a table by queries; a column only by what names its table too. */
function mayDependOn(each: Subject, { kind, owner }: Subject): boolean {
  const isTyped = ['attribute', 'column', 'domain'].includes(each.kind);
  if (isTyped) return namespaceOf(kind) === 'type' || namespaceOf(kind) === 'routine';
  if (kind !== 'column' || owner === undefined) return true;
  return each.owner === owner || [...each.attributes.values()].some((text) => mentions(text, owner));
}
