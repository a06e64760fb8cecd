import type { AttributeReader } from '../kindReader.ts';
import { commentJoin, forVersion } from '../kindReader.ts';
import { privilegesSql } from '../privileges.ts';
import { sortedList } from '../sqlText.ts';

/**
 * What is said of the columns of a view beyond its query, a line for each column that has it. They are attributes of
 * the view and not parts, for a view's columns come and go with its query.
 */
export const viewColumnAttributes: readonly AttributeReader[] = [
  { name: 'columns', sql: 'vc.columns' },
  { name: 'column privileges', sql: 'vc.privileges', facet: 'privileges', rare: true },
  { name: 'column comments', sql: 'vc.comments', facet: 'comment', rare: true },
];

export const columnDefaults: AttributeReader = { name: 'column defaults', sql: 'vc.defaults', rare: true };

/** Of a materialized view. */
export const columnSettings: AttributeReader = {
  name: 'column settings',
  sql: 'vc.settings',
  facet: 'storage',
  rare: true,
};

const name = 'quote_ident(a.attname)';
const lines = (line: string): string => `string_agg(${line}, E'\\n' ORDER BY a.attnum)`;

/** Joins the facts about the columns of a view `r` as `vc`. */
export function viewColumnsJoin(versionNumber: number): string {
  const privileges = forVersion(privilegesSql('a.attacl', 'c', 'r.relowner'), versionNumber);
  const compression = `CASE a.attcompression WHEN 'p' THEN ' SET COMPRESSION pglz' WHEN 'l' THEN ' SET COMPRESSION lz4' END`;
  const settings = [
    `CASE WHEN a.attstorage <> t.typstorage THEN ' SET STORAGE ' ||
      CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END`,
    ...(versionNumber >= 140000 ? [compression] : []),
    `CASE WHEN a.attstattarget >= 0 THEN ' SET STATISTICS ' || a.attstattarget END`,
    `' SET (' || ${sortedList('a.attoptions')} || ')'`,
  ].map((setting) => `${name} || ${setting}`);
  return `CROSS JOIN LATERAL (
    SELECT
      string_agg(${name} || ' ' || format_type(a.atttypid, a.atttypmod)
        || coalesce(' COLLATE ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname), ''), ', ' ORDER BY a.attnum) AS columns,
      ${lines(`${name} || ' SET DEFAULT ' || pg_get_expr(ad.adbin, ad.adrelid)`)} AS defaults,
      ${lines(`CASE WHEN r.relkind = 'm' THEN nullif(concat_ws(E'\\n', ${settings.join(', ')}), '') END`)} AS settings,
      ${lines(`${name} || ': ' || replace(${privileges}, E'\\n', E'\\n' || ${name} || ': ')`)} AS privileges,
      ${lines(`${name} || ' IS ' || quote_literal(cd.description)`)} AS comments
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    ${commentJoin('cd', 'pg_class', 'a.attrelid', 'a.attnum')}
    WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  ) vc`;
}
