import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader, PartReader } from '../kindReader.ts';
import { anyRelation, commentAttribute, commentJoin } from '../kindReader.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** Types made by CREATE TYPE ... AS (...); the row type of a table belongs to its table. */
export const compositeTypeReader: OutermostReader = {
  kind: 'composite type',
  presence: anyRelation('c'),
  catalog: 'pg_class',
  oid: 'r.oid',
  from: `relation r JOIN pg_type t ON t.oid = r.reltype ${commentJoin('d', 'pg_type', 'r.reltype')}`,
  where: `r.relkind = 'c'`,
  schema: 'r.nspname',
  name: 'r.relname',
  attributes: [ownerAttribute('t.typowner'), privilegesAttribute('t.typacl', 'T', 't.typowner'), commentAttribute],
  define: (type) => {
    const attributes = type.children.map((attribute) => `    ${attribute.definition ?? attribute.name}`).join(',\n');
    const attributeComments = type.children.map((attribute) => commentSql('COLUMN', attribute)).join('');
    return `CREATE TYPE ${type.path} AS (\n${attributes}\n);${commentSql('TYPE', type)}${attributeComments}`;
  },
};

export const attributeReader: PartReader = {
  kind: 'attribute',
  presence: anyRelation('c'),
  ownerCatalog: 'pg_class',
  owner: 'r.oid',
  orderBy: 'a.attnum',
  from: `relation r
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    ${commentJoin('d', 'pg_class', 'r.oid', 'a.attnum')}`,
  where: `r.relkind = 'c'`,
  name: 'a.attname',
  order: 'compared',
  attributes: [
    { name: 'type', sql: 'format_type(a.atttypid, a.atttypmod)' },
    { name: 'collation', sql: `quote_ident(cn.nspname) || '.' || quote_ident(co.collname)` },
    commentAttribute,
  ],
  define: (attribute) =>
    words(
      `${quoteIdentifier(attribute.name)} ${String(attribute.attributes['type'])}`,
      attribute.attributes['collation'] !== null && `COLLATE ${String(attribute.attributes['collation'])}`,
    ),
};
