import * as vscode from 'vscode';
import type { Environment } from '../../environments/environment.ts';
import { noticeSentence } from '../../reports/noticeSentence.ts';
import type { ComparedSide } from '../../workflows/readSide.ts';
import type { ConfiguredEnvironment, EnvironmentStore } from '../environments/environmentStore.ts';
import { withoutPassword } from '../environments/connectionString.ts';
import { typeLabel } from '../environments/environmentState.ts';
import { kindIcon, roleIcon } from '../environments/icons.ts';
import { commandIds, rowContexts, viewIds } from '../ids.ts';
import type { Core } from '../services.ts';
import { counted } from './catalogNodes.ts';
import { failureNode } from './environmentNode.ts';
import { createTreeProvider, messageNode, type TreeNode } from './treeNode.ts';

export interface DetailsTree extends vscode.Disposable {
  readonly provider: vscode.TreeDataProvider<TreeNode>;
  /** Shows an environment's facts, without connecting. */
  show(environmentName: string): Promise<void>;
}

/** A row of the details whose value can be copied. */
export interface FactNode extends TreeNode {
  readonly value: string;
}

/** The view "Details": what is known of the environment that was clicked, as rows of name and value. */
export function createDetailsTree(store: EnvironmentStore, findRevision: Core['findRevision']): DetailsTree {
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  let shownName: string | undefined;

  const roots = async (): Promise<readonly TreeNode[]> => {
    if (shownName === undefined) return [];
    await store.configured();
    const configured = store.known(shownName);
    return configured === undefined ? [] : detailNodes(configured, { store, findRevision });
  };

  const provider = createTreeProvider(roots, changed.event);
  const view = vscode.window.createTreeView(viewIds.details, { treeDataProvider: provider });
  const subscription = store.onDidChange((name) => {
    if (name === undefined || name === shownName) changed.fire(undefined);
  });
  return {
    provider,
    show: async (name) => {
      shownName = name;
      view.description = name;
      changed.fire(undefined);
      const [first] = await roots();
      // Opens the view where it is collapsed, and leaves the focus where it is.
      if (first !== undefined && !view.visible)
        await vscode.commands.executeCommand(`${viewIds.details}.open`, { preserveFocus: true });
    },
    dispose: () => {
      subscription.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

interface Sources {
  readonly store: EnvironmentStore;
  readonly findRevision: Core['findRevision'];
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

async function stateNodes(name: string, { store, findRevision }: Sources): Promise<TreeNode[]> {
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
      ];
    case 'reading':
      return [
        messageNode({ label: 'Reading', description: state.progress, icon: new vscode.ThemeIcon('loading~spin') }),
      ];
    case 'failed':
      return [failureNode(name, state)];
    case 'ready':
      return sideNodes(state.side, findRevision);
  }
}

async function sideNodes(side: ComparedSide, findRevision: Core['findRevision']): Promise<TreeNode[]> {
  const { server, notices } = side.catalog;
  return [
    fact('Server', `PostgreSQL ${server.version}`, new vscode.ThemeIcon('server')),
    fact('Database', server.database, new vscode.ThemeIcon('database')),
    fact('User', server.user, new vscode.ThemeIcon('account')),
    fact('Revision', side.revision ?? 'none that can be read', new vscode.ThemeIcon('git-commit')),
    ...(await standingNodes(side, findRevision)),
    contentsNode(side),
    fact('Read at', side.readAt.toLocaleTimeString(), new vscode.ThemeIcon('clock')),
    ...notices.map((notice) =>
      messageNode({
        label: noticeSentence(notice),
        icon: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
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

async function standingNodes({ standing }: ComparedSide, findRevision: Core['findRevision']): Promise<TreeNode[]> {
  if (standing === undefined) return [];
  const { pending, daysBehind } = standing;
  const days = daysBehind === undefined ? '' : `, ${counted(daysBehind, 'day')} behind`;
  const rows = pending.map(async (revision) => {
    const place = await findRevision(revision);
    return messageNode({
      label: revision,
      description: place?.file,
      icon: new vscode.ThemeIcon('git-commit'),
      command:
        place === undefined
          ? undefined
          : { command: commandIds.openMigration, title: 'Open Migration', arguments: [place] },
    });
  });
  return [
    messageNode({
      label: 'Pending migrations',
      description: pending.length === 0 ? 'none' : `${pending.length}${days}`,
      icon: new vscode.ThemeIcon('git-pull-request'),
      children: await Promise.all(rows),
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
  const facts: readonly (readonly [string, string | undefined])[] = [
    [
      'Connection string',
      environment.connectionString === undefined ? undefined : withoutPassword(environment.connectionString),
    ],
    [
      'Host',
      environment.host === undefined
        ? undefined
        : [environment.host, environment.port].filter((part) => part !== undefined).join(':'),
    ],
    ['Database', environment.database],
    ['User', environment.user],
    ['TLS', environment.ssl?.mode],
  ];
  return [
    type,
    ...facts.flatMap(([label, value]) =>
      value === undefined ? [] : [fact(label, value, new vscode.ThemeIcon('link'))],
    ),
  ];
}

function fact(label: string, value: string, icon: vscode.ThemeIcon): FactNode {
  return {
    ...messageNode({ label, description: value, icon, context: rowContexts.fact }),
    value: value === '' ? label : value,
  };
}
