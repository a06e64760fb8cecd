/**
 * The kinds of object a catalog holds, in PostgreSQL's own words, lower case.
 * The order is the order in which a page or a report lists them.
 */
export const objectKinds = [
  'schema',
  'extension',
  'enum',
  'enum value',
  'domain',
  'composite type',
  'attribute',
  'sequence',
  'table',
  'column',
  'constraint',
  'index',
  'trigger',
  'view',
  'materialized view',
  'function',
  'procedure',
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

export function byKind(a: Pick<Placed, 'kind'>, b: Pick<Placed, 'kind'>): number {
  return objectKinds.indexOf(a.kind) - objectKinds.indexOf(b.kind);
}
