import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Services } from '../../../src/vscode/services.ts';
import type { TreeNode } from '../../../src/vscode/trees/treeNode.ts';

/** The parts of the extension as this window has wired them. */
export async function services(): Promise<Services> {
  const extension = vscode.extensions.getExtension<Services>('database-compare.database-compare');
  assert.ok(extension, 'VS Code knows the extension');
  return extension.activate();
}

/** Waits until `found` gives something; fails with `what` after half a minute. */
export async function until<T>(
  what: string,
  found: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = 30,
): Promise<T> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const result = await found();
    if (result !== undefined && result !== false) return result;
    if (Date.now() > limit) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A row as the tree shows it. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly item: vscode.TreeItem;
  /** What a click does. */
  readonly open: vscode.Command | undefined;
  readonly node: TreeNode;
}

export async function rows(provider: vscode.TreeDataProvider<TreeNode>, parent?: Row): Promise<Row[]> {
  const nodes = (await provider.getChildren(parent?.node)) ?? [];
  return Promise.all(
    nodes.map(async (node) => {
      const item = await provider.getTreeItem(node);
      return {
        label: typeof item.label === 'string' ? item.label : (item.label?.label ?? ''),
        description: String(item.description ?? ''),
        item,
        open: node.open,
        node,
      };
    }),
  );
}

export function rowOf(all: readonly Row[], label: string): Row {
  const row = all.find((candidate) => candidate.label === label);
  assert.ok(row, `a row "${label}" among ${all.map((candidate) => candidate.label).join(', ')}`);
  return row;
}

/** Does what a click on a row does. */
export async function click(row: Row): Promise<void> {
  assert.ok(row.open, `a click on "${row.label}" does something`);
  await vscode.commands.executeCommand(row.open.command, ...((row.open.arguments ?? []) as unknown[]));
}

export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Puts environments into the workspace's settings for the time of `work`. */
export async function withEnvironments(entries: readonly unknown[], work: () => Promise<void>): Promise<void> {
  const section = vscode.workspace.getConfiguration('databaseCompare');
  const before = section.inspect('environments')?.workspaceValue;
  await section.update('environments', entries, vscode.ConfigurationTarget.Workspace);
  try {
    await work();
  } finally {
    await vscode.workspace
      .getConfiguration('databaseCompare')
      .update('environments', before, vscode.ConfigurationTarget.Workspace);
  }
}
