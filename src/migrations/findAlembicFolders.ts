import { readFile } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import type { FoundProject } from './findProjects.ts';

/** What the search for Alembic's folders must know to be there, besides folders named `versions`. */
export const alembicPatterns = ['**/versions/**/*.py', '**/env.py', '**/alembic.ini', '**/pyproject.toml'];

interface Location {
  /** Alembic's script_location, which holds env.py. */
  readonly scripts: string;
  /** Where the revisions are: `versions` unless version_locations says otherwise. */
  readonly versions: readonly string[];
}

/**
 * Alembic's projects among a workspace's paths: what its configuration names, and every folder `versions` beside an
 * env.py or with a file that declares a revision.
 *
 * @param listPython lists the .py files below a folder
 */
export async function findAlembicFolders(
  workspaceFolder: string,
  paths: readonly string[],
  listPython: (folder: string) => Promise<readonly string[]>,
): Promise<readonly FoundProject[]> {
  const configured = await Promise.all(
    paths.filter(isConfiguration).map((path) => configuredLocations(workspaceFolder, path)),
  );
  const locations = new Map<string, Location>();
  for (const location of [...configured.flat(), ...paths.flatMap(conventionalLocation)]) {
    if (!locations.has(location.scripts)) locations.set(location.scripts, location);
  }
  const found = await Promise.all(
    [...locations.values()].map((location) => projectAt(workspaceFolder, location, paths, listPython)),
  );
  return found.filter((project) => project !== undefined);
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
  workspaceFolder: string,
  { scripts, versions }: Location,
  paths: readonly string[],
  listPython: (folder: string) => Promise<readonly string[]>,
): Promise<FoundProject | undefined> {
  const folder = versions[0];
  const files = (await Promise.all(versions.map(listPython)))
    .flat()
    .filter((path) => posix.basename(path) !== 'env.py');
  if (folder === undefined || files.length === 0) return undefined;
  const environmentFile = posix.join(scripts, 'env.py');
  if (paths.includes(environmentFile)) return { framework: 'alembic', folder, files, environmentFile };
  return (await declaresRevision(workspaceFolder, files)) ? { framework: 'alembic', folder, files } : undefined;
}

/** Whether a file declares a revision as Alembic's template does. */
export async function declaresRevision(workspaceFolder: string, files: readonly string[]): Promise<boolean> {
  for (const file of files) {
    const text = await readFile(resolve(workspaceFolder, file), 'utf8').catch(() => '');
    if (/^down_revision\b/m.test(text)) return true;
  }
  return false;
}

/** What alembic.ini or pyproject.toml's [tool.alembic] says, https://alembic.sqlalchemy.org/en/latest/tutorial.html */
async function configuredLocations(workspaceFolder: string, path: string): Promise<readonly Location[]> {
  const text = await readFile(resolve(workspaceFolder, path), 'utf8').catch(() => '');
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
