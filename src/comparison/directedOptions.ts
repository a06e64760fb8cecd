import type { Catalog, CatalogObject } from '../catalog/catalogObject.ts';
import type { CompareOptions } from './compareOptions.ts';

/**
 * The options with every mapping from the left side's name to the right's. A mapping is between two names, and the
 * sides may have been exchanged since it was written: it is turned around where only that fits what the two databases
 * contain, and left out where neither direction does.
 *
 * Roles are no part of a database: a mapping of roles means the same either way, see LeftNames.
 */
export function directedOptions<O extends Pick<CompareOptions, 'schemas' | 'renames'>>(
  options: O,
  left: Catalog,
  right: Catalog,
): O {
  return directedBetween(options, namesIn(left), namesIn(right));
}

/** What a side has. */
export interface SideNames {
  /** By their bare names. */
  readonly schemas: Names;
  /** Objects and their parts, by `kind:path`. */
  readonly objects: Names;
}

/** The same by names alone, for who has not read the catalogs. */
export function directedBetween<O extends Pick<CompareOptions, 'schemas' | 'renames'>>(
  options: O,
  left: SideNames,
  right: SideNames,
): O {
  return {
    ...options,
    schemas: Object.fromEntries(directed(options.schemas, left.schemas, right.schemas)),
    renames: directedRenames(options, left.objects, right.objects),
  };
}

function directedRenames(
  { renames }: Pick<CompareOptions, 'renames'>,
  left: Names,
  right: Names,
): CompareOptions['renames'] {
  const accepted = Object.entries(renames).flatMap(([from, to]) => {
    const kind = from.slice(0, from.indexOf(':') + 1);
    return to === false ? [] : [[from, `${kind}${to}`] as const];
  });
  const rejected = Object.entries(renames).filter(([, to]) => to === false);
  const found = directed(Object.fromEntries(accepted), left, right)
    // Where a side has both, the one did not become the other.
    .filter(([from, to]) => !left.has(to) && !right.has(from))
    .map(([from, to]) => [from, to.slice(to.indexOf(':') + 1)] as const);
  return Object.fromEntries([...rejected, ...found]);
}

interface Names {
  has(name: string): boolean;
}

function directed(mapping: Readonly<Record<string, string>>, left: Names, right: Names): (readonly [string, string])[] {
  return Object.entries(mapping).flatMap(([from, to]): (readonly [string, string])[] => {
    if (left.has(from) && right.has(to)) return [[from, to]];
    return left.has(to) && right.has(from) ? [[to, from]] : [];
  });
}

/** Looked through only for what a mapping names, which mostly is nothing. */
function namesIn(catalog: Catalog): SideNames {
  return {
    schemas: {
      has: (wanted) => catalog.objects.some(({ kind, name, schema }) => (kind === 'schema' ? name : schema) === wanted),
    },
    objects: { has: (key) => contains(catalog, key) },
  };
}

/** Whether there is an object or a part of one of this `kind:path`. */
function contains({ objects }: Catalog, key: string): boolean {
  const is = ({ kind, path }: CatalogObject): boolean => `${kind}:${path}` === key;
  const path = key.slice(key.indexOf(':') + 1);
  return objects.some((object) => is(object) || (path.startsWith(`${object.path}.`) && object.children.some(is)));
}
