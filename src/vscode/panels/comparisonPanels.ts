import * as vscode from 'vscode';
import { createDefinitionDocuments, type DefinitionDocuments } from '../documents/definitionDocuments.ts';
import { chooseForMatrix, storedNames } from '../commands/chooseForMatrix.ts';
import { matrixViewType, panelViewType } from '../ids.ts';
import type { Services } from '../services.ts';
import { createComparisonPanel, type ComparisonPanel, type DifferingObject } from './comparisonPanel.ts';
import { createMatrixPanel, type MatrixPanel } from './matrixPanel.ts';
import { samePair, storedPair, type Pair } from './pairOfSides.ts';

export interface ComparisonPanels extends vscode.Disposable {
  /** Shows the comparison of a pair, in the tab that has it already or in a new one, and compares. */
  open(pair: Pair, at?: DifferingObject): Promise<void>;
  /** Shows a pair's tab of row counts, in the editor tab that has the pair already or in a new one, and counts. */
  openCounts(pair: Pair): Promise<void>;
  /** Shows the matrix of several environments, in the tab that has it already or in a new one, and reads them. */
  openMatrix(names: readonly string[]): Promise<void>;
  /** Gives a panel that VS Code kept over a reload its page back; it connects only when asked to. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
  restoreMatrix(panel: vscode.WebviewPanel, state: unknown): void;
  /** The panel in front. */
  active(): ComparisonPanel | undefined;
  readonly documents: DefinitionDocuments;
}

export function createComparisonPanels(services: Services): ComparisonPanels {
  const panels = new Set<ComparisonPanel>();
  const matrices = new Set<MatrixPanel>();
  const documents = createDefinitionDocuments();

  const adopt = (panel: vscode.WebviewPanel, pair: Pair, restored: boolean): ComparisonPanel => {
    const adopted = createComparisonPanel(panel, { services, documents, pair, restored });
    panels.add(adopted);
    panel.onDidDispose(() => panels.delete(adopted));
    return adopted;
  };

  const adoptMatrix = (panel: vscode.WebviewPanel, names: readonly string[]): MatrixPanel => {
    const choose = (before: readonly string[]) => chooseForMatrix(services, before);
    const adopted = createMatrixPanel(panel, { services, names, choose });
    matrices.add(adopted);
    panel.onDidDispose(() => matrices.delete(adopted));
    return adopted;
  };

  const shownFor = (pair: Pair): ComparisonPanel => {
    const existing = [...panels].find((candidate) => samePair(candidate.pair(), pair));
    existing?.panel.reveal();
    return (
      existing ?? adopt(vscode.window.createWebviewPanel(panelViewType, '', vscode.ViewColumn.Active), pair, false)
    );
  };

  return {
    open: async (pair, at) => {
      const shown = shownFor(pair);
      shown.showTab('schema');
      if (at !== undefined) shown.reveal(at);
      // What is shown already is read again only for its own sake.
      return at !== undefined && shown.run().phase === 'ready' ? undefined : shown.compare(pair);
    },
    openCounts: async (pair) => {
      const shown = shownFor(pair);
      shown.showTab('rows');
      return shown.counts.count('all');
    },
    openMatrix: async (names) => {
      const existing = [...matrices].find((candidate) => candidate.names().join('\n') === names.join('\n'));
      existing?.panel.reveal();
      const shown =
        existing ?? adoptMatrix(vscode.window.createWebviewPanel(matrixViewType, '', vscode.ViewColumn.Active), names);
      return shown.compare(names);
    },
    restoreMatrix: (panel, state) => {
      const names = storedNames(state);
      if (names.length === 0) panel.dispose();
      else adoptMatrix(panel, names);
    },
    restore: (panel, state) => {
      const pair = storedPair(state);
      if (pair === undefined) panel.dispose();
      else adopt(panel, pair, true);
    },
    documents,
    active: () => [...panels].find(({ panel }) => panel.active),
    dispose: () => {
      for (const { panel } of [...panels, ...matrices]) panel.dispose();
      documents.dispose();
    },
  };
}
