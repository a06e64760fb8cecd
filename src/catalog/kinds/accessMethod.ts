import { commentSql, withoutArguments } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';

export const accessMethodReader: OutermostReader = {
  kind: 'access method',
  presence: anyOwn('pg_am'),
  catalog: 'pg_am',
  oid: 'am.oid',
  from: `pg_am am ${commentJoin('d', 'pg_am', 'am.oid')}`,
  where: `$1::text[] IS NULL AND ${ownObject('pg_am', 'am.oid')}`,
  name: 'am.amname',
  attributes: [
    { name: 'type', sql: `CASE am.amtype WHEN 'i' THEN 'index' WHEN 't' THEN 'table' END` },
    { name: 'handler', sql: procedureSql('am.amhandler') },
    commentAttribute,
  ],
  define: (method) =>
    `CREATE ACCESS METHOD ${method.path} TYPE ${String(method.attributes['type']).toUpperCase()} HANDLER ${withoutArguments(String(method.attributes['handler']))};${commentSql('ACCESS METHOD', method)}`,
};
