import type { CatalogObject } from '../catalog/catalogObject.ts';
import { quoteIdentifier } from '../catalog/identifiers.ts';
import { bareBoundaries, nameReplacer, pathBoundaries, schemaBoundaries } from '../catalog/replaceNames.ts';
import type { CompareOptions } from './compareOptions.ts';

/**
 * What things of the left side are called on the right, where the options say that they are the same.
 *
 * Roles are mapped on both sides, since nothing in a database says which of the two names it has.
 */
export interface LeftNames {
  /** The path that an object would have on the right. */
  path(object: NamedObject): string;
  /** What the user says that an object of the left is called on the right, as a path; undefined where nothing is said. */
  renamed(object: NamedObject): string | undefined;
  /** What a part is called on the right, below its owner's path, if it is named after something else. */
  below(part: CatalogObject, name: string): string;
  /** A fact with the names of schemas and tables replaced where they qualify something. */
  text(fact: string): string;
  /** An owner, a list of grants, or a path with roles in it, of either side. */
  roles(fact: string): string;
  /** The path with its roles replaced, of an object of either side. */
  rolesInPath(object: CatalogObject, path: string): string;
  /** Whether every name is the same on both sides. */
  readonly areSame: boolean;
}

type NamedObject = Pick<CatalogObject, 'kind' | 'path'>;

/** @param options directed from left to right, see directedOptions() */
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
  const replaceTables = nameReplacer(tables, pathBoundaries);
  const replaceSchemas = nameReplacer(quotedSchemas, schemaBoundaries);
  const replaceRoles = nameReplacer(quotedNames(roles), bareBoundaries);
  const text = (fact: string): string => replaceSchemas(replaceTables(fact));
  const bareSchema = (name: string): string => quotedSchemas.get(name) ?? name;
  const renamed: LeftNames['renamed'] = ({ kind, path }) => byKindAndPath.get(`${kind}:${path}`);
  return {
    path(object) {
      const { kind, path } = object;
      if (kind === 'schema') return bareSchema(path);
      if (kind === 'default privileges') return path.replace(inSchema, bareSchema);
      return renamed(object) ?? text(path);
    },
    renamed,
    below: ({ kind }, name) => (kind === 'published schema' ? bareSchema(name) : text(name)),
    text,
    roles: replaceRoles,
    rolesInPath({ kind }, path) {
      const place = rolePlaces.get(kind);
      return place === undefined ? path : path.replace(place, replaceRoles);
    },
    areSame: accepted.length === 0 && quotedSchemas.size === 0 && Object.keys(roles).length === 0,
  };
}

const identifier = '(?:"(?:[^"]|"")*"|[^ ]+)';
/** Where the path of such an object names a role: `app SERVER archive`, `FOR ROLE app ON TABLES`. */
const rolePlaces: ReadonlyMap<CatalogObject['kind'], RegExp> = new Map([
  ['user mapping', new RegExp(`^${identifier}(?= SERVER )`)],
  ['default privileges', new RegExp(`(?<=^FOR ROLE )${identifier}`)],
]);
const inSchema = new RegExp(`(?<=^FOR ROLE ${identifier} IN SCHEMA )${identifier}`);

function quotedNames(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).map(([from, to]) => [quoteIdentifier(from), quoteIdentifier(to)]));
}
