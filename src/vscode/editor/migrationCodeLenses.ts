import * as vscode from 'vscode';
import { marksWords } from '../../reports/operationWords.ts';
import { codeLensSetting, commandIds, settingSection } from '../ids.ts';
import { marksOf, type MigrationBoard } from '../migrations/migrationBoard.ts';
import { revisionReference } from '../migrations/revisionReference.ts';
import type { RevisionsOfFile } from '../migrations/revisionsOfFile.ts';

/** Above each revision of a migration file: where it is applied, and what to do with it. */
export function migrationCodeLenses(
  document: vscode.TextDocument,
  board: MigrationBoard,
  revisionsOf: RevisionsOfFile,
): vscode.CodeLens[] {
  if (!vscode.workspace.getConfiguration(settingSection, document.uri).get<boolean>(codeLensSetting, true)) return [];
  return revisionsOf(board, document.uri).flatMap(({ project, revision }) => {
    const line = Math.max(0, Math.min(revision.line, document.lineCount) - 1);
    const range = new vscode.Range(line, 0, line, 0);
    const given = [revisionReference(project, revision)];
    const marks = marksOf(board, project, revision.id);
    const isRead = marks.some(({ mark }) => mark !== 'not read');
    const commands: vscode.Command[] = [
      ...(marks.length === 0
        ? []
        : [
            isRead
              ? { title: marksWords(marks), command: commandIds.revealMigration, arguments: given }
              : { title: marksWords(marks), command: commandIds.readStanding },
          ]),
      { title: 'Compare', command: commandIds.compareMigration, arguments: given },
      { title: 'Show What It Changes', command: commandIds.showMigrationChanges, arguments: given },
    ];
    return commands.map((command) => new vscode.CodeLens(range, command));
  });
}
