import type { AttributeReader } from '../kindReader.ts';
import { sortedList } from '../sqlText.ts';

/** How a column `a` of type `t` is kept and analysed, where that is not what its type brings along. */
export const columnStorageAttributes: readonly AttributeReader[] = [
  {
    name: 'storage',
    sql: `CASE WHEN a.attstorage <> t.typstorage THEN
      CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' END END`,
    facet: 'storage',
    rare: 'a.attstorage <> t.typstorage',
  },
  {
    name: 'compression',
    sql: `CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END`,
    since: 140000,
    facet: 'storage',
    rare: `a.attcompression <> ''`,
  },
  // Up to version 16 the default target is -1, later NULL.
  { name: 'statistics target', sql: 'nullif(a.attstattarget, -1)', facet: 'storage', rare: 'a.attstattarget <> -1' },
  { name: 'attribute options', sql: sortedList('a.attoptions'), facet: 'storage', rare: 'a.attoptions IS NOT NULL' },
];

/** SQL condition that some of these facts are the column's own, compared with a parent's column `pa`. */
export function ownColumnStorage(versionNumber: number): string {
  return `a.attstorage <> pa.attstorage OR a.attstattarget >= 0 OR a.attoptions IS NOT NULL${
    versionNumber >= 140000 ? ' OR a.attcompression <> pa.attcompression' : ''
  }`;
}
