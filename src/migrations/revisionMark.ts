import type { MigrationProject } from './migrationProject.ts';
import type { Place } from './place.ts';

/** Whether a database has a revision; `unknown` where it cannot be told, `not read` where the database was not asked. */
export type RevisionMark = 'applied' | 'pending' | 'unknown' | 'not read';

/** The mark of a revision in one environment. */
export interface EnvironmentMark {
  readonly environment: string;
  readonly mark: RevisionMark;
}

/**
 * @param place undefined where the database was not asked
 * @returns undefined where the database is another project's: it has the version table of one, and not of this one
 */
export function markOf(
  place: Place | undefined,
  project: Pick<MigrationProject, 'folder'>,
  revision: string,
): RevisionMark | undefined {
  if (place === undefined) return 'not read';
  const applied = place.applied.get(project.folder);
  if (applied === undefined) return place.applied.size > 0 ? undefined : 'unknown';
  if (applied.applied.has(revision)) return 'applied';
  return applied.unknownHeads.length > 0 ? 'unknown' : 'pending';
}
