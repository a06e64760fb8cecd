import type { AppliedRevisions } from './appliedRevisions.ts';
import type { MigrationProject } from './migrationProject.ts';

/** How far a database is behind the migration files. */
export interface Standing {
  /** Revisions of the project that the database has not applied, oldest first. */
  readonly pending: readonly string[];
  /** From the date of the newest applied revision to the newest one's; undefined when a date is missing. */
  readonly daysBehind: number | undefined;
}

const day = 24 * 60 * 60 * 1000;

/** undefined where the database names a revision that no file declares: then nobody can tell what it lacks. */
export function standingOf(project: MigrationProject, applied: AppliedRevisions): Standing | undefined {
  if (applied.unknownHeads.length > 0) return undefined;
  const has = (id: string) => applied.applied.has(id);
  const pending = project.revisions.filter(({ id }) => !has(id)).map(({ id }) => id);
  if (pending.length === 0) return { pending, daysBehind: 0 };
  const newest = project.revisions.at(-1)?.date;
  const newestApplied = project.revisions.findLast(({ id }) => has(id))?.date;
  if (newest === undefined || newestApplied === undefined) return { pending, daysBehind: undefined };
  // Dates may contradict the chain; nobody is ahead of the files by that.
  return { pending, daysBehind: Math.max(0, Math.round((Date.parse(newest) - Date.parse(newestApplied)) / day)) };
}
