import * as vscode from 'vscode';
import { attentionOf, standingWords } from '../reports/standingWords.ts';
import { settingSection, statusBarSetting, viewIds } from './ids.ts';
import { markdownText } from './markdown.ts';
import type { BoardEnvironment, MigrationBoards } from './migrations/migrationBoard.ts';
import { isStatusBarOn } from './startWhenWanted.ts';

export interface StatusBar extends vscode.Disposable {
  readonly item: vscode.StatusBarItem;
}

/** Says which environment of the workspace is worst off; a click opens the view of migrations. */
export function createStatusBar(boards: MigrationBoards): StatusBar {
  const item = vscode.window.createStatusBarItem('databaseCompare.standing', vscode.StatusBarAlignment.Left);
  item.name = 'Database Compare: Migrations';
  item.command = `${viewIds.migrations}.focus`;

  const update = (): void => {
    const environments = boards.latest()?.environments ?? [];
    const known = environments.filter(({ place }) => place !== undefined && standingWords(place).length > 0);
    const worst = known.toSorted((one, other) => compareLists(badness(other), badness(one)))[0];
    if (worst?.place === undefined || !isStatusBarOn()) {
      item.hide();
      return;
    }
    const { name } = worst.configured.environment;
    const { applied, standing } = worst.place;
    const attention = attentionOf(worst.place).length;
    const pending = standing?.pending.length ?? 0;
    const words =
      attention > 0
        ? `${name}: ${standingWords({ applied, standing: undefined }).join()}`
        : pending > 0
          ? `${name}: ${String(pending)} behind`
          : 'up to date';
    // A colon's icon syntax in a name is text.
    item.text = `${attention > 0 ? '$(warning)' : '$(database)'} ${words.replaceAll('$(', '$\u200b(')}`;
    // Being behind is the ordinary state between two releases; the colour is for what should not be.
    item.backgroundColor = attention > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.tooltip = tooltip(environments);
    item.accessibilityInformation = { label: `Migrations: ${words}` };
    item.show();
  };
  const subscriptions = [
    boards.onDidChange(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${settingSection}.${statusBarSetting}`)) update();
    }),
  ];
  return {
    item,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      item.dispose();
    },
  };
}

/** What needs attention, then what is pending, then for how long: compared in this order, the larger is the worse. */
function badness({ place }: BoardEnvironment): readonly number[] {
  if (place === undefined) return [-1];
  return [attentionOf(place).length, place.standing?.pending.length ?? 0, place.standing?.daysBehind ?? 0];
}

function compareLists(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

function tooltip(environments: readonly BoardEnvironment[]): vscode.MarkdownString {
  const rows = environments.map(({ configured, place, read }) => {
    const words = place === undefined ? ['not read yet'] : standingWords(place);
    const at = read === undefined ? '' : read.readAt.toLocaleTimeString();
    const says = words.length === 0 ? 'no revision can be read' : words.join(', ');
    return `| ${[configured.environment.name, says, at].map(markdownText).join(' | ')} |`;
  });
  return new vscode.MarkdownString(
    ['| Environment | Migrations | Asked at |', '| --- | --- | --- |', ...rows].join('\n'),
  );
}
