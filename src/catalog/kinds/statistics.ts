import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { PartReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { ownerAttribute } from '../privileges.ts';

/**
 * Extended statistics, which people know as the table's, though they have a schema of their own. Columns come by name,
 * since their order is that of the table. https://www.postgresql.org/docs/current/catalog-pg-statistic-ext.html
 */
export const statisticsReader: PartReader = {
  kind: 'statistics',
  presence: anyOwn('pg_statistic_ext'),
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'se.stxname, sn.nspname',
  from: `relation r
    JOIN pg_statistic_ext se ON se.stxrelid = r.oid
    JOIN pg_namespace sn ON sn.oid = se.stxnamespace
    ${commentJoin('d', 'pg_statistic_ext', 'se.oid')}`,
  where: ownObject('pg_statistic_ext', 'se.oid'),
  name: 'se.stxname',
  attributes: [
    { name: 'schema', sql: 'sn.nspname' },
    {
      name: 'kinds',
      sql: `(SELECT string_agg(CASE kind WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' ELSE 'mcv' END, ', ' ORDER BY kind::text COLLATE "C")
        FROM unnest(se.stxkind) kind WHERE kind <> 'e')`,
    },
    {
      name: 'columns',
      sql: `(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
        FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum = ANY (se.stxkeys::int2[]))`,
    },
    {
      name: 'expressions',
      sql: `(SELECT string_agg('(' || expression || ')', ', ' ORDER BY place)
        FROM unnest(pg_get_statisticsobjdef_expressions(se.oid)) WITH ORDINALITY e(expression, place))`,
      since: 140000,
    },
    // -1 up to version 16, NULL later: the server's default.
    { name: 'statistics target', sql: 'nullif(se.stxstattarget, -1)', since: 130000, facet: 'storage' },
    ownerAttribute('se.stxowner'),
    commentAttribute,
  ],
  define: (statistics, owner) => {
    const { attributes } = statistics;
    const name = `${quoteIdentifier(String(attributes['schema']))}.${quoteIdentifier(statistics.name)}`;
    const over = [attributes['columns'], attributes['expressions']].filter((list) => typeof list === 'string');
    const target = attributes['statistics target'];
    const statement = words(
      `CREATE STATISTICS ${name}`,
      typeof attributes['kinds'] === 'string' && `(${attributes['kinds']})`,
      `ON ${over.join(', ')} FROM ${owner.path};`,
    );
    return `${statement}${typeof target === 'number' ? `\nALTER STATISTICS ${name} SET STATISTICS ${String(target)};` : ''}${commentSql('STATISTICS', statistics, name)}`;
  },
};
