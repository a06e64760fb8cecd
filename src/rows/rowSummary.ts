import type { ComparedCount, ComparedTable, RowComparison, RowSide, TableClass } from './compareRowCounts.ts';
import { isCommon, isData } from './compareRowCounts.ts';
import { rowsOf } from './rowCount.ts';

/** A table among the largest of a side. */
export interface LargeTable {
  readonly path: string;
  readonly rows: number;
  /** Of the rows of all tables that were looked at, from 0 to 1. */
  readonly share: number;
  /** Of this table and those before it. */
  readonly cumulative: number;
}

/**
 * The largest tables of a side among those that both sides have, so that the shares are those of the totals; of one
 * side alone, among all. Those without rows are left out.
 */
export function largestTables({ tables }: RowComparison, side: RowSide, most: number): readonly LargeTable[] {
  const isCompared = tables.some(({ right }) => right !== null);
  const rows = tables
    .filter(isCompared ? isCommon : isData)
    .map((table) => ({ path: table.path, rows: rowsOf(table[side]?.count) ?? 0 }));
  const total = rows.reduce((sum, table) => sum + table.rows, 0);
  let cumulative = 0;
  return rows
    .filter((table) => table.rows > 0)
    .sort((one, other) => other.rows - one.rows || (one.path < other.path ? -1 : 1))
    .slice(0, most)
    .map((table) => ({ ...table, share: table.rows / total, cumulative: (cumulative += table.rows / total) }));
}

/** How many tables are of each class; partitions, views and version tables are none. */
export function classCounts({ tables }: RowComparison): Readonly<Record<TableClass, number>> {
  const counts = { both: 0, leftOnly: 0, rightOnly: 0, emptyBoth: 0, emptyLeft: 0, emptyRight: 0 };
  for (const table of tables.filter(isData)) counts[table.class] += 1;
  return counts;
}

/** Tables on one side only that hold rows: data to carry over, or to let go. */
export function strandedTables({ tables }: RowComparison): readonly (ComparedTable & { readonly rows: number })[] {
  return tables.filter(isData).flatMap((table) => {
    const alone: ComparedCount | null = table.right === null ? table.left : table.left === null ? table.right : null;
    const rows = rowsOf(alone?.count) ?? 0;
    return rows > 0 ? [{ ...table, rows }] : [];
  });
}

/** How many rows of one table there are for each row of the table that it references. */
export interface RowRatio {
  readonly from: string;
  readonly to: string;
  /** undefined where a side lacks a table, or the referenced one is empty there. */
  readonly left: number | undefined;
  readonly right: number | undefined;
  /** How many times the one is the other, 1 or more; undefined where a side has none. */
  readonly factor: number | undefined;
}

/** The ratios along the foreign keys of both sides, those first that differ most between them. */
export function foreignKeyRatios({ tables, foreignKeys }: RowComparison): readonly RowRatio[] {
  const byPath = new Map(tables.map((table) => [table.path, table]));
  const pairs = new Map(
    foreignKeys.filter(({ from, to }) => from !== to).map(({ from, to }) => [JSON.stringify([from, to]), { from, to }]),
  );
  const ratios = [...pairs.values()].flatMap(({ from, to }): readonly RowRatio[] => {
    const ratioOn = (side: RowSide): number | undefined => {
      const [many, one] = [from, to].map((path) => rowsOf(byPath.get(path)?.[side]?.count));
      return many === undefined || one === undefined || one === 0 ? undefined : many / one;
    };
    const [left, right] = [ratioOn('left'), ratioOn('right')];
    if ((left ?? 0) === 0 && (right ?? 0) === 0) return [];
    const factor =
      left === undefined || right === undefined || left === 0 || right === 0
        ? undefined
        : Math.max(left, right) / Math.min(left, right);
    return [{ from, to, left, right, factor }];
  });
  return ratios.sort(
    (one, other) =>
      (other.factor ?? 0) - (one.factor ?? 0) ||
      Math.max(other.left ?? 0, other.right ?? 0) - Math.max(one.left ?? 0, one.right ?? 0) ||
      (one.from < other.from ? -1 : 1),
  );
}
