import type { Catalog, CatalogObject } from '../catalog/catalogObject.ts';
import { quoteIdentifier, quoteLiteral } from '../catalog/identifiers.ts';
import { orderOf } from '../catalog/kinds.ts';
import { byKindAndPath } from '../catalog/objectKind.ts';
import { defaultCompareOptions } from './compareOptions.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { AttributeChange, Comparison, Difference, DifferenceStatus, Side } from './difference.ts';
import { directedOptions } from './directedOptions.ts';
import { createNormalForm } from './normalForm.ts';
import type { NormalForm } from './normalForm.ts';
import { pairByKey, withoutGeneratedNames } from './pairing.ts';
import type { Pair } from './pairing.ts';
import { suspectRenames } from './renames.ts';
import { setAside } from './setAside.ts';

/**
 * What differs between two catalogs. One walk serves every kind: objects are paired by kind and path, a pair whose
 * digests agree is skipped, any other is compared attribute by attribute and part by part.
 */
export function compareCatalogs(
  left: Catalog,
  right: Catalog,
  given: CompareOptions = defaultCompareOptions,
): Comparison {
  const options = directedOptions(given, left, right);
  const walk: Walk = { options, form: createNormalForm(options, left.server, right.server), found: [], normalized: [] };
  const unequal = pairByKey(left.objects, right.objects, walk.form.key).filter(
    (pair) =>
      !walk.form.leavesOut(pair.either.kind) && (!walk.form.digestsDecide || pair.left?.digest !== pair.right?.digest),
  );
  for (const pair of unequal.sort((a, b) => byKindAndPath(a.either, b.either))) comparePair(pair, undefined, walk);
  const { differences, ignored } = setAside(walk.found, options);
  return {
    left,
    right,
    differences: suspectRenames(differences, left, right, options),
    ignored,
    normalized: walk.normalized,
  };
}

interface Walk {
  readonly options: CompareOptions;
  readonly form: NormalForm;
  readonly found: Difference[];
  readonly normalized: Pick<CatalogObject, 'kind' | 'path'>[];
}

/** What a part belongs to, on both sides. */
interface Owners {
  readonly left: CatalogObject;
  readonly right: CatalogObject;
}

function comparePair({ left, right, either }: Pair<CatalogObject>, owners: Owners | undefined, walk: Walk): void {
  if (left === undefined || right === undefined) {
    walk.found.push(oneSided(either, left === undefined ? 'rightOnly' : 'leftOnly', owners, walk.options));
    return;
  }
  const { changes, isRewritten } = walk.form.compare(left, right);
  const attributes = [...nameChange(left, right, walk), ...changes, ...orderChanges(left, right, walk)];
  if (attributes.length > 0) {
    const note = isRewritten ? { note: 'inNormalForm' as const } : {};
    walk.found.push({
      ...identity(left, owners?.left),
      status: 'changed',
      attributes,
      children: [],
      left,
      right,
      ...note,
    });
  } else if (isRewritten) walk.normalized.push({ kind: left.kind, path: left.path });
  const parts = pairByKey(left.children, right.children, partKey(left, right, walk));
  const compared = walk.options.constraintNames ? parts : withoutGeneratedNames(parts, walk.form);
  for (const pair of compared) comparePair(pair, { left, right }, walk);
}

/** Parts are paired under their owner, whatever it is called on the two sides. */
function partKey(
  left: CatalogObject,
  right: CatalogObject,
  { form }: Walk,
): (part: CatalogObject, side: Side) => string {
  if (form.digestsDecide) return (part) => `${part.kind} ${part.name}`;
  const onRight = new Set(right.children.map(({ kind, path }) => `${kind} ${path}`));
  return (part, side) => {
    const same = `${part.kind} ${side === 'left' ? form.partPath(part, left, right.path) : part.path}`;
    if (side === 'right' || onRight.has(same)) return same;
    // A table's name is carried by those of its parts: ix_team_channels_name becomes ix_channels_name.
    const carried = `${part.kind} ${right.path}.${quoteIdentifier(part.name.replaceAll(left.name, right.name))}`;
    return onRight.has(carried) ? carried : same;
  };
}

function oneSided(
  object: CatalogObject,
  status: 'leftOnly' | 'rightOnly',
  owners: Owners | undefined,
  options: CompareOptions,
): Difference {
  return {
    ...identity(object, owners?.left),
    ...namesBySide(object, status, owners, options),
    status,
    attributes: [],
    children: object.children.map((child) => oneSided(child, status, undefined, options)),
    ...(status === 'leftOnly' ? { left: object } : { right: object }),
  };
}

function namesBySide(
  object: CatalogObject,
  status: 'leftOnly' | 'rightOnly',
  owners: Owners | undefined,
  { schemas }: CompareOptions,
): Pick<Difference, 'namesBySide'> {
  if (owners !== undefined) {
    const { left, right } = owners;
    if (left.schema === right.schema && left.name === right.name) return {};
    const names = ({ schema, name }: CatalogObject) => ({ schema, owner: name });
    return { namesBySide: { left: names(left), right: names(right) } };
  }
  const { schema } = object;
  const other = Object.entries(schemas).find((names) => names[status === 'leftOnly' ? 0 : 1] === schema);
  if (other === undefined) return {};
  const [left, right] = other.map((each) => ({ schema: each, owner: undefined }));
  return left === undefined || right === undefined ? {} : { namesBySide: { left, right } };
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

/** The name of what the user says was renamed; one in a schema of another name is the same all the same. */
function nameChange(left: CatalogObject, right: CatalogObject, { options }: Walk): AttributeChange[] {
  if (typeof options.renames[`${left.kind}:${left.path}`] !== 'string') return [];
  return [{ name: 'name', left: left.name, right: right.name }];
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
