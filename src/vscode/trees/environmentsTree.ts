import * as vscode from 'vscode';
import type { Configured, EnvironmentStore } from '../environments/environmentStore.ts';
import { viewIds } from '../ids.ts';
import { environmentNode, problemNode, type EnvironmentNode } from './environmentNode.ts';
import { createTreeProvider, type TreeNode } from './treeNode.ts';

export interface EnvironmentsTree extends vscode.Disposable {
  readonly view: vscode.TreeView<TreeNode>;
  readonly provider: vscode.TreeDataProvider<TreeNode>;
  /** The names of the selected environments, in the order of selection. */
  selected(): string[];
}

/** The view "Environments". */
export function createEnvironmentsTree(store: EnvironmentStore): EnvironmentsTree {
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  let shown: { readonly configured: Configured; readonly nodes: readonly EnvironmentNode[] } | undefined;

  const roots = async (): Promise<readonly TreeNode[]> => {
    const configured = await store.configured();
    if (shown?.configured !== configured)
      shown = { configured, nodes: configured.environments.map((environment) => environmentNode(environment, store)) };
    return [...shown.nodes, ...configured.problems.map(problemNode)];
  };

  const provider = createTreeProvider(roots, changed.event);
  const view = vscode.window.createTreeView(viewIds.environments, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const subscription = store.onDidChange((name) => {
    changed.fire(name === undefined ? undefined : shown?.nodes.find((node) => node.environmentName === name));
  });
  return {
    view,
    provider,
    selected: () => view.selection.flatMap((node) => (isEnvironmentNode(node) ? [node.environmentName] : [])),
    dispose: () => {
      subscription.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

export function isEnvironmentNode(value: unknown): value is EnvironmentNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'environmentName' in value &&
    typeof value.environmentName === 'string'
  );
}
