import * as vscode from 'vscode';
import { layerEntries, settingsLayers } from './environments/settingsLayers.ts';
import { settingSection, statusBarSetting } from './ids.ts';
import type { MigrationBoards } from './migrations/migrationBoard.ts';

/** Whether this window has environments at all: where it has none, nothing is read before a view is opened. */
export type IsWanted = () => boolean;

export function hasEnvironments(): boolean {
  return settingsLayers().some((layer) => {
    const entries = layerEntries(layer);
    return Array.isArray(entries) && entries.length > 0;
  });
}

export function isStatusBarOn(): boolean {
  return vscode.workspace.getConfiguration(settingSection).get<boolean>(statusBarSetting, true);
}

/** Reads the migrations by itself where the status bar has something to say, now or after a change of the settings. */
export function startWhenWanted(boards: MigrationBoards): vscode.Disposable {
  const start = (): void => {
    // A failure is logged where it happens.
    if (hasEnvironments() && isStatusBarOn()) boards.current().catch(() => undefined);
  };
  start();
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(settingSection)) start();
  });
}
