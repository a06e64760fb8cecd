import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';
import { storageAttributes, storageJoins } from './relationStorage.ts';
import { defineTable } from './tableDefinition.ts';

/** Ordinary and partitioned tables, partitions included. */
export const tableReader: OutermostReader = {
  kind: 'table',
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r
    LEFT JOIN ancestry p ON p.inhrelid = r.oid
    ${storageJoins}
    ${commentJoin('d', 'pg_class', 'r.oid')}`,
  where: `r.relkind IN ('r', 'p')`,
  schema: 'r.nspname',
  name: 'r.relname',
  attributes: [
    { name: 'persistence', sql: `CASE r.relpersistence WHEN 'u' THEN 'unlogged' END` },
    { name: 'of type', sql: 'CASE WHEN r.reloftype <> 0 THEN format_type(r.reloftype, NULL) END', rare: true },
    { name: 'partition key', sql: `CASE r.relkind WHEN 'p' THEN pg_get_partkeydef(r.oid) END` },
    { name: 'partition of', sql: 'CASE WHEN r.relispartition THEN p.parents END' },
    { name: 'partition bounds', sql: 'CASE WHEN r.relispartition THEN pg_get_expr(r.relpartbound, r.oid) END' },
    { name: 'inherits', sql: 'CASE WHEN NOT r.relispartition THEN p.parents END' },
    { name: 'row security', sql: 'CASE WHEN r.relrowsecurity THEN true END', rare: true },
    { name: 'row security forced', sql: 'CASE WHEN r.relforcerowsecurity THEN true END', rare: true },
    // Which index identifies rows is a fact of that index.
    {
      name: 'replica identity',
      sql: `CASE r.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' END`,
      rare: true,
    },
    ...storageAttributes,
    ownerAttribute('r.relowner'),
    privilegesAttribute('r.relacl', 'r', 'r.relowner'),
    commentAttribute,
  ],
  define: defineTable,
};
