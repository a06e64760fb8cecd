import { commentSql } from '../definitionText.ts';
import { quoteLiteral } from '../identifiers.ts';
import type { OutermostReader, PartReader } from '../kindReader.ts';
import { anyType, commentAttribute, commentJoin } from '../kindReader.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

export const enumReader: OutermostReader = {
  kind: 'enum',
  presence: anyType('e'),
  catalog: 'pg_type',
  oid: 't.oid',
  from: `type t ${commentJoin('d', 'pg_type', 't.oid')}`,
  where: `t.typtype = 'e'`,
  schema: 't.nspname',
  name: 't.typname',
  attributes: [ownerAttribute('t.typowner'), privilegesAttribute('t.typacl', 'T', 't.typowner'), commentAttribute],
  define: (type) => {
    const values = type.children.map((value) => `    ${value.definition ?? value.name}`).join(',\n');
    return `CREATE TYPE ${type.path} AS ENUM (\n${values}\n);${commentSql('TYPE', type)}`;
  },
};

export const enumValueReader: PartReader = {
  kind: 'enum value',
  presence: anyType('e'),
  ownerCatalog: 'pg_type',
  owner: 't.oid',
  orderBy: 'ev.enumsortorder',
  from: 'type t JOIN pg_enum ev ON ev.enumtypid = t.oid',
  name: 'ev.enumlabel',
  order: 'compared',
  attributes: [],
  define: (value) => quoteLiteral(value.name),
};
