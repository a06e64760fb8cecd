import { posix } from 'node:path';
import type { WorkspaceFiles } from '../framework.ts';

/** A folder and those above it, up to the workspace's own. */
export function foldersUpwards(folder: string): readonly string[] {
  const above = posix.dirname(folder);
  return folder === above || folder === '' || folder === '.' ? ['.'] : [folder, ...foldersUpwards(above)];
}

/** The nearest of the named files beside or above a folder whose text is as wanted. */
export async function nearestFile(
  folder: string,
  names: readonly string[],
  workspace: WorkspaceFiles,
  isWanted: (text: string) => boolean = (text) => text !== '',
): Promise<string | undefined> {
  for (const each of foldersUpwards(folder)) {
    for (const name of names) {
      const path = posix.join(each, name);
      if (isWanted(await workspace.readText(path))) return path;
    }
  }
  return undefined;
}

/** Whether one of the first files, which are all that is read, has what every file of a framework has. */
export async function beginsWith(files: readonly string[], workspace: WorkspaceFiles, mark: RegExp): Promise<boolean> {
  for (const path of files.slice(0, 3)) if (mark.test(await workspace.readText(path))) return true;
  return false;
}
