import type { Session } from '../catalog/session.ts';
import { countTables } from './countTables.ts';
import { listTables } from './listTables.ts';
import { tablesToCount, withPartitionedTables } from './partitions.ts';
import type { ListedTable, RowCount } from './rowCount.ts';
import type { TableName, TableSize } from './tableSize.ts';

/**
 * How much tables hold: counted exactly, or, where that takes longer than the session allows, another session has
 * locked the table or the role may not, as the server estimates it.
 *
 * @returns the tables and views that are there, in no order; a view and a foreign table without a number of rows
 * @throws CompareError
 */
export async function readTableSizes(
  session: Session,
  tables: readonly TableName[],
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly TableSize[]> {
  if (tables.length === 0) return [];
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const { tables: listed } = await listTables(session, { schemas, signal: options.signal });
  const asked = new Set(tables.map(keyOf));
  const needed = withPartitionsOf(
    listed,
    new Set(listed.flatMap((table) => (asked.has(keyOf(table)) ? [table.path] : []))),
  );
  const counted = new Map<string, RowCount>();
  await countTables(session, tablesToCount(needed, { foreignTables: false, views: false }), {
    signal: options.signal,
    onCounted: (some) => {
      for (const [path, count] of some) counted.set(path, count);
    },
  });
  const counts = withPartitionedTables(needed, counted);
  return needed.filter((table) => asked.has(keyOf(table))).map((table) => sizeOf(table, counts, needed));
}

/** The tables of these paths, and all partitions of them. */
function withPartitionsOf(listed: readonly ListedTable[], paths: ReadonlySet<string>): readonly ListedTable[] {
  const wanted = new Set(paths);
  for (let before = -1; before < wanted.size;) {
    before = wanted.size;
    for (const { path, parent } of listed) if (parent !== null && wanted.has(parent)) wanted.add(path);
  }
  return listed.filter(({ path }) => wanted.has(path));
}

function sizeOf(table: ListedTable, counts: ReadonlyMap<string, RowCount>, listed: readonly ListedTable[]): TableSize {
  const { schema, name, path, kind, estimate } = table;
  const count = counts.get(path);
  const parts = kind === 'partitioned table' ? withPartitionsOf(listed, new Set([path])) : [table];
  const known = count?.exact === true ? { rows: count.rows, source: 'count' as const } : (count?.estimate ?? estimate);
  return {
    schema,
    name,
    rows:
      known === null || kind === 'view' || kind === 'foreign table'
        ? null
        : { count: known.rows, source: known.source },
    bytes: parts.reduce((sum, { bytes }) => sum + (bytes === null ? 0 : bytes.heap + bytes.indexes + bytes.toast), 0),
    analyzedAt: (count?.exact === false ? count.estimate : estimate)?.analyzedAt ?? null,
  };
}

function keyOf({ schema, name }: TableName): string {
  return JSON.stringify([schema, name]);
}
