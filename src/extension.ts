import * as vscode from 'vscode';
import { registerCommands } from './vscode/commands/registerCommands.ts';
import { createCore } from './vscode/core.ts';
import { createEnvironmentStore } from './vscode/environments/environmentStore.ts';
import { createSecretStore } from './vscode/environments/secrets.ts';
import { contextKeys, mementoKeys, panelViewType } from './vscode/ids.ts';
import { createLog } from './vscode/log.ts';
import type { ComparisonPanels } from './vscode/panels/comparisonPanels.ts';
import { reportProblems } from './vscode/reportProblems.ts';
import type { Services } from './vscode/services.ts';
import { createDetailsTree } from './vscode/trees/detailsTree.ts';
import { createEnvironmentsTree } from './vscode/trees/environmentsTree.ts';

/** Wires the parts by hand. What is heavy is loaded when it is first needed. */
export function activate(context: vscode.ExtensionContext): Services {
  const log = createLog();
  const secrets = createSecretStore(context.secrets, (name) => store.scope(name));
  const core = createCore({ secrets, log, storageFolder: context.globalStorageUri.fsPath });
  const store = createEnvironmentStore(core);
  const environmentsTree = createEnvironmentsTree(store);
  const detailsTree = createDetailsTree(store, (id) => core.findRevision(id));

  let opened: Promise<ComparisonPanels> | undefined;
  const panels = (): Promise<ComparisonPanels> =>
    (opened ??= import('./vscode/panels/comparisonPanels.ts').then(({ createComparisonPanels }) => {
      const created = createComparisonPanels(services);
      context.subscriptions.push(created);
      return created;
    }));

  const services: Services = { context, log, core, secrets, store, environmentsTree, detailsTree, panels };
  context.subscriptions.push(
    log,
    store,
    environmentsTree,
    detailsTree,
    reportProblems(services),
    ...registerCommands(services),
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await panels()).restore(panel, state),
    }),
  );
  const selected = context.workspaceState.get<string>(mementoKeys.selectedForCompare);
  void vscode.commands.executeCommand('setContext', contextKeys.hasSelected, selected !== undefined);
  return services;
}
