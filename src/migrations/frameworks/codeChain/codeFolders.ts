import { posix } from 'node:path';
import type { FrameworkName } from '../../frameworkName.ts';
import type { FoundProject, WorkspaceFiles } from '../framework.ts';
import { beginsWith } from '../sqlChain/workspaceFiles.ts';

/** Files of JavaScript in folders that are named after migrations. */
export const javaScriptPatterns = ['**/*migrat*/**/*.{js,cjs,mjs,ts,cts,mts}'];

export interface CodeFolders {
  readonly framework: FrameworkName;
  /** Whether a file may be a migration, by its name. */
  readonly isMigration: (path: string) => boolean;
  /** What every migration has, and no other framework's. */
  readonly mark: RegExp;
  readonly configuration?: (folder: string, workspace: WorkspaceFiles) => Promise<readonly string[]>;
}

/** The folders with files of a framework. */
export async function findCodeFolders(
  workspace: WorkspaceFiles,
  { framework, isMigration, mark, configuration }: CodeFolders,
): Promise<readonly FoundProject[]> {
  const folders = new Map<string, string[]>();
  for (const path of workspace.paths.filter(isMigration)) {
    const folder = posix.dirname(path);
    folders.set(folder, (folders.get(folder) ?? []).concat(path));
  }
  const found: FoundProject[] = [];
  for (const [folder, files] of folders) {
    if (!(await beginsWith(files, workspace, mark))) continue;
    found.push({ framework, folder, files, configuration: (await configuration?.(folder, workspace)) ?? [] });
  }
  return found;
}

/** A folder that the user says is the framework's. */
export async function codeFolder(
  folder: string,
  workspace: WorkspaceFiles,
  { framework, isMigration, configuration }: CodeFolders,
): Promise<FoundProject> {
  const files = (await workspace.list(folder, ['**/*'])).filter(isMigration);
  return { framework, folder, files, configuration: (await configuration?.(folder, workspace)) ?? [] };
}

/** `20240101120000_add_users.js`, but no types and no tests. */
export function isJavaScript(path: string): boolean {
  return /\.[cm]?[jt]s$/i.test(path) && !/\.(?:d|test|spec)\.[cm]?[jt]s$/i.test(path);
}

/** A file's name without its folder and its last ending. */
export function stem(path: string): string {
  const name = posix.basename(path);
  return name.slice(0, name.length - posix.extname(name).length);
}
