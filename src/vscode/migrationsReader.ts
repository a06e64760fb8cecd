import * as vscode from 'vscode';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import { settingSection } from './ids.ts';
import type { Log } from './log.ts';

export interface MigrationsReader {
  /** Reads the migrations of a folder; whoever asks while they are being read gets the same reading. */
  read(folder: vscode.WorkspaceFolder | undefined): Promise<readonly MigrationProject[]>;
  /** What was read last: a comparison is explained by the migrations that its sides were read with. */
  latest(): Promise<readonly MigrationProject[]>;
}

export function createMigrationsReader(log: Log): MigrationsReader {
  const running = new Map<string, Promise<readonly MigrationProject[]>>();
  let last: Promise<readonly MigrationProject[]> = Promise.resolve([]);
  return {
    read: (folder) => {
      if (folder === undefined) return Promise.resolve([]);
      const key = folder.uri.toString();
      const reading = running.get(key) ?? readFolder(folder, log).finally(() => running.delete(key));
      running.set(key, reading);
      // A failure is for whoever waits for it.
      reading.catch(() => undefined);
      return (last = reading);
    },
    latest: () => last,
  };
}

async function readFolder(folder: vscode.WorkspaceFolder, log: Log): Promise<readonly MigrationProject[]> {
  const [{ readOverrides }, { readProjects }] = await Promise.all([
    import('../migrations/overrides.ts'),
    import('../migrations/readProjects.ts'),
  ]);
  const setting: unknown = vscode.workspace.getConfiguration(settingSection, folder.uri).get('migrations');
  const { overrides, problems } = readOverrides(setting);
  for (const problem of problems) log.warn(`${problem.setting}: ${problem.message}`);
  const projects = await readProjects({ workspaceFolder: folder.uri.fsPath, overrides });
  for (const { framework, folder: place, revisions } of projects) {
    log.info(`${place}: ${revisions.length} revisions (${framework})`);
  }
  return projects;
}
