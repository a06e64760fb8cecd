import * as vscode from 'vscode';
import type { Environment } from '../../environments/environment.ts';
import { appliedProblemSentence } from '../../reports/migrationSentences.ts';
import { noticeSentence } from '../../reports/noticeSentence.ts';
import { attentionOf } from '../../reports/standingWords.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';
import type { ConfiguredEnvironment, EnvironmentStore } from '../environments/environmentStore.ts';
import { typeLabel } from '../environments/environmentState.ts';
import { kindIcon, roleIcon } from '../environments/icons.ts';
import { commandIds, rowContexts, viewIds } from '../ids.ts';
import type { MigrationBoards } from '../migrations/migrationBoard.ts';
import { counted } from './catalogNodes.ts';
import { connectionFacts } from './connectionFacts.ts';
import { failureNode } from './environmentNode.ts';
import { protectionWords } from './protectionWords.ts';
import { createTree, messageNode, warningIcon, type Tree, type TreeNode } from './treeNode.ts';

export interface DetailsTree extends Tree {
  /** Shows an environment's facts, without connecting. */
  show(environmentName: string): Promise<void>;
}

/** A row of the details whose value can be copied. */
export interface FactNode extends TreeNode {
  readonly value: string;
}

/** The view "Details": what is known of the environment that was clicked, as rows of name and value. */
export function createDetailsTree(sources: Sources): DetailsTree {
  const { store, boards } = sources;
  let shownName: string | undefined;

  const roots = async (): Promise<readonly TreeNode[]> => {
    if (shownName === undefined) return [];
    await store.configured();
    const configured = store.known(shownName);
    return configured === undefined ? [] : detailNodes(configured, sources);
  };
  const tree = createTree({ id: viewIds.details, openCommand: commandIds.openDetailsRow, roots });
  const subscriptions = [
    store.onDidChange((name) => {
      if (name === undefined || name === shownName) tree.refresh();
    }),
    boards.onDidChange(() => tree.refresh()),
  ];
  return {
    ...tree,
    show: async (name) => {
      shownName = name;
      tree.view.description = name;
      tree.refresh();
      const [first] = await roots();
      // Opens the view where it is collapsed, and leaves the focus where it is.
      if (first !== undefined && !tree.view.visible)
        await vscode.commands.executeCommand(`${viewIds.details}.open`, { preserveFocus: true });
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      tree.dispose();
    },
  };
}

interface Sources {
  readonly store: EnvironmentStore;
  readonly boards: MigrationBoards;
}

async function detailNodes(configured: ConfiguredEnvironment, sources: Sources): Promise<TreeNode[]> {
  const { environment, layer } = configured;
  return [
    ...(await stateNodes(environment.name, sources)),
    fact('Role', environment.role ?? 'none', roleIcon(environment.role)),
    ...addressNodes(environment),
    ...(environment.schemas === undefined ? [] : [fact('Schemas', environment.schemas.join(', '), kindIcon('schema'))]),
    messageNode({
      label: 'Declared in',
      description: `${layer.label} settings`,
      icon: new vscode.ThemeIcon('settings-gear'),
      command: { command: commandIds.openSettings, title: 'Open Settings', arguments: [layer, environment.name] },
    }),
  ];
}

async function stateNodes(name: string, sources: Sources): Promise<TreeNode[]> {
  const { store } = sources;
  const state = store.state(name);
  switch (state.phase) {
    case 'idle':
      return [
        messageNode({
          label: 'Connect',
          description: 'not connected',
          icon: new vscode.ThemeIcon('plug'),
          command: { command: commandIds.connect, title: 'Connect', arguments: [name] },
        }),
        ...(await placeNodes(name, sources)),
      ];
    case 'reading':
      return [
        messageNode({ label: 'Reading', description: state.progress, icon: new vscode.ThemeIcon('loading~spin') }),
      ];
    case 'failed':
      return [failureNode(name, state)];
    case 'ready':
      return [...serverNodes(state.side), ...(await placeNodes(name, sources)), ...contentNodes(state.side)];
  }
}

function serverNodes({ catalog: { server }, protection }: ComparedSide): TreeNode[] {
  return [
    fact('Server', `PostgreSQL ${server.version}`, new vscode.ThemeIcon('server')),
    fact('Database', server.database, new vscode.ThemeIcon('database')),
    fact('User', server.user, new vscode.ThemeIcon('account')),
    ...(protection === undefined
      ? []
      : [
          fact(
            'Connection',
            protectionWords[protection],
            protection === 'verified' ? new vscode.ThemeIcon('lock') : new vscode.ThemeIcon('unlock'),
          ),
        ]),
  ];
}

function contentNodes(side: ComparedSide): TreeNode[] {
  return [
    contentsNode(side),
    fact('Read at', side.readAt.toLocaleTimeString(), new vscode.ThemeIcon('clock')),
    ...side.catalog.notices.map((notice) =>
      messageNode({
        label: noticeSentence(notice),
        icon: warningIcon(),
        command:
          notice.file === undefined
            ? undefined
            : {
                command: commandIds.openMigration,
                title: 'Open File',
                arguments: [{ file: notice.file, line: notice.line ?? null }],
              },
      }),
    ),
  ];
}

/** Where the environment stands among the migrations; nothing where it was not asked. */
async function placeNodes(name: string, { boards }: Sources): Promise<TreeNode[]> {
  const board = await boards.current();
  const found = board.environments.find(({ configured }) => configured.environment.name === name);
  if (found?.place === undefined || found.read === undefined) return [];
  const { place, projects, read } = found;
  const revisions = new Map(
    projects.flatMap((project) => project.revisions).map((revision) => [revision.id, revision]),
  );
  const open = (id: string): vscode.Command | undefined => {
    const revision = revisions.get(id);
    if (revision === undefined) return undefined;
    const { file, line } = revision;
    return { command: commandIds.openMigration, title: 'Open Migration', arguments: [{ file, line }] };
  };
  const revision = fact('Revision', place.revision ?? 'none that can be read', new vscode.ThemeIcon('git-commit'));
  const attention = attentionOf(place).map((problem) =>
    messageNode({
      label: appliedProblemSentence(name, problem),
      icon: warningIcon(),
      command: open(problem.revision),
    }),
  );
  if (place.standing === undefined) return [revision, ...attention];
  const { pending, daysBehind } = place.standing;
  const days = daysBehind === undefined ? '' : `, ${counted(daysBehind, 'day')} behind`;
  return [
    revision,
    ...attention,
    messageNode({
      label: 'Pending migrations',
      description: pending.length === 0 ? 'none' : `${pending.length}${days}`,
      tooltip: `As of ${read.readAt.toLocaleTimeString()}`,
      icon: new vscode.ThemeIcon('git-pull-request'),
      children: pending.map((id) =>
        messageNode({
          label: id,
          description: revisions.get(id)?.file,
          icon: new vscode.ThemeIcon('git-commit'),
          command: open(id),
        }),
      ),
    }),
  ];
}

function contentsNode({ catalog }: ComparedSide): TreeNode {
  const counts = new Map<string, number>();
  for (const { kind } of catalog.objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const tables = counts.get('table') ?? 0;
  return messageNode({
    label: 'Contents',
    description: `${counted(tables, 'table')}, ${counted(catalog.objects.length, 'object')} in all`,
    icon: new vscode.ThemeIcon('list-tree'),
    children: [...counts].map(([kind, count]) => fact(kind, String(count), new vscode.ThemeIcon('symbol-misc'))),
  });
}

function addressNodes(environment: Environment): TreeNode[] {
  const type = fact('Type', typeLabel(environment), new vscode.ThemeIcon('plug'));
  if (environment.type === 'sqlFiles') {
    return [
      type,
      messageNode({
        label: 'Files',
        description: counted(environment.files.length, 'pattern'),
        icon: new vscode.ThemeIcon('files'),
        children: environment.files.map((file) => fact(file, '', new vscode.ThemeIcon('file'))),
      }),
    ];
  }
  return [
    type,
    ...connectionFacts(environment).map(([label, value]) => fact(label, value, new vscode.ThemeIcon('link'))),
  ];
}

function fact(label: string, value: string, icon: vscode.ThemeIcon): FactNode {
  return {
    ...messageNode({ label, description: value, icon, context: rowContexts.fact }),
    value: value === '' ? label : value,
  };
}
