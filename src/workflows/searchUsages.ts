import path from 'node:path';
import type { Environment } from '../environments/environment.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { findUsages } from '../usages/findUsages.ts';
import type { FindUsagesOptions } from '../usages/findUsages.ts';
import type { UsageResult } from '../usages/usage.ts';

/** Searches a workspace for code that uses tables or columns: its migrations and its environments' SQL files use none. */
export async function searchUsages(
  options: Omit<FindUsagesOptions, 'leaveOut'>,
  projects: readonly MigrationProject[],
  environments: readonly Environment[],
): Promise<UsageResult> {
  const dumps = environments.flatMap((environment) => (environment.type === 'sqlFiles' ? environment.files : []));
  const within = dumps.map((file) => path.relative(options.folder, file).split(path.sep).join('/'));
  return findUsages({ ...options, leaveOut: [...projects.map(({ folder }) => folder), ...within] });
}
