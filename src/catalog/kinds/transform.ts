import { commentSql } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';

export const transformReader: OutermostReader = {
  kind: 'transform',
  presence: anyOwn('pg_transform'),
  catalog: 'pg_transform',
  oid: 't.oid',
  from: `pg_transform t JOIN pg_language l ON l.oid = t.trflang ${commentJoin('d', 'pg_transform', 't.oid')}`,
  where: `$1::text[] IS NULL AND ${ownObject('pg_transform', 't.oid')}`,
  name: `'FOR ' || format_type(t.trftype, NULL) || ' LANGUAGE ' || quote_ident(l.lanname)`,
  verbatimName: true,
  attributes: [
    { name: 'from sql', sql: procedureSql('t.trffromsql') },
    { name: 'to sql', sql: procedureSql('t.trftosql') },
    commentAttribute,
  ],
  define: (transform) => {
    const functions = ['from sql', 'to sql'].flatMap((direction) => {
      const name = transform.attributes[direction];
      return typeof name === 'string' ? [`${direction.toUpperCase()} WITH FUNCTION ${name}`] : [];
    });
    return `CREATE TRANSFORM ${transform.path} (${functions.join(', ')});${commentSql('TRANSFORM', transform)}`;
  },
};
