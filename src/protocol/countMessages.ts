import * as v from 'valibot';
import { countChoiceSchema, pageCountedTableSchema, pageCountRunSchema, pageCountSummarySchema } from './countModel.ts';

/** What the extension tells the page about row counts. */
export const countsMessageSchema = v.object({
  type: v.literal('counts'),
  /** Whether `tables` are all there are, or those that have changed since the last message. */
  isWhole: v.boolean(),
  run: pageCountRunSchema,
  tables: v.array(pageCountedTableSchema),
  /** null while nothing was listed. */
  summary: v.nullable(pageCountSummarySchema),
});
export type CountsMessage = v.InferOutput<typeof countsMessageSchema>;

/** What the page asks of the extension about row counts. */
export const countRequestSchema = v.variant('type', [
  /** The tab was chosen: count, unless that was done before. */
  v.object({ type: v.literal('openCounts') }),
  /** Another pair was chosen on that tab: count it, and compare no schemas. */
  v.object({ type: v.literal('countPair'), left: v.string(), right: v.string() }),
  v.object({ type: v.literal('count'), scope: v.picklist(['all', 'failed']) }),
  v.object({ type: v.literal('cancelCount') }),
  /** Acts at once and is remembered. */
  v.object({ type: v.literal('chooseCounted'), choice: countChoiceSchema }),
  /** Do the one thing that helps where a side failed. */
  v.object({ type: v.literal('runCountAction'), side: v.picklist(['left', 'right']) }),
  v.object({ type: v.literal('copyCounts'), format: v.picklist(['markdown', 'csv', 'json']) }),
  v.object({ type: v.literal('exportCounts') }),
  v.object({ type: v.literal('copyCountRow'), path: v.string() }),
  /** Go to the table, or to what differs in it, among the schema differences. */
  v.object({ type: v.literal('showDifference'), path: v.string() }),
]);
export type CountRequest = v.InferOutput<typeof countRequestSchema>;
