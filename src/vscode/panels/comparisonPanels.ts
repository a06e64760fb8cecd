import * as vscode from 'vscode';
import { createDefinitionDocuments, type DefinitionDocuments } from '../documents/definitionDocuments.ts';
import { panelViewType } from '../ids.ts';
import type { Services } from '../services.ts';
import { createComparisonPanel, type ComparisonPanel } from './comparisonPanel.ts';
import { samePair, storedPair, type Pair } from './pairOfSides.ts';

export interface ComparisonPanels extends vscode.Disposable {
  /** Shows the comparison of a pair, in the tab that has it already or in a new one, and compares. */
  open(pair: Pair): Promise<void>;
  /** Gives a panel that VS Code kept over a reload its page back; it connects only when asked to. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
  /** The panel in front. */
  active(): ComparisonPanel | undefined;
  readonly documents: DefinitionDocuments;
}

export function createComparisonPanels(services: Services): ComparisonPanels {
  const panels = new Set<ComparisonPanel>();
  const documents = createDefinitionDocuments();

  const adopt = (panel: vscode.WebviewPanel, pair: Pair, restored: boolean): ComparisonPanel => {
    const adopted = createComparisonPanel(panel, { services, documents, pair, restored });
    panels.add(adopted);
    panel.onDidDispose(() => panels.delete(adopted));
    return adopted;
  };

  return {
    open: async (pair) => {
      const existing = [...panels].find((candidate) => samePair(candidate.pair(), pair));
      if (existing !== undefined) {
        existing.panel.reveal();
        return existing.compare(pair);
      }
      const panel = vscode.window.createWebviewPanel(panelViewType, '', vscode.ViewColumn.Active);
      return adopt(panel, pair, false).compare(pair);
    },
    restore: (panel, state) => {
      const pair = storedPair(state);
      if (pair === undefined) panel.dispose();
      else adopt(panel, pair, true);
    },
    documents,
    active: () => [...panels].find(({ panel }) => panel.active),
    dispose: () => {
      for (const { panel } of panels) panel.dispose();
      documents.dispose();
    },
  };
}
