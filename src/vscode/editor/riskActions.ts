import * as vscode from 'vscode';
import { commentStyle, ignoreComment } from '../../migrations/risk/ignoreComments.ts';
import { diagnosticSource } from './riskDiagnostics.ts';

/** The quick fix of a risk: a comment above its line that accepts it, with the reason to be typed. */
export function provideRiskActions(files: vscode.DocumentSelector): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    files,
    { provideCodeActions: (document, _, { diagnostics }) => diagnostics.flatMap((each) => actionFor(document, each)) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function actionFor(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
  const { source, code, range } = diagnostic;
  if (source !== diagnosticSource || typeof code !== 'object') return [];
  const rule = String(code.value);
  const line = document.lineAt(range.start.line);
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  const before = document.getText(new vscode.Range(0, 0, range.start.line, 0));
  const [head = '', tail = ''] = ignoreComment(commentStyle(document.fileName, before), rule, '\0').split('\0');
  const snippet = new vscode.SnippetString()
    .appendText(`${indent}${head}`)
    .appendPlaceholder('it is known to be safe')
    .appendText(`${tail}\n`);
  const action = new vscode.CodeAction(`Ignore ${rule} Here, with a Reason`, vscode.CodeActionKind.QuickFix);
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [new vscode.SnippetTextEdit(new vscode.Range(line.range.start, line.range.start), snippet)]);
  action.edit = edit;
  action.diagnostics = [diagnostic];
  return [action];
}
