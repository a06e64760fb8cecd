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
 * without a name keeps the one of its day when the table is renamed, frameworks hash theirs, and of two checks of a table
 * the one that was made first is `users_check` and the other one `users_check1`.
 */
export function withoutGeneratedNames<T extends CatalogObject>(
  pairs: readonly Pair<T>[],
  { compare }: Pick<NormalForm, 'compare'>,
): Pair<T>[] {
  const isSame = (left: T, right: T): boolean => left.kind === right.kind && compare(left, right).changes.length === 0;
  const unsettled = pairs.filter(
    ({ left, right, either }) =>
      generatedNameOf(either.kind)?.test(either.name) === true &&
      (left === undefined || right === undefined || !isSame(left, right)),
  );
  // In the order of their names, so that of several that are alike the same ones remain whichever side is the left.
  const byName = (one: T, other: T): number => (one.name < other.name ? -1 : 1);
  const lefts = unsettled.flatMap(({ left }) => (left === undefined ? [] : [left])).toSorted(byName);
  const rights = unsettled.flatMap(({ right }) => (right === undefined ? [] : [right])).toSorted(byName);
  const settled = new Set<T>();
  for (const left of lefts) {
    const twin = rights.find((right) => !settled.has(right) && isSame(left, right));
    if (twin !== undefined) settled.add(left).add(twin);
  }
  if (settled.size === 0) return [...pairs];
  return pairs.flatMap((pair) => {
    const [left, right] = [pair.left, pair.right].map((one) =>
      one === undefined || settled.has(one) ? undefined : one,
    );
    const either = left ?? right;
    return either === undefined ? [] : [{ left, right, either }];
  });
}
