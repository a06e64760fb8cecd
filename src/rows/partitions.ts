import type { ListedTable, RowCount } from './rowCount.ts';

/** Which kinds are counted that hold their rows elsewhere or make them anew. */
export interface CountChoice {
  readonly foreignTables: boolean;
  readonly views: boolean;
}

/**
 * The tables that are to be counted themselves. A partitioned table is counted through its partitions, which takes no
 * longer and gives their numbers too; by itself only where one of them may not be counted.
 */
export function tablesToCount(tables: readonly ListedTable[], choice: CountChoice): readonly ListedTable[] {
  const leaves = leavesByRoot(tables);
  return tables.filter((table) => {
    const { path, kind } = table;
    if (!isChosen(table, choice)) return false;
    if (kind !== 'partitioned table') return true;
    const own = leaves.get(path) ?? [];
    return own.some(({ mayCount }) => !mayCount) && own.every((leaf) => isChosen(leaf, choice));
  });
}

/** Whether what a table or view holds was asked for. */
export function isChosen({ kind }: ListedTable, choice: CountChoice): boolean {
  return (kind !== 'foreign table' || choice.foreignTables) && (kind !== 'view' || choice.views);
}

/** Adds what the partitioned tables hold: the sum of their partitions, exact where each of them is. */
export function withPartitionedTables(
  tables: readonly ListedTable[],
  counts: ReadonlyMap<string, RowCount>,
): ReadonlyMap<string, RowCount> {
  const all = new Map(counts);
  for (const [root, leaves] of leavesByRoot(tables)) {
    if (counts.has(root)) continue;
    const known = leaves.flatMap(({ path }) => counts.get(path) ?? []);
    if (known.length === leaves.length) all.set(root, sum(known));
  }
  return all;
}

function sum(counts: readonly RowCount[]): RowCount {
  let total = 0;
  let worst: Exclude<RowCount, { exact: true }> | undefined;
  for (const count of counts) {
    if (!count.exact && (worst === undefined || count.estimate === null)) worst = count;
    total += count.exact ? count.rows : (count.estimate?.rows ?? 0);
  }
  if (worst === undefined) return { exact: true, rows: total };
  return { ...worst, estimate: worst.estimate === null ? null : { ...worst.estimate, rows: total } };
}

/** By the path of each partitioned table, its partitions and theirs that hold rows. */
function leavesByRoot(tables: readonly ListedTable[]): ReadonlyMap<string, readonly ListedTable[]> {
  const byPath = new Map(tables.map((table) => [table.path, table]));
  const leaves = new Map<string, ListedTable[]>(
    tables.flatMap(({ path, kind }) => (kind === 'partitioned table' ? [[path, []]] : [])),
  );
  for (const table of tables) {
    if (table.kind === 'partitioned table') continue;
    let parent = table.parent;
    while (parent !== null) {
      leaves.get(parent)?.push(table);
      parent = byPath.get(parent)?.parent ?? null;
    }
  }
  return leaves;
}
