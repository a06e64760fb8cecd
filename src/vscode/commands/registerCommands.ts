import * as vscode from 'vscode';
import type { FromPage } from '../../protocol/messages.ts';
import { commandIds, type CommandId } from '../ids.ts';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';

type Handler = (...args: unknown[]) => unknown;

/** Registers every command. A command's module is loaded when the command runs first. */
export function registerCommands(services: Services): vscode.Disposable[] {
  const environment = () => import('./environmentCommands.ts');
  const comparing = () => import('./compareCommands.ts');
  const using = () => import('./usageCommands.ts');
  const planning = () => import('./planCommands.ts');
  const migrations = () => import('./migrationCommands.ts');
  const aws = () => import('./awsCommands.ts');
  const activePanel = async () => (await services.panels()).active();

  /** Does what the page in front asks for, for the row that its context menu stands on. */
  const onRow = async (row: unknown, message: (id: number) => FromPage): Promise<void> => {
    const id = differenceIdOf(row);
    if (id !== undefined) await (await activePanel())?.ask(message(id));
  };

  /** The same for a row of the row counts. */
  const onTable = async (row: unknown, message: (path: string) => FromPage): Promise<void> => {
    const path = factOf(row, 'countedPath');
    if (typeof path === 'string') await (await activePanel())?.ask(message(path));
  };

  const handlers: Readonly<Record<CommandId, Handler>> = {
    [commandIds.acceptRename]: (row) => onRow(row, (id) => ({ type: 'rename', id, answer: 'accept' })),
    [commandIds.addEnvironment]: async () => (await import('./addEnvironment.ts')).addEnvironment(services),
    [commandIds.cancelReading]: async (node) =>
      services.store.cancel((await import('./chooseEnvironment.ts')).namedBy(node) ?? ''),
    [commandIds.compareMigration]: async (row) => (await migrations()).compareMigration(services, row),
    [commandIds.compareMatrix]: async (node, all) =>
      (await import('./chooseForMatrix.ts')).compareMatrix(services, node, all),
    [commandIds.compareRowCounts]: async (node, all) =>
      (await import('./countCommands.ts')).compareRowCounts(services, node, all),
    [commandIds.compareSchemas]: async (node, all) => (await comparing()).compareSchemas(services, node, all),
    [commandIds.compareWithSelected]: async (node) => (await comparing()).compareWithSelected(services, node),
    [commandIds.connect]: async (node) => (await environment()).refreshEnvironment(services, node),
    [commandIds.copyConnectionString]: async (node) => (await environment()).copyConnectionString(services, node),
    [commandIds.copyFact]: async (node) => (await environment()).copyFact(node),
    [commandIds.copyRevision]: async (row) => (await migrations()).copyRevision(services, row),
    [commandIds.copyRowCount]: (row) => onTable(row, (path) => ({ type: 'copyCountRow', path })),
    [commandIds.doctor]: async (node) => (await import('./doctorCommand.ts')).examineEnvironment(services, node),
    [commandIds.duplicateEnvironment]: async (node) => (await environment()).duplicateEnvironment(services, node),
    [commandIds.editEnvironment]: async (node) => (await environment()).editEnvironment(services, node),
    [commandIds.exportComparison]: async () => (await activePanel())?.export(),
    [commandIds.findMigrationUsages]: async (node) => (await using()).findMigrationUsages(services, node),
    [commandIds.findUsages]: async (row) =>
      differenceIdOf(row) === undefined
        ? (await using()).findUsagesOf(services, row)
        : onRow(row, (id) => ({ type: 'findUsages', id })),
    [commandIds.ignoreAllLikeThis]: (row) => onRow(row, (id) => ({ type: 'ignore', id, scope: 'allLikeThis' })),
    [commandIds.ignoreDifference]: (row) => onRow(row, (id) => ({ type: 'ignore', id, scope: 'this' })),
    [commandIds.moveToSecretStorage]: async (node) => (await environment()).moveToSecretStorage(services, node),
    [commandIds.openDetailsRow]: () => services.detailsTree.openSelected(),
    [commandIds.openEnvironmentRow]: () => services.environmentsTree.openSelected(),
    [commandIds.openMigration]: async (place) => (await import('../jumpToMigration.ts')).openGivenPlace(place),
    [commandIds.openMigrationRow]: () => services.migrationsTree.openSelected(),
    [commandIds.openRevisionFile]: async (row) => (await migrations()).openRevisionFile(services, row),
    [commandIds.openSampleProject]: async () => (await import('./openSampleProject.ts')).openSampleProject(services),
    [commandIds.openSettings]: async (layer, name, setting) => (await environment()).openSettings(layer, name, setting),
    [commandIds.planMigration]: async (node, against) => (await planning()).planMigration(services, node, against),
    [commandIds.readStanding]: async () => (await migrations()).readStanding(services),
    [commandIds.reconsiderRename]: (row) => onRow(row, (id) => ({ type: 'rename', id, answer: 'undo' })),
    [commandIds.refreshComparison]: async () => {
      const panel = await activePanel();
      await panel?.compare(panel.pair());
    },
    [commandIds.refreshEnvironment]: async (node) => (await environment()).refreshEnvironment(services, node),
    [commandIds.refreshEnvironments]: () => services.store.reset(),
    [commandIds.refreshMigrations]: async () => (await migrations()).refreshMigrations(services),
    [commandIds.rejectRename]: (row) => onRow(row, (id) => ({ type: 'rename', id, answer: 'reject' })),
    [commandIds.removeEnvironment]: async (node, all) => (await environment()).removeEnvironment(services, node, all),
    [commandIds.revealMigration]: async (row) => (await migrations()).revealMigration(services, row),
    [commandIds.saveLambdaFunction]: async () => (await aws()).saveLambdaFunction(services.context.extensionUri),
    [commandIds.chooseCaFile]: async (node, mode, file) =>
      (await import('./chooseCaFile.ts')).chooseCaFile(
        services,
        node,
        mode,
        file instanceof vscode.Uri ? file : undefined,
      ),
    [commandIds.selectForCompare]: async (node) => (await comparing()).selectForCompare(services, node),
    [commandIds.setPassword]: async (node) => (await environment()).setPassword(services, node),
    [commandIds.showAllMigrations]: () => services.migrationsTree.showOnlyPending(false),
    [commandIds.showDetails]: async (node) =>
      services.detailsTree.show((await import('./chooseEnvironment.ts')).namedBy(node) ?? ''),
    [commandIds.showDifference]: (row) => onTable(row, (path) => ({ type: 'showDifference', path })),
    [commandIds.showFunctionReply]: async (reply) => (await aws()).showFunctionReply(reply),
    [commandIds.showLog]: () => services.log.show(),
    [commandIds.showMigrationChanges]: async (row) => (await migrations()).showMigrationChanges(services, row),
    [commandIds.showPendingMigrations]: () => services.migrationsTree.showOnlyPending(true),
    [commandIds.signInToAws]: async (profile) => (await aws()).signInToAws(profile),
    [commandIds.stopIgnoring]: (row) => onRow(row, (id) => ({ type: 'stopIgnoring', id })),
    [commandIds.swapSides]: async () => (await activePanel())?.swap(),
    [commandIds.testConnection]: async (node) => (await environment()).testConnection(services, node),
    [commandIds.undoRename]: (row) => onRow(row, (id) => ({ type: 'rename', id, answer: 'undo' })),
    [commandIds.verifyMigration]: async (node) => (await planning()).verifyMigration(services, node),
  };
  return Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await handler(...args);
      } catch (error) {
        await showError(services.log, error);
      }
    }),
  );
}

/** VS Code hands a context menu's command what the page says of the place. */
function differenceIdOf(row: unknown): number | undefined {
  const id = factOf(row, 'differenceId');
  return typeof id === 'number' ? id : undefined;
}

function factOf(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
}
