import type { ComparedCount, RowComparison, RowSide, RowTotals, TableClass } from '../rows/compareRowCounts.ts';
import { isData } from '../rows/compareRowCounts.ts';
import type { Pace, Projection } from '../rows/growth.ts';
import type { CountObstacle } from '../rows/rowCount.ts';
import { rowsOf } from '../rows/rowCount.ts';
import { classCounts, foreignKeyRatios, largestTables } from '../rows/rowSummary.ts';
import type { CountedEnvironment } from '../workflows/countSides.ts';
import type { RowReport } from './rowReport.ts';

/** The JSON of row counts: a contract, whose changes change `formatVersion`. */
export interface JsonRowReport {
  readonly formatVersion: 1;
  readonly left: JsonCountedSide;
  /** null where one environment was counted. */
  readonly right: JsonCountedSide | null;
  /** Over the tables that both sides have; of one environment, over all. The migration tool's own table is none. */
  readonly totals: {
    readonly left: number;
    readonly right: number | null;
    readonly ratio: number | null;
    readonly difference: number | null;
    /** Nothing in them is an estimate, and no table is left out. */
    readonly exact: boolean;
    /** Tables left out since nobody knows how many rows they hold. */
    readonly unknown: number;
  };
  readonly tables: readonly JsonTableRows[];
  /** Rows of one table for each row of the table that it references, those first that differ most between the sides. */
  readonly ratios: readonly {
    readonly from: string;
    readonly to: string;
    readonly left: number | null;
    readonly right: number | null;
  }[];
  /** The ten largest tables of the left side, with their share of its rows alone and with those before. */
  readonly largest: readonly {
    readonly path: string;
    readonly rows: number;
    readonly share: number;
    readonly cumulative: number;
  }[];
  /** How many tables are of each class; of what is in the totals or on one side only. */
  readonly classes: Readonly<Record<TableClass, number>>;
  /** Tables that are perhaps one under two names; null where the schemas were not read. `superseded` has both on a side. */
  readonly renames:
    | readonly {
        readonly left: string;
        readonly right: string;
        readonly leftRows: number | null;
        readonly rightRows: number | null;
        readonly superseded: RowSide | null;
      }[]
    | null;
  /** Empty tables of production, by the migration that created them; null where its version table was not read. */
  readonly emptyForLong:
    | readonly {
        readonly side: RowSide;
        readonly revision: string;
        /** ISO 8601 date. */
        readonly date: string;
        readonly days: number;
        readonly file: string;
        readonly line: number;
        readonly tables: readonly string[];
      }[]
    | null;
}

export interface JsonCountedSide {
  readonly name: string;
  readonly serverVersion: string;
  /** ISO 8601 instant. */
  readonly countedAt: string;
  /** What earlier counts say; null where there are none. */
  readonly growth: {
    readonly counts: number;
    /** null where not every table was counted exactly, then and now. */
    readonly total: JsonPace | null;
    readonly tables: readonly (JsonPace & { readonly path: string })[];
  } | null;
}

interface JsonPace {
  readonly before: number;
  readonly now: number;
  /** ISO 8601 instant of the count of before. */
  readonly since: string;
  readonly days: number;
  readonly perDay: number;
  /** At the same pace so many rows on that day; null where that would be said too far ahead. */
  readonly projection: Projection | null;
}

export interface JsonTableRows {
  readonly path: string;
  /** Only where it has another path on the right: a schema that is mapped, or a rename that was accepted. */
  readonly rightPath?: string;
  readonly class: TableClass;
  /** The table of a partition; what it holds is counted there. */
  readonly parent: string | null;
  /** The migration tool's own table, a view or a partition: in no total. */
  readonly counts: boolean;
  readonly left: JsonRows | null;
  readonly right: JsonRows | null;
}

export interface JsonRows {
  /** null where nobody knows. */
  readonly rows: number | null;
  readonly exact: boolean;
  /** Heap, indexes and what is stored out of line; null where it could not be looked at. */
  readonly bytes: number | null;
  readonly deadRows: number | null;
  /** Only where policies of row security may hide rows from the role. */
  readonly rowSecurity?: true;
  /** Only of what is not exact. */
  readonly estimate?: {
    readonly source: 'analyze' | 'statistics' | null;
    readonly analyzedAt: string | null;
    readonly obstacle: CountObstacle;
  };
}

/** How many tables of a side are named as its largest. */
export const listedTop = 10;

export function toJsonRows({ left, right, comparison, findings }: RowReport): JsonRowReport {
  const { tables, totals } = comparison;
  return {
    formatVersion: 1,
    left: jsonSide(left),
    right: right === undefined ? null : jsonSide(right),
    totals: right === undefined ? totalsOfOne(comparison) : totalsOfBoth(totals),
    tables: tables.map((table) => ({
      path: table.path,
      ...(table.rightPath === undefined ? {} : { rightPath: table.rightPath }),
      class: table.class,
      parent: table.parent,
      counts: isData(table),
      left: jsonRows(table.left),
      right: jsonRows(table.right),
    })),
    ratios: foreignKeyRatios(comparison).map(({ from, to, left: one, right: other }) => ({
      from,
      to,
      left: one ?? null,
      right: other ?? null,
    })),
    largest: largestTables(comparison, 'left', listedTop),
    classes: classCounts(comparison),
    renames:
      findings?.renames.map(({ leftRows, rightRows, superseded, ...paths }) => ({
        ...paths,
        leftRows: leftRows ?? null,
        rightRows: rightRows ?? null,
        superseded: superseded ?? null,
      })) ?? null,
    emptyForLong:
      findings?.emptyForLong.map(({ side, revision: { id, date, file, line }, days, tables: paths }) => ({
        side,
        revision: id,
        date,
        days,
        file,
        line,
        tables: paths,
      })) ?? null,
  };
}

function totalsOfBoth({ left, right, ratio, difference, isEstimated, unknown }: RowTotals): JsonRowReport['totals'] {
  return { left, right, ratio: ratio ?? null, difference, exact: !isEstimated && unknown === 0, unknown };
}

function totalsOfOne({ tables }: RowComparison): JsonRowReport['totals'] {
  const counts = tables.filter(isData).map(({ left }) => left?.count);
  const left = counts.reduce((sum, count) => sum + (rowsOf(count) ?? 0), 0);
  const unknown = counts.filter((count) => rowsOf(count) === undefined).length;
  return {
    left,
    right: null,
    ratio: null,
    difference: null,
    exact: counts.every((count) => count?.exact === true),
    unknown,
  };
}

function jsonSide({ environment, serverVersion, countedAt, growth }: CountedEnvironment): JsonCountedSide {
  return {
    name: environment.name,
    serverVersion,
    countedAt: countedAt.toISOString(),
    growth:
      growth === undefined
        ? null
        : {
            counts: growth.counts,
            total: growth.total === undefined ? null : jsonPace(growth.total),
            tables: growth.tables.map((table) => ({ path: table.path, ...jsonPace(table) })),
          },
  };
}

function jsonPace({ before, now, since, days, perDay, projection }: Pace): JsonPace {
  return { before, now, since, days, perDay, projection: projection ?? null };
}

function jsonRows(side: ComparedCount | null): JsonRows | null {
  if (side === null) return null;
  const { count, bytes, deadRows, hasRowSecurity } = side;
  const security = hasRowSecurity ? { rowSecurity: true as const } : {};
  const estimate =
    count === undefined || count.exact
      ? {}
      : {
          estimate: {
            source: count.estimate?.source ?? null,
            analyzedAt: count.estimate?.analyzedAt ?? null,
            obstacle: count.obstacle,
          },
        };
  return { rows: rowsOf(count) ?? null, exact: count?.exact === true, bytes, deadRows, ...security, ...estimate };
}
