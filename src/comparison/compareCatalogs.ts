import type { Catalog, CatalogObject, Scalar } from '../catalog/catalogObject.ts';
import type { AttributeFacet } from '../catalog/kindReader.ts';
import { facetOf, orderedKinds } from '../catalog/kinds.ts';
import { byKindAndPath } from '../catalog/objectKind.ts';
import type { AttributeChange, Comparison, Difference, DifferenceStatus } from './difference.ts';

/** Facts that only some people want compared: they often differ between environments by intent. */
const skippedByDefault: ReadonlySet<AttributeFacet> = new Set<AttributeFacet>(['owner', 'privileges', 'storage']);

/**
 * What differs between two catalogs. One walk serves every kind: objects are paired by kind and path, a pair whose
 * digests agree is skipped, any other is compared attribute by attribute and part by part.
 *
 * @param options.skippedFacets facts that do not count as differences; absent means owners, privileges and storage
 */
export function compareCatalogs(
  left: Catalog,
  right: Catalog,
  { skippedFacets = skippedByDefault }: { readonly skippedFacets?: ReadonlySet<AttributeFacet> } = {},
): Comparison {
  const differences: Difference[] = [];
  const unequal = pairs(left.objects, right.objects).filter((pair) => pair.left?.digest !== pair.right?.digest);
  for (const pair of unequal.sort((a, b) => byKindAndPath(a.either, b.either)))
    comparePair(pair, undefined, skippedFacets, differences);
  return { left, right, differences };
}

/** Objects of one kind and path; at least one of the sides is there. */
interface Pair<T extends CatalogObject> {
  readonly left: T | undefined;
  readonly right: T | undefined;
  readonly either: T;
}

function comparePair(
  { left, right, either }: Pair<CatalogObject>,
  owner: CatalogObject | undefined,
  skippedFacets: ReadonlySet<AttributeFacet>,
  into: Difference[],
): void {
  if (left === undefined || right === undefined) {
    into.push(oneSided(either, left === undefined ? 'rightOnly' : 'leftOnly', owner));
    return;
  }
  const attributes = [...attributeChanges(left, right, skippedFacets), ...orderChanges(left, right)];
  if (attributes.length > 0)
    into.push({ ...identity(left, owner), status: 'changed', attributes, children: [], left, right });
  for (const pair of pairs(left.children, right.children)) comparePair(pair, left, skippedFacets, into);
}

function oneSided(object: CatalogObject, status: 'leftOnly' | 'rightOnly', owner?: CatalogObject): Difference {
  return {
    ...identity(object, owner),
    status,
    attributes: [],
    children: object.children.map((child) => oneSided(child, status)),
    ...(status === 'leftOnly' ? { left: object } : { right: object }),
  };
}

function identity(
  object: CatalogObject,
  owner: CatalogObject | undefined,
): Pick<Difference, 'kind' | 'path' | 'name' | 'owner'> {
  const { kind, path, name } = object;
  return owner === undefined
    ? { kind, path, name }
    : { kind, path, name, owner: { kind: owner.kind, path: owner.path, name: owner.name } };
}

function attributeChanges(
  left: CatalogObject,
  right: CatalogObject,
  skippedFacets: ReadonlySet<AttributeFacet>,
): AttributeChange[] {
  const changes: AttributeChange[] = [];
  for (const name of new Set([...Object.keys(left.attributes), ...Object.keys(right.attributes)])) {
    const leftValue: Scalar = left.attributes[name] ?? null;
    const rightValue: Scalar = right.attributes[name] ?? null;
    if (leftValue === rightValue) continue;
    const facet = facetOf(left.kind, name);
    if (facet === undefined || !skippedFacets.has(facet)) changes.push({ name, left: leftValue, right: rightValue });
  }
  return changes;
}

/** A change of order among the parts that both sides have; a part on one side only is a difference of its own. */
function orderChanges(left: CatalogObject, right: CatalogObject): AttributeChange[] {
  const order = (object: CatalogObject, other: CatalogObject): string => {
    const common = new Set(other.children.filter((part) => orderedKinds.has(part.kind)).map((part) => part.path));
    return object.children.flatMap((part) => (common.has(part.path) ? [part.definition ?? part.name] : [])).join(', ');
  };
  const [leftOrder, rightOrder] = [order(left, right), order(right, left)];
  return leftOrder === rightOrder ? [] : [{ name: 'order', left: leftOrder, right: rightOrder }];
}

/**
 * Objects of both sides, paired by kind and path, in the left side's order; what only the right side has follows the
 * object that it follows there.
 */
function pairs<T extends CatalogObject>(left: readonly T[], right: readonly T[]): Pair<T>[] {
  const key = (object: T): string => `${object.kind} ${object.path}`;
  const leftKeys = new Set(left.map(key));
  const rightByKey = new Map<string, T>();
  const rightOnlyAfter = new Map<string, Pair<T>[]>([['', []]]);
  let previous = '';
  for (const object of right) {
    const objectKey = key(object);
    rightByKey.set(objectKey, object);
    if (leftKeys.has(objectKey)) rightOnlyAfter.set((previous = objectKey), []);
    else rightOnlyAfter.get(previous)?.push({ left: undefined, right: object, either: object });
  }
  const result = rightOnlyAfter.get('') ?? [];
  for (const object of left) {
    const objectKey = key(object);
    result.push(
      { left: object, right: rightByKey.get(objectKey), either: object },
      ...(rightOnlyAfter.get(objectKey) ?? []),
    );
  }
  return result;
}

/** How many differences there are of each status; parts of a one-sided object are not counted. */
export function summarize(differences: readonly Difference[]): Record<DifferenceStatus, number> {
  const summary = { leftOnly: 0, rightOnly: 0, changed: 0 };
  for (const difference of differences) summary[difference.status]++;
  return summary;
}
