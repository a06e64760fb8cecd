import * as vscode from 'vscode';
import { commandIds, type CommandId } from '../ids.ts';
import type { Services } from '../services.ts';
import { showError } from '../showError.ts';

type Handler = (...args: unknown[]) => unknown;

/** Registers every command. A command's module is loaded when the command runs first. */
export function registerCommands(services: Services): vscode.Disposable[] {
  const environment = () => import('./environmentCommands.ts');
  const comparing = () => import('./compareCommands.ts');
  const activePanel = async () => (await services.panels()).active();

  const handlers: Readonly<Record<CommandId, Handler>> = {
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
    [commandIds.removeEnvironment]: async (node, all) => (await environment()).removeEnvironment(services, node, all),
    [commandIds.selectForCompare]: async (node) => (await comparing()).selectForCompare(services, node),
    [commandIds.setPassword]: async (node) => (await environment()).setPassword(services, node),
    [commandIds.showDetails]: async (node) =>
      services.detailsTree.show((await import('./chooseEnvironment.ts')).namedBy(node) ?? ''),
    [commandIds.showLog]: () => services.log.show(),
    [commandIds.swapSides]: async () => (await activePanel())?.swap(),
    [commandIds.testConnection]: async (node) => (await environment()).testConnection(services, node),
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
