import * as vscode from 'vscode';
import { contextKeys, mementoKeys } from '../ids.ts';
import type { Pair } from '../panels/pairOfSides.ts';
import { pairTitle, storedPair } from '../panels/pairOfSides.ts';
import type { Services } from '../services.ts';
import { isEnvironmentNode } from '../trees/environmentsTree.ts';
import { pickStep, runSteps, type PickItem, type Step } from '../wizard/multiStep.ts';
import { environmentItems, namedBy, offerToAdd } from './chooseEnvironment.ts';

interface PairDraft {
  readonly left: string | undefined;
  readonly right: string | undefined;
  /** The pair of last time was picked, which answers both questions at once. */
  readonly isRecent: boolean;
}

/**
 * "Compare Schemas". Of two selected rows it compares these two; of one it asks for the other side; else it asks
 * for both, the pair of last time first.
 */
export async function compareSchemas(services: Services, argument: unknown, all: unknown): Promise<void> {
  const pair = await choosePair(services, argument, all, 'Compare Schemas');
  if (pair !== undefined) await open(services, pair);
}

/** The two environments that are selected; of one it asks for the other side; else it asks for both. */
export async function choosePair(
  services: Services,
  argument: unknown,
  all: unknown,
  title: string,
): Promise<Pair | undefined> {
  const { environments } = await services.store.configured();
  const selected = new Set(Array.isArray(all) ? all.filter(isEnvironmentNode).map((node) => node.environmentName) : []);
  // The order of the tree, whichever was clicked first: left and right stay where a reader expects them.
  const [left, right, ...more] = environments
    .map(({ environment }) => environment.name)
    .filter((name) => selected.has(name));
  if (left !== undefined && right !== undefined && more.length === 0) return { left, right };
  return askForPair(services, namedBy(argument), title);
}

/** Remembers an environment as the left side, as the file explorer does with files. */
export async function selectForCompare(services: Services, argument: unknown): Promise<void> {
  const name = namedBy(argument);
  if (name === undefined) return;
  await services.context.workspaceState.update(mementoKeys.selectedForCompare, name);
  await vscode.commands.executeCommand('setContext', contextKeys.hasSelected, true);
  vscode.window.setStatusBarMessage(`$(check) ${name} is selected for compare`, 3000);
}

export async function compareWithSelected(services: Services, argument: unknown): Promise<void> {
  const left = services.context.workspaceState.get<string>(mementoKeys.selectedForCompare);
  const right = namedBy(argument);
  if (left === undefined || right === undefined) return;
  if (left === right) {
    void vscode.window.showInformationMessage(
      `${left} is itself what is selected for compare. Choose another environment.`,
    );
    return;
  }
  await open(services, { left, right });
}

async function open(services: Services, pair: Pair): Promise<void> {
  await services.context.workspaceState.update(mementoKeys.recentPair, pair);
  await (await services.panels()).open(pair);
}

async function askForPair(services: Services, given: string | undefined, title: string): Promise<Pair | undefined> {
  const { environments } = await services.store.configured();
  if (environments.length === 0) {
    await offerToAdd();
    return undefined;
  }
  const items = environmentItems(environments, services);
  const names = new Set(items.map((item) => item.value));
  const recent = storedPair(services.context.workspaceState.get(mementoKeys.recentPair));
  const isOffered = recent !== undefined && names.has(recent.left) && names.has(recent.right);

  const leftStep: Step<PairDraft> = {
    applies: () => given === undefined,
    ask: async (draft, frame) => {
      const pairItems: PickItem<Pair | string>[] = isOffered
        ? [
            {
              label: pairTitle(recent),
              description: 'recent',
              iconPath: new vscode.ThemeIcon('history'),
              value: recent,
            },
          ]
        : [];
      const result = await pickStep<Pair | string>(frame, {
        placeholder: 'Select the left side',
        items: [
          ...pairItems,
          ...(isOffered ? [{ label: '', kind: vscode.QuickPickItemKind.Separator }] : []),
          ...items,
        ],
        active: draft.left,
      });
      if (result.kind !== 'next') return result;
      const { value } = result;
      return {
        kind: 'next',
        value:
          typeof value === 'string' ? { left: value, right: undefined, isRecent: false } : { ...value, isRecent: true },
      };
    },
  };
  const rightStep: Step<PairDraft> = {
    applies: (draft) => !draft.isRecent,
    ask: async (draft, frame) => {
      const others = items.filter((item) => item.value !== draft.left);
      const result = await pickStep<string>(frame, {
        placeholder:
          others.length === 0
            ? 'There is no other environment to compare with'
            : `Select the right side, to compare ${draft.left ?? ''} with`,
        items: others,
        active: recent !== undefined && recent.left === draft.left ? recent.right : undefined,
      });
      return result.kind === 'next' ? { kind: 'next', value: { ...draft, right: result.value } } : result;
    },
  };
  const chosen = await runSteps(title, [leftStep, rightStep], {
    left: given,
    right: undefined,
    isRecent: false,
  });
  return storedPair(chosen);
}
