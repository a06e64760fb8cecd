import * as v from 'valibot';
import { objectKinds } from '../catalog/objectKind.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';

/** What the comparison page shows. Plain data: every text from a database travels as text and is never markup. */

const scalar = v.nullable(v.union([v.string(), v.number(), v.boolean()]));
const side = v.picklist(['left', 'right']);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the page shows of a pair, side by side as tabs. */
export const pageTabs = ['schema', 'rows'] as const;
export type PageTab = (typeof pageTabs)[number];

export const pageEnvironmentSchema = v.object({
  name: v.string(),
  role: v.nullable(v.picklist(['production', 'staging', 'development'])),
  /** How it is reached, for a tooltip: "PostgreSQL", "SQL files". */
  typeLabel: v.string(),
});
export type PageEnvironment = v.InferOutput<typeof pageEnvironmentSchema>;

export const pageSideSchema = v.object({
  name: v.string(),
  role: v.nullable(v.picklist(['production', 'staging', 'development'])),
  serverVersion: v.string(),
  revision: v.nullable(v.string()),
  /** ISO 8601 instant. */
  readAt: v.string(),
  /** "through SQL files", "localhost:5432/app". */
  reachedBy: v.string(),
  /** The server said at the end that the transaction had written nothing. */
  nothingWritten: v.optional(v.boolean()),
});
export type PageSide = v.InferOutput<typeof pageSideSchema>;

export const pageExplanationSchema = v.object({
  cause: v.picklist(['pending', 'not in effect', 'revision unknown', 'unmanaged']),
  side: v.nullable(side),
  revision: v.nullable(v.string()),
  file: v.nullable(v.string()),
  line: v.nullable(v.number()),
  /** How many places speak of the object; more than one makes the jump ask which. */
  candidateCount: count,
});
export type PageExplanation = v.InferOutput<typeof pageExplanationSchema>;

/** Why two objects may be one. */
export const pageResemblanceSchema = v.object({
  /** The other object. */
  path: v.string(),
  name: v.string(),
  /** From 0 to 1. */
  score: v.number(),
  /** What agrees, columns or attributes, and of how many. */
  matching: v.array(v.string()),
  of: count,
});
export type PageResemblance = v.InferOutput<typeof pageResemblanceSchema>;

export const pageRenameSchema = v.object({
  ...pageResemblanceSchema.entries,
  /** The difference that is the other object. */
  id: count,
  /** Where a migration renames the one to the other; null where none does. */
  migration: v.nullable(v.object({ revision: v.string(), file: v.string(), line: v.number() })),
});
export type PageRename = v.InferOutput<typeof pageRenameSchema>;

export interface PageDifference {
  /** Unique within one comparison; children have their own. */
  readonly id: number;
  readonly kind: (typeof objectKinds)[number];
  readonly path: string;
  readonly name: string;
  /** null for an object outside of schemas. */
  readonly schema: string | null;
  readonly status: 'leftOnly' | 'rightOnly' | 'changed';
  readonly owner: { readonly kind: (typeof objectKinds)[number]; readonly path: string; readonly name: string } | null;
  /** What is to be said beside the name: "varchar(50)", "11 columns · 2 indexes"; may be empty. */
  readonly summary: string;
  readonly attributes: readonly {
    readonly name: string;
    readonly left: string | number | boolean | null;
    readonly right: string | number | boolean | null;
  }[];
  readonly explanation: PageExplanation;
  readonly children: readonly PageDifference[];
  /** Set aside by the options. */
  readonly isIgnored: boolean;
  /** Compared in a normal form, so that the definitions differ in more places than there are differences. */
  readonly isInNormalForm: boolean;
  /** The object on the other side that this one perhaps became or was. */
  readonly rename: PageRename | null;
  /** The reader has said that it is no rename. */
  readonly isRejectedRename: boolean;
  /** A table of both sides that perhaps took the place of this one. */
  readonly supersededBy: PageResemblance | null;
}

export const pageDifferenceSchema: v.GenericSchema<PageDifference> = v.object({
  id: count,
  kind: v.picklist(objectKinds),
  path: v.string(),
  name: v.string(),
  schema: v.nullable(v.string()),
  status: v.picklist(['leftOnly', 'rightOnly', 'changed']),
  owner: v.nullable(v.object({ kind: v.picklist(objectKinds), path: v.string(), name: v.string() })),
  summary: v.string(),
  attributes: v.array(v.object({ name: v.string(), left: scalar, right: scalar })),
  explanation: pageExplanationSchema,
  children: v.array(v.lazy(() => pageDifferenceSchema)),
  isIgnored: v.boolean(),
  isInNormalForm: v.boolean(),
  rename: v.nullable(pageRenameSchema),
  isRejectedRename: v.boolean(),
  supersededBy: v.nullable(pageResemblanceSchema),
});

export const pageNoticeSchema = v.object({
  /** One sentence. */
  text: v.string(),
  file: v.nullable(v.string()),
  line: v.nullable(v.number()),
});
export type PageNotice = v.InferOutput<typeof pageNoticeSchema>;

/** What would still differ after the pending migrations. */
export const pageRemainingSchema = v.object({
  /** "After the pending migrations, these remain: 11". */
  headline: v.string(),
  /** How that was found out, in one sentence without a full stop. */
  way: v.string(),
  /** By their ids, in order: differences of the comparison, and those of `more`. */
  ids: v.array(count),
  /** What is no difference of the comparison, or another one: a column of a table that is not there yet. */
  more: v.array(pageDifferenceSchema),
  /** What was taken for granted about pending migrations. */
  assumed: v.array(pageNoticeSchema),
});
export type PageRemaining = v.InferOutput<typeof pageRemainingSchema>;

export const pageComparisonSchema = v.object({
  left: pageSideSchema,
  right: pageSideSchema,
  /** The verdict in one sentence. */
  headline: v.string(),
  /** How migrations explain the differences, in one sentence; null where there is nothing to explain, or by. */
  summary: v.nullable(v.string()),
  /** How many pending migrations explain any of them. */
  pendingMigrations: count,
  /** null where nothing is known to be pending. */
  remaining: v.nullable(pageRemainingSchema),
  /** Tables in both, only left, only right. */
  tables: v.object({ both: count, leftOnly: count, rightOnly: count }),
  differences: v.array(pageDifferenceSchema),
  /** What the options set aside; counted nowhere else. */
  ignored: v.array(pageDifferenceSchema),
  /** What is equal though PostgreSQL writes it differently, and why in one sentence; null where nothing is. */
  normalForm: v.nullable(
    v.object({
      headline: v.string(),
      objects: v.array(v.object({ kind: v.picklist(objectKinds), path: v.string() })),
    }),
  ),
  /** What could not be read: extensions, privileges, migration files. */
  notices: v.array(pageNoticeSchema),
});
export type PageComparison = v.InferOutput<typeof pageComparisonSchema>;

export const pageRunSchema = v.variant('phase', [
  /** Nothing read yet. `restored`: the page came back after a reload and waits for Refresh. */
  v.object({ phase: v.literal('idle'), restored: v.boolean() }),
  v.object({ phase: v.literal('loading'), left: v.string(), right: v.string() }),
  v.object({ phase: v.literal('ready'), comparison: pageComparisonSchema }),
  v.object({
    phase: v.literal('failed'),
    message: v.string(),
    /** The one next action, if there is one; `id` goes back in a `runAction` message. */
    action: v.nullable(v.object({ id: v.string(), title: v.string() })),
  }),
]);
export type PageRun = v.InferOutput<typeof pageRunSchema>;

/** The options that are a yes or a no, in the order in which the page lists them. */
export const compareFlags = [
  'comments',
  'owners',
  'privileges',
  'columnOrder',
  'whitespace',
  'constraintNames',
  'storage',
] as const satisfies readonly (keyof CompareOptions)[];
export type CompareFlag = (typeof compareFlags)[number];

const names = v.record(v.string(), v.string());

/** What counts as a difference; the same as in the settings. */
export const pageOptionsSchema = v.object({
  comments: v.boolean(),
  owners: v.boolean(),
  privileges: v.boolean(),
  columnOrder: v.boolean(),
  whitespace: v.boolean(),
  constraintNames: v.boolean(),
  storage: v.boolean(),
  ignore: v.pipe(v.array(v.string()), v.readonly()),
  partitions: v.pipe(v.array(v.string()), v.readonly()),
  schemas: v.pipe(names, v.readonly()),
  roles: v.pipe(names, v.readonly()),
  renames: v.pipe(v.record(v.string(), v.union([v.string(), v.literal(false)])), v.readonly()),
});
export type PageOptions = v.InferOutput<typeof pageOptionsSchema>;

export const pageStateSchema = v.object({
  environments: v.array(pageEnvironmentSchema),
  left: v.nullable(v.string()),
  right: v.nullable(v.string()),
  options: pageOptionsSchema,
  run: pageRunSchema,
});
export type PageState = v.InferOutput<typeof pageStateSchema>;
