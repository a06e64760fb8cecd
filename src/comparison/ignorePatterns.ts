import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { Difference } from './difference.ts';
import { patternOf, setAside } from './setAside.ts';

/**
 * The pattern for everything like this object: of a part all parts of its kind under its owner; of an object whose name
 * has digits all that differ in those (`events_2026` and `events_2027`); else all of its kind in the schema.
 */
export function patternOfAllLike(difference: Difference): string {
  const { kind, path, name, owner } = difference;
  if (owner !== undefined && path.startsWith(`${owner.path}.`)) return `${patternOf({ kind, path: owner.path })}.*`;
  const schema = (difference.left ?? difference.right)?.schema;
  const prefix = schema === undefined ? '' : `${quoteIdentifier(schema)}.`;
  const start = patternOf({ kind, path: prefix });
  if (!/\d/.test(name)) return `${start}*`;
  return (
    start +
    patternOf({ kind, path: path.slice(prefix.length) })
      .slice(kind.length + 1)
      .replace(/\d+/g, '*')
  );
}

/** What of the differences a pattern would set aside. */
export function matching<D extends Difference>(differences: readonly D[], pattern: string): readonly D[] {
  const { ignored } = setAside(differences, { ignore: [pattern], partitions: [] });
  const found = new Set(ignored);
  return differences.filter((difference) => found.has(difference));
}

/** The options' patterns without those that set this difference aside. */
export function withoutPatternsOf(
  difference: Difference,
  { ignore, partitions }: Pick<CompareOptions, 'ignore' | 'partitions'>,
): Pick<CompareOptions, 'ignore' | 'partitions'> {
  const counts = (options: Partial<Pick<CompareOptions, 'ignore' | 'partitions'>>): boolean =>
    setAside([difference], { ignore: [], partitions: [], ...options }).ignored.length === 0;
  return {
    ignore: ignore.filter((pattern) => counts({ ignore: [pattern] })),
    partitions: partitions.filter((pattern) => counts({ partitions: [pattern] })),
  };
}
