import type { Catalog, CatalogObject } from '../catalog/catalogObject.ts';
import { byKindAndPath } from '../catalog/objectKind.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';
import type { Difference } from './difference.ts';

/** What was found between two of several catalogs, named by their places in the list. */
export interface PairDifferences<D extends Difference = Difference> {
  readonly left: number;
  readonly right: number;
  readonly differences: readonly D[];
}

/** One object that differs between any two of several catalogs. */
export interface MatrixRow<D extends Difference = Difference> {
  readonly kind: ObjectKind;
  readonly path: string;
  readonly name: string;
  /** null for an object outside of schemas. */
  readonly schema: string | null;
  readonly owner: Difference['owner'] | undefined;
  /**
   * For each catalog which form of the object it has: equal numbers are equal objects, from 0 in the order of the
   * catalogs; null where it is not there.
   */
  readonly variants: readonly (number | null)[];
  /** What the pairs say of it. */
  readonly differences: readonly { readonly left: number; readonly right: number; readonly difference: D }[];
}

/** Every two of so many catalogs, the first one on the left. */
export function pairsOf(count: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, left) =>
    Array.from({ length: count - left - 1 }, (__, index) => [left, left + index + 1] as const),
  ).flat();
}

/**
 * One row for each object that differs in any of the catalogs, ordered as a comparison is: by kind and path of the
 * outermost object, parts after their owner.
 * @param pairs what compareCatalogs() finds between every two of them, all under the same options
 */
export function buildMatrix<D extends Difference>(
  catalogs: readonly Catalog[],
  pairs: readonly PairDifferences<D>[],
): readonly MatrixRow<D>[] {
  const found = new Map<string, MatrixRow<D>['differences'][number][]>();
  for (const { left, right, differences } of pairs) {
    for (const difference of differences) {
      const key = keyOf(difference);
      const known = found.get(key);
      if (known === undefined) found.set(key, [{ left, right, difference }]);
      else known.push({ left, right, difference });
    }
  }
  const contents = catalogs.map(contentOf);
  const rows = [...found.values()].flatMap((differences): MatrixRow<D>[] => {
    const [first] = differences;
    if (first === undefined) return [];
    const { kind, path, name, owner } = first.difference;
    const object = first.difference.left ?? first.difference.right;
    const variants = variantsOf(first.difference, differences, contents);
    return [{ kind, path, name, schema: object?.schema ?? null, owner, variants, differences }];
  });
  return rows.sort(inOrder);
}

/**
 * Forms are told apart by the differences alone: what no pair reports is equal, whatever it is called. Where a is like b
 * and b like c but a is not like c (only what two have in common has an order), no difference is passed over.
 */
function variantsOf(
  object: Difference,
  differences: readonly { readonly left: number; readonly right: number }[],
  contents: readonly Content[],
): readonly (number | null)[] {
  const { owner } = object;
  const reported = new Set(differences.map(({ left, right }) => `${String(left)} ${String(right)}`));
  const differ = (one: number, other: number): boolean =>
    reported.has(`${String(Math.min(one, other))} ${String(Math.max(one, other))}`);
  const hasOwner = contents.map((content) => owner === undefined || content.has(owner));
  const named = contents.map((content, index) => hasOwner[index] === true && content.has(object, owner));
  // A constraint with a made-up name may be there under another one.
  const isThere = named.map(
    (is, index) => is || (hasOwner[index] === true && named.some((other, place) => other && !differ(index, place))),
  );
  const forms: number[][] = [];
  return contents.map((_, index) => {
    if (isThere[index] !== true) return null;
    const number = forms.findIndex((members) => members.every((member) => !differ(index, member)));
    if (number < 0) return forms.push([index]) - 1;
    forms[number]?.push(index);
    return number;
  });
}

interface Content {
  has(object: Pick<CatalogObject, 'kind' | 'path'>, owner?: Pick<CatalogObject, 'kind' | 'path'>): boolean;
}

function contentOf({ objects }: Catalog): Content {
  const outermost = new Map(objects.map((object) => [keyOf(object), object]));
  return {
    has: (object, owner) =>
      owner === undefined
        ? outermost.has(keyOf(object))
        : (outermost.get(keyOf(owner))?.children ?? []).some((part) => keyOf(part) === keyOf(object)),
  };
}

function keyOf({ kind, path }: Pick<CatalogObject, 'kind' | 'path'>): string {
  return `${kind} ${path}`;
}

function inOrder(a: MatrixRow, b: MatrixRow): number {
  const own = byKindAndPath(a.owner ?? a, b.owner ?? b);
  if (own !== 0) return own;
  return Number(a.owner !== undefined) - Number(b.owner !== undefined) || byKindAndPath(a, b);
}
