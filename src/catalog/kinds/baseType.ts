import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, settings, withoutArguments } from '../definitionText.ts';
import { quoteLiteral } from '../identifiers.ts';
import type { AttributeReader, OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** A shell type is only a name. */
const ofDefined = (name: string, sql: string, since?: number): AttributeReader => ({
  name,
  sql: `CASE WHEN t.typisdefined THEN ${sql} END`,
  ...(since === undefined ? {} : { since }),
});

/**
 * Types made by CREATE TYPE with functions in C, and shells of such types. A type that array_in() reads is the array
 * of another one. https://www.postgresql.org/docs/current/catalog-pg-type.html
 */
export const baseTypeReader: OutermostReader = {
  kind: 'base type',
  presence: anyOwn('pg_type', `typtype IN ('b', 'p') AND typinput <> 'pg_catalog.array_in'::regproc`),
  catalog: 'pg_type',
  oid: 't.oid',
  from: `pg_type t JOIN namespace n ON n.oid = t.typnamespace ${commentJoin('d', 'pg_type', 't.oid')}`,
  where: `(t.typtype = 'b' AND t.typinput <> 'pg_catalog.array_in'::regproc OR t.typtype = 'p' AND NOT t.typisdefined)
    AND ${ownObject('pg_type', 't.oid')}`,
  schema: 'n.nspname',
  name: 't.typname',
  attributes: [
    { name: 'shell', sql: 'NOT t.typisdefined' },
    ofDefined('input function', procedureSql('t.typinput')),
    ofDefined('output function', procedureSql('t.typoutput')),
    ofDefined('receive function', procedureSql('t.typreceive')),
    ofDefined('send function', procedureSql('t.typsend')),
    ofDefined('modifier input function', procedureSql('t.typmodin')),
    ofDefined('modifier output function', procedureSql('t.typmodout')),
    ofDefined('analyze function', procedureSql('t.typanalyze')),
    // Before version 14 what can be subscripted is told by its element type alone.
    ofDefined(
      'subscript function',
      `CASE WHEN t.typsubscript <> 'pg_catalog.raw_array_subscript_handler'::regproc THEN ${procedureSql('t.typsubscript')} END`,
      140000,
    ),
    ofDefined('length', `CASE t.typlen WHEN -1 THEN 'variable' ELSE t.typlen::text END`),
    ofDefined('passed by value', 't.typbyval'),
    ofDefined(
      'alignment',
      `CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' ELSE 'double' END`,
    ),
    ofDefined(
      'storage',
      `CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END`,
    ),
    ofDefined('category', `nullif(t.typcategory::text, 'U')`),
    ofDefined('preferred', 't.typispreferred'),
    ofDefined('default', 't.typdefault'),
    ofDefined('element', 'CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END'),
    ofDefined('delimiter', `nullif(t.typdelim::text, ',')`),
    ofDefined('collatable', 't.typcollation <> 0'),
    ownerAttribute('t.typowner'),
    privilegesAttribute('t.typacl', 'T', 't.typowner'),
    commentAttribute,
  ],
  define: defineBaseType,
};

const options: Readonly<Record<string, string>> = {
  'input function': 'INPUT',
  'output function': 'OUTPUT',
  'receive function': 'RECEIVE',
  'send function': 'SEND',
  'modifier input function': 'TYPMOD_IN',
  'modifier output function': 'TYPMOD_OUT',
  'analyze function': 'ANALYZE',
  'subscript function': 'SUBSCRIPT',
  length: 'INTERNALLENGTH',
  'passed by value': 'PASSEDBYVALUE',
  alignment: 'ALIGNMENT',
  storage: 'STORAGE',
  category: 'CATEGORY',
  preferred: 'PREFERRED = true',
  default: 'DEFAULT',
  element: 'ELEMENT',
  delimiter: 'DELIMITER',
  collatable: 'COLLATABLE = true',
};

function defineBaseType(type: CatalogObject): string {
  const lines = settings(type, options, (value, attribute) => {
    if (attribute.endsWith('function')) return withoutArguments(value);
    return ['category', 'default', 'delimiter'].includes(attribute) ? quoteLiteral(value) : value;
  });
  const body = type.attributes['shell'] === true ? '' : ` (\n    ${lines.join(',\n    ')}\n)`;
  return `CREATE TYPE ${type.path}${body};${commentSql('TYPE', type)}`;
}
