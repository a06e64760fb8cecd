import * as vscode from 'vscode';
import { toJsonReport } from '../../reports/jsonReport.ts';
import type { SchemaComparison } from '../../workflows/compareSchemas.ts';

/** Saves a comparison as the JSON that the command line tool writes too. */
export async function exportComparison(comparison: SchemaComparison): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const { left, right } = comparison;
  const name = fileNameOf([left.environment.name, right.environment.name], right.readAt, 'json');
  const target = await vscode.window.showSaveDialog({
    title: 'Export Comparison',
    filters: { JSON: ['json'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target === undefined) return;
  const text = `${JSON.stringify(toJsonReport(comparison), null, 2)}\n`;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const open = 'Open';
  const chosen = await vscode.window.showInformationMessage(
    `Exported ${comparison.differences.length} differences.`,
    open,
  );
  if (chosen === open) await vscode.window.showTextDocument(target);
}

/** "production-local-2026-02-02.json", with what a file's name may hold. */
export function fileNameOf(names: readonly string[], date: Date, extension: string): string {
  const words = names.map((name) => name.replace(/[^\p{L}\p{N}._-]+/gu, '_')).join('-');
  return `${words}-${date.toISOString().slice(0, 10)}.${extension}`;
}
