import * as vscode from 'vscode';
import type { Difference } from '../../comparison/difference.ts';
import { matching, patternsOfAllLike } from '../../comparison/ignorePatterns.ts';
import type { SuggestedPattern } from '../../comparison/ignorePatterns.ts';
import { counted } from '../../reports/counts.ts';

interface PatternItem extends vscode.QuickPickItem {
  readonly pattern: string;
}

const edit: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: 'Change this pattern' };

/**
 * Asks for a pattern that sets aside what is like a difference: one of those that suggest themselves, each with how much
 * it sets aside, or one that the user writes. undefined where the user thinks better of it.
 */
export async function choosePattern(
  difference: Difference,
  differences: readonly Difference[],
): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<PatternItem>();
  const suggested = patternsOfAllLike(difference, differences).map((each) => item(each));
  box.title = 'Ignore All Like This';
  box.placeholder = 'Choose a pattern, or write one: kind:path, where * is anything';
  box.items = suggested;
  const subscriptions = [
    box.onDidChangeValue((value) => {
      const isWritten = value === '' || suggested.some(({ pattern }) => pattern === value);
      box.items = isWritten
        ? suggested
        : [{ ...item(countedPattern(value, differences)), alwaysShow: true }, ...suggested];
    }),
    box.onDidTriggerItemButton(({ item: { pattern } }) => {
      box.value = pattern;
    }),
  ];
  try {
    return await new Promise((resolve) => {
      subscriptions.push(
        box.onDidAccept(() => {
          resolve(box.selectedItems[0]?.pattern);
        }),
        box.onDidHide(() => {
          resolve(undefined);
        }),
      );
      box.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
    box.dispose();
  }
}

function countedPattern(pattern: string, differences: readonly Difference[]): SuggestedPattern {
  return { pattern, count: matching(differences, pattern).length };
}

function item({ pattern, count }: SuggestedPattern): PatternItem {
  return {
    pattern,
    label: pattern,
    description: count === 0 ? 'nothing that differs' : counted(count, 'difference'),
    buttons: [edit],
  };
}
