import * as vscode from 'vscode';
import { settingSection, standingOnOpenSetting } from '../ids.ts';
import type { ConfiguredEnvironment, EnvironmentStore } from '../environments/environmentStore.ts';
import type { MigrationBoards } from './migrationBoard.ts';

/** Whether where an environment stands is read without being asked for: no connection is needed. */
export function isReadOnOpen({ environment }: ConfiguredEnvironment): boolean {
  return (
    environment.type === 'sqlFiles' &&
    vscode.workspace.getConfiguration(settingSection).get<boolean>(standingOnOpenSetting, true)
  );
}

/**
 * Reads by itself where environments stand that need no connection, one after the other: a server is never asked
 * before the user turns to it.
 */
export function readStandingsOnOpen(store: EnvironmentStore, boards: MigrationBoards): vscode.Disposable {
  /** What was tried, so that what fails is not tried again and again. */
  const tried = new WeakSet();
  let isReading = false;

  const readNext = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    try {
      for (;;) {
        const { projects, environments } = await boards.current();
        const next = environments.find(
          ({ configured, read }) => isReadOnOpen(configured) && read === undefined && !tried.has(configured),
        );
        if (projects.length === 0 || next === undefined) return;
        tried.add(next.configured);
        await store.readVersions(next.configured.environment.name).catch(() => undefined);
      }
    } finally {
      isReading = false;
    }
  };
  return boards.onDidChange(() => void readNext().catch(() => undefined));
}
