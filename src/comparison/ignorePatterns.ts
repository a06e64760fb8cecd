import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { Difference } from './difference.ts';
import { escaped, setAside } from './setAside.ts';

/** A pattern for `ignore` that a user may want, and how many of the differences it sets aside. */
export interface SuggestedPattern {
  readonly pattern: string;
  readonly count: number;
}

/**
 * Patterns for everything like this difference, from those that set aside the fewest to those that do the most: its
 * overloads, names that differ in their digits or begin or end with the same word (`tmp_import` and `tmp_export`), parts
 * of the same name in other tables, all of its kind in its owner, its schema, anywhere. Of several that come to the same
 * there is the most specific one, and one that sets aside only this is left out where there are others.
 */
export function patternsOfAllLike(
  difference: Difference,
  differences: readonly Difference[],
): readonly SuggestedPattern[] {
  const seen = new Set<string>();
  const suggested = candidates(difference).flatMap((pattern): SuggestedPattern[] => {
    const found = matching(differences, pattern);
    const key = JSON.stringify(found.map(({ path }) => path));
    if (found.length === 0 || seen.has(key)) return [];
    seen.add(key);
    return [{ pattern, count: found.length }];
  });
  const several = suggested.filter(({ count }) => count > 1);
  return (several.length > 0 ? several : suggested).toSorted((a, b) => a.count - b.count);
}

/** The most specific first. */
function candidates(difference: Difference): readonly string[] {
  const { kind, path, name, owner } = difference;
  const schemaName = (difference.left ?? difference.right)?.schema;
  const schema = schemaName === undefined ? '' : `${quoteIdentifier(schemaName)}.`;
  const prefix = owner !== undefined && path.startsWith(`${owner.path}.`) ? `${owner.path}.` : schema;
  // A routine's argument types are no part of what it is called.
  const isRoutine = name.endsWith(')') && path.endsWith(')');
  const bare = path.slice(prefix.length, isRoutine ? path.indexOf('(', prefix.length) : path.length);
  const words = /^[a-z0-9_]+$/.test(bare) ? bare.split('_').filter((word) => word !== '') : [];
  const [first = '', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : [];
  const rest = isRoutine ? '\\(*' : '';
  const inside = `${kind}:${escaped(prefix)}`;
  return [
    ...(isRoutine ? [`${inside}${escaped(bare)}${rest}`] : []),
    ...(/\d/.test(bare) ? [`${inside}${escaped(bare).replace(/\d+/g, '*')}${rest}`] : []),
    ...(words.length > 1 ? [`${inside}${first}_*`, `${inside}*_${last}${rest}`] : []),
    ...(prefix === schema ? [] : [`${kind}:${escaped(schema)}*.${escaped(bare)}`]),
    `${inside}*`,
    `${kind}:${escaped(schema)}*`,
    `${kind}:*`,
  ];
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
