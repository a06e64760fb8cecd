import type { Catalog, CatalogObject } from '../catalog/catalogObject.ts';
import { namespaceOf } from './historyKeys.ts';
import type { OperationTarget } from './migrationProject.ts';
import { isMeant } from './remaining/findTarget.ts';

/** The object that an operation acts on, as a database has it; undefined where it is not there. */
export function findInCatalog(catalog: Catalog, target: OperationTarget): CatalogObject | undefined {
  const { kind, owner } = target;
  const schema = target.schema ?? 'public';
  if (owner !== undefined) {
    const owners = catalog.objects.filter((object) => object.name === owner && object.schema === schema);
    return firstPart(owners, target);
  }
  const outermost = catalog.objects.find(
    (object) =>
      namespaceOf(object.kind) === namespaceOf(kind) && isNamed(object, target) && (object.schema ?? schema) === schema,
  );
  if (outermost !== undefined || kind !== 'index') return outermost;
  // DROP INDEX does not say which table it is of.
  return firstPart(
    catalog.objects.filter((object) => object.schema === schema),
    target,
  );
}

/** By its name; a constraint or an index also by what it is over, for it may bear a name that was made up. */
function firstPart(owners: readonly CatalogObject[], target: OperationTarget): CatalogObject | undefined {
  const searches = target.columns === undefined ? [target] : [target, { ...target, name: undefined }];
  for (const search of searches) {
    for (const { children } of owners) {
      const part = children.find((child) => isMeant(child, search));
      if (part !== undefined) return part;
    }
  }
  return undefined;
}

/** A routine may be named without its arguments. */
function isNamed(object: CatalogObject, { kind, name }: OperationTarget): boolean {
  if (object.name === name) return true;
  return namespaceOf(kind) === 'routine' && name?.includes('(') === false && object.name.startsWith(`${name}(`);
}
