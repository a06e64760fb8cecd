import { readFile } from 'node:fs/promises';
import { posix, relative, resolve, sep } from 'node:path';
import { CompareError } from '../compareError.ts';
import { generatedFolders } from '../generatedFolders.ts';
import type { FoundProject, WorkspaceFiles } from './frameworks/framework.ts';
import { frameworkOf, frameworks } from './frameworks/frameworks.ts';
import type { MigrationOverride } from './overrides.ts';

export interface FindOptions {
  readonly workspaceFolder: string;
  /** Read these folders instead of searching; none means search. */
  readonly overrides?: readonly MigrationOverride[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

const ignoredFolders = generatedFolders.map((name) => `**/${name}/**`);

const patterns = [...new Set(frameworks.flatMap((framework) => framework.patterns))];

/**
 * The migration folders of a workspace, ordered by path.
 * @throws CompareError with `cancelled` when the signal fires
 */
export async function findProjects({
  workspaceFolder,
  overrides = [],
  signal,
}: FindOptions): Promise<readonly FoundProject[]> {
  const workspace = (paths: readonly string[]): WorkspaceFiles => ({
    paths,
    list: (folder, globs) => listFiles(workspaceFolder, folder, globs, signal),
    readText: (path) => readFile(resolve(workspaceFolder, path), 'utf8').catch(() => ''),
  });
  if (overrides.length === 0) {
    return findIn(workspace(await listFiles(workspaceFolder, '', patterns, signal)));
  }
  return Promise.all(
    overrides.map(async (override) => {
      const folder = relative(workspaceFolder, resolve(workspaceFolder, override.folder)).split(sep).join('/');
      const files = workspace(await listFiles(workspaceFolder, folder, ['**/*'], signal));
      const framework = override.framework ?? (await findIn(files))[0]?.framework ?? 'sql';
      return frameworkOf(framework).inFolder(folder, files);
    }),
  );
}

/** A folder belongs to the first framework that knows it, with all that is below it. */
async function findIn(workspace: WorkspaceFiles): Promise<readonly FoundProject[]> {
  const found: FoundProject[] = [];
  for (const framework of frameworks) {
    const projects = await framework.find(workspace);
    const free = projects.filter(({ folder }) => !found.some((other) => isWithin(folder, other.folder)));
    found.push(...free);
  }
  return found.sort((left, right) => (left.folder < right.folder ? -1 : 1));
}

async function listFiles(
  workspaceFolder: string,
  folder: string,
  globs: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const paths = await glob([...globs], {
    cwd: resolve(workspaceFolder, folder),
    ignore: ignoredFolders,
    followSymbolicLinks: false,
    expandDirectories: false,
    ...(signal === undefined ? {} : { signal }),
  });
  if (signal?.aborted === true) throw new CompareError('cancelled');
  return paths.map((path) => posix.join(folder, path)).sort();
}

function isWithin(folder: string, other: string): boolean {
  return folder === other || folder.startsWith(`${other}/`);
}
