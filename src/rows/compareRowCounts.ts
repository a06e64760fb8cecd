import type { CountableKind, ForeignKey, ListedTable, RowCount } from './rowCount.ts';
import { rowsOf } from './rowCount.ts';

/** What was counted of one side. */
export interface CountedSide {
  readonly tables: readonly ListedTable[];
  /** By path; no entry while a table waits for its turn. */
  readonly counts: ReadonlyMap<string, RowCount>;
  readonly foreignKeys: readonly ForeignKey[];
}

/**
 * - `both`: in both sides, with rows in each, or not all known
 * - `emptyBoth`, `emptyLeft`, `emptyRight`: in both sides, without rows there
 */
export type TableClass = 'both' | 'leftOnly' | 'rightOnly' | 'emptyBoth' | 'emptyLeft' | 'emptyRight';

export type RowSide = 'left' | 'right';

export interface ComparedCount {
  readonly count: RowCount | undefined;
  /** Heap, indexes and what is stored out of line; null where it could not be looked at. */
  readonly bytes: number | null;
  readonly deadRows: number | null;
  /** Policies of row security may hide rows from the role that counted. */
  readonly hasRowSecurity: boolean;
  /** Of all rows that were counted or estimated on this side, from 0 to 1. */
  readonly share: number;
}

export interface ComparedTable {
  /** On the left, or where only the right has it, there. */
  readonly path: string;
  /** Its path on the right where that is another one. */
  readonly rightPath?: string;
  readonly kind: CountableKind;
  readonly class: TableClass;
  /** A partition's table; partitions are part of it and count in no total. */
  readonly parent: string | null;
  /** The migration tool's own table, which is no data and counts in no total. */
  readonly isVersionTable: boolean;
  readonly left: ComparedCount | null;
  readonly right: ComparedCount | null;
  /** Left less right; undefined where a side is not known. */
  readonly difference: number | undefined;
  /** Left by right; undefined where a side is not known or the right is empty. */
  readonly ratio: number | undefined;
  /** One of the sides is an estimate, and so are difference and ratio. */
  readonly isEstimated: boolean;
}

export interface RowTotals {
  readonly left: number;
  readonly right: number;
  readonly difference: number;
  /** undefined where the right is empty. */
  readonly ratio: number | undefined;
  /** Something in it is an estimate. */
  readonly isEstimated: boolean;
  /** Tables that nobody knows the rows of. */
  readonly unknown: number;
}

export interface RowComparison {
  /** In the order of their paths. */
  readonly tables: readonly ComparedTable[];
  /** Of both sides, between the paths of `tables`. */
  readonly foreignKeys: readonly ForeignKey[];
  /** Over the tables that both sides have. */
  readonly totals: RowTotals;
}

/** What a table of the left is called on the right, by its path, where that is another path. */
export type OtherNames = ReadonlyMap<string, string>;

/** Pairs the tables of two sides by their paths. */
export function compareRowCounts(
  left: CountedSide,
  right: CountedSide,
  isVersionTable: (table: ListedTable) => boolean,
  otherNames: OtherNames = new Map(),
): RowComparison {
  const named = underLeftNames(right, otherNames);
  const sides = [left, named].map((side) => sideIndex(side, isVersionTable));
  const paths = [...new Set(sides.flatMap(({ byPath }) => [...byPath.keys()]))].sort();
  const tables = paths.map((path): ComparedTable => {
    const [one, other] = sides.map(({ byPath }) => byPath.get(path));
    const listed = one ?? other;
    if (listed === undefined) throw new RangeError(path);
    const [leftCount, rightCount] = sides.map((side) => side.counted(path));
    const [leftRows, rightRows] = [rowsOf(leftCount?.count), rowsOf(rightCount?.count)];
    const isKnown = leftRows !== undefined && rightRows !== undefined;
    const rightPath = otherNames.get(path);
    return {
      path,
      ...(rightPath === undefined ? {} : { rightPath }),
      kind: listed.kind,
      class: classOf(leftCount ?? null, rightCount ?? null),
      parent: listed.parent,
      isVersionTable: isVersionTable(listed),
      left: leftCount ?? null,
      right: rightCount ?? null,
      difference: isKnown ? leftRows - rightRows : undefined,
      ratio: isKnown && rightRows > 0 ? leftRows / rightRows : undefined,
      isEstimated: [leftCount, rightCount].some((each) => each?.count?.exact === false),
    };
  });
  return {
    tables,
    totals: totalsOf(tables.filter(isCommon)),
    foreignKeys: [...left.foreignKeys, ...named.foreignKeys],
  };
}

/** The path that a table has on a side. */
export function pathOn({ path, rightPath = path }: Pick<ComparedTable, 'path' | 'rightPath'>, side: RowSide): string {
  return side === 'left' ? path : rightPath;
}

/** Whether a table is one of both sides and counts in the totals. */
export function isCommon(table: ComparedTable): boolean {
  return isData(table) && table.left !== null && table.right !== null;
}

/** Whether a table's rows are data, and counted nowhere else. */
export function isData({ parent, isVersionTable, kind }: ComparedTable): boolean {
  return parent === null && !isVersionTable && kind !== 'view';
}

function totalsOf(tables: readonly ComparedTable[]): RowTotals {
  const add = (rowsIn: (table: ComparedTable) => ComparedCount | null): number =>
    tables.reduce((sum, table) => sum + (rowsOf(rowsIn(table)?.count) ?? 0), 0);
  const [left, right] = [add((table) => table.left), add((table) => table.right)];
  return {
    left,
    right,
    difference: left - right,
    ratio: right > 0 ? left / right : undefined,
    isEstimated: tables.some(({ isEstimated }) => isEstimated),
    unknown: tables.filter(({ difference }) => difference === undefined).length,
  };
}

function underLeftNames({ tables, counts, foreignKeys }: CountedSide, otherNames: OtherNames): CountedSide {
  if (otherNames.size === 0) return { tables, counts, foreignKeys };
  const onLeft = new Map([...otherNames].map(([one, other]) => [other, one]));
  const named = (path: string): string => onLeft.get(path) ?? path;
  return {
    tables: tables.map((table) => ({
      ...table,
      path: named(table.path),
      parent: table.parent === null ? null : named(table.parent),
    })),
    counts: new Map([...counts].map(([path, count]) => [named(path), count])),
    foreignKeys: foreignKeys.map((key) => ({ ...key, from: named(key.from), to: named(key.to) })),
  };
}

function sideIndex({ tables, counts }: CountedSide, isVersionTable: (table: ListedTable) => boolean) {
  const byPath = new Map(tables.map((table) => [table.path, table]));
  const data = tables.filter((table) => table.parent === null && table.kind !== 'view' && !isVersionTable(table));
  const total = data.reduce((sum, { path }) => sum + (rowsOf(counts.get(path)) ?? 0), 0);
  return {
    byPath,
    counted(path: string): ComparedCount | undefined {
      const table = byPath.get(path);
      if (table === undefined) return undefined;
      const count = counts.get(path);
      const { bytes, deadRows, hasRowSecurity } = table;
      return {
        count,
        bytes: bytes === null ? null : bytes.heap + bytes.indexes + bytes.toast,
        deadRows,
        hasRowSecurity,
        share: total === 0 ? 0 : (rowsOf(count) ?? 0) / total,
      };
    },
  };
}

function classOf(left: ComparedCount | null, right: ComparedCount | null): TableClass {
  if (right === null) return 'leftOnly';
  if (left === null) return 'rightOnly';
  const [leftEmpty, rightEmpty] = [left, right].map(({ count }) => rowsOf(count) === 0);
  if (leftEmpty === true && rightEmpty === true) return 'emptyBoth';
  if (leftEmpty === true) return 'emptyLeft';
  return rightEmpty === true ? 'emptyRight' : 'both';
}
