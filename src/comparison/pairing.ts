import type { CatalogObject } from '../catalog/catalogObject.ts';
import { generatedNameOf } from '../catalog/kinds.ts';
import type { Side } from './difference.ts';
import type { NormalForm } from './normalForm.ts';

/** An object of each side that are the same one; at least one of the sides is there. */
export interface Pair<T extends CatalogObject> {
  readonly left: T | undefined;
  readonly right: T | undefined;
  readonly either: T;
}

/**
 * Objects of both sides, paired by a key, in the left side's order; what only the right side has follows the
 * object that it follows there.
 */
export function pairByKey<T extends CatalogObject>(
  left: readonly T[],
  right: readonly T[],
  key: (object: T, side: Side) => string,
): Pair<T>[] {
  const leftKeys = new Set(left.map((object) => key(object, 'left')));
  const rightByKey = new Map<string, T>();
  const rightOnlyAfter = new Map<string, Pair<T>[]>([['', []]]);
  let previous = '';
  for (const object of right) {
    const objectKey = key(object, 'right');
    rightByKey.set(objectKey, object);
    if (leftKeys.has(objectKey)) rightOnlyAfter.set((previous = objectKey), []);
    else rightOnlyAfter.get(previous)?.push({ left: undefined, right: object, either: object });
  }
  const result = rightOnlyAfter.get('') ?? [];
  for (const object of left) {
    const objectKey = key(object, 'left');
    result.push(
      { left: object, right: rightByKey.get(objectKey), either: object },
      ...(rightOnlyAfter.get(objectKey) ?? []),
    );
  }
  return result;
}

/**
 * Leaves out parts of each side that differ in nothing but a name that a program made up: a constraint that was created
 * without a name keeps the one of its day when the table is renamed, and frameworks hash theirs.
 */
export function withoutGeneratedNames<T extends CatalogObject>(
  pairs: readonly Pair<T>[],
  { compare }: Pick<NormalForm, 'compare'>,
): Pair<T>[] {
  const isGenerated = (object: T): boolean => generatedNameOf(object.kind)?.test(object.name) === true;
  const rightOnly = pairs.flatMap(({ left, right }) =>
    left === undefined && right !== undefined && isGenerated(right) ? [right] : [],
  );
  if (rightOnly.length === 0) return [...pairs];
  const same = new Set<T>();
  for (const { left, right } of pairs) {
    if (left === undefined || right !== undefined || !isGenerated(left)) continue;
    const twin = rightOnly.find(
      (object) => !same.has(object) && object.kind === left.kind && compare(left, object).changes.length === 0,
    );
    if (twin !== undefined) same.add(left).add(twin);
  }
  return pairs.filter(({ either }) => !same.has(either));
}
