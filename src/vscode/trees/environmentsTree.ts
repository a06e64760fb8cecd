import type { Configured, EnvironmentStore } from '../environments/environmentStore.ts';
import { commandIds, viewIds } from '../ids.ts';
import { standingIn, type MigrationBoards } from '../migrations/migrationBoard.ts';
import { environmentNode, problemNode, type EnvironmentNode } from './environmentNode.ts';
import { createTree, type Tree, type TreeNode } from './treeNode.ts';

export interface EnvironmentsTree extends Tree {
  /** The names of the selected environments, in the order of selection. */
  selected(): string[];
}

/** The view "Environments". */
export function createEnvironmentsTree(store: EnvironmentStore, boards: MigrationBoards): EnvironmentsTree {
  let shown: { readonly configured: Configured; readonly nodes: readonly EnvironmentNode[] } | undefined;
  const standings = new Map<string, string>();

  const roots = async (): Promise<readonly TreeNode[]> => {
    const configured = await store.configured();
    if (shown?.configured !== configured) {
      const nodes = configured.environments.map((environment) => environmentNode(environment, store, boards));
      shown = { configured, nodes };
    }
    return [...shown.nodes, ...configured.problems.map(problemNode)];
  };
  const tree = createTree({
    id: viewIds.environments,
    openCommand: commandIds.openEnvironmentRow,
    roots,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const subscriptions = [
    store.onDidChange((name) => {
      tree.refresh(name === undefined ? undefined : shown?.nodes.find((node) => node.environmentName === name));
    }),
    // Where an environment stands changes with the files as well.
    boards.onDidChange(() => {
      for (const node of shown?.nodes ?? []) {
        const { environmentName } = node;
        const standing = standingIn(boards.latest(), environmentName).join();
        if (standings.get(environmentName) === standing) continue;
        standings.set(environmentName, standing);
        tree.refresh(node);
      }
    }),
  ];
  return {
    ...tree,
    selected: () => tree.view.selection.flatMap((node) => (isEnvironmentNode(node) ? [node.environmentName] : [])),
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      tree.dispose();
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
