import { quoteIdentifier } from '../catalog/identifiers.ts';
import { mentions, wordOf } from './historyDependents.ts';
import { namespaceOf } from './historyKeys.ts';
import type { Mention } from './history.ts';
import type { Subject, Subjects } from './historySubjects.ts';

/** Attributes that name the columns that an object is over; what a statement says of them may be no attribute yet. */
const coveringAttributes: readonly string[] = [
  'columns',
  'exclusion',
  'expression',
  'include',
  'keys',
  'predicate',
  'referenced columns',
];

/**
 * Writes a renaming into the history of everything whose attributes name what is renamed, for PostgreSQL shows them
 * with the new name from then on.
 */
export function renameMentions(
  subjects: Subjects,
  before: Subject,
  subject: Subject,
  known: { readonly mention: Mention; readonly covering: readonly Subject[]; readonly keys: readonly Subject[] },
): void {
  const { mention, covering, keys } = known;
  const word = wordOf(before) ?? '';
  const changed = new Map<Subject, readonly string[]>();
  for (const each of subjects.existing()) {
    const attributes = each === subject ? [] : namingAttributes(each, before, word);
    if (attributes.length > 0) changed.set(each, attributes);
  }
  for (const part of covering) changed.set(part, [...(changed.get(part) ?? []), ...coveringAttributes]);
  for (const key of keys) changed.set(key, [...(changed.get(key) ?? []), 'references']);
  for (const [each, attributes] of changed) {
    for (const attribute of attributes) replaceWord(each, attribute, word, wordOf(subject) ?? '');
    const viewed = attributes.includes('query') ? [...attributes, 'columns'] : attributes;
    each.entries.push({ ...mention, effect: 'affected', sets: { only: viewed } });
  }
}

/** Texts of people, and code that PostgreSQL keeps as it is written. */
const freeTexts: ReadonlySet<string> = new Set(['body', 'comment', 'label']);

/** The attributes whose text has the name; a column's counts only where its table is meant too. */
function namingAttributes(each: Subject, before: Subject, word: string): readonly string[] {
  if (word === '' || !mayName(each, before)) return [];
  const names: string[] = [];
  for (const [name, text] of each.attributes) {
    if (text.includes(word) && !freeTexts.has(name) && mentions(text, word)) names.push(name);
  }
  if (names.length === 0) return names;
  const { kind, owner } = before;
  if (kind === 'enum value') return names.filter((name) => name === 'default' && isOfType(each, owner));
  if (namespaceOf(kind) === 'column') {
    const isOfTable = each.owner === owner || [...each.attributes.values()].some((text) => mentions(text, owner ?? ''));
    return isOfTable ? names : [];
  }
  return owner === undefined ? names : [];
}

/** Of another table's parts only a foreign key says something of a column, or what has a query of its own. */
function mayName({ kind, owner, coverage }: Subject, before: Subject): boolean {
  if (namespaceOf(before.kind) !== 'column' || owner === undefined || owner === before.owner) return true;
  if (kind === 'constraint') return coverage?.references?.table === before.owner;
  return namespaceOf(kind) !== 'column' && kind !== 'index' && kind !== 'enum value';
}

function isOfType({ attributes }: Subject, type: string | undefined): boolean {
  return type !== undefined && mentions(attributes.get('type') ?? '', type);
}

function replaceWord({ attributes }: Subject, attribute: string, word: string, by: string): void {
  const text = attributes.get(attribute);
  if (text === undefined || word === '') return;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const written = quoteIdentifier(by);
  attributes.set(
    attribute,
    text.replaceAll(new RegExp(`"${escaped}"|(?<![\\w$])${escaped}(?![\\w$])`, 'g'), () => written),
  );
}
