import * as vscode from 'vscode';
import { CompareError } from '../compareError.ts';
import type { Explanation } from '../migrations/explanation.ts';
import { urisOf } from './workspacePaths.ts';

/** A line of a file of the workspace. */
export interface FilePlace {
  /** Absolute, or relative to the workspace with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number | null;
}

/** Opens the migration that explains a difference; asks which where several speak of it, and says so where none does. */
export async function jumpToMigration(subject: string, explanation: Explanation): Promise<void> {
  const { file, line, revision, candidates } = explanation;
  const places = distinct([
    ...(file === null ? [] : [{ file, line, label: revision ?? file, action: 'explains the difference' }]),
    ...candidates.map((candidate) => ({
      file: candidate.file,
      line: candidate.line,
      label: candidate.revision,
      action: candidate.action,
    })),
  ]);
  const [first] = places;
  if (first === undefined) {
    void vscode.window.showInformationMessage(`No migration mentions ${subject}.`);
    return;
  }
  if (places.length === 1) return openPlace(first);
  const items = places.map((place) => ({
    label: place.label,
    description: place.action,
    detail: place.line === null ? place.file : `${place.file}:${place.line}`,
    iconPath: new vscode.ThemeIcon('git-commit'),
    place,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Migrations of ${subject}`,
    placeHolder: 'Several migrations speak of it. Select the one to open.',
    matchOnDetail: true,
  });
  if (chosen !== undefined) await openPlace(chosen.place);
}

/** Opens the file with the line selected and in sight. @throws CompareError `fileUnreadable` */
export async function openPlace({ file, line }: FilePlace): Promise<void> {
  const document = await openDocument(file);
  const options: vscode.TextDocumentShowOptions = { viewColumn: otherGroup(), preview: true };
  if (line === null) {
    await vscode.window.showTextDocument(document, options);
    return;
  }
  const { range, firstNonWhitespaceCharacterIndex: indent } = document.lineAt(Math.min(line, document.lineCount) - 1);
  const start = range.start.translate(0, indent);
  const editor = await vscode.window.showTextDocument(document, {
    ...options,
    selection: new vscode.Range(start, range.end),
  });
  // The cursor stays at the line's start, so that the whole of it is in sight.
  editor.selection = new vscode.Selection(range.end, start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
}

/** Opens the place that a row or an error names. */
export async function openGivenPlace(place: unknown): Promise<void> {
  if (typeof place !== 'object' || place === null || !('file' in place) || typeof place.file !== 'string') return;
  await openPlace({ file: place.file, line: 'line' in place && typeof place.line === 'number' ? place.line : null });
}

async function openDocument(file: string): Promise<vscode.TextDocument> {
  for (const uri of urisOf(file)) {
    try {
      return await vscode.workspace.openTextDocument(uri);
    } catch {
      // Perhaps another folder of the workspace has it.
    }
  }
  throw new CompareError('fileUnreadable', { file });
}

/** The group beside the page where the window is split already; else the page's own. */
function otherGroup(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  return all.find((group) => group !== activeTabGroup)?.viewColumn ?? vscode.ViewColumn.Active;
}

function distinct<P extends FilePlace>(places: readonly P[]): P[] {
  return places.filter(
    (place, index) => places.findIndex(({ file, line }) => file === place.file && line === place.line) === index,
  );
}
