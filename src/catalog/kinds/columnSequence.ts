import type { AttributeReader } from '../kindReader.ts';
import { isGivenName } from '../generatedNames.ts';
import { privilegesSql } from '../privileges.ts';

const largest = `CASE cs.seqtypid WHEN 'smallint'::regtype THEN 32767 WHEN 'integer'::regtype THEN 2147483647 ELSE 9223372036854775807 END`;

/** What CREATE SEQUENCE and ALTER SEQUENCE would have to say, as pg_dump has it: nothing for what goes by itself. */
const options = `nullif(concat_ws(' ',
  CASE WHEN cs.seqtypid <> a.atttypid THEN 'AS ' || format_type(cs.seqtypid, NULL) END,
  CASE WHEN cs.seqstart <> CASE WHEN cs.seqincrement > 0 THEN cs.seqmin ELSE cs.seqmax END THEN 'START WITH ' || cs.seqstart END,
  CASE WHEN cs.seqincrement <> 1 THEN 'INCREMENT BY ' || cs.seqincrement END,
  CASE WHEN cs.seqmin <> CASE WHEN cs.seqincrement > 0 THEN 1 ELSE -${largest} - 1 END THEN 'MINVALUE ' || cs.seqmin END,
  CASE WHEN cs.seqmax <> CASE WHEN cs.seqincrement > 0 THEN ${largest} ELSE -1 END THEN 'MAXVALUE ' || cs.seqmax END,
  CASE WHEN cs.seqcache <> 1 THEN 'CACHE ' || cs.seqcache END,
  CASE WHEN cs.seqcycle THEN 'CYCLE' END), '')`;

/** The sequence `cs` that an identity column has, or a serial one: a column that owns the sequence of its default. */
export const columnSequenceAttributes: readonly AttributeReader[] = [
  { name: 'serial', sql: 'CASE WHEN cs.serial THEN true END', rare: 'cs.oid IS NOT NULL' },
  { name: 'sequence options', sql: `CASE WHEN cs.oid IS NOT NULL THEN ${options} END`, rare: 'cs.oid IS NOT NULL' },
  {
    // That of a serial column stands in its default.
    name: 'sequence name',
    sql: `CASE WHEN NOT cs.serial AND (${isGivenName('cs.relname', 'seq')} OR cs.nspname <> r.nspname)
      THEN quote_ident(cs.nspname) || '.' || quote_ident(cs.relname) END`,
    rare: 'cs.oid IS NOT NULL',
  },
  {
    name: 'sequence persistence',
    sql: `CASE WHEN cs.relpersistence <> r.relpersistence THEN CASE cs.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'logged' END END`,
    since: 150000,
    rare: 'cs.oid IS NOT NULL',
  },
  {
    name: 'sequence privileges',
    sql: privilegesSql('cs.relacl', 's', 'cs.relowner'),
    facet: 'privileges',
    rare: 'cs.oid IS NOT NULL',
  },
  { name: 'sequence comment', sql: 'cs.comment', facet: 'comment', rare: 'cs.oid IS NOT NULL' },
];
