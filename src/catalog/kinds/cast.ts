import { commentSql, words } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';

/** https://www.postgresql.org/docs/current/catalog-pg-cast.html */
export const castReader: OutermostReader = {
  kind: 'cast',
  presence: anyOwn('pg_cast'),
  catalog: 'pg_cast',
  oid: 'c.oid',
  from: `pg_cast c ${commentJoin('d', 'pg_cast', 'c.oid')}`,
  where: `$1::text[] IS NULL AND ${ownObject('pg_cast', 'c.oid')}`,
  name: `'(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')'`,
  verbatimName: true,
  attributes: [
    { name: 'method', sql: `CASE c.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'inout' ELSE 'binary' END` },
    { name: 'function', sql: procedureSql('c.castfunc') },
    {
      name: 'context',
      sql: `CASE c.castcontext WHEN 'e' THEN 'explicit' WHEN 'a' THEN 'assignment' ELSE 'implicit' END`,
    },
    commentAttribute,
  ],
  define: (cast) => {
    const { attributes } = cast;
    const method = attributes['method'];
    const context = String(attributes['context']);
    const statement = words(
      `CREATE CAST ${cast.path}`,
      method === 'function'
        ? `WITH FUNCTION ${String(attributes['function'])}`
        : method === 'inout'
          ? 'WITH INOUT'
          : 'WITHOUT FUNCTION',
      context !== 'explicit' && `AS ${context.toUpperCase()}`,
    );
    return `${statement};${commentSql('CAST', cast)}`;
  },
};
