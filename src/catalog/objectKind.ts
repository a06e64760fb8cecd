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
