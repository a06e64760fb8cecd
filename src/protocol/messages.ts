import * as v from 'valibot';
import { objectKinds } from '../catalog/objectKind.ts';
import { countRequestSchema, countsMessageSchema } from './countMessages.ts';
import { compareFlags, pageStateSchema, pageTabs } from './pageModel.ts';

/** What the extension tells the page. */
export const toPageSchema = v.variant('type', [
  v.object({ type: v.literal('state'), state: pageStateSchema }),
  /** A finer word on a running comparison, one per side: "connecting", "reading the catalog". */
  v.object({ type: v.literal('progress'), left: v.string(), right: v.string() }),
  countsMessageSchema,
  v.object({ type: v.literal('showTab'), tab: v.picklist(pageTabs) }),
  /** Go to an object, whatever hides it. */
  v.object({ type: v.literal('reveal'), kind: v.picklist(objectKinds), path: v.string() }),
  /** The answer to `requestDefinition`: the SQL of both sides, of a part that of its owner; null where the side has no such object. */
  v.object({
    type: v.literal('definition'),
    id: v.number(),
    left: v.nullable(v.string()),
    right: v.nullable(v.string()),
  }),
]);
export type ToPage = v.InferOutput<typeof toPageSchema>;

const differenceId = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the page asks of the extension. */
export const fromPageSchema = v.variant('type', [
  /** The page is there and wants its state. */
  v.object({ type: v.literal('ready') }),
  /** Another pair was chosen: read and compare it. */
  v.object({ type: v.literal('compare'), left: v.string(), right: v.string() }),
  /** Exchange the sides of what is shown, without reading again where there is a result. */
  v.object({ type: v.literal('swap') }),
  v.object({ type: v.literal('refresh') }),
  v.object({ type: v.literal('cancel') }),
  v.object({ type: v.literal('requestDefinition'), id: differenceId }),
  /** Open the migration at the line; with several candidates the extension asks which. */
  v.object({ type: v.literal('openMigration'), id: differenceId }),
  v.object({ type: v.literal('openDiff'), id: differenceId }),
  /** List the code that uses the table or the column. */
  v.object({ type: v.literal('findUsages'), id: differenceId }),
  v.object({ type: v.literal('openFile'), file: v.string(), line: v.nullable(v.number()) }),
  /** What counts as a difference; acts at once and is kept in the settings. */
  v.object({ type: v.literal('setFlag'), flag: v.picklist(compareFlags), value: v.boolean() }),
  v.object({ type: v.literal('editOptions') }),
  /** Set the difference aside, or all that are like it. */
  v.object({ type: v.literal('ignore'), id: differenceId, scope: v.picklist(['this', 'allLikeThis']) }),
  v.object({ type: v.literal('stopIgnoring'), id: differenceId }),
  /** What the reader says of a suspected rename; `undo` takes back what was said before. */
  v.object({ type: v.literal('rename'), id: differenceId, answer: v.picklist(['accept', 'reject', 'undo']) }),
  v.object({ type: v.literal('copy'), text: v.string() }),
  v.object({ type: v.literal('export') }),
  v.object({ type: v.literal('runAction'), id: v.string() }),
  countRequestSchema,
]);
export type FromPage = v.InferOutput<typeof fromPageSchema>;
