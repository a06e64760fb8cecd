import * as v from 'valibot';
import * as vscode from 'vscode';
import { mementoKeys } from '../ids.ts';
import type { Services } from '../services.ts';
import { isEnvironmentNode } from '../trees/environmentsTree.ts';
import { environmentItems, namedBy, offerToAdd } from './chooseEnvironment.ts';

/** As in workflows/compareMatrix.ts, which is loaded when something is compared. */
const fewest = 2;
const most = 5;

const storedSchema = v.object({ environments: v.array(v.string()) });

/** The environments out of what a matrix page remembered. */
export function storedNames(stored: unknown): readonly string[] {
  const parsed = v.safeParse(storedSchema, stored);
  return parsed.success ? parsed.output.environments : [];
}

/** "Compare Environments". Of two to five selected rows it compares these; else it asks, the choice of last time checked. */
export async function compareMatrix(services: Services, argument: unknown, all: unknown): Promise<void> {
  const { environments } = await services.store.configured();
  const selected = new Set(Array.isArray(all) ? all.filter(isEnvironmentNode).map((node) => node.environmentName) : []);
  const inOrder = environments.map(({ environment }) => environment.name).filter((name) => selected.has(name));
  const isComplete = inOrder.length >= fewest && inOrder.length <= most;
  const given = namedBy(argument);
  const names = isComplete ? inOrder : await chooseForMatrix(services, given === undefined ? [] : [given]);
  if (names === undefined) return;
  await services.context.workspaceState.update(mementoKeys.recentMatrix, names);
  await (await services.panels()).openMatrix(names);
}

/** Asks for two to five environments; undefined where the user changed their mind. */
export async function chooseForMatrix(
  services: Services,
  before: readonly string[],
): Promise<readonly string[] | undefined> {
  const { environments } = await services.store.configured();
  if (environments.length < fewest) {
    await offerToAdd();
    return undefined;
  }
  const remembered = services.context.workspaceState.get<readonly string[]>(mementoKeys.recentMatrix) ?? [];
  const checked = new Set(before.length > 1 ? before : [...remembered, ...before]);
  const picker = vscode.window.createQuickPick<ReturnType<typeof environmentItems>[number]>();
  picker.title = 'Compare Environments';
  picker.placeholder = `Select ${fewest} to ${most} environments`;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.items = environmentItems(environments, services);
  picker.selectedItems = picker.items.filter(({ value }) => checked.has(value)).slice(0, most);
  return new Promise((resolve) => {
    picker.onDidChangeSelection(({ length }) => {
      picker.title = length > most ? `Compare Environments: at most ${most}` : 'Compare Environments';
    });
    picker.onDidAccept(() => {
      const chosen = new Set(picker.selectedItems.map(({ value }) => value));
      if (chosen.size < fewest || chosen.size > most) {
        picker.title = `Compare Environments: select ${fewest} to ${most}`;
        return;
      }
      const names = picker.items.map(({ value }) => value).filter((name) => chosen.has(name));
      void services.context.workspaceState.update(mementoKeys.recentMatrix, names);
      resolve(names);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
