import * as v from 'valibot';

/** What the tab of row counts shows. Plain data: every text from a database travels as text and is never markup. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What is known of one side's table. */
export const pageCountSchema = v.object({
  /** `waiting`: its turn has not come. `unknown`: not counted, and the server has no estimate. */
  state: v.picklist(['waiting', 'counted', 'estimated', 'unknown']),
  /** null while it waits and where nobody knows. */
  rows: v.nullable(count),
  /** Why it is no count and where the estimate is from, in one sentence without a full stop; null for a count. */
  note: v.nullable(v.string()),
  /** "locked", "no permission": the same in a word or two; null for a count, and where nobody wanted one. */
  obstacle: v.nullable(v.string()),
  /** Of partitions together; null where they could not be looked at. */
  bytes: v.nullable(v.object({ heap: count, indexes: count, toast: count })),
  deadRows: v.nullable(count),
});
export type PageCount = v.InferOutput<typeof pageCountSchema>;

export const tableClasses = ['both', 'leftOnly', 'rightOnly', 'emptyBoth', 'emptyLeft', 'emptyRight'] as const;

export const pageCountedTableSchema = v.object({
  path: v.string(),
  /** On the right, where that is another one. */
  rightPath: v.nullable(v.string()),
  schema: v.string(),
  name: v.string(),
  kind: v.picklist(['table', 'partitioned table', 'partition', 'materialized view', 'foreign table', 'view']),
  /** null while a side is not listed. */
  class: v.nullable(v.picklist(tableClasses)),
  /** The path of the partitioned table that it is a part of. */
  parent: v.nullable(v.string()),
  /** Counts in totals and shares: no partition, no view, and not the migration tool's own. */
  isData: v.boolean(),
  isVersionTable: v.boolean(),
  /** null where the side has no such table, or is not listed. */
  left: v.nullable(pageCountSchema),
  right: v.nullable(pageCountSchema),
  difference: v.nullable(v.number()),
  ratio: v.nullable(v.number()),
  /** Difference and ratio have an estimate in them. */
  isEstimated: v.boolean(),
});
export type PageCountedTable = v.InferOutput<typeof pageCountedTableSchema>;

const largestSchema = v.array(
  v.object({
    path: v.string(),
    /** Of the side's rows, from 0 to 1; `cumulative` with those before it. */
    share: v.number(),
    cumulative: v.number(),
  }),
);

export const pageCountSummarySchema = v.object({
  /** The totals in one sentence. */
  headline: v.string(),
  /** What stands out, each sentence in parts: a part with a path is the name of that table. */
  sentences: v.array(v.array(v.object({ text: v.string(), path: v.nullable(v.string()) }))),
  /** All rows of each side's data, of which shares are. */
  rows: v.object({ left: count, right: count }),
  /** Left by right, over the tables that both have; null while a side is not listed, and where the right is empty. */
  ratio: v.nullable(v.number()),
  /** null while a side is not listed. */
  classes: v.nullable(v.record(v.picklist(tableClasses), count)),
  /** The largest tables of each side, largest first. */
  largest: v.object({ left: largestSchema, right: largestSchema }),
  /** Rows of one table for each row of the table that it references, those first that differ most. */
  ratios: v.array(
    v.object({
      from: v.string(),
      to: v.string(),
      left: v.nullable(v.number()),
      right: v.nullable(v.number()),
      factor: v.nullable(v.number()),
    }),
  ),
});
export type PageCountSummary = v.InferOutput<typeof pageCountSummarySchema>;

/** How far the counting of a side has come. */
export const pageCountSideSchema = v.variant('phase', [
  v.object({ phase: v.literal('idle') }),
  /** `words`: "connecting", "31 of 65 tables". */
  v.object({ phase: v.literal('counting'), words: v.string() }),
  v.object({
    phase: v.literal('counted'),
    serverVersion: v.string(),
    /** ISO 8601 instant. */
    countedAt: v.string(),
    /** It was cancelled or cut off: so many tables of so many had been counted. null where none is missing. */
    partial: v.nullable(v.object({ counted: count, of: count, reason: v.string() })),
  }),
  /** Nothing came. `action`: the title of the one next action, if there is one besides trying again. */
  v.object({ phase: v.literal('failed'), message: v.string(), action: v.nullable(v.string()) }),
]);
export type PageCountSide = v.InferOutput<typeof pageCountSideSchema>;

/** What is counted besides tables, or that nothing is. */
export const countChoiceSchema = v.object({ estimate: v.boolean(), views: v.boolean(), foreignTables: v.boolean() });
export type CountChoices = v.InferOutput<typeof countChoiceSchema>;

export const pageCountRunSchema = v.object({
  names: v.object({ left: v.string(), right: v.string() }),
  left: pageCountSideSchema,
  right: pageCountSideSchema,
  choice: countChoiceSchema,
  /** Tables that may succeed when they are counted again: locked, too slow, or not reached. */
  retryable: count,
});
export type PageCountRun = v.InferOutput<typeof pageCountRunSchema>;
