import * as vscode from 'vscode';
import { CompareError } from '../../compareError.ts';
import { skippedWords } from '../../reports/usagesMarkdown.ts';
import { groupUsages } from '../../usages/groupUsages.ts';
import { subjectName } from '../../usages/usage.ts';
import type { Usage, UsageResult, UsageSubject } from '../../usages/usage.ts';
import { searchUsages } from '../../workflows/searchUsages.ts';
import { subjectsOfOperations } from '../../workflows/usageSubjects.ts';
import { findRevision, isRevisionReference } from '../migrations/revisionReference.ts';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';
import { isRevisionNode } from '../trees/revisionNodes.ts';
import { folderPrefix } from '../workspacePaths.ts';

interface LocatedUsage extends Usage {
  readonly uri: vscode.Uri;
}

interface UsageItem extends vscode.QuickPickItem {
  readonly usage?: LocatedUsage;
}

/** "Where Is It Used?": of a table or a column that a row hands over. */
export async function findUsagesOf(services: Services, argument: unknown): Promise<void> {
  const subject = subjectOf(argument);
  if (subject !== undefined) await show(services, `Where ${subjectName(subject)} Is Used`, [subject]);
}

/** The code that uses what a migration makes. */
export async function findMigrationUsages(services: Services, argument: unknown): Promise<void> {
  const board = await services.boards.current();
  const found = isRevisionReference(argument) ? findRevision(board, argument) : undefined;
  const revision = isRevisionNode(argument) ? argument.revision : found?.revision;
  if (revision === undefined) return;
  const subjects = subjectsOfOperations(revision.operations);
  if (subjects.length === 0) {
    void vscode.window.showInformationMessage(`${revision.id} makes no table and no column that code could use.`);
    return;
  }
  await show(services, `Where ${revision.title === '' ? revision.id : revision.title} Is Used`, subjects);
}

/** What a row of a tree or of the page is about. */
function subjectOf(argument: unknown): UsageSubject | undefined {
  if (typeof argument !== 'object' || argument === null || !('usageSubject' in argument)) return undefined;
  // Only our own rows have it.
  return argument.usageSubject as UsageSubject;
}

/** Lists usages while they are found, until the list is closed; a choice opens the line. */
async function show(services: Services, title: string, subjects: readonly UsageSubject[]): Promise<void> {
  const abort = new AbortController();
  const pick = vscode.window.createQuickPick<UsageItem>();
  pick.title = title;
  pick.placeholder = 'Searching the workspace';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  const found: LocatedUsage[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const redraw = (): void => {
    timer = undefined;
    const [active] = pick.activeItems;
    pick.keepScrollPosition = true;
    pick.items = itemsOf(found);
    const same = pick.items.find(({ usage }) => usage !== undefined && usage === active?.usage);
    if (same !== undefined) pick.activeItems = [same];
  };
  pick.onDidHide(() => {
    abort.abort();
    clearTimeout(timer);
    pick.dispose();
  });
  pick.onDidAccept(() => {
    const usage = pick.selectedItems[0]?.usage;
    pick.hide();
    if (usage !== undefined) openUsage(usage).catch((error: unknown) => showError(services.log, error));
  });
  pick.show();
  try {
    const results = await searchAll(services, subjects, abort.signal, (usages) => {
      found.push(...usages);
      timer ??= setTimeout(redraw, 100);
    });
    clearTimeout(timer);
    redraw();
    pick.busy = false;
    pick.placeholder = summary(results);
  } catch (error) {
    pick.hide();
    if (!(error instanceof CompareError && error.reason === 'cancelled')) throw error;
  }
}

async function searchAll(
  services: Services,
  subjects: readonly UsageSubject[],
  signal: AbortSignal,
  onFound: (usages: readonly LocatedUsage[]) => void,
): Promise<readonly UsageResult[]> {
  const [projects, { environments }] = await Promise.all([services.migrations.projects(), services.store.configured()]);
  const results: UsageResult[] = [];
  for (const workspaceFolder of vscode.workspace.workspaceFolders ?? []) {
    const { uri } = workspaceFolder;
    const prefix = folderPrefix(workspaceFolder);
    const locate = (usages: readonly Usage[]): LocatedUsage[] =>
      usages.map((usage) => ({ ...usage, uri: vscode.Uri.joinPath(uri, usage.file) }));
    const options = {
      folder: uri.fsPath,
      subjects,
      signal,
      onFound: (usages: readonly Usage[]) => onFound(locate(usages)),
    };
    results.push(
      await searchUsages(
        options,
        projects.map((each) =>
          each.folder.startsWith(prefix) ? { ...each, folder: each.folder.slice(prefix.length) } : each,
        ),
        environments.map(({ environment }) => environment),
      ),
    );
  }
  return results;
}

/** Grouped by folder, tests at the end. */
function itemsOf(usages: readonly LocatedUsage[]): UsageItem[] {
  const { code, tests } = groupUsages(
    usages.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
  );
  return [
    ...code.map((folder) => ({ folder, label: folder.folder === '' ? 'workspace folder' : folder.folder })),
    ...tests.map((folder) => ({
      folder,
      label: `tests: ${folder.folder === '' ? 'workspace folder' : folder.folder}`,
    })),
  ].flatMap(({ folder, label }): UsageItem[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...folder.files.flatMap(({ file, usages: own }) =>
      own.map((usage): UsageItem => ({
        label: `$(file-code) ${file.slice(file.lastIndexOf('/') + 1)}:${String(usage.line)}`,
        description: subjectName(usage.subject),
        detail: usage.text,
        usage,
      })),
    ),
  ]);
}

function summary(results: readonly UsageResult[]): string {
  const count = results.reduce((sum, { usages }) => sum + usages.length, 0);
  const searched = results.reduce((sum, result) => sum + result.searched, 0);
  const skipped = results.map((result) => skippedWords(result.skipped)).filter((words) => words !== '');
  const cut = results.some(({ isCut }) => isCut) ? ', and there are more' : '';
  const found = count === 0 ? 'No file mentions it' : `${String(count)} mentions by name${cut}`;
  return [`${found}, in ${String(searched)} files`, ...skipped].join('; ');
}

async function openUsage({ uri, line, column, length }: LocatedUsage): Promise<void> {
  const start = new vscode.Position(line - 1, column);
  const selection = new vscode.Range(start, start.translate(0, length));
  await vscode.window.showTextDocument(uri, { selection, preview: true });
}
