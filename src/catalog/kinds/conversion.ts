import { commentSql, words, withoutArguments } from '../definitionText.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';
import { ownerAttribute } from '../privileges.ts';

export const conversionReader: OutermostReader = {
  kind: 'conversion',
  presence: anyOwn('pg_conversion'),
  catalog: 'pg_conversion',
  oid: 'c.oid',
  from: `pg_conversion c JOIN namespace n ON n.oid = c.connamespace ${commentJoin('d', 'pg_conversion', 'c.oid')}`,
  where: ownObject('pg_conversion', 'c.oid'),
  schema: 'n.nspname',
  name: 'c.conname',
  attributes: [
    { name: 'from encoding', sql: 'pg_encoding_to_char(c.conforencoding)::text' },
    { name: 'to encoding', sql: 'pg_encoding_to_char(c.contoencoding)::text' },
    { name: 'function', sql: procedureSql('c.conproc') },
    { name: 'default', sql: 'c.condefault' },
    ownerAttribute('c.conowner'),
    commentAttribute,
  ],
  define: (conversion) => {
    const text = (name: string): string => String(conversion.attributes[name]);
    const statement = words(
      'CREATE',
      conversion.attributes['default'] === true && 'DEFAULT',
      `CONVERSION ${conversion.path} FOR '${text('from encoding')}' TO '${text('to encoding')}'`,
      `FROM ${withoutArguments(text('function'))}`,
    );
    return `${statement};${commentSql('CONVERSION', conversion)}`;
  },
};
