import { commentSql } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { qualifiedSql } from '../kindSql.ts';
import { ownerAttribute } from '../privileges.ts';

export const textSearchDictionaryReader: OutermostReader = {
  kind: 'text search dictionary',
  presence: anyOwn('pg_ts_dict'),
  catalog: 'pg_ts_dict',
  oid: 'di.oid',
  from: `pg_ts_dict di
    JOIN namespace n ON n.oid = di.dictnamespace
    JOIN pg_ts_template t ON t.oid = di.dicttemplate
    JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
    ${commentJoin('d', 'pg_ts_dict', 'di.oid')}`,
  where: ownObject('pg_ts_dict', 'di.oid'),
  schema: 'n.nspname',
  name: 'di.dictname',
  attributes: [
    { name: 'template', sql: qualifiedSql('tn.nspname', 't.tmplname') },
    { name: 'options', sql: 'di.dictinitoption' },
    ownerAttribute('di.dictowner'),
    commentAttribute,
  ],
  define: (dictionary) => {
    const { attributes } = dictionary;
    const options = typeof attributes['options'] === 'string' ? `,\n    ${attributes['options']}` : '';
    return `CREATE TEXT SEARCH DICTIONARY ${dictionary.path} (\n    TEMPLATE = ${String(attributes['template'])}${options}\n);${commentSql('TEXT SEARCH DICTIONARY', dictionary)}`;
  },
};
