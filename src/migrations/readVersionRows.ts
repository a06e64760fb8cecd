import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { Session } from '../catalog/session.ts';
import type { MigrationProject } from './migrationProject.ts';
import type { VersionRows, VersionTable } from './versionTable.ts';

/**
 * Reads a project's version table, as a rule in one statement: behind a function each is an invocation.
 *
 * @returns undefined where the project has none, the database does not contain it, or it may not be read
 */
export async function readVersionRows(
  session: Session,
  { versionTables }: MigrationProject,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<VersionRows | undefined> {
  if (versionTables.length === 0) return undefined;
  const found = await session.query<FoundRow>(findAndRead, [JSON.stringify(versionTables)], options);
  const first = found.reduce<FoundRow | undefined>(
    (least, row) => (row.place < (least?.place ?? Infinity) ? row : least),
    undefined,
  );
  const table = versionTables[first?.place ?? -1];
  if (first === undefined || table === undefined) return undefined;
  const words = found.flatMap(({ place, word }) => (place === first.place && word !== null ? [word] : []));
  if (words.includes(tooLong)) return session.query(selectRows(first.schema, table), [], options);
  return words.map((word) => rowOf(table, JSON.parse(word.slice(word.indexOf('[')))));
}

interface FoundRow {
  /** Of the table among those that were looked for. */
  readonly place: number;
  readonly schema: string;
  /** A number and a JSON array of the columns' texts; null once for each table that is there. */
  readonly word: string | null;
}

/** What stands for a row that no lexeme can hold. */
const tooLong = '!';

/**
 * Finds the tables in the catalog, and reads them by a text made of what it says: a table that a statement names itself
 * must be there, or PostgreSQL refuses the whole. ts_stat() takes its query as a text
 * (https://www.postgresql.org/docs/current/textsearch-features.html#TEXTSEARCH-STATISTICS) and gives every lexeme once,
 * so each row has its number in front; a lexeme has less than 2 kB. Where the project leaves the schema to the search
 * path, `public` goes before others.
 */
const findAndRead = `
  WITH found AS MATERIALIZED (
    SELECT w2.place::int AS place, t.schema, t.query
    FROM pg_catalog.jsonb_array_elements($1::jsonb) WITH ORDINALITY w(wanted, ordinality)
    CROSS JOIN LATERAL (SELECT w.ordinality - 1 AS place, ARRAY(SELECT pg_catalog.jsonb_array_elements_text(w.wanted -> 'columns')) AS columns,
      ARRAY(SELECT pg_catalog.jsonb_array_elements_text(w.wanted -> 'without')) AS without) w2
    CROSS JOIN LATERAL (
      SELECT n.nspname::text AS schema, pg_catalog.format(
        'SELECT pg_catalog.array_to_tsvector(ARRAY[CASE WHEN pg_catalog.octet_length(row) < 2000 THEN row ELSE ''${tooLong}'' END])
         FROM (SELECT pg_catalog.row_number() OVER () || pg_catalog.json_build_array(%s)::text AS row FROM %I.%I) rows',
        (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(name) || '::text', ', ' ORDER BY place) FROM pg_catalog.unnest(w2.columns) WITH ORDINALITY c(name, place)),
        n.nspname, c.relname) AS query
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL (
        SELECT pg_catalog.array_agg(a.attname::text) AS names
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      ) has
      WHERE c.relname = w.wanted ->> 'name' AND (w.wanted ->> 'schema' IS NULL OR n.nspname = w.wanted ->> 'schema')
        AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has.names @> w2.columns AND NOT has.names && w2.without
        AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
      ORDER BY n.nspname <> 'public', n.nspname
      LIMIT 1
    ) t
  )
  SELECT place, schema, NULL AS word FROM found
  UNION ALL
  SELECT f.place, f.schema, s.word FROM found f CROSS JOIN LATERAL pg_catalog.ts_stat(f.query) s`;

function rowOf({ columns }: VersionTable, values: unknown): Readonly<Record<string, string | null>> {
  const texts = values as readonly (string | null)[];
  return Object.fromEntries(columns.map((column, index) => [column, texts[index] ?? null]));
}

function selectRows(schema: string, { name, columns }: VersionTable): string {
  const list = columns.map((column) => `${quoteIdentifier(column)}::text AS ${quoteIdentifier(column)}`).join(', ');
  return `SELECT ${list} FROM ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
