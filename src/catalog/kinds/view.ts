import type { AttributeReader, OutermostReader } from '../kindReader.ts';
import { anyRelation, commentAttribute, commentJoin } from '../kindReader.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';
import { sortedList } from '../sqlText.ts';
import { storageAttributes, storageJoins } from './relationStorage.ts';
import { columnDefaults, columnSettings, viewColumnAttributes, viewColumnsJoin } from './viewColumns.ts';
import { defineMaterializedView, defineView } from './viewDefinition.ts';

const common = {
  catalog: 'pg_class',
  oid: 'r.oid',
  schema: 'r.nspname',
  name: 'r.relname',
} as const;

/** With search_path pinned to pg_catalog, pg_get_viewdef() qualifies every name of ours. */
const query: AttributeReader = { name: 'query', sql: 'pg_get_viewdef(r.oid)', facet: 'code' };

const shared: readonly AttributeReader[] = [
  ...viewColumnAttributes,
  ownerAttribute('r.relowner'),
  privilegesAttribute('r.relacl', 'r', 'r.relowner'),
  commentAttribute,
];

export const viewReader: OutermostReader = {
  ...common,
  kind: 'view',
  presence: anyRelation('v'),
  from: (versionNumber) => `relation r ${viewColumnsJoin(versionNumber)} ${commentJoin('d', 'pg_class', 'r.oid')}`,
  where: `r.relkind = 'v'`,
  attributes: [query, { name: 'options', sql: sortedList('r.reloptions') }, columnDefaults, ...shared],
  define: defineView,
};

export const materializedViewReader: OutermostReader = {
  ...common,
  kind: 'materialized view',
  presence: anyRelation('m'),
  from: (versionNumber) =>
    `relation r ${viewColumnsJoin(versionNumber)} ${storageJoins} ${commentJoin('d', 'pg_class', 'r.oid')}`,
  where: `r.relkind = 'm'`,
  attributes: [
    query,
    // Whether it holds rows is no fact about the schema: one that comes from a dump waits for its first refresh.
    { name: 'populated', sql: 'r.relispopulated', facet: 'storage' },
    ...storageAttributes,
    columnSettings,
    ...shared,
  ],
  define: defineMaterializedView,
};
