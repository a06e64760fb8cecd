import { compareCatalogs } from '../comparison/compareCatalogs.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import { directedOptions } from '../comparison/directedOptions.ts';
import type { Side } from '../comparison/difference.ts';
import { explainDifferences } from '../migrations/explain.ts';
import type { AppliedProject } from '../migrations/explain.ts';
import type { ExplainedDifference } from '../migrations/explanation.ts';
import { applyPending } from '../migrations/remaining/applyPending.ts';
import type { Assumption, PendingRevisions } from '../migrations/remaining/applyPending.ts';
import { appliedRevisions } from '../migrations/frameworks/frameworks.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { standingOf } from '../migrations/standing.ts';
import type { ComparedSide } from './readSide.ts';

/** What would still differ if each side applied the migrations that are pending on it. */
export interface Remaining {
  readonly differences: readonly ExplainedDifference[];
  /** What was taken for granted; empty where every operation was understood. */
  readonly assumed: readonly Assumption[];
  /** The sides whose pending migrations were run on an embedded PostgreSQL; of the others what they say was applied. */
  readonly ran: readonly Side[];
}

/**
 * Compares two databases as they would be after their pending migrations, under the options that they were compared
 * under.
 *
 * @returns undefined where nothing is known to be pending
 */
export function computeRemaining(
  left: ComparedSide,
  right: ComparedSide,
  projects: readonly AppliedProject[],
  options: CompareOptions,
): Remaining | undefined {
  const all = projects.map(({ project }) => project);
  const pending = { left: pendingOn(left, all), right: pendingOn(right, all) };
  if (pending.left.length + pending.right.length === 0) return undefined;
  const catalogs = { left: left.afterPending ?? left.catalog, right: right.afterPending ?? right.catalog };
  const { schemas } = directedOptions(options, catalogs.left, catalogs.right);
  const after = applyPending(
    catalogs,
    {
      left: left.afterPending === undefined ? pending.left : [],
      right: right.afterPending === undefined ? pending.right : [],
    },
    schemas,
  );
  const { differences } = compareCatalogs(after.left, after.right, options);
  const ran = [
    ...(left.afterPending === undefined ? [] : (['left'] as const)),
    ...(right.afterPending === undefined ? [] : (['right'] as const)),
  ];
  return { differences: explainDifferences(differences, projects), assumed: after.assumed, ran };
}

/** Nobody can tell what is pending on a side that names no revision, or one that no file declares. */
export function pendingOn(
  { versions }: Pick<ComparedSide, 'versions'>,
  projects: readonly MigrationProject[],
): readonly PendingRevisions[] {
  return projects.flatMap((project) => {
    const claim = versions.get(project.folder);
    const standing = claim === undefined ? undefined : standingOf(project, appliedRevisions(project, claim));
    if (standing === undefined || standing.pending.length === 0) return [];
    const ids = new Set(standing.pending);
    return [{ project, revisions: project.revisions.filter(({ id }) => ids.has(id)) }];
  });
}
