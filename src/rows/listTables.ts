import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { Session } from '../catalog/session.ts';
import type { CountableKind, ForeignKey, ListedTable, RowEstimate } from './rowCount.ts';

export interface TableList {
  /** In the order of their paths. */
  readonly tables: readonly ListedTable[];
  readonly foreignKeys: readonly ForeignKey[];
}

/**
 * What there is to be counted, and what the server knows of it without counting, in one statement.
 *
 * @param options.schemas the schemas to look at; absent means all but the system's
 */
export async function listTables(
  session: Session,
  options: { readonly schemas?: readonly string[] | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<TableList> {
  const rows = await session.query<ListRow>(listStatement, [options.schemas ?? null], { signal: options.signal });
  const { versionNumber } = session.server;
  const tables = rows.flatMap(({ what, facts }) =>
    what === 'table' ? [listedTable(facts as TableFacts, versionNumber)] : [],
  );
  const foreignKeys = rows.flatMap(({ what, facts }) => {
    if (what === 'table') return [];
    const key = facts as KeyFacts;
    return [{ ...key, from: pathOf(key.from), to: pathOf(key.to) }];
  });
  return { tables: tables.sort((one, other) => (one.path < other.path ? -1 : 1)), foreignKeys };
}

interface ListRow {
  readonly what: 'table' | 'key';
  readonly facts: unknown;
}

/** Schema and name, bare: which words are quoted is not for the server's version to say. */
type QualifiedName = readonly [schema: string, name: string];

interface KeyFacts extends Omit<ForeignKey, 'from' | 'to'> {
  readonly from: QualifiedName;
  readonly to: QualifiedName;
}

interface TableFacts extends Omit<ListedTable, 'path' | 'kind' | 'parent' | 'estimate' | 'bytes'> {
  readonly relkind: string;
  readonly parent: QualifiedName | null;
  readonly planned: number;
  readonly live: number | null;
  readonly analyzedAt: string | null;
  readonly heap: number | null;
  readonly indexes: number | null;
  readonly toast: number | null;
}

/**
 * The size functions open the table, so they would wait for whoever has locked it. A waiting ACCESS EXCLUSIVE is in the
 * way as much as one that is held. The functions behind pg_stat_all_tables are asked: the view itself groups the indexes
 * of all tables first. count(*) needs the privilege on one column at least.
 */
const listStatement = `
WITH namespace AS MATERIALIZED (
  SELECT n.oid, n.nspname FROM pg_namespace n
  WHERE CASE WHEN $1::text[] IS NULL THEN n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ELSE n.nspname = ANY ($1::text[]) END
),
locked AS MATERIALIZED (
  SELECT DISTINCT l.relation FROM pg_locks l
  WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()
    AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
),
relation AS MATERIALIZED (
  SELECT c.oid, c.relname, c.relnamespace, c.relkind, c.relispartition, c.reltuples, c.reltoastrelid, c.relrowsecurity,
    n.nspname, json_build_array(n.nspname, c.relname) AS path, l.relation IS NOT NULL AS is_locked
  FROM pg_class c JOIN namespace n ON n.oid = c.relnamespace
  LEFT JOIN locked l ON l.relation = c.oid
  WHERE c.relkind IN ('r', 'p', 'm', 'f', 'v') AND c.relpersistence <> 't'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
)
SELECT 'table' AS what, json_build_object(
  'schema', r.nspname, 'name', r.relname, 'relkind', r.relkind,
  'parent', CASE WHEN r.relispartition THEN (
    SELECT json_build_array(pn.nspname, pc.relname)
    FROM pg_inherits h JOIN pg_class pc ON pc.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = pc.relnamespace
    WHERE h.inhrelid = r.oid) END,
  'planned', r.reltuples, 'live', pg_stat_get_live_tuples(r.oid), 'deadRows', pg_stat_get_dead_tuples(r.oid),
  'analyzedAt', to_char(greatest(pg_stat_get_last_analyze_time(r.oid), pg_stat_get_last_autoanalyze_time(r.oid),
    pg_stat_get_last_vacuum_time(r.oid), pg_stat_get_last_autovacuum_time(r.oid)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'heap', CASE WHEN NOT r.is_locked THEN pg_relation_size(r.oid) END,
  'indexes', CASE WHEN NOT r.is_locked THEN pg_indexes_size(r.oid) END,
  'toast', CASE WHEN NOT r.is_locked THEN CASE WHEN r.reltoastrelid = 0 THEN 0 ELSE pg_total_relation_size(r.reltoastrelid) END END,
  'mayCount', has_schema_privilege(r.relnamespace, 'USAGE') AND has_any_column_privilege(r.oid, 'SELECT'),
  'isLocked', r.is_locked, 'hasRowSecurity', r.relrowsecurity AND row_security_active(r.oid)) AS facts
FROM relation r
UNION ALL
SELECT 'key', json_build_object('name', con.conname, 'from', f.path, 'to', t.path, 'columns', (
    SELECT json_agg(a.attname ORDER BY k.ord) FROM unnest(con.conkey) WITH ORDINALITY k(attnum, ord)
    JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum))
FROM pg_constraint con
JOIN relation f ON f.oid = con.conrelid
JOIN relation t ON t.oid = con.confrelid
WHERE con.contype = 'f' AND con.conparentid = 0`;

const kinds: Readonly<Record<string, CountableKind>> = {
  r: 'table',
  p: 'partitioned table',
  m: 'materialized view',
  f: 'foreign table',
  v: 'view',
};

function listedTable(
  { relkind, parent, planned, live, analyzedAt, heap, indexes, toast, ...facts }: TableFacts,
  versionNumber: number,
): ListedTable {
  const isPart = parent !== null && (relkind === 'r' || relkind === 'm');
  return {
    ...facts,
    path: pathOf([facts.schema, facts.name]),
    kind: isPart ? 'partition' : (kinds[relkind] ?? 'table'),
    parent: parent === null ? null : pathOf(parent),
    estimate: estimateOf({ planned, live, analyzedAt }, versionNumber),
    bytes: heap === null || indexes === null || toast === null ? null : { heap, indexes, toast },
  };
}

/**
 * `reltuples` is -1 where nothing was ever analysed, before version 14 0, which may be an empty table as well:
 * https://www.postgresql.org/docs/current/catalog-pg-class.html
 */
function estimateOf(
  { planned, live, analyzedAt }: Pick<TableFacts, 'planned' | 'live' | 'analyzedAt'>,
  versionNumber: number,
): RowEstimate | null {
  const isPlanned = planned > 0 || (planned === 0 && versionNumber >= 140_000);
  if (isPlanned) return { rows: Math.round(planned), source: 'analyze', analyzedAt };
  return live !== null && (live > 0 || analyzedAt !== null) ? { rows: live, source: 'statistics', analyzedAt } : null;
}

function pathOf([schema, name]: QualifiedName): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
