import { commentSql, settings, withoutArguments } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';

export const textSearchParserReader: OutermostReader = {
  kind: 'text search parser',
  presence: anyOwn('pg_ts_parser'),
  catalog: 'pg_ts_parser',
  oid: 'p.oid',
  from: `pg_ts_parser p JOIN namespace n ON n.oid = p.prsnamespace ${commentJoin('d', 'pg_ts_parser', 'p.oid')}`,
  where: ownObject('pg_ts_parser', 'p.oid'),
  schema: 'n.nspname',
  name: 'p.prsname',
  attributes: [
    { name: 'start function', sql: procedureSql('p.prsstart') },
    { name: 'token function', sql: procedureSql('p.prstoken') },
    { name: 'end function', sql: procedureSql('p.prsend') },
    { name: 'types function', sql: procedureSql('p.prslextype') },
    { name: 'headline function', sql: procedureSql('p.prsheadline') },
    commentAttribute,
  ],
  define: (parser) => {
    const lines = settings(
      parser,
      {
        'start function': 'START',
        'token function': 'GETTOKEN',
        'end function': 'END',
        'types function': 'LEXTYPES',
        'headline function': 'HEADLINE',
      },
      withoutArguments,
    );
    return `CREATE TEXT SEARCH PARSER ${parser.path} (\n    ${lines.join(',\n    ')}\n);${commentSql('TEXT SEARCH PARSER', parser)}`;
  },
};
