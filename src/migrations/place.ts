import type { AppliedRevisions } from './appliedRevisions.ts';
import { appliedRevisions } from './frameworks/frameworks.ts';
import type { MigrationProject } from './migrationProject.ts';
import { standingOf } from './standing.ts';
import type { Standing } from './standing.ts';
import type { VersionClaim } from './versionTable.ts';

/** Where a database stands among the migrations of a workspace, all projects taken together. */
export interface Place {
  /** By a project's folder; no entry where the database has no version table for it. */
  readonly applied: ReadonlyMap<string, AppliedRevisions>;
  /** The revision that the database claims; several heads are joined by ", "; null when none can be read. */
  readonly revision: string | null;
  /** How far it is behind the migration files; undefined when no revision can be read or no project is there. */
  readonly standing: Standing | undefined;
}

/** Where a database whose version tables say this stands. What it says is by a project's folder. */
export function placeAmong(projects: readonly MigrationProject[], versions: ReadonlyMap<string, VersionClaim>): Place {
  const applied = new Map<string, AppliedRevisions>();
  const standings: Standing[] = [];
  for (const project of projects) {
    const rows = versions.get(project.folder);
    if (rows === undefined) continue;
    const own = appliedRevisions(project, rows);
    applied.set(project.folder, own);
    const standing = standingOf(project, own);
    if (standing !== undefined) standings.push(standing);
  }
  const claimed = [...applied.values()].flatMap(({ heads }) => heads);
  const days = standings.flatMap(({ daysBehind }) => daysBehind ?? []);
  return {
    applied,
    revision: claimed.length === 0 ? null : claimed.join(', '),
    standing:
      standings.length === 0
        ? undefined
        : {
            pending: standings.flatMap(({ pending }) => pending),
            daysBehind: days.length === 0 ? undefined : Math.max(...days),
          },
  };
}
