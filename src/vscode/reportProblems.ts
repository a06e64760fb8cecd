import * as vscode from 'vscode';
import type { LocatedProblem } from './environments/environmentStore.ts';
import { commandIds, settingOf } from './ids.ts';
import type { Services } from './services.ts';

/**
 * Says once what is wrong with the settings, with one thing to do about it; the rows of the tree keep saying it.
 * Only once the settings are asked for: activation alone reads nothing.
 */
export function reportProblems({ environmentsTree, store, log }: Services): vscode.Disposable {
  const said = new Set<string>();

  const report = async (): Promise<void> => {
    const { problems } = await store.configured();
    const fresh = problems.filter((problem) => !said.has(problem.message));
    for (const problem of fresh) {
      said.add(problem.message);
      log.warn(`${problem.layer.label} settings: ${problem.message}`);
    }
    const [first] = [...fresh].sort((a, b) => rank(a) - rank(b));
    if (first !== undefined) await show(first, fresh.length - 1);
  };

  const reportWhereSeen = (): void => {
    if (environmentsTree.view.visible)
      report().catch((error: unknown) => log.error('The settings could not be checked', error));
  };
  const subscriptions = [
    environmentsTree.view.onDidChangeVisibility(reportWhereSeen),
    store.onDidChange((name) => {
      if (name === undefined) reportWhereSeen();
    }),
  ];
  return vscode.Disposable.from(...subscriptions);
}

function rank(problem: LocatedProblem): number {
  return problem.severity === 'error' ? 0 : 1;
}

async function show(problem: LocatedProblem, others: number): Promise<void> {
  const more = others === 0 ? '' : ` (and ${others} more)`;
  const isPassword = problem.reason === 'plainTextPassword' && problem.environmentName !== undefined;
  const action = isPassword ? 'Move to Secret Storage' : 'Open Settings';
  const chosen = await vscode.window.showWarningMessage(`${problem.message}${more}`, action);
  if (chosen === undefined) return;
  if (isPassword) await vscode.commands.executeCommand(commandIds.moveToSecretStorage, problem.environmentName);
  else
    await vscode.commands.executeCommand(
      commandIds.openSettings,
      problem.layer,
      problem.environmentName,
      settingOf(problem.setting),
    );
}
