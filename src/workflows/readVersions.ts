import type { Session } from '../catalog/session.ts';
import { appliedRevisions } from '../migrations/frameworks/frameworks.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { readVersionRows } from '../migrations/readVersionRows.ts';
import type { VersionClaim } from '../migrations/versionTable.ts';
import { isWithin } from './migrationScripts.ts';

/** Reads the version table of every project: by the project's folder, without those that the database does not have. */
export async function readVersions(
  session: Session,
  projects: readonly MigrationProject[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, VersionClaim>> {
  const versions = new Map<string, VersionClaim>();
  for (const project of projects) {
    const rows = isBuiltFrom(session, project) ? 'allRevisions' : await readVersionRows(session, project, { signal });
    if (rows !== undefined) versions.set(project.folder, rows);
  }
  for (const folder of strangers(projects, versions)) versions.delete(folder);
  return versions;
}

function isBuiltFrom({ builtFrom }: Session, { folder }: MigrationProject): boolean {
  return builtFrom !== undefined && isWithin(folder, builtFrom.folder);
}

/**
 * Several projects of one framework look for a table of one name: where one of them declares what it names, the table
 * is not that of those that declare nothing of it.
 */
function strangers(projects: readonly MigrationProject[], versions: ReadonlyMap<string, VersionClaim>): string[] {
  const claims = projects.flatMap((project) => {
    const rows = versions.get(project.folder);
    if (rows === undefined || rows === 'allRevisions' || rows.length === 0) return [];
    const tables = JSON.stringify(project.versionTables);
    return [{ folder: project.folder, tables, isKnown: appliedRevisions(project, rows).applied.size > 0 }];
  });
  const known = new Set(claims.filter(({ isKnown }) => isKnown).map(({ tables }) => tables));
  return claims.filter(({ tables, isKnown }) => !isKnown && known.has(tables)).map(({ folder }) => folder);
}
