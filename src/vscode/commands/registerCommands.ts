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
  const activePanel = async () => (await services.panels()).active();

  /** Does what the page in front asks for, for the row that its context menu stands on. */
  const onRow = async (row: unknown, message: (id: number) => FromPage): Promise<void> => {
    const id = differenceIdOf(row);
    if (id !== undefined) await (await activePanel())?.ask(message(id));
  };

  const handlers: Readonly<Record<CommandId, Handler>> = {
    [commandIds.acceptRename]: (row) => onRow(row, (id) => ({ type: 'rename', id, answer: 'accept' })),
    [commandIds.addEnvironment]: async () => (await import('./addEnvironment.ts')).addEnvironment(services),
    [commandIds.cancelReading]: async (node) =>
      services.store.cancel((await import('./chooseEnvironment.ts')).namedBy(node) ?? ''),
    [commandIds.compareSchemas]: async (node, all) => (await comparing()).compareSchemas(services, node, all),
    [commandIds.compareWithSelected]: async (node) => (await comparing()).compareWithSelected(services, node),
    [commandIds.connect]: async (node) => (await environment()).refreshEnvironment(services, node),
    [commandIds.copyConnectionString]: async (node) => (await environment()).copyConnectionString(services, node),
    [commandIds.copyFact]: async (node) => (await environment()).copyFact(node),
    [commandIds.duplicateEnvironment]: async (node) => (await environment()).duplicateEnvironment(services, node),
    [commandIds.editEnvironment]: async (node) => (await environment()).editEnvironment(services, node),
    [commandIds.exportComparison]: async () => (await activePanel())?.export(),
    [commandIds.ignoreAllLikeThis]: (row) => onRow(row, (id) => ({ type: 'ignore', id, scope: 'allLikeThis' })),
    [commandIds.ignoreDifference]: (row) => onRow(row, (id) => ({ type: 'ignore', id, scope: 'this' })),
    [commandIds.moveToSecretStorage]: async (node) => (await environment()).moveToSecretStorage(services, node),
    [commandIds.openMigration]: async (place) => (await import('../jumpToMigration.ts')).openGivenPlace(place),
    [commandIds.openSampleProject]: async () => (await import('./openSampleProject.ts')).openSampleProject(services),
    [commandIds.openSettings]: async (layer, name) => (await environment()).openSettings(layer, name),
    [commandIds.refreshComparison]: async () => {
      const panel = await activePanel();
      await panel?.compare(panel.pair());
    },
    [commandIds.refreshEnvironment]: async (node) => (await environment()).refreshEnvironment(services, node),
    [commandIds.refreshEnvironments]: () => services.store.reset(),
    [commandIds.rejectRename]: (row) => onRow(row, (id) => ({ type: 'rename', id, answer: 'reject' })),
    [commandIds.removeEnvironment]: async (node, all) => (await environment()).removeEnvironment(services, node, all),
    [commandIds.selectForCompare]: async (node) => (await comparing()).selectForCompare(services, node),
    [commandIds.setPassword]: async (node) => (await environment()).setPassword(services, node),
    [commandIds.showDetails]: async (node) =>
      services.detailsTree.show((await import('./chooseEnvironment.ts')).namedBy(node) ?? ''),
    [commandIds.showLog]: () => services.log.show(),
    [commandIds.stopIgnoring]: (row) => onRow(row, (id) => ({ type: 'stopIgnoring', id })),
    [commandIds.swapSides]: async () => (await activePanel())?.swap(),
    [commandIds.testConnection]: async (node) => (await environment()).testConnection(services, node),
    [commandIds.undoRename]: (row) => onRow(row, (id) => ({ type: 'rename', id, answer: 'undo' })),
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
  return typeof row === 'object' && row !== null && 'differenceId' in row && typeof row.differenceId === 'number'
    ? row.differenceId
    : undefined;
}
