import path from 'node:path';
import type { MigrationProject, Revision } from '../../src/migrations/migrationProject.ts';
import { readProjects } from '../../src/migrations/readProjects.ts';
import { root } from './projectFolders.ts';

/** The projects of a workspace of migrations in the form in which a framework has them. */
export function readFixture(name: string): Promise<readonly MigrationProject[]> {
  return readProjects({ workspaceFolder: path.join(root, 'test', 'fixtures', 'frameworks', name) });
}

/** The one project of such a workspace. */
export async function readOnlyProject(name: string): Promise<MigrationProject> {
  const [project, ...others] = await readFixture(name);
  if (project === undefined || others.length > 0) throw new Error(`${name}: expected one project`);
  return project;
}

/** `0001_users | 2024-01-31 | users | down: real | no transaction`. */
export function revisionText({ id, date, title, downgrade, transactional }: Revision): string {
  const facts = [id, date ?? '-', title, ...(downgrade === undefined ? [] : [`down: ${downgrade}`])];
  return [...facts, ...(transactional === false ? ['no transaction'] : [])].join(' | ');
}
