import type { CatalogObject } from '../../catalog/catalogObject.ts';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import { coveredBy, namespaceOf } from '../historyKeys.ts';
import type { Operation } from '../migrationProject.ts';
import { coverageOf } from '../objectIdentity.ts';
import type { WorkingCatalog, WorkingObject } from './workingCatalog.ts';

/** What an operation is about, as far as the catalog has it. */
export type Target =
  | { readonly type: 'object'; readonly object: WorkingObject }
  | { readonly type: 'part'; readonly owner: WorkingObject; readonly part: WorkingObject }
  /** The part is not there, its owner is. */
  | { readonly type: 'owner'; readonly owner: WorkingObject }
  | { readonly type: 'none' };

/** Kinds of object with parts, one for each namespace that their names live in. */
const ownerKinds: readonly ObjectKind[] = ['table', 'enum', 'text search configuration', 'publication'];

export function findTarget(catalog: WorkingCatalog, { target }: Operation): Target {
  const { kind, schema = 'public', name } = target;
  const owner =
    target.owner === undefined ? ownerOf(catalog, schema, kind, name) : findOwner(catalog, schema, target.owner);
  if (owner !== undefined) {
    const part = owner.children.find((each) => isMeant(each, target));
    return part === undefined ? { type: 'owner', owner } : { type: 'part', owner, part };
  }
  const object = name === undefined || target.owner !== undefined ? undefined : catalog.find(kind, schema, name);
  return object === undefined ? { type: 'none' } : { type: 'object', object };
}

export function findOwner(catalog: WorkingCatalog, schema: string, name: string): WorkingObject | undefined {
  for (const kind of ownerKinds) {
    const owner = catalog.find(kind, schema, name);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** By its name; what has none in the migration by what it is over. */
export function isMeant(
  part: Pick<CatalogObject, 'kind' | 'name' | 'attributes'>,
  { kind, name, columns, constraintType: type, references }: Operation['target'],
): boolean {
  if (namespaceOf(part.kind) !== namespaceOf(kind)) return false;
  if (name !== undefined) return part.name === name;
  return coveredBy(coverageOf(part), { type, columns, references });
}

/** An index is named within its schema: DROP INDEX does not say whose it is. */
function ownerOf(
  catalog: WorkingCatalog,
  schema: string,
  kind: ObjectKind,
  name: string | undefined,
): WorkingObject | undefined {
  if (kind !== 'index' || name === undefined) return undefined;
  const has = (object: { readonly children: readonly Pick<CatalogObject, 'kind' | 'name'>[] }): boolean =>
    object.children.some((child) => (child.kind === 'index' || child.kind === 'constraint') && child.name === name);
  return catalog.filter(
    (object) => object.schema === schema && namespaceOf(object.kind) === 'relation' && has(object),
  )[0];
}
