/**
 * The kinds of object a catalog holds, in PostgreSQL's own words, lower case.
 * The order is the order in which a page or a report lists them.
 */
export const objectKinds = [
  'schema',
  'extension',
  'language',
  'access method',
  'collation',
  'enum',
  'enum value',
  'domain',
  'composite type',
  'attribute',
  'range type',
  'base type',
  'sequence',
  'table',
  'foreign table',
  'column',
  'constraint',
  'index',
  'trigger',
  'policy',
  'rule',
  'statistics',
  'view',
  'materialized view',
  'function',
  'procedure',
  'aggregate',
  'operator',
  'operator class',
  'operator family',
  'cast',
  'conversion',
  'transform',
  'text search parser',
  'text search template',
  'text search dictionary',
  'text search configuration',
  'text search mapping',
  'foreign data wrapper',
  'server',
  'user mapping',
  'publication',
  'published table',
  'published schema',
  'subscription',
  'event trigger',
  'default privileges',
  'security label',
] as const;

export type ObjectKind = (typeof objectKinds)[number];

interface Placed {
  readonly kind: ObjectKind;
  readonly path: string;
}

/** Sorts objects by kind, in the order of `objectKinds`, then by path. */
export function byKindAndPath(a: Placed, b: Placed): number {
  return byKind(a, b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

const places: ReadonlyMap<ObjectKind, number> = new Map(objectKinds.map((kind, place) => [kind, place]));

export function byKind(a: Pick<Placed, 'kind'>, b: Pick<Placed, 'kind'>): number {
  return a.kind === b.kind ? 0 : (places.get(a.kind) ?? 0) - (places.get(b.kind) ?? 0);
}
