import { commentSql, settings, withoutArguments } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql, qualifiedSql } from '../kindSql.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** The name that PostgreSQL gives to a range's multirange, but for names of nearly 63 bytes, which it cuts. */
const usualMultirange = `CASE WHEN strpos(t.typname, 'range') > 0 THEN regexp_replace(t.typname, 'range', 'multirange') ELSE t.typname || '_multirange' END`;

/** https://www.postgresql.org/docs/current/catalog-pg-range.html */
export const rangeTypeReader: OutermostReader = {
  kind: 'range type',
  presence: anyOwn('pg_type', `typtype = 'r'`),
  catalog: 'pg_type',
  oid: 't.oid',
  from: (versionNumber) => `pg_type t
    JOIN namespace n ON n.oid = t.typnamespace
    JOIN pg_range rg ON rg.rngtypid = t.oid
    JOIN pg_type st ON st.oid = rg.rngsubtype
    JOIN pg_opclass oc ON oc.oid = rg.rngsubopc
    JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
    LEFT JOIN pg_collation co ON co.oid = rg.rngcollation AND co.oid <> st.typcollation
    LEFT JOIN pg_namespace con ON con.oid = co.collnamespace
    ${
      versionNumber < 140000
        ? ''
        : `LEFT JOIN pg_type mt ON mt.oid = rg.rngmultitypid AND mt.typname <> ${usualMultirange}
    LEFT JOIN pg_namespace mn ON mn.oid = mt.typnamespace`
    }
    ${commentJoin('d', 'pg_type', 't.oid')}`,
  where: `t.typtype = 'r' AND ${ownObject('pg_type', 't.oid')}`,
  schema: 'n.nspname',
  name: 't.typname',
  attributes: [
    { name: 'subtype', sql: 'format_type(rg.rngsubtype, NULL)' },
    {
      name: 'operator class',
      sql: `CASE WHEN NOT oc.opcdefault THEN ${qualifiedSql('ocn.nspname', 'oc.opcname')} END`,
    },
    { name: 'collation', sql: qualifiedSql('con.nspname', 'co.collname') },
    { name: 'canonical function', sql: procedureSql('rg.rngcanonical') },
    { name: 'difference function', sql: procedureSql('rg.rngsubdiff') },
    // Only a name of its own counts: before version 14 there are no multiranges.
    { name: 'multirange', sql: qualifiedSql('mn.nspname', 'mt.typname'), since: 140000 },
    ownerAttribute('t.typowner'),
    privilegesAttribute('t.typacl', 'T', 't.typowner'),
    commentAttribute,
  ],
  define: (type) => {
    const lines = settings(
      type,
      {
        subtype: 'SUBTYPE',
        'operator class': 'SUBTYPE_OPCLASS',
        collation: 'COLLATION',
        'canonical function': 'CANONICAL',
        'difference function': 'SUBTYPE_DIFF',
        multirange: 'MULTIRANGE_TYPE_NAME',
      },
      (value, attribute) => (attribute.endsWith('function') ? withoutArguments(value) : value),
    );
    return `CREATE TYPE ${type.path} AS RANGE (\n    ${lines.join(',\n    ')}\n);${commentSql('TYPE', type)}`;
  },
};
