import * as v from 'valibot';
import { objectKinds } from '../catalog/objectKind.ts';
import { pageExplanationSchema } from './pageModel.ts';

/** What the matrix page shows. Plain data: every text from a database travels as text and is never markup. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** An environment, and how far its reading has come. */
export const matrixColumnSchema = v.object({
  name: v.string(),
  role: v.nullable(v.picklist(['production', 'staging', 'development'])),
  reading: v.variant('phase', [
    v.object({ phase: v.literal('waiting') }),
    v.object({ phase: v.literal('reading'), words: v.string() }),
    v.object({
      phase: v.literal('read'),
      serverVersion: v.string(),
      revision: v.nullable(v.string()),
      /** ISO 8601 instant. */
      readAt: v.string(),
    }),
    /** `action`: the title of the one next action, if there is one besides trying again. */
    v.object({ phase: v.literal('failed'), message: v.string(), action: v.nullable(v.string()) }),
  ]),
});
export type MatrixColumn = v.InferOutput<typeof matrixColumnSchema>;

export const matrixExplanationSchema = v.object({
  ...v.pick(pageExplanationSchema, ['cause', 'revision', 'file', 'line']).entries,
  /** The column at fault; null where no migration mentions the object. */
  column: v.nullable(count),
});
export type MatrixExplanation = v.InferOutput<typeof matrixExplanationSchema>;

export const matrixRowSchema = v.object({
  kind: v.picklist(objectKinds),
  path: v.string(),
  name: v.string(),
  /** null for an object outside of schemas. */
  schema: v.nullable(v.string()),
  /** The bare name of the table or type that it is a part of. */
  owner: v.nullable(v.string()),
  /** For each column which form of the object it has, from 0: equal numbers are equal objects. */
  cells: v.array(v.union([count, v.literal('absent'), v.literal('unread')])),
  explanations: v.array(matrixExplanationSchema),
});
export type MatrixRow = v.InferOutput<typeof matrixRowSchema>;

export const matrixStateSchema = v.object({
  columns: v.array(matrixColumnSchema),
  /** null while there is nothing to show: before the first reading, or with fewer than two databases read. */
  rows: v.nullable(v.array(matrixRowSchema)),
});
export type MatrixState = v.InferOutput<typeof matrixStateSchema>;
