import type { Catalog, CatalogObject } from '../catalog/catalogObject.ts';
import { quoteLiteral } from '../catalog/identifiers.ts';
import { orderOf } from '../catalog/kinds.ts';
import { byKindAndPath } from '../catalog/objectKind.ts';
import { defaultCompareOptions } from './compareOptions.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { AttributeChange, Comparison, Difference, DifferenceStatus } from './difference.ts';
import { createNormalForm } from './normalForm.ts';
import type { NormalForm } from './normalForm.ts';
import { pairByPath, withoutGeneratedNames } from './pairing.ts';
import type { Pair } from './pairing.ts';
import { setAside } from './setAside.ts';

/**
 * What differs between two catalogs. One walk serves every kind: objects are paired by kind and path, a pair whose
 * digests agree is skipped, any other is compared attribute by attribute and part by part.
 */
export function compareCatalogs(
  left: Catalog,
  right: Catalog,
  options: CompareOptions = defaultCompareOptions,
): Comparison {
  const walk: Walk = { options, form: createNormalForm(options), found: [] };
  const unequal = pairByPath(left.objects, right.objects, walk.form).filter(
    (pair) => !walk.form.digestsDecide || pair.left?.digest !== pair.right?.digest,
  );
  for (const pair of unequal.sort((a, b) => byKindAndPath(a.either, b.either))) comparePair(pair, undefined, walk);
  return { left, right, ...setAside(walk.found, options) };
}

interface Walk {
  readonly options: CompareOptions;
  readonly form: NormalForm;
  readonly found: Difference[];
}

function comparePair({ left, right, either }: Pair<CatalogObject>, owner: CatalogObject | undefined, walk: Walk): void {
  if (left === undefined || right === undefined) {
    walk.found.push(oneSided(either, left === undefined ? 'rightOnly' : 'leftOnly', owner));
    return;
  }
  const attributes = [...walk.form.changes(left, right), ...orderChanges(left, right, walk)];
  if (attributes.length > 0)
    walk.found.push({ ...identity(left, owner), status: 'changed', attributes, children: [], left, right });
  const parts = pairByPath(left.children, right.children, walk.form);
  const compared = walk.options.constraintNames ? parts : withoutGeneratedNames(parts, walk.form);
  for (const pair of compared) comparePair(pair, left, walk);
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

/** A change of order among the parts that both sides have; a part on one side only is a difference of its own. */
function orderChanges(left: CatalogObject, right: CatalogObject, { options }: Walk): AttributeChange[] {
  const ordered = (part: CatalogObject): boolean => {
    const order = orderOf(part.kind);
    return order === 'compared' || (order === 'recorded' && options.columnOrder);
  };
  const order = (object: CatalogObject, other: CatalogObject): string => {
    const common = new Set(other.children.filter(ordered).map((part) => part.name));
    return object.children
      .flatMap((part) => (ordered(part) && common.has(part.name) ? [quoteLiteral(part.name)] : []))
      .join(', ');
  };
  const [leftOrder, rightOrder] = [order(left, right), order(right, left)];
  return leftOrder === rightOrder ? [] : [{ name: 'order', left: leftOrder, right: rightOrder }];
}

/** How many differences there are of each status; parts of a one-sided object are not counted. */
export function summarize(differences: readonly Difference[]): Record<DifferenceStatus, number> {
  const summary = { leftOnly: 0, rightOnly: 0, changed: 0 };
  for (const difference of differences) summary[difference.status]++;
  return summary;
}
