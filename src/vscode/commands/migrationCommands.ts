import * as vscode from 'vscode';
import { marksWords, operationWords } from '../../reports/operationWords.ts';
import { presenceWords } from '../../reports/presenceWords.ts';
import { commandIds, viewIds } from '../ids.ts';
import { openPlace } from '../jumpToMigration.ts';
import { marksOf } from '../migrations/migrationBoard.ts';
import { findRevision, isRevisionReference } from '../migrations/revisionReference.ts';
import type { LocatedRevision } from '../migrations/revisionsOfFile.ts';
import { isReadOnOpen } from '../migrations/standingOnOpen.ts';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';
import { actionIcon, isRevisionNode } from '../trees/revisionNodes.ts';

/** Compares an environment where the revision is pending with one that has it; asks where there are no such two. */
export async function compareMigration(services: Services, argument: unknown): Promise<void> {
  const found = await chooseRevision(services, argument);
  if (found === undefined) return;
  const marks = marksOf(await services.boards.current(), found.project, found.revision.id);
  const left = marks.find(({ mark }) => mark === 'pending')?.environment;
  const right = marks.find(({ mark }) => mark === 'applied')?.environment;
  if (left === undefined || right === undefined) await vscode.commands.executeCommand(commandIds.compareSchemas);
  else await (await services.panels()).open({ left, right });
}

export async function copyRevision(services: Services, argument: unknown): Promise<void> {
  const found = await chooseRevision(services, argument);
  if (found === undefined) return;
  await vscode.env.clipboard.writeText(found.revision.id);
  vscode.window.setStatusBarMessage('$(check) Revision copied', 2000);
}

export async function openRevisionFile(services: Services, argument: unknown): Promise<void> {
  const found = await chooseRevision(services, argument);
  if (found !== undefined) await openPlace({ file: found.revision.file, line: found.revision.line });
}

/** Lists what a revision does, with what the databases that were read have of it; a choice opens its line. */
export async function showMigrationChanges(services: Services, argument: unknown): Promise<void> {
  const found = await chooseRevision(services, argument);
  if (found === undefined) return;
  const { project, revision } = found;
  const board = await services.boards.current();
  const catalogs = board.environments.flatMap(({ configured, projects }) => {
    const { name } = configured.environment;
    const state = services.store.state(name);
    return projects.includes(project) && state.phase === 'ready' ? [{ name, catalog: state.side.catalog }] : [];
  });
  const marks = marksWords(marksOf(board, project, revision.id));
  const items = revision.operations.map((operation) => ({
    label: operationWords(operation),
    description: `line ${String(operation.line)}`,
    detail: catalogs.map(({ name, catalog }) => `${name}: ${presenceWords(catalog, operation)}`).join(' · '),
    iconPath: actionIcon(operation.action),
    line: operation.line,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: [revision.title, marks].filter((part) => part !== '').join(' · '),
    placeHolder:
      items.length === 0
        ? 'Nothing of what it does could be read'
        : catalogs.length === 0
          ? 'Connect to an environment to see what of it is there'
          : 'Select a change to go to its line',
    matchOnDetail: true,
  });
  if (chosen !== undefined) await openPlace({ file: revision.file, line: chosen.line });
}

/** Shows a revision in the view of migrations. */
export async function revealMigration(services: Services, argument: unknown): Promise<void> {
  const found = await chooseRevision(services, argument);
  if (found !== undefined) await services.migrationsTree.reveal(found.project, found.revision.id);
}

/** Reads where environments stand: the one that has not been asked, or those of several that the user picks. */
export async function readStanding(services: Services): Promise<void> {
  const { environments } = await services.boards.current();
  const waiting = environments.flatMap(({ configured, read }) => (read === undefined ? [configured] : []));
  const candidates = waiting.length > 0 ? waiting : environments.map(({ configured }) => configured);
  const names = candidates.map(({ environment }) => environment.name);
  const chosen =
    names.length < 2
      ? names
      : await vscode.window.showQuickPick(names, {
          title: 'Read Where Environments Stand',
          placeHolder: 'Their version tables are read, over one connection each',
          canPickMany: true,
        });
  await readAll(services, chosen ?? []);
}

/** Reads the files again, and asks again whoever was asked before. */
export async function refreshMigrations(services: Services): Promise<void> {
  services.migrations.reload();
  await services.migrations.projects();
  const { environments } = await services.boards.current();
  const asked = environments.filter(({ read, configured }) => read !== undefined || isReadOnOpen(configured));
  await readAll(
    services,
    asked.map(({ configured }) => configured.environment.name),
  );
}

async function readAll(services: Services, names: readonly string[]): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: viewIds.migrations } }, async () => {
    const results = await Promise.allSettled(names.map((name) => services.store.readVersions(name)));
    for (const result of results) if (result.status === 'rejected') void showError(services.log, result.reason);
  });
}

/** The revision that a row or a link hands over, or the one at the cursor of the editor in front, or one that is picked. */
async function chooseRevision(services: Services, argument: unknown): Promise<LocatedRevision | undefined> {
  const board = await services.boards.current();
  if (isRevisionNode(argument)) return argument;
  if (isRevisionReference(argument)) return findRevision(board, argument);
  const editor = vscode.window.activeTextEditor;
  const here = editor === undefined ? [] : services.revisionsOfFile(board, editor.document.uri);
  const cursor = (editor?.selection.active.line ?? 0) + 1;
  const atCursor = here.findLast(({ revision }) => revision.line <= cursor) ?? here[0];
  if (atCursor !== undefined) return atCursor;
  const items = board.projects.flatMap((project) =>
    project.revisions.toReversed().map((revision) => ({
      label: revision.title,
      description: revision.id,
      detail: revision.file,
      located: { project, revision },
    })),
  );
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Migrations',
    placeHolder: items.length === 0 ? 'No migrations were found' : 'Select a migration',
    matchOnDescription: true,
  });
  return chosen?.located;
}
