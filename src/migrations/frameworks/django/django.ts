import { posix } from 'node:path';
import { appliedEach, type AppliedProblem } from '../../appliedRevisions.ts';
import type { MigrationProject } from '../../migrationProject.ts';
import type { FoundProject, Framework, WorkspaceFiles } from '../framework.ts';
import { beginsWith, foldersUpwards } from '../sqlChain/workspaceFiles.ts';

/** https://docs.djangoproject.com/en/stable/topics/migrations/ */
export const django: Framework = {
  name: 'django',
  label: 'Django',
  applyCommand: 'python manage.py migrate',
  patterns: ['**/migrations/*.py', '**/manage.py', '**/apps.py', '**/settings.py', '**/settings/*.py'],
  async find(workspace) {
    const projects = new Map<string, string[]>();
    for (const [folder, files] of appFolders(workspace.paths)) {
      if (!(await beginsWith(files.toReversed(), workspace, /^class Migration\(/m))) continue;
      const project = projectFolder(folder, workspace.paths);
      projects.set(project, (projects.get(project) ?? []).concat(files));
    }
    return [...projects].map(([folder, files]) => projectOf(folder, files, workspace.paths));
  },
  async inFolder(folder, workspace: WorkspaceFiles) {
    const paths = await workspace.list(folder, ['**/*.py']);
    return projectOf(folder, [...appFolders(paths).values()].flat(), paths);
  },
  async read(input) {
    const { readDjango } = await import('./readDjango.ts');
    return readDjango(input);
  },
  applied(project, rows) {
    // Of apps that are not in the workspace, such as Django's own, nothing is asked.
    const apps = new Set(project.revisions.map(({ id }) => id.slice(0, id.indexOf('.'))));
    const ids = rows.flatMap(({ app, name }) =>
      typeof app === 'string' && typeof name === 'string' && apps.has(app) ? [`${app}.${name}`] : [],
    );
    return appliedEach(project, ids, inconsistencies(project, new Set(ids)), 'any');
  },
};

/** What is applied although something that it depends on is not: Django refuses to go on from there. */
function inconsistencies({ revisions }: MigrationProject, applied: ReadonlySet<string>): readonly AppliedProblem[] {
  const needed = new Set(
    revisions.flatMap(({ id, parents, dependsOn }) => (applied.has(id) ? [...parents, ...dependsOn] : [])),
  );
  return revisions
    .filter(({ id }) => needed.has(id) && !applied.has(id))
    .map(({ id }) => ({ reason: 'outOfOrder', revision: id }));
}

/** The files of each folder `migrations`. */
function appFolders(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    if (posix.basename(folder) !== 'migrations' || !path.endsWith('.py') || path.endsWith('__init__.py')) continue;
    folders.set(folder, (folders.get(folder) ?? []).concat(path));
  }
  return folders;
}

/** The folder of the nearest manage.py, else the one that the app lies in. */
function projectFolder(folder: string, paths: readonly string[]): string {
  const app = posix.dirname(folder);
  const found = foldersUpwards(app).find((each) => paths.includes(posix.join(each, 'manage.py')));
  return found ?? posix.dirname(app);
}

function projectOf(folder: string, files: readonly string[], paths: readonly string[]): FoundProject {
  const isWithin = (path: string) => folder === '.' || path.startsWith(`${folder}/`);
  const configuration = paths.filter(
    (path) => isWithin(path) && /(?:^|\/)(?:apps|settings|settings\/\w+)\.py$/.test(path),
  );
  return { framework: 'django', folder, files: files.toSorted(), configuration };
}
