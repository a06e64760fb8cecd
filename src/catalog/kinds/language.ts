import { commentSql, words, withoutArguments } from '../definitionText.ts';
import type { CatalogObject } from '../catalogObject.ts';
import type { OutermostReader } from '../kindReader.ts';
import { anyOwn, commentAttribute, commentJoin, ownObject } from '../kindReader.ts';
import { procedureSql } from '../kindSql.ts';
import { ownerAttribute, privilegesAttribute } from '../privileges.ts';

/** Procedural languages that did not come with an extension. */
export const languageReader: OutermostReader = {
  kind: 'language',
  presence: anyOwn('pg_language'),
  catalog: 'pg_language',
  oid: 'l.oid',
  from: `pg_language l ${commentJoin('d', 'pg_language', 'l.oid')}`,
  where: `$1::text[] IS NULL AND l.lanispl AND ${ownObject('pg_language', 'l.oid')}`,
  name: 'l.lanname',
  attributes: [
    { name: 'trusted', sql: 'l.lanpltrusted' },
    { name: 'handler', sql: procedureSql('l.lanplcallfoid') },
    { name: 'inline handler', sql: procedureSql('l.laninline') },
    { name: 'validator', sql: procedureSql('l.lanvalidator') },
    ownerAttribute('l.lanowner'),
    privilegesAttribute('l.lanacl', 'l', 'l.lanowner'),
    commentAttribute,
  ],
  define: defineLanguage,
};

function defineLanguage(language: CatalogObject): string {
  const { attributes } = language;
  const clause = (name: string, keyword: string): string | false => {
    const value = attributes[name];
    return typeof value === 'string' && `${keyword} ${withoutArguments(value)}`;
  };
  const statement = words(
    'CREATE',
    attributes['trusted'] === true && 'TRUSTED',
    `LANGUAGE ${language.path}`,
    clause('handler', 'HANDLER'),
    clause('inline handler', 'INLINE'),
    clause('validator', 'VALIDATOR'),
  );
  return `${statement};${commentSql('LANGUAGE', language)}`;
}
