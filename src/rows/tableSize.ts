/** A table as its size is asked for. Names are bare. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/**
 * Where the number of rows comes from:
 * - `count`: count(*)
 * - `analyze`: the planner's estimate, of the last VACUUM, ANALYZE or CREATE INDEX
 * - `statistics`: what the server counted of inserts and deletes, where the planner has no estimate
 */
export type RowSource = 'count' | 'analyze' | 'statistics';

/** How much a table holds at one moment. */
export interface TableSize extends TableName {
  /** null where the role may not count and the server has no estimate: the table was never analysed. */
  readonly rows: { readonly count: number; readonly source: RowSource } | null;
  /** Of the table with its indexes and what is stored out of line; of partitions together. */
  readonly bytes: number;
  /** ISO 8601; null where the table was never analysed. */
  readonly analyzedAt: string | null;
}
