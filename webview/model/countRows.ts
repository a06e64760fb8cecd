import type { PageCount, PageCountedTable } from '../../src/protocol/countModel.ts';
import { groupBy } from './collections.ts';
import type { CountData } from './countData.ts';
import type { CountColumn, CountSettings } from './countSettings.ts';

/** One row of the row counts, as it stands on the screen from top to bottom. */
export interface CountRow {
  readonly table: PageCountedTable;
  /** From 1; partitions stand below their table. */
  readonly level: number;
  /** The row that it hangs from; -1 at the top. */
  readonly parent: number;
  /** Its place among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** undefined where there is nothing to open. */
  readonly expanded: boolean | undefined;
}

type Arranged = Pick<CountSettings, 'column' | 'descending' | 'search' | 'classes' | 'opened'>;

/** The tables that the reader wants to see, in the order that they asked for. */
export function countRows({ tables, run, summary }: CountData, settings: Arranged): readonly CountRow[] {
  const words = settings.search.toLowerCase().split(/\s+/).filter(Boolean);
  const classes = new Set(settings.classes);
  const opened = new Set(settings.opened);
  const isSeen = (table: PageCountedTable): boolean => table.kind !== 'view' || run.choice.views;
  const parts = groupBy(
    [...tables.values()].filter((table) => table.parent !== null && tables.has(table.parent)),
    (table) => table.parent ?? '',
  );
  const matches = (table: PageCountedTable): boolean => {
    const text = `${table.path} ${table.rightPath ?? ''} ${table.kind}`.toLowerCase();
    return words.every((word) => text.includes(word)) || (parts.get(table.path)?.some(matches) ?? false);
  };
  const passes = (table: PageCountedTable): boolean =>
    isSeen(table) &&
    (classes.size === 0 || (table.isData && table.class !== null && classes.has(table.class))) &&
    (words.length === 0 || matches(table));

  const rows: CountRow[] = [];
  const order = comparator(settings, summary?.rows ?? { left: 0, right: 0 });
  const append = (siblings: readonly PageCountedTable[], level: number, parent: number): void => {
    siblings.toSorted(order).forEach((table, index) => {
      const below = parts.get(table.path);
      const expanded = below === undefined ? undefined : opened.has(table.path);
      const own = rows.length;
      rows.push({ table, level, parent, position: index + 1, siblings: siblings.length, expanded });
      if (expanded === true && below !== undefined) append(below, level + 1, own);
    });
  };
  append(
    [...tables.values()].filter((table) => (table.parent === null || !tables.has(table.parent)) && passes(table)),
    1,
    -1,
  );
  return rows;
}

/** How many tables there are to see without search and filters. */
export function countableTables({ tables, run }: CountData): number {
  return [...tables.values()].filter(
    ({ parent, kind }) => (parent === null || !tables.has(parent)) && (kind !== 'view' || run.choice.views),
  ).length;
}

/**
 * What is not known stands last in either direction; of equal rows those with more rows on the other side come first,
 * then the order of their paths decides.
 */
function comparator(
  { column, descending }: Pick<CountSettings, 'column' | 'descending'>,
  rows: { readonly left: number; readonly right: number },
): (one: PageCountedTable, other: PageCountedTable) => number {
  const direction = descending ? -1 : 1;
  const byPath = (one: PageCountedTable, other: PageCountedTable): number =>
    one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
  if (column === 'table') return (one, other) => direction * byPath(one, other);
  const opposite = column.startsWith('left') ? 'right' : 'left';
  const rest = (one: PageCountedTable, other: PageCountedTable): number =>
    (other[opposite]?.rows ?? 0) - (one[opposite]?.rows ?? 0) || byPath(one, other);
  return (one, other) => {
    const [a, b] = [cellNumber(one, column, rows), cellNumber(other, column, rows)];
    if (a === null || b === null) return a === b ? rest(one, other) : a === null ? 1 : -1;
    return direction * (a - b) || rest(one, other);
  };
}

/** The number in a column; null where there is none. */
export function cellNumber(
  table: PageCountedTable,
  column: Exclude<CountColumn, 'table'>,
  rows: { readonly left: number; readonly right: number },
): number | null {
  switch (column) {
    case 'leftRows':
      return table.left?.rows ?? null;
    case 'rightRows':
      return table.right?.rows ?? null;
    case 'difference':
      return table.difference;
    case 'ratio':
      return table.ratio;
    case 'leftShare':
      return shareOf(table, table.left, rows.left);
    case 'rightShare':
      return shareOf(table, table.right, rows.right);
    case 'leftSize':
      return totalBytes(table.left);
    case 'rightSize':
      return totalBytes(table.right);
    case 'leftDead':
      return table.left?.deadRows ?? null;
    case 'rightDead':
      return table.right?.deadRows ?? null;
  }
}

/** Of all rows of the side's data; a partition has its share too, though it counts with its table. */
function shareOf({ isData, parent }: PageCountedTable, side: PageCount | null, total: number): number | null {
  const rows = side?.rows ?? null;
  return rows !== null && total > 0 && (isData || parent !== null) ? rows / total : null;
}

export function totalBytes(side: PageCount | null): number | null {
  const bytes = side?.bytes ?? null;
  return bytes === null ? null : bytes.heap + bytes.indexes + bytes.toast;
}
