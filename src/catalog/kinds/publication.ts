import type { CatalogObject } from '../catalogObject.ts';
import { commentSql } from '../definitionText.ts';
import { quoteIdentifier } from '../identifiers.ts';
import type { OutermostReader, PartReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { qualifiedSql } from '../kindSql.ts';
import { ownerAttribute } from '../privileges.ts';

/** https://www.postgresql.org/docs/current/catalog-pg-publication.html */
export const publicationReader: OutermostReader = {
  kind: 'publication',
  presence: anyOwn('pg_publication'),
  catalog: 'pg_publication',
  oid: 'p.oid',
  from: `pg_publication p ${commentJoin('d', 'pg_publication', 'p.oid')}`,
  where: `$1::text[] IS NULL AND ${ownObject('pg_publication', 'p.oid')}`,
  name: 'p.pubname',
  attributes: [
    { name: 'all tables', sql: 'p.puballtables' },
    {
      name: 'publish',
      sql: `concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
        CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END)`,
    },
    { name: 'via partition root', sql: 'nullif(p.pubviaroot, false)', since: 130000 },
    { name: 'generated columns', sql: `CASE p.pubgencols WHEN 's' THEN 'stored' END`, since: 180000 },
    ownerAttribute('p.pubowner'),
    commentAttribute,
  ],
  define: definePublication,
};

function definePublication(publication: CatalogObject): string {
  const { attributes, children } = publication;
  const list = (kind: CatalogObject['kind']): string =>
    children
      .filter((part) => part.kind === kind)
      .map((part) => part.definition ?? part.name)
      .join(', ');
  const tables = list('published table');
  const schemas = list('published schema');
  const content = [
    ...(tables === '' ? [] : [`TABLE ${tables}`]),
    ...(schemas === '' ? [] : [`TABLES IN SCHEMA ${schemas}`]),
  ].join(', ');
  const subject = attributes['all tables'] === true ? ' FOR ALL TABLES' : content === '' ? '' : ` FOR ${content}`;
  const options = [
    `publish = '${String(attributes['publish'])}'`,
    ...(attributes['via partition root'] === true ? ['publish_via_partition_root = true'] : []),
    ...(typeof attributes['generated columns'] === 'string' ? ['publish_generated_columns = stored'] : []),
  ];
  return `CREATE PUBLICATION ${publication.path}${subject} WITH (${options.join(', ')});${commentSql('PUBLICATION', publication)}`;
}

export const publishedTableReader: PartReader = {
  kind: 'published table',
  presence: anyOwn('pg_publication'),
  ownerCatalog: 'pg_publication',
  owner: 'pr.prpubid',
  orderBy: 'cn.nspname, c.relname',
  from: `pg_publication_rel pr
    JOIN pg_class c ON c.oid = pr.prrelid
    JOIN pg_namespace cn ON cn.oid = c.relnamespace`,
  where: '$1::text[] IS NULL',
  name: qualifiedSql('cn.nspname', 'c.relname'),
  verbatimName: true,
  attributes: [
    {
      name: 'columns',
      sql: `(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
        FROM pg_attribute a WHERE a.attrelid = pr.prrelid AND a.attnum = ANY (pr.prattrs::int2[]))`,
      since: 150000,
    },
    { name: 'row filter', sql: 'pg_get_expr(pr.prqual, pr.prrelid)', since: 150000 },
  ],
  define: ({ name, attributes }) =>
    `${name}${typeof attributes['columns'] === 'string' ? ` (${attributes['columns']})` : ''}${typeof attributes['row filter'] === 'string' ? ` WHERE (${attributes['row filter']})` : ''}`,
};

export const publishedSchemaReader: PartReader = {
  kind: 'published schema',
  presence: anyOwn('pg_publication'),
  ownerCatalog: 'pg_publication',
  owner: 'pn.pnpubid',
  orderBy: 'cn.nspname',
  since: 150000,
  from: 'pg_publication_namespace pn JOIN pg_namespace cn ON cn.oid = pn.pnnspid',
  where: '$1::text[] IS NULL',
  name: 'cn.nspname',
  attributes: [],
  define: (part) => quoteIdentifier(part.name),
};
