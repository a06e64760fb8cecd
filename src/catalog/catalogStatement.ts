import { completenessProbe } from './completenessProbe.ts';
import { factLayout } from './factLayout.ts';
import type { AttributeReader, OutermostReader, PartReader } from './kindReader.ts';
import { forVersion } from './kindReader.ts';
import { outermostReaders, partReaders } from './kinds.ts';

/**
 * One row of the statement's result.
 * - `reader`: place in `[...outermostReaders, ...partReaders]`; rows of completenessProbe.ts have one of their own
 * - `owner`: oid of the object itself, or of the object that the parts belong to
 * - `facts`: JSON text; of an outermost object `[schema, name, signature, ...attributes]`, of parts an array of
 *   `[name, ...attributes]`. It holds no oid, so that equal texts mean equal objects on any two servers.
 */
export interface CatalogRow {
  readonly reader: number;
  readonly owner: string;
  readonly facts: string;
}

/**
 * What several kinds need, read once. `$1` is a list of schemas, or NULL for all but the system's.
 *
 * `member` holds what belongs to something else: to an extension, or (constructors and casts of range types) to a type.
 */
const sharedQueries = `
namespace AS MATERIALIZED (
  SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_namespace n
  WHERE CASE WHEN $1::text[] IS NULL THEN n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ELSE n.nspname = ANY ($1::text[]) END
),
member AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e' OR deptype = 'i' AND classid IN ('pg_proc'::regclass, 'pg_cast'::regclass)
),
relation AS MATERIALIZED (
  SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition, c.relpartbound, c.reloptions, c.reltype,
    c.relowner, c.relacl, c.reltablespace, c.relam, c.reloftype, c.reltoastrelid, c.relreplident, c.relrowsecurity,
    c.relforcerowsecurity, c.relispopulated
  FROM pg_class c JOIN namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
    AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
),
type AS MATERIALIZED (
  SELECT t.oid, n.nspname, t.typname, t.typtype, t.typbasetype, t.typtypmod, t.typnotnull, t.typdefaultbin, t.typcollation,
    t.typowner, t.typacl
  FROM pg_type t JOIN namespace n ON n.oid = t.typnamespace
  WHERE t.typtype IN ('e', 'd') AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid)
),
column_sequence AS MATERIALIZED (
  SELECT DISTINCT ON (own.refobjid, own.refobjsubid) r.oid, own.refobjid AS table_oid, own.refobjsubid AS attnum,
    own.deptype = 'a' AS serial, r.nspname, r.relname, r.relpersistence, r.relowner, r.relacl, s.*,
    obj_description(r.oid, 'pg_class') AS comment
  FROM relation r
  JOIN pg_sequence s ON s.seqrelid = r.oid
  JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.objid = r.oid AND own.objsubid = 0
    AND own.refclassid = 'pg_class'::regclass AND own.refobjsubid > 0 AND own.deptype IN ('a', 'i')
  WHERE r.relkind = 'S' AND (own.deptype = 'i' OR EXISTS (
    SELECT FROM pg_attrdef ad
    JOIN pg_depend uses ON uses.classid = 'pg_attrdef'::regclass AND uses.objid = ad.oid
      AND uses.refclassid = 'pg_class'::regclass AND uses.refobjid = r.oid
    WHERE ad.adrelid = own.refobjid AND ad.adnum = own.refobjsubid))
  ORDER BY own.refobjid, own.refobjsubid, r.oid
),
ancestry AS MATERIALIZED (
  SELECT h.inhrelid, string_agg(quote_ident(pn.nspname) || '.' || quote_ident(pc.relname), ', ' ORDER BY h.inhseqno) AS parents
  FROM pg_inherits h
  JOIN relation r ON r.oid = h.inhrelid
  JOIN pg_class pc ON pc.oid = h.inhparent
  JOIN pg_namespace pn ON pn.oid = pc.relnamespace
  GROUP BY h.inhrelid
),
key_columns AS MATERIALIZED (
  SELECT con.oid, string_agg(quote_ident(a.attname), ', ' ORDER BY k.ord) AS columns
  FROM relation r
  JOIN pg_constraint con ON con.conrelid = r.oid AND con.contype IN ('p', 'u', 'f')
  CROSS JOIN LATERAL unnest(con.conkey) WITH ORDINALITY k(attnum, ord)
  JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
  GROUP BY con.oid
),
referenced_columns AS MATERIALIZED (
  SELECT con.oid, string_agg(quote_ident(a.attname), ', ' ORDER BY k.ord) AS columns
  FROM relation r
  JOIN pg_constraint con ON con.conrelid = r.oid AND con.contype = 'f'
  CROSS JOIN LATERAL unnest(con.confkey) WITH ORDINALITY k(attnum, ord)
  JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum
  GROUP BY con.oid
),
column_setting AS MATERIALIZED (
  SELECT attrelid, attnum, attoptions, attstattarget FROM pg_attribute
  WHERE attnum > 0 AND (attoptions IS NOT NULL OR attstattarget >= 0)
),
index_keys AS MATERIALIZED (
  SELECT i.indexrelid AS oid, string_agg(
      coalesce(quote_ident(a.attname), pg_get_indexdef(i.indexrelid, k.ord::int, false))
      || CASE WHEN k.collation_oid <> 0 AND k.collation_oid <> coalesce(a.attcollation, 100)
           THEN ' COLLATE ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname) ELSE '' END
      || CASE WHEN oc.opcdefault AND cs.attoptions IS NULL THEN '' ELSE ' ' || quote_ident(oc.opcname) END
      || CASE WHEN cs.attoptions IS NULL THEN '' ELSE ' (' || (
           SELECT string_agg(o.option_name || '=' || quote_literal(o.option_value), ', ' ORDER BY o.option_name COLLATE "C")
           FROM pg_options_to_table(cs.attoptions) o) || ')' END
      || CASE WHEN k.flags & 1 = 1 THEN ' DESC' ELSE '' END
      || CASE k.flags & 3 WHEN 1 THEN ' NULLS LAST' WHEN 2 THEN ' NULLS FIRST' ELSE '' END,
      ', ' ORDER BY k.ord) AS keys
  FROM relation r
  JOIN pg_index i ON i.indrelid = r.oid
  CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[])
    WITH ORDINALITY k(attnum, class, collation_oid, flags, ord)
  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
  LEFT JOIN column_setting cs ON cs.attrelid = i.indexrelid AND cs.attnum = k.ord
  JOIN pg_opclass oc ON oc.oid = k.class
  LEFT JOIN pg_collation co ON co.oid = k.collation_oid
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  WHERE k.ord <= i.indnkeyatts
  GROUP BY i.indexrelid
),
included_columns AS MATERIALIZED (
  SELECT i.indexrelid AS oid, string_agg(quote_ident(a.attname), ', ' ORDER BY k.ord) AS columns
  FROM relation r
  JOIN pg_index i ON i.indrelid = r.oid AND i.indnatts > i.indnkeyatts
  CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ord)
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
  WHERE k.ord > i.indnkeyatts
  GROUP BY i.indexrelid
)`;

/**
 * The one statement that reads a whole catalog, for a server of this version. Its only parameter is the list of
 * schemas, or NULL.
 */
export function catalogStatement(versionNumber: number): string {
  const known = (reader: OutermostReader | PartReader): boolean => versionNumber >= (reader.since ?? 0);
  const arms = [
    ...outermostReaders.flatMap((reader, index) => (known(reader) ? [outermostArm(reader, index, versionNumber)] : [])),
    ...partReaders.flatMap((reader, index) =>
      known(reader) ? [partArm(reader, outermostReaders.length + index, versionNumber)] : [],
    ),
    ...completenessProbe,
  ];
  return `WITH ${sharedQueries}\n${arms.join('\nUNION ALL\n')}`;
}

function outermostArm(reader: OutermostReader, index: number, versionNumber: number): string {
  const facts = [
    reader.schema ?? 'NULL',
    reader.name,
    reader.signature ?? 'NULL',
    ...attributeList(reader.attributes, versionNumber),
  ];
  return `SELECT ${String(index)} AS reader, ${reader.oid}::text AS owner, json_build_array(${facts.join(', ')})::text AS facts
FROM ${forVersion(reader.from, versionNumber)}${whereClause(reader, versionNumber)}`;
}

function partArm(reader: PartReader, index: number, versionNumber: number): string {
  const facts = [reader.name, ...attributeList(reader.attributes, versionNumber)];
  return `SELECT ${String(index)}, ${reader.owner}::text, json_agg(json_build_array(${facts.join(', ')}) ORDER BY ${reader.orderBy})::text
FROM ${forVersion(reader.from, versionNumber)}${whereClause(reader, versionNumber)}
GROUP BY ${reader.owner}`;
}

function whereClause(reader: OutermostReader | PartReader, versionNumber: number): string {
  return reader.where === undefined ? '' : `\nWHERE ${forVersion(reader.where, versionNumber)}`;
}

function attributeList(attributes: readonly AttributeReader[], versionNumber: number): string[] {
  const { common, rare } = factLayout(attributes);
  const sqlOf = ({ sql, since = 0 }: AttributeReader): string =>
    versionNumber < since ? 'NULL' : forVersion(sql, versionNumber);
  if (rare.length === 0) return common.map(sqlOf);
  // By its text, for a condition over the facts would make the server plan and evaluate each of them twice.
  const none = `[${rare.map(() => 'null').join(', ')}]`;
  return [...common.map(sqlOf), `nullif(json_build_array(${rare.map(sqlOf).join(', ')})::text, '${none}')::json`];
}
