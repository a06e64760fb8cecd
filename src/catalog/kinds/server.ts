import { commentSql, optionsClause } from '../definitionText.ts';
import { secretSql } from '../guardedSql.ts';
import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { optionsSql } from '../kindSql.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** Options of which a name says that the value is a secret; the value is then only a digest. */
export function maskedOptionsSql(options: string): string {
  return optionsSql(
    options,
    `quote_literal(CASE WHEN o.option_name ~* 'pass|secret|token|key|credential' THEN ${secretSql('o.option_value')} ELSE o.option_value END)`,
  );
}

export const serverReader: OutermostReader = {
  kind: 'server',
  presence: anyOwn('pg_foreign_data_wrapper'),
  catalog: 'pg_foreign_server',
  oid: 's.oid',
  from: `pg_foreign_server s
    JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
    ${commentJoin('d', 'pg_foreign_server', 's.oid')}`,
  where: `$1::text[] IS NULL AND ${ownObject('pg_foreign_server', 's.oid')}`,
  name: 's.srvname',
  attributes: [
    { name: 'foreign data wrapper', sql: 'w.fdwname' },
    { name: 'type', sql: 's.srvtype' },
    { name: 'version', sql: 's.srvversion' },
    { name: 'options', sql: maskedOptionsSql('s.srvoptions') },
    ownerAttribute('s.srvowner'),
    privilegesAttribute('s.srvacl', 'S', 's.srvowner'),
    commentAttribute,
  ],
  define: (server) => {
    const { type, version } = server.attributes;
    const ofType = typeof type === 'string' ? ` TYPE ${quoteLiteral(type)}` : '';
    const ofVersion = typeof version === 'string' ? ` VERSION ${quoteLiteral(version)}` : '';
    return `CREATE SERVER ${server.path}${ofType}${ofVersion} FOREIGN DATA WRAPPER ${quoteIdentifier(String(server.attributes['foreign data wrapper']))}${optionsClause(server)};${commentSql('SERVER', server)}`;
  },
};
