import { completenessProbe } from './completenessProbe.ts';
import { factLayout } from './factLayout.ts';
import type { AttributeReader, OutermostReader, PartReader } from './kindReader.ts';
import { forVersion, notMember } from './kindReader.ts';
import { outermostReaders, partReaders } from './kinds.ts';
import { optionalArm } from './optionalArms.ts';

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
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
  UNION ALL
  SELECT classid, objid FROM pg_depend WHERE classid IN ('pg_proc'::regclass, 'pg_cast'::regclass) AND deptype = 'i'
),
relation AS MATERIALIZED (
  SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition, c.relpartbound, c.reloptions, c.reltype,
    c.relowner, c.relacl, c.reltablespace, c.relam, c.reloftype, c.reltoastrelid, c.relreplident, c.relrowsecurity,
    c.relforcerowsecurity, c.relispopulated
  FROM pg_class c JOIN namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
    AND ${notMember('pg_class', 'c.oid')}
),
type AS MATERIALIZED (
  SELECT t.oid, n.nspname, t.typname, t.typtype, t.typbasetype, t.typtypmod, t.typnotnull, t.typdefaultbin, t.typcollation,
    t.typowner, t.typacl
  FROM pg_type t JOIN namespace n ON n.oid = t.typnamespace
  WHERE t.typtype IN ('e', 'd') AND ${notMember('pg_type', 't.oid')}
),
column_sequence AS MATERIALIZED (
  SELECT DISTINCT ON (own.refobjid, own.refobjsubid) r.oid, own.refobjid AS table_oid, own.refobjsubid AS attnum,
    own.deptype = 'a' AS serial, r.nspname, r.relname, r.relpersistence, r.relowner, r.relacl, s.*,
    obj_description(r.oid, 'pg_class') AS comment
  FROM relation r
  JOIN pg_sequence s ON s.seqrelid = r.oid
  JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.objid = r.oid AND own.objsubid = 0
    AND own.refclassid = 'pg_class'::regclass AND own.refobjsubid > 0 AND own.deptype IN ('a', 'i')
  WHERE r.relkind = 'S' AND (own.deptype = 'i' OR (r.oid, own.refobjid, own.refobjsubid) IN (
    SELECT uses.refobjid, ad.adrelid, ad.adnum::integer
    FROM pg_depend uses JOIN pg_attrdef ad ON ad.oid = uses.objid
    WHERE uses.classid = 'pg_attrdef'::regclass AND uses.refclassid = 'pg_class'::regclass))
  ORDER BY own.refobjid, own.refobjsubid, r.oid
)`;

/**
 * The one statement that reads a whole catalog, for a server of this version. Its only parameter is the list of
 * schemas, or NULL.
 */
export function catalogStatement(versionNumber: number): string {
  const known = (reader: OutermostReader | PartReader): boolean => versionNumber >= (reader.since ?? 0);
  const arms = [
    ...outermostReaders.map((reader, index) => ({ reader, sql: () => outermostArm(reader, index, versionNumber) })),
    ...partReaders.map((reader, index) => ({
      reader,
      sql: () => partArm(reader, outermostReaders.length + index, versionNumber),
    })),
  ].filter(({ reader }) => known(reader));
  const usual = arms.flatMap(({ reader, sql }) => (reader.presence === undefined ? [sql()] : []));
  const optional = arms.flatMap(({ reader: { presence }, sql }) =>
    presence === undefined ? [] : [{ presence, sql: sql() }],
  );
  return `WITH ${sharedQueries}\n${[...usual, ...completenessProbe, optionalArm(optional, sharedQueries)].join('\nUNION ALL\n')}`;
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
  // Sorted once, when the facts are a short text: OFFSET 0 keeps the planner from sorting all that they are made of, and
  // each sort within an aggregate has costs of its own.
  return `SELECT ${String(index)}, part.owner::text, '[' || string_agg(part.facts, ',') || ']'
FROM (
  SELECT unsorted.owner, unsorted.facts FROM (
    SELECT ${reader.owner} AS owner, (${reader.orderBy}) AS place, json_build_array(${facts.join(', ')})::text AS facts
    FROM ${forVersion(reader.from, versionNumber)}${whereClause(reader, versionNumber)}
    OFFSET 0
  ) unsorted
  ORDER BY unsorted.owner, unsorted.place
) part
GROUP BY part.owner`;
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
  const facts = `nullif(json_build_array(${rare.map(sqlOf).join(', ')})::text, '${none}')::json`;
  return [...common.map(sqlOf), ...conditionally(facts, rare, versionNumber)];
}

function conditionally(facts: string, rare: readonly AttributeReader[], versionNumber: number): string[] {
  const conditions = new Set<string>();
  for (const { rare: condition, since = 0 } of rare) {
    if (condition === true || condition === undefined) return [facts];
    if (versionNumber >= since) conditions.add(forVersion(condition, versionNumber));
  }
  return [`CASE WHEN ${[...conditions].map((condition) => `(${condition})`).join(' OR ')} THEN ${facts} END`];
}
