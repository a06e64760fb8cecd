import * as vscode from 'vscode';
import { describeEnvironment, typeLabel } from '../environments/environmentState.ts';
import type { ConfiguredEnvironment } from '../environments/environmentStore.ts';
import { roleIcon } from '../environments/icons.ts';
import { commandIds } from '../ids.ts';
import { standingIn } from '../migrations/migrationBoard.ts';
import type { Services } from '../services.ts';
import { isEnvironmentNode } from '../trees/environmentsTree.ts';
import type { PickItem } from '../wizard/multiStep.ts';

/** The environment's name in what a menu, a row or another command hands over. */
export function namedBy(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return isEnvironmentNode(argument) ? argument.environmentName : undefined;
}

/** The environment that a command is about: the given one, or the one that the user picks. */
export async function chooseEnvironment(
  services: Services,
  argument: unknown,
  title: string,
  isEligible: (configured: ConfiguredEnvironment) => boolean = () => true,
): Promise<ConfiguredEnvironment | undefined> {
  const name = namedBy(argument);
  if (name !== undefined) return services.store.find(name);
  const eligible = (await services.store.configured()).environments.filter(isEligible);
  if (eligible.length === 0) {
    await offerToAdd();
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(environmentItems(eligible, services), {
    title,
    placeHolder: 'Select an environment',
    matchOnDescription: true,
  });
  return chosen === undefined ? undefined : services.store.find(chosen.value);
}

export function environmentItems(
  environments: readonly ConfiguredEnvironment[],
  { store, boards }: Services,
): PickItem<string>[] {
  return environments.map(({ environment }) => ({
    label: environment.name,
    description: describeEnvironment(
      environment,
      store.state(environment.name),
      standingIn(boards.latest(), environment.name),
    ),
    detail: typeLabel(environment),
    iconPath: roleIcon(environment.role),
    value: environment.name,
  }));
}

export async function offerToAdd(): Promise<void> {
  const add = 'Add Environment';
  const sample = 'Open Sample Project';
  const chosen = await vscode.window.showInformationMessage(
    'There is no environment yet to do this with.',
    add,
    sample,
  );
  if (chosen === add) await vscode.commands.executeCommand(commandIds.addEnvironment);
  if (chosen === sample) await vscode.commands.executeCommand(commandIds.openSampleProject);
}
