import * as v from 'valibot';
import { objectKinds } from '../catalog/objectKind.ts';
import { matrixStateSchema } from './matrixModel.ts';

/** What the extension tells the matrix page. */
export const toMatrixSchema = v.variant('type', [
  v.object({ type: v.literal('state'), state: matrixStateSchema }),
  /** A finer word on a reading that is under way. */
  v.object({ type: v.literal('progress'), column: v.number(), words: v.string() }),
]);
export type ToMatrix = v.InferOutput<typeof toMatrixSchema>;

const column = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the matrix page asks of the extension. */
export const fromMatrixSchema = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  /** Other environments: the extension asks which. */
  v.object({ type: v.literal('choose') }),
  v.object({ type: v.literal('refresh') }),
  v.object({ type: v.literal('cancel') }),
  /** Read one of them again, or do the one thing that helps where it failed. */
  v.object({ type: v.literal('retry'), column }),
  v.object({ type: v.literal('runAction'), column }),
  /** Compare two of them side by side, at an object. */
  v.object({
    type: v.literal('openPair'),
    left: column,
    right: column,
    kind: v.picklist(objectKinds),
    path: v.string(),
  }),
  v.object({ type: v.literal('openFile'), file: v.string(), line: v.nullable(v.number()) }),
  v.object({ type: v.literal('copyAs'), format: v.picklist(['markdown', 'csv']) }),
]);
export type FromMatrix = v.InferOutput<typeof fromMatrixSchema>;
