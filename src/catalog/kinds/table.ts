import type { OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';
import { parentsSql } from '../kindSql.ts';
import { ownerAttribute, privilegesAttribute, privilegesSql } from '../privileges.ts';
import { storageAttributes, storageJoins } from './relationStorage.ts';
import { defineTable } from './tableDefinition.ts';

/** Ordinary and partitioned tables, partitions included. */
export const tableReader: OutermostReader = {
  kind: 'table',
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r
    ${storageJoins}
    ${commentJoin('d', 'pg_class', 'r.oid')}`,
  where: `r.relkind IN ('r', 'p')`,
  schema: 'r.nspname',
  name: 'r.relname',
  attributes: [
    { name: 'persistence', sql: `CASE r.relpersistence WHEN 'u' THEN 'unlogged' END` },
    {
      name: 'of type',
      sql: 'CASE WHEN r.reloftype <> 0 THEN format_type(r.reloftype, NULL) END',
      rare: 'r.reloftype <> 0',
    },
    { name: 'partition key', sql: `CASE r.relkind WHEN 'p' THEN pg_get_partkeydef(r.oid) END` },
    { name: 'partition of', sql: `CASE WHEN r.relispartition THEN ${parentsSql('r.oid')} END` },
    { name: 'partition bounds', sql: 'CASE WHEN r.relispartition THEN pg_get_expr(r.relpartbound, r.oid) END' },
    { name: 'inherits', sql: `CASE WHEN NOT r.relispartition THEN ${parentsSql('r.oid')} END` },
    { name: 'row security', sql: 'CASE WHEN r.relrowsecurity THEN true END', rare: 'r.relrowsecurity' },
    {
      name: 'row security forced',
      sql: 'CASE WHEN r.relforcerowsecurity THEN true END',
      rare: 'r.relforcerowsecurity',
    },
    // Which index identifies rows is a fact of that index.
    {
      name: 'replica identity',
      sql: `CASE r.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' END`,
      rare: `r.relreplident IN ('n', 'f')`,
    },
    ...storageAttributes,
    ownerAttribute('r.relowner'),
    privilegesAttribute('r.relacl', 'r', 'r.relowner'),
    {
      name: 'row type privileges',
      sql: privilegesSql('(SELECT typacl FROM pg_type WHERE oid = r.reltype)', 'T', 'r.relowner'),
      facet: 'privileges',
      rare: 'r.reltype IN (SELECT oid FROM pg_type WHERE typacl IS NOT NULL)',
    },
    commentAttribute,
  ],
  define: defineTable,
};
