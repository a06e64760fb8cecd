import path from 'node:path';
import * as vscode from 'vscode';
import type { ListedTable } from '../../rows/rowCount.ts';
import { rememberCount } from '../../workflows/countHistory.ts';
import type { CountedEnvironment } from '../../workflows/countSides.ts';
import { readCountHistory } from '../../workflows/readCountHistory.ts';
import { settingSection } from '../ids.ts';
import type { Log } from '../log.ts';

/** Keeps a count in the extension's own folder, as many as the setting says, and gives it with its growth. */
export async function keepCount(
  counted: CountedEnvironment,
  isVersionTable: (table: ListedTable) => boolean,
  { storageFolder, log }: { readonly storageFolder: string; readonly log: Log },
): Promise<CountedEnvironment> {
  const { kept } = await readCountHistory(vscode.workspace.getConfiguration(settingSection).get('countHistory'));
  return rememberCount(counted, isVersionTable, {
    folder: path.join(storageFolder, 'counts'),
    kept,
    variables: process.env,
    onNote: (note) => log.info(note),
  });
}
