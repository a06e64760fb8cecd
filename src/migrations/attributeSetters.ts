import type { AttributeChange, Side } from '../comparison/difference.ts';
import type { Scalar } from '../catalog/catalogObject.ts';
import type { AttributeSet, HistoryEntry } from './history.ts';
import type { Operation } from './migrationProject.ts';

/** The operations that settle an attribute, newest first: those that name it, and those that create its object. */
export function settersOf(attribute: string, entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries
    .toReversed()
    .filter(({ sets }) => ('only' in sets ? sets.only.includes(attribute) : !sets.allBut.includes(attribute)));
}

/** What CREATE OR REPLACE leaves as it was. */
const kept: readonly string[] = ['comment', 'owner', 'privileges'];

/** Attributes that setting another one settles too. */
const implied: Readonly<Record<string, readonly string[]>> = {
  columns: ['query'],
  identity: [
    'not null',
    'sequence comment',
    'sequence name',
    'sequence options',
    'sequence persistence',
    'sequence privileges',
  ],
  'not null': ['not null comment', 'not null constraint', 'not null no inherit', 'not null not valid'],
  'not enforced': ['not valid'],
  type: ['collation', 'compression', 'sequence options', 'storage'],
};

/**
 * The attributes that an operation sets of what it is about.
 * @param existed whether the object was there already
 */
export function attributesSetBy({ action, attribute, modifiers }: Operation, existed: boolean): AttributeSet {
  switch (action) {
    case 'create':
      if (existed && modifiers?.includes('if not exists') === true) return { only: [] };
      return { allBut: existed && modifiers?.includes('or replace') === true ? kept : [] };
    case 'alter':
      return attribute === undefined ? { allBut: [] } : { only: [attribute, ...(implied[attribute] ?? [])] };
    case 'rename':
      // A name differs only where the user says that it was renamed.
      return { only: [attribute ?? 'name'] };
    case 'drop':
      return { only: [] };
  }
}

/** The side whose value is not the one that an operation sets; undefined where neither or both are, or nobody can tell. */
export function deviatingSide({ name, left, right }: AttributeChange, entry: HistoryEntry): Side | undefined {
  const value = literalValue(name, entry);
  if (value === undefined) return undefined;
  const [isLeft, isRight] = [isValue(left, value), isValue(right, value)];
  return isLeft === isRight ? undefined : isLeft ? 'right' : 'left';
}

/** What an operation says an attribute to be; undefined where it does not say it literally, or sets it of something else. */
export function literalValue(attribute: string, { effect, operation }: HistoryEntry): string | undefined {
  if (effect === 'affected') return undefined;
  if (operation.action === 'create') return operation.attributes?.[attribute];
  return operation.attribute === attribute ? operation.value : undefined;
}

/** Whether what a database says of an attribute is what a migration writes, which may spell it otherwise. */
export function isValue(scalar: Scalar, value: string): boolean {
  const text = scalar === null ? '' : String(scalar);
  // What hardly any object has reads as null where it is not there.
  if (scalar === null && value === 'false') return true;
  return text === value || plain(text) === plain(value);
}

/** PostgreSQL shows an expression with casts, brackets and schemas of its own. */
function plain(text: string): string {
  return text
    .replaceAll(/::(?:"(?:[^"]|"")*"|[\w .])+(?:\(\d+(?:,\d+)?\))?(?:\[\])*/g, '')
    .replaceAll(/\bpublic\./g, '')
    .replaceAll(/[\s()"]/g, '')
    .toLowerCase();
}
