import * as vscode from 'vscode';

/** One row of a tree. */
export interface TreeNode {
  item(): vscode.TreeItem;
  children(): readonly TreeNode[] | Promise<readonly TreeNode[]>;
  readonly parent?: TreeNode | undefined;
}

/** Shows nodes in a view. */
export function createTreeProvider<N extends TreeNode>(
  roots: () => Promise<readonly N[]>,
  onDidChangeTreeData: vscode.Event<TreeNode | undefined>,
): vscode.TreeDataProvider<TreeNode> {
  return {
    onDidChangeTreeData,
    getTreeItem: (node) => node.item(),
    getChildren: async (node) => [...(node === undefined ? await roots() : await node.children())],
    getParent: (node) => node.parent,
  };
}

export interface MessageRow {
  readonly label: string;
  readonly description?: string | undefined;
  readonly tooltip?: string | undefined;
  readonly icon: vscode.ThemeIcon;
  readonly command?: vscode.Command | undefined;
  readonly context?: string | undefined;
  readonly children?: readonly TreeNode[] | undefined;
}

/** A row that says something, perhaps with something to do on a click. */
export function messageNode(row: MessageRow): TreeNode {
  return {
    item: () => {
      const isLeaf = row.children === undefined || row.children.length === 0;
      const item = new vscode.TreeItem(
        row.label,
        isLeaf ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
      );
      item.iconPath = row.icon;
      item.tooltip = row.tooltip ?? (row.description === undefined ? row.label : `${row.label}: ${row.description}`);
      if (row.description !== undefined) item.description = row.description;
      if (row.command !== undefined) item.command = row.command;
      if (row.context !== undefined) item.contextValue = row.context;
      return item;
    },
    children: () => row.children ?? [],
  };
}
