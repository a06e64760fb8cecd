import * as vscode from 'vscode';
import { toCsvRows } from '../../reports/rowCsv.ts';
import { toJsonRows } from '../../reports/rowJson.ts';
import { toMarkdownRows } from '../../reports/rowMarkdown.ts';
import type { RowReport } from '../../reports/rowReport.ts';
import { fileNameOf } from './exportComparison.ts';

export type CountFormat = 'markdown' | 'csv' | 'json';

/** Row counts as the command line tool writes them too. */
export function countsAs(format: CountFormat, report: RowReport): string {
  switch (format) {
    case 'markdown':
      return toMarkdownRows(report);
    case 'csv':
      return toCsvRows(report);
    case 'json':
      return `${JSON.stringify(toJsonRows(report), null, 2)}\n`;
  }
}

/** Saves row counts where the user says, in the format that the file's name asks for. */
export async function exportCounts(report: RowReport): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const { left, right } = report;
  const names = [left, right].flatMap((side) => (side === undefined ? [] : [side.environment.name]));
  const name = fileNameOf([...names, 'rows'], left.countedAt, 'csv');
  const target = await vscode.window.showSaveDialog({
    title: 'Export Row Counts',
    filters: { CSV: ['csv'], JSON: ['json'], Markdown: ['md'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target === undefined) return;
  const extension = target.path.slice(target.path.lastIndexOf('.') + 1).toLowerCase();
  const format = extension === 'json' ? 'json' : extension === 'md' ? 'markdown' : 'csv';
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(countsAs(format, report)));
  const open = 'Open';
  const chosen = await vscode.window.showInformationMessage(
    `Exported the row counts of ${report.comparison.tables.length} tables.`,
    open,
  );
  if (chosen === open) await vscode.window.showTextDocument(target);
}
