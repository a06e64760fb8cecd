import * as vscode from 'vscode';

/** One row of a tree. */
export interface TreeNode {
  item(): vscode.TreeItem;
  children(): readonly TreeNode[] | Promise<readonly TreeNode[]>;
  readonly parent?: TreeNode | undefined;
  /** What a click does. */
  readonly open?: vscode.Command | undefined;
  /** Made when the pointer rests on the row, where making it for every row would cost too much. */
  readonly tooltip?: (() => vscode.MarkdownString) | undefined;
}

/** A view of rows. */
export interface Tree extends vscode.Disposable {
  readonly view: vscode.TreeView<TreeNode>;
  readonly provider: vscode.TreeDataProvider<TreeNode>;
  /** Shows a row anew with what is below it, or all of them. */
  refresh(node?: TreeNode): void;
  /** Does what a click on the selected row does. */
  openSelected(): Promise<void>;
}

export interface TreeOptions {
  readonly id: string;
  /**
   * The command that calls `openSelected`. A row's own command would have arguments, and those VS Code lets go of while
   * the row is drawn anew: a click at that moment would do nothing.
   */
  readonly openCommand: string;
  readonly roots: () => Promise<readonly TreeNode[]>;
  readonly canSelectMany?: boolean;
  readonly showCollapseAll?: boolean;
}

export function createTree({ id, openCommand, roots, canSelectMany, showCollapseAll }: TreeOptions): Tree {
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  const provider: vscode.TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => {
      const item = node.item();
      if (node.open !== undefined) item.command = { command: openCommand, title: node.open.title };
      return item;
    },
    resolveTreeItem: (item, node) => {
      if (node.tooltip !== undefined) item.tooltip = node.tooltip();
      return item;
    },
    getChildren: async (node) => [...(node === undefined ? await roots() : await node.children())],
    getParent: (node) => node.parent,
  };
  const view = vscode.window.createTreeView(id, {
    treeDataProvider: provider,
    canSelectMany: canSelectMany === true,
    showCollapseAll: showCollapseAll === true,
  });
  // While the rows are drawn anew the view knows none of them.
  let selected: readonly TreeNode[] = [];
  view.onDidChangeSelection(({ selection }) => {
    if (selection.length > 0) selected = selection;
  });
  return {
    view,
    provider,
    refresh: (node) => changed.fire(node),
    openSelected: async () => {
      const [node] = view.selection.length > 0 ? view.selection : selected;
      if (node?.open === undefined) return;
      const { command, arguments: given } = node.open;
      await vscode.commands.executeCommand(command, ...((given ?? []) as unknown[]));
    },
    dispose: () => {
      view.dispose();
      changed.dispose();
    },
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
    open: row.command,
    item: () => {
      const isLeaf = row.children === undefined || row.children.length === 0;
      const item = new vscode.TreeItem(
        row.label,
        isLeaf ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
      );
      item.iconPath = row.icon;
      item.tooltip = row.tooltip ?? (row.description === undefined ? row.label : `${row.label}: ${row.description}`);
      if (row.description !== undefined) item.description = row.description;
      if (row.context !== undefined) item.contextValue = row.context;
      return item;
    },
    children: () => row.children ?? [],
  };
}

export function warningIcon(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
}
