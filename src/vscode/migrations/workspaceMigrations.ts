import * as vscode from 'vscode';
import type { MigrationProject } from '../../migrations/migrationProject.ts';
import type { SettingsLayer } from '../environments/settingsLayers.ts';
import type { Log } from '../log.ts';
import { folderPrefix } from '../workspacePaths.ts';
import { createFolderMigrations, type FolderMigrations } from './folderMigrations.ts';

/**
 * The migrations of the workspace, kept current. Where several folders are open, paths begin with the folder's name.
 * Nothing is read before somebody asks.
 */
export interface WorkspaceMigrations extends vscode.Disposable {
  /** Fires when files or settings changed what was read. */
  readonly onDidChange: vscode.Event<void>;
  /** Those of every folder. @throws CompareError */
  projects(): Promise<readonly MigrationProject[]>;
  /** Those that tell where a database of these settings stands: the folder's own, or those of every folder. @throws CompareError */
  projectsOf(layer: SettingsLayer): Promise<readonly MigrationProject[]>;
  /** Reads again whatever has changed, whether a change was noticed or not. */
  reload(): void;
}

export function createWorkspaceMigrations(log: Log): WorkspaceMigrations {
  const changed = new vscode.EventEmitter<void>();
  const folders = new Map<string, FolderMigrations>();
  const qualified = new WeakMap<readonly MigrationProject[], readonly MigrationProject[]>();

  const followFolders = (): void => {
    const open = vscode.workspace.workspaceFolders ?? [];
    const uris = new Set(open.map(({ uri }) => uri.toString()));
    for (const [uri, own] of folders) {
      if (uris.has(uri)) continue;
      own.dispose();
      folders.delete(uri);
    }
    for (const folder of open) {
      const uri = folder.uri.toString();
      if (!folders.has(uri))
        folders.set(
          uri,
          createFolderMigrations(folder, log, () => changed.fire()),
        );
    }
  };
  const read = async (own: FolderMigrations): Promise<readonly MigrationProject[]> => {
    const projects = await own.projects();
    const prefix = folderPrefix(own.folder);
    if (prefix === '') return projects;
    const known = qualified.get(projects) ?? projects.map((project) => qualify(project, prefix));
    qualified.set(projects, known);
    return known;
  };
  const readAll = async (all: readonly FolderMigrations[]): Promise<readonly MigrationProject[]> =>
    (await Promise.all(all.map(read))).flat();

  followFolders();
  const subscription = vscode.workspace.onDidChangeWorkspaceFolders(() => {
    followFolders();
    changed.fire();
  });
  return {
    onDidChange: changed.event,
    projects: () => readAll([...folders.values()]),
    projectsOf: (layer) => {
      const own = layer.target === 'folder' ? folders.get(layer.folder?.uri.toString() ?? '') : undefined;
      return readAll(own === undefined ? [...folders.values()] : [own]);
    },
    reload: () => {
      for (const own of folders.values()) own.reload();
    },
    dispose: () => {
      subscription.dispose();
      for (const own of folders.values()) own.dispose();
      changed.dispose();
    },
  };
}

function qualify(project: MigrationProject, prefix: string): MigrationProject {
  const inFolder = <T extends { readonly file: string }>(located: T): T => ({
    ...located,
    file: `${prefix}${located.file}`,
  });
  return {
    ...project,
    folder: `${prefix}${project.folder}`,
    revisions: project.revisions.map(inFolder),
    problems: project.problems.map(inFolder),
  };
}
