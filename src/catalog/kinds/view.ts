import type { CatalogObject } from '../catalogObject.ts';
import { commentSql } from '../definitionText.ts';
import type { AttributeReader, OutermostReader } from '../kindReader.ts';
import { commentAttribute, commentJoin } from '../kindReader.ts';

const common = {
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r ${commentJoin('d', 'pg_class', 'r.oid')}`,
  schema: 'r.nspname',
  name: 'r.relname',
} as const;

/** With search_path pinned to pg_catalog, pg_get_viewdef() qualifies every name of ours. */
const query: AttributeReader = { name: 'query', sql: 'pg_get_viewdef(r.oid)', facet: 'code' };

export const viewReader: OutermostReader = {
  ...common,
  kind: 'view',
  where: `r.relkind = 'v'`,
  attributes: [query, { name: 'options', sql: `array_to_string(r.reloptions, ', ')` }, commentAttribute],
  define: (view) => {
    const options = view.attributes['options'];
    const withOptions = options === null ? '' : ` WITH (${String(options)})`;
    return `CREATE VIEW ${view.path}${withOptions} AS\n${String(view.attributes['query'])}${parts(view)}${commentSql('VIEW', view)}`;
  },
};

export const materializedViewReader: OutermostReader = {
  ...common,
  kind: 'materialized view',
  where: `r.relkind = 'm'`,
  attributes: [query, commentAttribute],
  define: (view) =>
    `CREATE MATERIALIZED VIEW ${view.path} AS\n${String(view.attributes['query'])}${parts(view)}${commentSql('MATERIALIZED VIEW', view)}`,
};

function parts(view: CatalogObject): string {
  return view.children.map((part) => `\n\n${part.definition ?? part.name}`).join('');
}
