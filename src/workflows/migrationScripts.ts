import path from 'node:path';
import { CompareError } from '../compareError.ts';
import type { MigrationsEnvironment } from '../environments/environment.ts';
import type { MigrationScript } from '../environments/providers/migrations/migrationsProvider.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';

/**
 * What applying the migrations that an environment stands for runs, in their order.
 *
 * @throws CompareError `filesNotFound` where there are none, `migrationNotSql` with the first one that is more than SQL
 */
export function migrationScripts(
  { folder, workspaceFolder }: MigrationsEnvironment,
  projects: readonly MigrationProject[],
): readonly MigrationScript[] {
  const revisions = projects.filter((project) => isWithin(project.folder, folder)).flatMap((each) => each.revisions);
  if (revisions.length === 0) throw new CompareError('filesNotFound', { pattern: folder ?? 'migrations' });
  return revisions.map(({ file, line, sql }) => {
    const absolute = path.resolve(workspaceFolder, file);
    if (sql === undefined) throw new CompareError('migrationNotSql', { file: absolute, line });
    return { file: absolute, sql };
  });
}

/** Whether a project's folder is the one that is meant, or below it; undefined means every folder. */
export function isWithin(folder: string, meant: string | undefined): boolean {
  return meant === undefined || folder === meant || folder.startsWith(`${meant}/`);
}
