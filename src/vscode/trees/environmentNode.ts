import * as vscode from 'vscode';
import { errorSentence } from '../../reports/errorSentences.ts';
import { errorMessage } from '../errorMessages.ts';
import type { ConfiguredEnvironment, EnvironmentStore, LocatedProblem } from '../environments/environmentStore.ts';
import { standingIn, type MigrationBoards } from '../migrations/migrationBoard.ts';
import { describeEnvironment, describeState, type EnvironmentState } from '../environments/environmentState.ts';
import { roleIcon } from '../environments/icons.ts';
import { commandIds, rowContexts, settingOf, settingSection } from '../ids.ts';
import { schemaNodes } from './catalogNodes.ts';
import { protectionWords } from './protectionWords.ts';
import { messageNode, warningIcon, type TreeNode } from './treeNode.ts';

/** The row of one environment. Commands get it as their argument. */
export interface EnvironmentNode extends TreeNode {
  readonly environmentName: string;
}

export function environmentNode(
  configured: ConfiguredEnvironment,
  store: EnvironmentStore,
  boards: MigrationBoards,
): EnvironmentNode {
  const { environment } = configured;
  const standing = (): readonly string[] => standingIn(boards.latest(), environment.name);
  const node: EnvironmentNode = {
    environmentName: environment.name,
    open: { command: commandIds.showDetails, title: 'Show Details', arguments: [environment.name] },
    item: () => {
      const state = store.state(environment.name);
      const item = new vscode.TreeItem(environment.name, vscode.TreeItemCollapsibleState.Collapsed);
      item.id = `environment ${environment.name}`;
      item.iconPath = state.phase === 'reading' ? new vscode.ThemeIcon('loading~spin') : roleIcon(environment.role);
      item.description = describeEnvironment(environment, state, standing());
      item.tooltip = tooltip(configured, state, standing(), store.versions(environment.name)?.readAt);
      item.contextValue = rowContexts.environment(environment.type, state.phase === 'reading');
      item.accessibilityInformation = {
        label: [environment.name, environment.role ?? 'no role', ...describeState(state, standing())].join(', '),
      };
      return item;
    },
    children: () => {
      const state = store.state(environment.name);
      switch (state.phase) {
        case 'idle':
          // Whoever expands the row wants to see what is in it; the state's change brings the rows.
          store.read(environment.name).catch(() => undefined);
          return [progressNode('connecting')];
        case 'reading':
          return [progressNode(state.progress)];
        case 'failed':
          return [failureNode(environment.name, state)];
        case 'ready': {
          const schemas = schemaNodes(state.side.catalog, node);
          return schemas.length > 0
            ? schemas
            : [messageNode({ label: 'The database is empty', icon: new vscode.ThemeIcon('info') })];
        }
      }
    },
  };
  return node;
}

/** The row of an entry of the settings that cannot be used. */
export function problemNode(problem: LocatedProblem): TreeNode {
  const isError = problem.severity === 'error';
  const isPassword = problem.reason === 'plainTextPassword';
  const place = problem.entry === undefined ? withoutSection(problem.setting) : `Entry ${problem.entry + 1}`;
  return messageNode({
    label: problem.environmentName ?? place,
    description: problem.message,
    tooltip: `${problem.setting}\n${problem.message}`,
    icon: isError ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')) : warningIcon(),
    command:
      isPassword && problem.environmentName !== undefined
        ? {
            command: commandIds.moveToSecretStorage,
            title: 'Move to Secret Storage',
            arguments: [problem.environmentName],
          }
        : {
            command: commandIds.openSettings,
            title: 'Open Settings',
            arguments: [problem.layer, problem.environmentName, settingOf(problem.setting)],
          },
  });
}

/** "migrations[1].folder" of "databaseCompare.migrations[1].folder". */
function withoutSection(place: string): string {
  return place.replace(`${settingSection}.`, '');
}

function progressNode(progress: string): TreeNode {
  return messageNode({
    label: `${progress.charAt(0).toUpperCase()}${progress.slice(1)}…`,
    icon: new vscode.ThemeIcon('loading~spin'),
  });
}

/** What went wrong; a click does the one next thing. */
export function failureNode(
  environmentName: string,
  { error }: Extract<EnvironmentState, { phase: 'failed' }>,
): TreeNode {
  const { action } = errorMessage(error);
  // The row above names the environment.
  const sentence = errorSentence(error);
  return messageNode({
    label: sentence,
    description: action?.title,
    tooltip: action === undefined ? sentence : `${sentence}\n${action.title}`,
    icon: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
    command:
      action === undefined
        ? undefined
        : action.kind === 'retry'
          ? { command: commandIds.refreshEnvironment, title: action.title, arguments: [environmentName] }
          : { command: action.command, title: action.title, arguments: [...action.args] },
  });
}

function tooltip(
  { environment, layer }: ConfiguredEnvironment,
  state: EnvironmentState,
  standing: readonly string[],
  readAt: Date | undefined,
): vscode.MarkdownString {
  // appendText escapes: names and messages are text, never markup.
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(environment.name).appendMarkdown('**\n\n');
  text.appendText(describeEnvironment(environment, state, standing)).appendMarkdown('\n\n');
  if (readAt !== undefined) text.appendText(`Asked at ${readAt.toLocaleTimeString()}`).appendMarkdown('\n\n');
  if (state.phase === 'failed') text.appendText(errorSentence(state.error)).appendMarkdown('\n\n');
  if (state.phase === 'ready' && state.side.protection !== undefined)
    text.appendText(`Connection: ${protectionWords[state.side.protection]}`).appendMarkdown('\n\n');
  text.appendText(`${layer.label} settings`);
  return text;
}
