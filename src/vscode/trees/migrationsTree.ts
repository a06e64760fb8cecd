import * as vscode from 'vscode';
import type { MigrationProject } from '../../migrations/migrationProject.ts';
import { markOf } from '../../migrations/revisionMark.ts';
import { commandIds, contextKeys, rowContexts, viewIds } from '../ids.ts';
import type { MigrationBoard, MigrationBoards } from '../migrations/migrationBoard.ts';
import { isReadOnOpen } from '../migrations/standingOnOpen.ts';
import { counted } from './catalogNodes.ts';
import { problemNodes } from './migrationProblemNodes.ts';
import { isRevisionNode, revisionNodes } from './revisionNodes.ts';
import { createTree, messageNode, type Tree, type TreeNode } from './treeNode.ts';

export interface MigrationsTree extends Tree {
  /** Shows every revision, or those that are pending somewhere. */
  showOnlyPending(onlyPending: boolean): Promise<void>;
  /** Shows a revision selected, wherever it is in the tree. */
  reveal(project: MigrationProject, revision: string): Promise<void>;
}

/** The view "Migrations": the revisions of the workspace, newest first, with their mark in every environment. */
export function createMigrationsTree(boards: MigrationBoards): MigrationsTree {
  let onlyPending = false;
  let shown: { readonly board: MigrationBoard; readonly onlyPending: boolean; readonly nodes: TreeNode[] } | undefined;

  const roots = async (): Promise<readonly TreeNode[]> => {
    const board = await boards.current();
    if (shown?.board !== board || shown.onlyPending !== onlyPending)
      shown = { board, onlyPending, nodes: rootNodes(board, onlyPending) };
    return shown.nodes;
  };
  const tree = createTree({
    id: viewIds.migrations,
    openCommand: commandIds.openMigrationRow,
    roots,
    showCollapseAll: true,
  });
  const subscription = boards.onDidChange(() => tree.refresh());
  return {
    ...tree,
    showOnlyPending: async (only) => {
      onlyPending = only;
      await vscode.commands.executeCommand('setContext', contextKeys.onlyPending, only);
      tree.refresh();
    },
    reveal: async (project, revision) => {
      const find = async (nodes: readonly TreeNode[]): Promise<TreeNode | undefined> => {
        for (const node of nodes) {
          if (isRevisionNode(node)) {
            if (node.project === project && node.revision.id === revision) return node;
          } else {
            const below = await find(await node.children());
            if (below !== undefined) return below;
          }
        }
        return undefined;
      };
      const node = await find(await roots());
      if (node !== undefined) await tree.view.reveal(node, { select: true, focus: true });
    },
    dispose: () => {
      subscription.dispose();
      tree.dispose();
    },
  };
}

function rootNodes(board: MigrationBoard, onlyPending: boolean): TreeNode[] {
  const { projects } = board;
  if (projects.length === 0) return [];
  const [only, ...others] = projects;
  const notRead = notReadNodes(board);
  if (only !== undefined && others.length === 0) {
    const problems = problemNodes(board, only);
    return [...notRead, ...problems, ...shownRevisions(board, only, onlyPending)];
  }
  return [...notRead, ...projects.map((project) => projectNode(board, project, onlyPending))];
}

function shownRevisions(
  board: MigrationBoard,
  project: MigrationProject,
  onlyPending: boolean,
  parent?: TreeNode,
): TreeNode[] {
  const nodes = revisionNodes(board, project, onlyPending, parent);
  if (nodes.length > 0 || !onlyPending) return nodes;
  return [
    messageNode({
      label: 'Nothing is pending',
      description: 'in what was read',
      icon: new vscode.ThemeIcon('check'),
      command: { command: commandIds.showAllMigrations, title: 'Show All Migrations' },
    }),
  ];
}

function projectNode(board: MigrationBoard, project: MigrationProject, onlyPending: boolean): TreeNode {
  const { folder, framework, revisions } = project;
  const node: TreeNode = {
    item: () => {
      const item = new vscode.TreeItem(folder, vscode.TreeItemCollapsibleState.Collapsed);
      item.id = `project ${framework} ${folder}`;
      item.iconPath = new vscode.ThemeIcon('folder-library');
      const behind = board.environments.flatMap(({ configured, projects, place }) => {
        if (!projects.includes(project)) return [];
        const { name } = configured.environment;
        const pending = revisions.filter(({ id }) => markOf(place, project, id) === 'pending').length;
        return pending === 0 ? [] : [`${name}: ${pending} behind`];
      });
      item.description = [...behind, framework, counted(revisions.length, 'revision')].join(' · ');
      item.tooltip = `${folder}: ${item.description}`;
      item.contextValue = rowContexts.migrationProject;
      return item;
    },
    children: () => [...problemNodes(board, project, node), ...shownRevisions(board, project, onlyPending, node)],
  };
  return node;
}

/** One row for all that nobody has asked yet; a click asks which of them to. */
function notReadNodes(board: MigrationBoard): TreeNode[] {
  const names = board.environments.flatMap(({ configured, read }) =>
    read === undefined && configured.environment.type !== 'migrations' && !isReadOnOpen(configured)
      ? [configured.environment.name]
      : [],
  );
  if (names.length === 0) return [];
  return [
    messageNode({
      label: 'Not read yet',
      description: names.join(', '),
      tooltip: `Read where ${names.join(', ')} stand${names.length === 1 ? 's' : ''}: the version tables alone, over one connection each`,
      icon: new vscode.ThemeIcon('plug'),
      command: { command: commandIds.readStanding, title: 'Read Where Environments Stand' },
    }),
  ];
}
