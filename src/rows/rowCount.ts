/** What can be counted, as pg_class.relkind says it. */
export type CountableKind =
  'table' | 'partitioned table' | 'partition' | 'materialized view' | 'foreign table' | 'view';

/** A table before it is counted: what its catalog says of it. */
export interface ListedTable {
  /** Quoted where PostgreSQL would quote: `public."Order"`. */
  readonly path: string;
  /** Bare names. */
  readonly schema: string;
  readonly name: string;
  readonly kind: CountableKind;
  /** The path of the partitioned table that it is a part of, directly. */
  readonly parent: string | null;
  /** null where the server knows nothing: never analysed, and nothing written since its statistics began. */
  readonly estimate: RowEstimate | null;
  /** In bytes; null where it could not be looked at, since another session has locked the table. */
  readonly bytes: TableBytes | null;
  /** Rows that VACUUM has not yet removed, by the server's statistics. */
  readonly deadRows: number | null;
  readonly mayCount: boolean;
  /** Another session holds ACCESS EXCLUSIVE on it, or waits for it. */
  readonly isLocked: boolean;
  /** Policies of row security may hide rows from this role. */
  readonly hasRowSecurity: boolean;
}

export interface TableBytes {
  readonly heap: number;
  readonly indexes: number;
  readonly toast: number;
}

/**
 * - `analyze`: the planner's number, of the last VACUUM, ANALYZE or CREATE INDEX (pg_class.reltuples)
 * - `statistics`: what the server counted of inserts and deletes (n_live_tup), where the planner has no number
 */
export interface RowEstimate {
  readonly rows: number;
  readonly source: 'analyze' | 'statistics';
  /** ISO 8601 instant; null where it is not known. */
  readonly analyzedAt: string | null;
}

/**
 * Why a table was not counted:
 * - `asked`: estimates were asked for, or this kind was not chosen
 * - `changed`: it was dropped or altered meanwhile
 * - `stopped`: the counting was cancelled or the connection lost before its turn
 */
export type CountObstacle =
  'asked' | 'statementTimeout' | 'lockTimeout' | 'permissionDenied' | 'changed' | 'stopped' | 'failed';

/** How many rows a table holds. An estimate is never to be taken for a count. */
export type RowCount =
  | { readonly exact: true; readonly rows: number }
  | {
      readonly exact: false;
      readonly estimate: RowEstimate | null;
      readonly obstacle: CountObstacle;
      /** The server's words, for `failed`. */
      readonly message?: string;
    };

/** A foreign key between two tables that were listed. */
export interface ForeignKey {
  readonly name: string;
  /** Paths. */
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
}

/** The number of rows, exact or estimated; undefined where nobody knows. */
export function rowsOf(count: RowCount | undefined): number | undefined {
  if (count === undefined) return undefined;
  return count.exact ? count.rows : count.estimate?.rows;
}
