import { commentSql } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader, PartReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { qualifiedSql } from '../kindSql.ts';
import { ownerAttribute } from '../privileges.ts';

export const textSearchConfigurationReader: OutermostReader = {
  kind: 'text search configuration',
  presence: anyOwn('pg_ts_config'),
  catalog: 'pg_ts_config',
  oid: 'c.oid',
  from: `pg_ts_config c
    JOIN namespace n ON n.oid = c.cfgnamespace
    JOIN pg_ts_parser p ON p.oid = c.cfgparser
    JOIN pg_namespace pn ON pn.oid = p.prsnamespace
    ${commentJoin('d', 'pg_ts_config', 'c.oid')}`,
  where: ownObject('pg_ts_config', 'c.oid'),
  schema: 'n.nspname',
  name: 'c.cfgname',
  attributes: [
    { name: 'parser', sql: qualifiedSql('pn.nspname', 'p.prsname') },
    ownerAttribute('c.cfgowner'),
    commentAttribute,
  ],
  define: (configuration) => {
    const mappings = configuration.children.map((mapping) => `\n${mapping.definition ?? mapping.name}`).join('');
    return `CREATE TEXT SEARCH CONFIGURATION ${configuration.path} (PARSER = ${String(configuration.attributes['parser'])});${mappings}${commentSql('TEXT SEARCH CONFIGURATION', configuration)}`;
  },
};

/** For each type of token that the parser finds, the dictionaries that are asked for it, in order. */
export const textSearchMappingReader: PartReader = {
  kind: 'text search mapping',
  presence: anyOwn('pg_ts_config'),
  ownerCatalog: 'pg_ts_config',
  owner: 'mp.oid',
  orderBy: 'mp.alias COLLATE "C"',
  from: `(
      SELECT c.oid, tt.alias, string_agg(${qualifiedSql('dn.nspname', 'di.dictname')}, ', ' ORDER BY m.mapseqno) AS dictionaries
      FROM pg_ts_config c
      JOIN namespace n ON n.oid = c.cfgnamespace
      CROSS JOIN LATERAL ts_token_type(c.cfgparser) tt
      JOIN pg_ts_config_map m ON m.mapcfg = c.oid AND m.maptokentype = tt.tokid
      JOIN pg_ts_dict di ON di.oid = m.mapdict
      JOIN pg_namespace dn ON dn.oid = di.dictnamespace
      WHERE ${ownObject('pg_ts_config', 'c.oid')}
      GROUP BY c.oid, tt.alias
    ) mp`,
  name: 'mp.alias',
  attributes: [{ name: 'dictionaries', sql: 'mp.dictionaries' }],
  define: (mapping, owner) =>
    `ALTER TEXT SEARCH CONFIGURATION ${owner.path} ADD MAPPING FOR ${quoteIdentifier(mapping.name)} WITH ${String(mapping.attributes['dictionaries'])};`,
};
