import type { CatalogObject } from '../catalog/catalogObject.ts';
import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { CompareOptions } from './compareOptions.ts';

/** What things of the left side are called on the right, where the options say that they are the same. */
export interface LeftNames {
  /** The path that the object would have on the right. */
  path(object: CatalogObject): string;
  /** A fact with the names of schemas and tables replaced where they qualify something. */
  text(fact: string): string;
  /** An owner, or a list of grants, with the names of roles replaced. */
  roles(fact: string): string;
  /** Whether every name is the same on both sides. */
  readonly areSame: boolean;
}

export function createLeftNames({
  schemas,
  roles,
  renames,
}: Pick<CompareOptions, 'schemas' | 'roles' | 'renames'>): LeftNames {
  const accepted = Object.entries(renames).filter((entry): entry is [string, string] => entry[1] !== false);
  const byKindAndPath = new Map(accepted);
  const tables = new Map(
    accepted.flatMap(([from, to]) => (from.startsWith('table:') ? [[from.slice('table:'.length), to] as const] : [])),
  );
  const quotedSchemas = quotedNames(schemas);
  // A table's own path is replaced before its schema, which the new path already is in the right one of.
  const replaceTables = replacer(tables, '(?<![\\w$".])', '(?![\\w$"])');
  const replaceSchemas = replacer(quotedSchemas, '(?<![\\w$".])', '(?=\\.)');
  const replaceRoles = replacer(quotedNames(roles), '(?<![\\w$"])', '(?![\\w$"])');
  return {
    path: (object) => byKindAndPath.get(`${object.kind}:${object.path}`) ?? inRenamedSchema(object, schemas),
    text: (fact) => replaceSchemas(replaceTables(fact)),
    roles: replaceRoles,
    areSame: accepted.length === 0 && quotedSchemas.size === 0 && Object.keys(roles).length === 0,
  };
}

/** The path with its schema renamed; a schema's own path is its name. */
function inRenamedSchema(object: CatalogObject, schemas: CompareOptions['schemas']): string {
  const schema = object.kind === 'schema' ? object.name : object.schema;
  const renamed = schema === undefined ? undefined : schemas[schema];
  if (schema === undefined || renamed === undefined) return object.path;
  return quoteIdentifier(renamed) + object.path.slice(quoteIdentifier(schema).length);
}

function quotedNames(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).map(([from, to]) => [quoteIdentifier(from), quoteIdentifier(to)]));
}

/** Replaces whole names, also inside of strings: `nextval('tenant_a.users_id_seq'::regclass)`. */
function replacer(names: ReadonlyMap<string, string>, before: string, after: string): (text: string) => string {
  if (names.size === 0) return (text) => text;
  const any = [...names.keys()].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const occurrences = new RegExp(`${before}(?:${any})${after}`, 'g');
  return (text) => text.replace(occurrences, (name) => names.get(name) ?? name);
}
