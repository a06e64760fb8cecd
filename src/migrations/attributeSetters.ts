import type { AttributeChange, Side } from '../comparison/difference.ts';
import type { Scalar } from '../catalog/catalogObject.ts';
import type { HistoryEntry } from './history.ts';

/** The operations that settle an attribute, newest first: those that name it, and those that create its object. */
export function settersOf(attribute: string, entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.toReversed().filter(({ effect, operation }) => {
    if (operation.action === 'create') return true;
    if (effect === 'altered') return operation.attribute === undefined || operation.attribute === attribute;
    return effect === 'affected' && coveringAttributes.has(attribute);
  });
}

/** What an object over columns says of them. */
const coveringAttributes: ReadonlySet<string> = new Set([
  'columns',
  'exclusion',
  'expression',
  'include',
  'keys',
  'predicate',
  'referenced columns',
]);

/** The side whose value is not the one that an operation sets; undefined where neither or both are, or nobody can tell. */
export function deviatingSide({ name, left, right }: AttributeChange, { operation }: HistoryEntry): Side | undefined {
  const value = operation.action === 'create' ? operation.attributes?.[name] : operation.value;
  if (value === undefined) return undefined;
  const [isLeft, isRight] = [isValue(left, value), isValue(right, value)];
  return isLeft === isRight ? undefined : isLeft ? 'right' : 'left';
}

function isValue(scalar: Scalar, value: string): boolean {
  const text = scalar === null ? '' : String(scalar);
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
