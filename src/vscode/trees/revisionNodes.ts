import * as vscode from 'vscode';
import type { MigrationProject, Operation, Revision } from '../../migrations/migrationProject.ts';
import { graphOf } from '../../migrations/revisionGraph.ts';
import type { EnvironmentMark } from '../../migrations/revisionMark.ts';
import { marksWords, operationWords } from '../../reports/operationWords.ts';
import { commandIds, rowContexts } from '../ids.ts';
import { marksOf, type MigrationBoard } from '../migrations/migrationBoard.ts';
import { counted } from './catalogNodes.ts';
import { revisionTooltip } from './revisionTooltip.ts';
import { messageNode, type TreeNode } from './treeNode.ts';

/** The row of one revision. Commands get it as their argument. */
export interface RevisionNode extends TreeNode {
  readonly project: MigrationProject;
  readonly revision: Revision;
}

export function isRevisionNode(value: unknown): value is RevisionNode {
  return typeof value === 'object' && value !== null && 'revision' in value && 'project' in value;
}

/** Branches are open at first where they are few; an app of Django's is a branch too. */
const fewBranches = 3;

/** The revisions of a project, newest first; below their branches where there are several. */
export function revisionNodes(
  board: MigrationBoard,
  project: MigrationProject,
  onlyPending: boolean,
  parent: TreeNode | undefined,
): TreeNode[] {
  const { branches, common, unmerged } = graphOf(project.revisions);
  const forked = new Set(unmerged.flat());
  const describe = createShapes(project);
  const nodesOf = (revisions: readonly Revision[], above: TreeNode | undefined): RevisionNode[] =>
    revisions.toReversed().flatMap((revision) => {
      const marks = marksOf(board, project, revision.id);
      if (onlyPending && marks.every(({ mark }) => mark !== 'pending')) return [];
      return [revisionNode({ project, revision, marks, shape: describe(revision), parent: above })];
    });
  if (branches.length < 2) return nodesOf(project.revisions, parent);

  const groups = branches.toReversed().map(({ head, revisions }) => ({
    id: `branch ${head.id}`,
    // Chains that have nothing in common, such as the apps of Django, are no branches.
    label: forked.has(head) ? `Branch ${head.title}` : head.id,
    says: forked.has(head) ? head.id : head.title,
    icon: 'git-branch',
    revisions,
  }));
  const shared = { id: 'common', label: 'Common to branches', says: '', icon: 'git-merge', revisions: common };
  const isOpen = branches.length <= fewBranches;
  return [...groups, ...(common.length === 0 ? [] : [shared])].flatMap(({ id, label, says, icon, revisions }) => {
    const group: TreeNode = {
      parent,
      item: () => {
        const state = isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
        const item = new vscode.TreeItem(label, state);
        item.id = `${project.folder} ${id}`;
        item.iconPath = new vscode.ThemeIcon(icon);
        item.description = [says, counted(children.length, 'revision')].filter((part) => part !== '').join(' · ');
        item.tooltip = `${label}: ${item.description}`;
        return item;
      },
      children: () => children,
    };
    const children = nodesOf(revisions, group);
    return children.length === 0 ? [] : [group];
  });
}

interface RevisionRow {
  readonly project: MigrationProject;
  readonly revision: Revision;
  readonly marks: readonly EnvironmentMark[];
  /** "merge of a and b"; nothing for a link of a chain. */
  readonly shape: readonly string[];
  readonly parent: TreeNode | undefined;
}

function revisionNode({ project, revision, marks, shape, parent }: RevisionRow): RevisionNode {
  const { id, title, date, file, line, operations } = revision;
  const known = marks.filter(({ mark }) => mark !== 'not read');
  const node: RevisionNode = {
    project,
    revision,
    parent,
    open: { command: commandIds.openMigration, title: 'Open Migration', arguments: [{ file, line }] },
    tooltip: () => revisionTooltip(project, revision, marks, shape),
    item: () => {
      const state =
        operations.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed;
      const item = new vscode.TreeItem(title === '' ? id : title, state);
      item.id = `revision ${project.folder} ${id} ${file}`;
      item.iconPath = markIcon(known);
      const words = [
        ...(known.length === 0 ? [] : [marksWords(known)]),
        ...shape,
        ...(date === undefined ? [] : [date]),
      ];
      item.description = [...words, ...(title === id || title === '' ? [] : [id])].join(' · ');
      item.contextValue = rowContexts.revision;
      item.accessibilityInformation = { label: [title, id, ...words].join(', ') };
      return item;
    },
    children: () => operations.map((operation) => operationNode(revision, operation, node)),
  };
  return node;
}

const actionIcons: Readonly<Record<Operation['action'], string>> = {
  create: 'diff-added',
  alter: 'diff-modified',
  rename: 'diff-renamed',
  drop: 'diff-removed',
};

export function actionIcon(action: Operation['action']): vscode.ThemeIcon {
  return new vscode.ThemeIcon(actionIcons[action]);
}

function operationNode({ file }: Revision, operation: Operation, parent: TreeNode): TreeNode {
  const { line, action } = operation;
  return {
    ...messageNode({
      label: operationWords(operation),
      icon: actionIcon(action),
      command: { command: commandIds.openMigration, title: 'Open Migration', arguments: [{ file, line }] },
    }),
    parent,
  };
}

/** The icon of all marks together; the words beside it say the same. */
function markIcon(marks: readonly EnvironmentMark[]): vscode.ThemeIcon {
  const has = (wanted: EnvironmentMark['mark']): boolean => marks.some(({ mark }) => mark === wanted);
  if (marks.length === 0) return new vscode.ThemeIcon('git-commit');
  if (has('pending')) return new vscode.ThemeIcon('circle-large-outline', new vscode.ThemeColor('charts.yellow'));
  if (has('unknown')) return new vscode.ThemeIcon('question');
  return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
}

/** How a revision hangs together with others, where it is more than a link of a chain. */
function createShapes(project: MigrationProject): (revision: Revision) => string[] {
  const children = new Map<string, number>();
  for (const parent of project.revisions.flatMap(({ parents }) => parents)) {
    children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  return ({ id, parents, dependsOn }) => {
    const following = children.get(id) ?? 0;
    return [
      ...(parents.length > 1 ? [`merge of ${parents.join(' and ')}`] : []),
      ...(following > 1 ? [`${String(following)} branches from here`] : []),
      ...(dependsOn.length > 0 ? [`depends on ${dependsOn.join(' and ')}`] : []),
    ];
  };
}
