import * as vscode from 'vscode';
import { commandIds } from '../ids.ts';
import { plannedEnvironment } from '../plans/planDocument.ts';

/** Above the title of a plan: make it again, verify it. */
export function providePlanLenses(): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(
    { language: 'markdown' },
    {
      provideCodeLenses: (document) => {
        const environment = plannedEnvironment(document);
        if (environment === undefined) return [];
        const range = new vscode.Range(0, 0, 0, 0);
        const lens = (title: string, command: string): vscode.CodeLens =>
          new vscode.CodeLens(range, { title, command, arguments: [environment] });
        return [
          lens('$(pass) Verify', commandIds.verifyMigration),
          lens('$(refresh) Plan Again', commandIds.planMigration),
        ];
      },
    },
  );
}
