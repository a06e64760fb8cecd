import { commentSql, settings, withoutArguments } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';

export const textSearchTemplateReader: OutermostReader = {
  kind: 'text search template',
  presence: anyOwn('pg_ts_template'),
  catalog: 'pg_ts_template',
  oid: 't.oid',
  from: `pg_ts_template t JOIN namespace n ON n.oid = t.tmplnamespace ${commentJoin('d', 'pg_ts_template', 't.oid')}`,
  where: ownObject('pg_ts_template', 't.oid'),
  schema: 'n.nspname',
  name: 't.tmplname',
  attributes: [
    { name: 'init function', sql: procedureSql('t.tmplinit') },
    { name: 'lexize function', sql: procedureSql('t.tmpllexize') },
    commentAttribute,
  ],
  define: (template) => {
    const lines = settings(template, { 'init function': 'INIT', 'lexize function': 'LEXIZE' }, withoutArguments);
    return `CREATE TEXT SEARCH TEMPLATE ${template.path} (${lines.join(', ')});${commentSql('TEXT SEARCH TEMPLATE', template)}`;
  },
};
