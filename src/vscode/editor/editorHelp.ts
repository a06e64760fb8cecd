import * as vscode from 'vscode';
import type { EnvironmentStore } from '../environments/environmentStore.ts';
import { codeLensSetting, settingSection } from '../ids.ts';
import type { MigrationBoards } from '../migrations/migrationBoard.ts';
import type { RevisionsOfFile } from '../migrations/revisionsOfFile.ts';
import type { IsWanted } from '../startWhenWanted.ts';
import { providePlanLenses } from './planLenses.ts';
import { provideRiskActions } from './riskActions.ts';

/** What migrations are written in. */
const migrationFiles: vscode.DocumentSelector = {
  scheme: 'file',
  pattern: '**/*.{py,sql,rb,ts,mts,cts,js,mjs,cjs,xml,yaml,yml,json}',
};

/** CodeLens, hover and quick fixes in migration files, CodeLens in plans. A file of anything else costs a look into a map. */
export function provideEditorHelp(
  store: EnvironmentStore,
  boards: MigrationBoards,
  revisionsOf: RevisionsOfFile,
  isWanted: IsWanted,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    providePlanLenses(),
    provideRiskActions(migrationFiles),
    boards.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${settingSection}.${codeLensSetting}`)) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(migrationFiles, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) => {
        if (!isWanted()) return [];
        const [board, { migrationCodeLenses }] = await Promise.all([
          boards.current(),
          import('./migrationCodeLenses.ts'),
        ]);
        return migrationCodeLenses(document, board, revisionsOf);
      },
    }),
    vscode.languages.registerHoverProvider(migrationFiles, {
      provideHover: async (document, position) => {
        if (!isWanted()) return undefined;
        const [board, { operationHover }] = await Promise.all([boards.current(), import('./operationHover.ts')]);
        return operationHover(document, position, { board, store, revisionsOf });
      },
    }),
  );
}
