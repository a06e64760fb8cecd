import * as vscode from 'vscode';
import type { Difference } from '../../comparison/difference.ts';
import { fromPageSchema, type FromPage, type ToPage } from '../../protocol/messages.ts';
import type { PageEnvironment, PageTab } from '../../protocol/pageModel.ts';
import { affectsCompareOptions, compareOptions, editCompareOptions } from '../compareSettings.ts';
import type { DefinitionDocuments } from '../documents/definitionDocuments.ts';
import { typeLabel } from '../environments/environmentState.ts';
import { errorMessage } from '../errorMessages.ts';
import { openPlace } from '../jumpToMigration.ts';
import type { Services } from '../services.ts';
import { failureActionId, toPageRun, type ComparisonRun } from './comparisonRun.ts';
import { answerAboutDifference } from './differenceRequests.ts';
import { exportComparison } from './exportComparison.ts';
import { createPanelComparison } from './panelComparison.ts';
import { createPanelCounts, type PanelCounts } from './panelCounts.ts';
import { givePage } from './panelPage.ts';
import { pairTitle, type Pair } from './pairOfSides.ts';

/** What names an object among the differences. */
export type DifferingObject = Pick<Difference, 'kind' | 'path'>;

/** One comparison in an editor tab. */
export interface ComparisonPanel {
  readonly panel: vscode.WebviewPanel;
  readonly pair: () => Pair;
  readonly run: () => ComparisonRun;
  /** The row counts of the same pair, the other tab of the page. */
  readonly counts: PanelCounts;
  /** Reads both sides anew and compares them; never rejects, the page shows what went wrong. */
  compare(pair: Pair): Promise<void>;
  /** Brings one of the page's tabs to the front. */
  showTab(tab: PageTab): void;
  /** Goes to an object once the page shows a comparison, if it is among the differences. */
  reveal(object: DifferingObject): void;
  swap(): Promise<void>;
  export(): Promise<void>;
  /** Does what the page asks for, for a command that stands for a control of the page. */
  ask(message: FromPage): Promise<void>;
}

export interface PanelOptions {
  readonly services: Services;
  readonly documents: DefinitionDocuments;
  readonly pair: Pair;
  /** The panel came back after a reload: it waits to be asked before it connects. */
  readonly restored: boolean;
}

/** Gives a panel its page and answers what the page asks. */
export function createComparisonPanel(panel: vscode.WebviewPanel, options: PanelOptions): ComparisonPanel {
  const { services, documents } = options;
  const { store } = services;
  let isOpen = true;
  let isListening = false;
  let awaited: DifferingObject | undefined;
  let awaitedTab: PageTab | undefined;

  const post = (message: ToPage): void => {
    if (isOpen) void panel.webview.postMessage(message);
  };

  const comparison = createPanelComparison({
    services,
    pair: options.pair,
    restored: options.restored,
    onLeave: (next) => counts.cancel(next),
    onOtherPair: () => {
      if (isListening) counts.postAll();
    },
    onChange: async () => {
      // A closed panel throws at whoever touches it.
      if (!isOpen) return;
      panel.title = pairTitle(comparison.pair());
      await postState();
    },
    onProgress: (progress) => post({ type: 'progress', ...progress }),
    onSettings: (settings) => void counts.followSettings(settings),
  });
  const { pair, run, folder } = comparison;

  const counts = createPanelCounts({
    services,
    pair,
    post,
    options: () => compareOptions(folder()),
    schemas: () => {
      const now = run();
      return now.phase === 'ready' ? { left: now.comparison.left, right: now.comparison.right } : {};
    },
  });

  const postState = async (): Promise<void> => {
    const [{ environments }, settings] = await Promise.all([store.configured(), compareOptions(folder())]);
    const now = run();
    const { left, right } = pair();
    const pageEnvironments = environments.map(({ environment }): PageEnvironment => ({
      name: environment.name,
      role: environment.role ?? null,
      typeLabel: typeLabel(environment),
    }));
    post({
      type: 'state',
      state: {
        environments: pageEnvironments,
        left,
        right,
        options: now.phase === 'ready' ? now.options : settings,
        run: toPageRun(now),
      },
    });
    if (awaited === undefined || now.phase !== 'ready' || !isListening) return;
    post({ type: 'reveal', kind: awaited.kind, path: awaited.path });
    awaited = undefined;
  };

  const showTab = (tab: PageTab): void => {
    if (isListening) post({ type: 'showTab', tab });
    else awaitedTab = tab;
  };

  const reveal = (object: DifferingObject): void => {
    awaited = object;
    if (run().phase === 'ready') void postState();
  };

  const exportRun = async (): Promise<void> => {
    const now = run();
    if (now.phase === 'ready') await exportComparison(now.comparison);
    else void vscode.window.showInformationMessage('There is no comparison to export yet.');
  };

  const runFailureAction = async (id: string): Promise<void> => {
    const now = run();
    if (id !== failureActionId || now.phase !== 'failed') return;
    const { action } = errorMessage(now.error);
    if (action?.kind === 'retry') await comparison.compare(pair());
    else if (action !== undefined) await vscode.commands.executeCommand(action.command, ...action.args);
  };

  const answer = async (message: FromPage): Promise<void> => {
    switch (message.type) {
      case 'ready':
        isListening = true;
        await postState();
        counts.postAll();
        if (awaitedTab !== undefined) post({ type: 'showTab', tab: awaitedTab });
        awaitedTab = undefined;
        return;
      case 'compare':
        return comparison.compare({ left: message.left, right: message.right });
      case 'swap':
        return comparison.swap();
      case 'refresh':
        return comparison.compare(pair());
      case 'cancel':
        comparison.cancel();
        return;
      case 'requestDefinition':
      case 'openMigration':
      case 'openDiff':
      case 'findUsages':
      case 'ignore':
      case 'stopIgnoring':
      case 'rename':
        return answerAboutDifference(message, { comparison, documents, post });
      case 'openFile':
        return openPlace(message);
      case 'setFlag':
        return comparison.changeOptions({ [message.flag]: message.value });
      case 'editOptions':
        return editCompareOptions(folder());
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage('$(check) Copied', 2000);
        return;
      case 'export':
        return exportRun();
      case 'runAction':
        return runFailureAction(message.id);
      case 'countPair':
        comparison.choose({ left: message.left, right: message.right });
        return counts.open();
      case 'showDifference': {
        const now = run();
        const object = now.phase === 'ready' ? differingAt(now.comparison.differences, message.path) : undefined;
        if (object !== undefined) reveal(object);
        return;
      }
      default:
        return counts.answer(message);
    }
  };

  panel.title = pairTitle(pair());
  const subscriptions = [
    givePage(panel, {
      services,
      element: 'database-compare-page',
      schema: fromPageSchema,
      answer,
      // A control that could not do what it shows goes back.
      onFailure: () => void postState(),
    }),
    // VS Code throws a hidden page away; a new one says when it listens.
    panel.onDidChangeViewState(() => {
      if (!panel.visible) isListening = false;
    }),
    store.onDidChange((name) => {
      if (name === undefined) void postState();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affectsCompareOptions(event, folder())) void comparison.followSettings();
    }),
  ];
  panel.onDidDispose(() => {
    isOpen = false;
    counts.dispose();
    comparison.cancel();
    for (const subscription of subscriptions) subscription.dispose();
  });
  return {
    panel,
    pair,
    run,
    counts,
    compare: (next) => comparison.compare(next),
    showTab,
    reveal,
    swap: () => comparison.swap(),
    export: exportRun,
    ask: answer,
  };
}

/** A table that differs, or the first of its parts that does. */
function differingAt(differences: readonly Difference[], path: string): DifferingObject | undefined {
  return (
    differences.find((difference) => difference.owner === undefined && difference.path === path) ??
    differences.find(({ owner }) => owner?.path === path)
  );
}
