import * as vscode from 'vscode';
import type { MigrationProject } from '../../migrations/migrationProject.ts';

/** Watches for what may change the migrations of a folder. */
export interface MigrationWatch extends vscode.Disposable {
  /** Watches the folders of these projects with all that is in them, besides what any framework's files look like. */
  follow(projects: readonly MigrationProject[]): void;
}

export function createMigrationWatch(folder: vscode.WorkspaceFolder, changed: () => void): MigrationWatch {
  let isMigration: ((path: string) => boolean) | undefined;
  let folders: readonly string[] = [];
  let outside: vscode.FileSystemWatcher[] = [];

  const check = (uri: vscode.Uri): void => {
    const path = relativePath(folder, uri);
    if (path === undefined || isMigration?.(path) === true || folders.some((own) => isRelated(path, own))) changed();
  };
  const watch = (pattern: vscode.RelativePattern): vscode.FileSystemWatcher => {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(check);
    watcher.onDidChange(check);
    watcher.onDidDelete(check);
    return watcher;
  };
  let inside: vscode.FileSystemWatcher | undefined;

  return {
    follow: (projects) => {
      folders = projects.map((project) => project.folder);
      inside ??= watch(new vscode.RelativePattern(folder, '**/*'));
      if (isMigration === undefined) {
        isMigration = () => false;
        void loadPatterns().then((matches) => (isMigration = matches));
      }
      // What the settings name outside of the workspace nobody else watches.
      for (const watcher of outside) watcher.dispose();
      outside = folders
        .filter((own) => own.startsWith('../'))
        .map((own) => watch(new vscode.RelativePattern(vscode.Uri.joinPath(folder.uri, own), '**/*')));
    },
    dispose: () => {
      inside?.dispose();
      for (const watcher of outside) watcher.dispose();
    },
  };
}

async function loadPatterns(): Promise<(path: string) => boolean> {
  const [{ default: picomatch }, { frameworks }] = await Promise.all([
    import('picomatch'),
    import('../../migrations/frameworks/frameworks.ts'),
  ]);
  return picomatch([...new Set(frameworks.flatMap(({ patterns }) => patterns))]);
}

/** Relative to the folder, with `/`; undefined where it is outside of it. */
function relativePath(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string | undefined {
  const root = folder.uri.path.endsWith('/') ? folder.uri.path : `${folder.uri.path}/`;
  return uri.path.startsWith(root) ? uri.path.slice(root.length) : undefined;
}

/** In a project's folder or right beside it, where env.py is; or a folder around it, which took it along. */
function isRelated(path: string, projectFolder: string): boolean {
  const parentOf = (inner: string): string => inner.slice(0, Math.max(0, inner.lastIndexOf('/')));
  return (
    path.startsWith(`${projectFolder}/`) ||
    parentOf(path) === parentOf(projectFolder) ||
    `${projectFolder}/`.startsWith(`${path}/`)
  );
}
