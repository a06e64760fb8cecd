import type { Catalog, CatalogObject } from '../catalog/catalogObject.ts';
import { findInCatalog } from '../migrations/findInCatalog.ts';
import type { Operation } from '../migrations/migrationProject.ts';

/** Whether a database has what an operation acts on: "there", "not there", "there as sessions", "type is text there". */
export function presenceWords(catalog: Catalog, { action, target, attribute, newName }: Operation): string {
  const found = findInCatalog(catalog, target);
  if (action === 'rename' && newName !== undefined) {
    const renamed = attribute === 'schema' ? { ...target, schema: newName } : { ...target, name: newName };
    if (found === undefined && findInCatalog(catalog, renamed) === undefined) return 'not there under either name';
    const name = found === undefined ? renamed : target;
    return `there as ${attribute === 'schema' ? `${name.schema ?? 'public'}.${name.name ?? ''}` : (name.name ?? '')}`;
  }
  if (found === undefined) return 'not there';
  if (action !== 'alter' || attribute === undefined) return `there${typeOf(found)}`;
  const value = found.attributes[attribute];
  if (value === undefined) return 'there';
  return value === null ? `there, without ${attribute}` : `there, ${attribute} is ${String(value)}`;
}

function typeOf({ kind, attributes }: CatalogObject): string {
  const type = attributes['type'];
  return kind === 'column' && typeof type === 'string' ? `, ${type}` : '';
}
