import * as vscode from 'vscode';
import type { MigrationProject } from '../../migrations/migrationProject.ts';
import { createReadingCache } from '../../migrations/readingCache.ts';
import type { ReadingCache } from '../../migrations/readingCache.ts';
import { migrationsSetting, settingSection } from '../ids.ts';
import type { Log } from '../log.ts';
import { createMigrationWatch } from './migrationWatch.ts';

/** The migrations of one folder of the workspace, kept current. */
export interface FolderMigrations extends vscode.Disposable {
  readonly folder: vscode.WorkspaceFolder;
  /** What the files say now. The first call reads them, and from then on what changes is read again. @throws CompareError */
  projects(): Promise<readonly MigrationProject[]>;
  reload(): void;
}

/** How long files must be quiet before they are read again, in milliseconds: a checkout changes many at once. */
const quiet = 300;

/** @param changed called when what was read is another than before */
export function createFolderMigrations(
  folder: vscode.WorkspaceFolder,
  log: Log,
  changed: () => void,
): FolderMigrations {
  const cache = createReadingCache();
  let reading: Promise<readonly MigrationProject[]> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = (): Promise<readonly MigrationProject[]> => {
    clearTimeout(timer);
    timer = undefined;
    const own = readFolder(folder, cache, log);
    reading = own;
    own.then(
      (projects) => {
        if (reading !== own) return;
        watch.follow(projects);
        changed();
      },
      // A failure is for whoever waits for it; the next one who asks tries again.
      () => {
        if (reading === own) reading = undefined;
      },
    );
    return own;
  };
  const reload = (): void => {
    // What nobody has asked for is not read.
    if (reading === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      read().catch((error: unknown) => log.error(`${folder.name}: the migrations cannot be read`, error));
    }, quiet);
  };
  const watch = createMigrationWatch(folder, reload);
  const subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${settingSection}.${migrationsSetting}`, folder.uri)) reload();
  });
  return {
    folder,
    // Whoever asks while files are changing waits for what they say now.
    projects: () => (reading === undefined || timer !== undefined ? read() : reading),
    reload,
    dispose: () => {
      clearTimeout(timer);
      watch.dispose();
      subscription.dispose();
    },
  };
}

async function readFolder(
  folder: vscode.WorkspaceFolder,
  cache: ReadingCache,
  log: Log,
): Promise<readonly MigrationProject[]> {
  const [{ readOverrides }, { readProjects }] = await Promise.all([
    import('../../migrations/overrides.ts'),
    import('../../migrations/readProjects.ts'),
  ]);
  const startedAt = Date.now();
  const setting: unknown = vscode.workspace.getConfiguration(settingSection, folder.uri).get(migrationsSetting);
  const { overrides } = readOverrides(setting);
  const projects = await readProjects({ workspaceFolder: folder.uri.fsPath, overrides, cache });
  for (const { framework, folder: place, revisions } of projects) {
    log.info(`${place}: ${revisions.length} revisions (${framework}), ${Date.now() - startedAt} ms`);
  }
  return projects;
}
