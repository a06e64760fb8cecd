import * as vscode from 'vscode';
import { registerCommands } from './vscode/commands/registerCommands.ts';
import { createCore } from './vscode/core.ts';
import { sshBoxes } from './vscode/environments/askAboutSsh.ts';
import { createSshQuestions } from './vscode/environments/sshQuestions.ts';
import { createEnvironmentStore } from './vscode/environments/environmentStore.ts';
import { provideEditorHelp } from './vscode/editor/editorHelp.ts';
import { provideRiskDiagnostics } from './vscode/editor/riskDiagnostics.ts';
import { createPassphraseStore, createSecretStore } from './vscode/environments/secrets.ts';
import { contextKeys, matrixViewType, mementoKeys, panelViewType } from './vscode/ids.ts';
import { createLog } from './vscode/log.ts';
import { createMigrationBoards } from './vscode/migrations/migrationBoard.ts';
import { createRevisionsOfFile } from './vscode/migrations/revisionsOfFile.ts';
import { readStandingsOnOpen } from './vscode/migrations/standingOnOpen.ts';
import { createWorkspaceMigrations } from './vscode/migrations/workspaceMigrations.ts';
import type { ComparisonPanels } from './vscode/panels/comparisonPanels.ts';
import { createPlanStore } from './vscode/plans/planStore.ts';
import { reportProblems } from './vscode/reportProblems.ts';
import type { Services } from './vscode/services.ts';
import { hasEnvironments, startWhenWanted } from './vscode/startWhenWanted.ts';
import { createStatusBar } from './vscode/statusBar.ts';
import { createDetailsTree } from './vscode/trees/detailsTree.ts';
import { createEnvironmentsTree } from './vscode/trees/environmentsTree.ts';
import { createMigrationsTree } from './vscode/trees/migrationsTree.ts';

/** Wires the parts by hand. What is heavy is loaded when it is first needed. */
export function activate(context: vscode.ExtensionContext): Services {
  const log = createLog();
  const secrets = createSecretStore(context.secrets, (name) => store.scope(name));
  const sshQuestions = createSshQuestions(createPassphraseStore(context.secrets), sshBoxes);
  const migrations = createWorkspaceMigrations(log);
  const core = createCore({ secrets, sshQuestions, log, migrations, storageFolder: context.globalStorageUri.fsPath });
  const store = createEnvironmentStore(core);
  const boards = createMigrationBoards(store, migrations, log);
  const plans = createPlanStore(context.workspaceState);
  const revisionsOfFile = createRevisionsOfFile();
  const environmentsTree = createEnvironmentsTree(store, boards);
  const detailsTree = createDetailsTree({ store, boards });
  const migrationsTree = createMigrationsTree(boards);
  const statusBar = createStatusBar(boards);

  let opened: Promise<ComparisonPanels> | undefined;
  const panels = (): Promise<ComparisonPanels> =>
    (opened ??= import('./vscode/panels/comparisonPanels.ts').then(({ createComparisonPanels }) => {
      const created = createComparisonPanels(services);
      context.subscriptions.push(created);
      return created;
    }));

  const services: Services = {
    context,
    log,
    core,
    secrets,
    store,
    migrations,
    boards,
    plans,
    revisionsOfFile,
    environmentsTree,
    detailsTree,
    migrationsTree,
    statusBar,
    panels,
  };
  context.subscriptions.push(
    log,
    migrations,
    store,
    boards,
    environmentsTree,
    detailsTree,
    migrationsTree,
    statusBar,
    reportProblems(services),
    readStandingsOnOpen(store, boards),
    provideEditorHelp(store, boards, revisionsOfFile, hasEnvironments),
    provideRiskDiagnostics({ boards, store, plans, revisionsOf: revisionsOfFile, isWanted: hasEnvironments, log }),
    startWhenWanted(boards),
    ...registerCommands(services),
    vscode.window.registerWebviewPanelSerializer(panelViewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await panels()).restore(panel, state),
    }),
    vscode.window.registerWebviewPanelSerializer(matrixViewType, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await panels()).restoreMatrix(panel, state),
    }),
  );
  const selected = context.workspaceState.get<string>(mementoKeys.selectedForCompare);
  void vscode.commands.executeCommand('setContext', contextKeys.hasSelected, selected !== undefined);
  return services;
}
