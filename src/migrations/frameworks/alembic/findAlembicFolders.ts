import { posix } from 'node:path';
import type { FoundProject, WorkspaceFiles } from '../framework.ts';
import { importedFiles } from './importedFiles.ts';

/** What the search for Alembic's folders must know to be there. */
export const alembicPatterns = ['**/versions/**/*.py', '**/env.py', '**/alembic.ini', '**/pyproject.toml'];

interface Location {
  /** Alembic's script_location, which holds env.py. */
  readonly scripts: string;
  /** Where the revisions are: `versions` unless version_locations says otherwise. */
  readonly versions: readonly string[];
}

/**
 * Alembic's projects in a workspace: what its configuration names, and every folder `versions` beside an env.py or with
 * a file that declares a revision.
 */
export async function findAlembicFolders(workspace: WorkspaceFiles): Promise<readonly FoundProject[]> {
  const { paths } = workspace;
  const configured = await Promise.all(
    paths.filter(isConfiguration).map(async (path) => configuredLocations(path, await workspace.readText(path))),
  );
  const locations = new Map<string, Location>();
  for (const location of [...configured.flat(), ...paths.flatMap(conventionalLocation)]) {
    if (!locations.has(location.scripts)) locations.set(location.scripts, location);
  }
  const found = await Promise.all([...locations.values()].map((location) => projectAt(workspace, location)));
  return found.filter((project) => project !== undefined);
}

/** A folder that the user names: that of env.py, or that of the revisions. */
export async function alembicFolder(folder: string, workspace: WorkspaceFiles): Promise<FoundProject> {
  const python = (await workspace.list(folder, ['**/*.py'])).filter((path) => posix.basename(path) !== 'env.py');
  const inVersions = python.filter((path) => path.startsWith(posix.join(folder, 'versions/')));
  const hasVersions = inVersions.length > 0;
  const versions = hasVersions ? posix.join(folder, 'versions') : folder;
  const [environmentFile] = await workspace.list(posix.join(folder, hasVersions ? '' : '..'), ['env.py']);
  const imported = environmentFile === undefined ? [] : await importedFiles(environmentFile, [versions], workspace);
  return {
    framework: 'alembic',
    folder: versions,
    files: hasVersions ? inVersions : python,
    configuration: environmentFile === undefined ? [] : [environmentFile, ...imported],
  };
}

function isConfiguration(path: string): boolean {
  return ['alembic.ini', 'pyproject.toml'].includes(posix.basename(path));
}

/** `a/versions/2024/x.py` speaks of the scripts in `a`. */
function conventionalLocation(path: string): readonly Location[] {
  const segments = path.split('/');
  const index = segments.lastIndexOf('versions', segments.length - 2);
  if (index < 0) return [];
  const scripts = segments.slice(0, index).join('/');
  return [{ scripts, versions: [posix.join(scripts, 'versions')] }];
}

async function projectAt(
  workspace: WorkspaceFiles,
  { scripts, versions }: Location,
): Promise<FoundProject | undefined> {
  const folder = versions[0];
  const files = (await Promise.all(versions.map((each) => workspace.list(each, ['**/*.py']))))
    .flat()
    .filter((path) => posix.basename(path) !== 'env.py');
  if (folder === undefined || files.length === 0) return undefined;
  const environmentFile = posix.join(scripts, 'env.py');
  if (workspace.paths.includes(environmentFile)) {
    const imported = await importedFiles(environmentFile, versions, workspace);
    return { framework: 'alembic', folder, files, configuration: [environmentFile, ...imported] };
  }
  return (await declaresRevision(workspace, files)) ? { framework: 'alembic', folder, files } : undefined;
}

/** Whether a file declares a revision as Alembic's template does. */
async function declaresRevision(workspace: WorkspaceFiles, files: readonly string[]): Promise<boolean> {
  for (const file of files) {
    if (/^down_revision\b/m.test(await workspace.readText(file))) return true;
  }
  return false;
}

/** What alembic.ini or pyproject.toml's [tool.alembic] says, https://alembic.sqlalchemy.org/en/latest/tutorial.html */
function configuredLocations(path: string, text: string): readonly Location[] {
  const here = posix.dirname(path);
  const section =
    posix.basename(path) === 'pyproject.toml' ? /^\[tool\.alembic\]([^]*?)(?=^\[|$(?![^]))/m.exec(text)?.[1] : text;
  const setting = (name: string) => {
    const value = new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*(\\[[^\\]]*\\]|.*(?:\\n[ \\t]+\\S.*)*)`, 'm').exec(
      section ?? '',
    )?.[1];
    return (value ?? '').split(/[\s,;]+/).flatMap((part) => folderIn(part.replaceAll(/["'[\]]/g, ''), here));
  };
  const scripts = setting('script_location')[0];
  if (scripts === undefined) return [];
  const versions = setting('version_locations');
  return [{ scripts, versions: versions.length > 0 ? versions : [posix.join(scripts, 'versions')] }];
}

/** `%(here)s/a`, `a/b` or `package:a` as a folder of the workspace; nothing for one outside of it. */
function folderIn(written: string, here: string): readonly string[] {
  const relative = written.replaceAll('%(here)s', '.').replaceAll('%%', '%').replaceAll(/[:\\]/g, '/');
  if (relative === '' || relative.startsWith('/')) return [];
  const folder = posix.join(here, relative).replace(/\/$/, '');
  return folder.startsWith('..') ? [] : [folder];
}
