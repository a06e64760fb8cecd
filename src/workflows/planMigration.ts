import { CompareError } from '../compareError.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { OpenOptions } from '../environments/provider.ts';
import type { AppliedRevisions } from '../migrations/appliedRevisions.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { placeAmong } from '../migrations/place.ts';
import { plannedEffects } from '../migrations/plannedEffects.ts';
import type { PlannedEffect } from '../migrations/plannedEffects.ts';
import { assessPending } from '../migrations/risk/assessPending.ts';
import { readIgnoreComments } from '../migrations/risk/ignoreComments.ts';
import type { IgnoreComment } from '../migrations/risk/ignoreComments.ts';
import type { MigrationRisk, RelationName, SizeOf } from '../migrations/risk/risk.ts';
import { relationKey } from '../migrations/risk/schemaState.ts';
import { readTableSizes } from '../rows/readTableSizes.ts';
import type { TableSize } from '../rows/tableSize.ts';
import type { UsageResult, UsageSubject } from '../usages/usage.ts';
import { compareSides } from './compareSchemas.ts';
import type { SchemaComparison } from './compareSchemas.ts';
import { inSession } from './inSession.ts';
import type { ComparedSide, ReadDependencies } from './readSide.ts';
import { subjectsOfOperations } from './usageSubjects.ts';

/** What applying the pending migrations to one environment would do, and what speaks for care. */
export interface MigrationPlan {
  readonly side: ComparedSide;
  readonly projects: readonly PlannedProject[];
  /** Of the tables that the pending migrations touch and the environment has. */
  readonly sizes: readonly TableSize[];
  /** Why there are no sizes. */
  readonly sizesMissing: CompareError | undefined;
  /** The code that uses what the pending migrations make; undefined where it was not searched for. */
  readonly usages: UsageResult | undefined;
  /** With another environment as it is now, and as it would be afterwards; undefined where none was given. */
  readonly comparison: SchemaComparison | undefined;
}

export interface PlannedProject {
  readonly project: MigrationProject;
  /** undefined where the environment has no version table of the project: then nothing is known to be pending. */
  readonly applied: AppliedRevisions | undefined;
  /** In order; none where the environment names a revision that no file declares. */
  readonly pending: readonly MigrationRisk[];
  /** What will be true once they are applied. */
  readonly effects: readonly PlannedEffect[];
}

export interface PlanDependencies extends ReadDependencies {
  /** A file of the workspace by its path relative to it; empty where it cannot be read. */
  readonly readText: (file: string) => Promise<string>;
  /** Searches the workspace's code. */
  readonly findUsages?: ((subjects: readonly UsageSubject[]) => Promise<UsageResult>) | undefined;
}

export interface PlanOptions extends OpenOptions {
  /** The environment that the other one should be like afterwards. */
  readonly against?: ComparedSide | undefined;
  readonly compare?: CompareOptions | undefined;
}

/**
 * Plans the pending migrations of an environment that has been read: it is opened once more, for the sizes of the tables
 * that they touch.
 *
 * @throws CompareError with `cancelled`; sizes that cannot be read are said in the plan
 */
export async function planMigration(
  side: ComparedSide,
  { open, projects, readText, findUsages }: PlanDependencies,
  { against, compare, ...options }: PlanOptions = {},
): Promise<MigrationPlan> {
  const all = await projects;
  const place = placeAmong(all, side.versions);
  const places = all.map((project) => ({ project, applied: place.applied.get(project.folder) }));
  const comments = await readComments(places.flatMap(pendingFiles), readText);
  const assess = (sizeOf?: SizeOf) =>
    places.map(({ project, applied }) => {
      const isApplied = (id: string): boolean => !isPlannable(applied) || applied.applied.has(id);
      const commentsOf = (file: string) => comments.get(file) ?? [];
      return {
        project,
        applied,
        pending: assessPending(project, isApplied, { catalog: side.catalog, sizeOf, commentsOf }),
      };
    });
  const pending = assess().flatMap((planned) => planned.pending);
  const touched = pending.flatMap(touchedBy);
  const subjects = subjectsOfOperations(pending.flatMap(({ revision }) => revision.operations));
  const [{ sizes, error }, usages] = await Promise.all([
    sizesOf(touched, side, open, options),
    subjects.length === 0 ? undefined : findUsages?.(subjects),
  ]);
  return {
    side,
    projects: assess(sizeLookup(touched, sizes, error)).map((planned) => ({
      ...planned,
      effects: plannedEffects(planned.pending.map(({ revision }) => revision)),
    })),
    sizes,
    sizesMissing: error,
    usages,
    comparison: against === undefined ? undefined : compareSides(side, against, all, compare),
  };
}

function isPlannable(applied: AppliedRevisions | undefined): applied is AppliedRevisions {
  return applied?.unknownHeads.length === 0;
}

interface PlacedProject {
  readonly project: MigrationProject;
  readonly applied: AppliedRevisions | undefined;
}

function pendingFiles({ project, applied }: PlacedProject): readonly string[] {
  if (!isPlannable(applied)) return [];
  return project.revisions.filter(({ id }) => !applied.applied.has(id)).map(({ file }) => file);
}

async function readComments(
  files: readonly string[],
  readText: PlanDependencies['readText'],
): Promise<ReadonlyMap<string, readonly IgnoreComment[]>> {
  return new Map(
    await Promise.all(files.map(async (file) => [file, readIgnoreComments(await readText(file))] as const)),
  );
}

function touchedBy({ relations, creates, steps }: MigrationRisk): readonly RelationName[] {
  return [...relations, ...creates, ...steps.flatMap(({ relation }) => relation ?? [])];
}

async function sizesOf(
  touched: readonly RelationName[],
  { environment }: ComparedSide,
  open: ReadDependencies['open'],
  options: OpenOptions,
): Promise<{ readonly sizes: readonly TableSize[]; readonly error: CompareError | undefined }> {
  const tables = [...new Map(touched.map((relation) => [relationKey(relation), relation])).values()];
  if (tables.length === 0) return { sizes: [], error: undefined };
  try {
    const sizes = await inSession(environment, open, options, (session) => {
      options.onProgress?.('counting rows');
      return readTableSizes(session, tables, { signal: options.signal });
    });
    return { sizes, error: undefined };
  } catch (error) {
    if (!(error instanceof CompareError) || error.reason === 'cancelled') throw error;
    return { sizes: [], error };
  }
}

/** What was asked for and not found is not there. */
function sizeLookup(
  asked: readonly RelationName[],
  sizes: readonly TableSize[],
  error: CompareError | undefined,
): SizeOf | undefined {
  if (error !== undefined) return undefined;
  const found = new Map(sizes.map((size) => [relationKey(size), size]));
  const known = new Set(asked.map(relationKey));
  return (relation) => {
    const size = found.get(relationKey(relation));
    if (size === undefined) return known.has(relationKey(relation)) ? 'absent' : undefined;
    return size.rows === null ? undefined : { rows: size.rows.count, exact: size.rows.source === 'count' };
  };
}
