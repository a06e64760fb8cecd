import * as vscode from 'vscode';
import { CompareError } from '../compareError.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import { readCompareOptions } from '../workflows/readCompareOptions.ts';
import {
  layerValue,
  openLayerSettings,
  settingsLayers,
  updateLayerValue,
  type SettingsLayer,
} from './environments/settingsLayers.ts';
import { compareSetting, settingSection } from './ids.ts';

/** What counts as a difference in a folder: the layers of the settings merged as VS Code does it. */
export async function compareOptions(folder: vscode.WorkspaceFolder | undefined): Promise<CompareOptions> {
  const raw: unknown = vscode.workspace.getConfiguration(settingSection, folder?.uri).get(compareSetting);
  return (await readCompareOptions(raw)).options;
}

/** Whether a change of the settings may concern `compareOptions` of the folder. */
export function affectsCompareOptions(
  event: vscode.ConfigurationChangeEvent,
  folder: vscode.WorkspaceFolder | undefined,
): boolean {
  return event.affectsConfiguration(`${settingSection}.${compareSetting}`, folder?.uri);
}

/**
 * Changes options in the folder's settings, or the user's where no folder is open. What the other layers or the defaults
 * say anyway is not written.
 * @throws CompareError `settingsInvalid` where the setting is no object: it is the user's, and not ours to overwrite
 */
export async function changeCompareOptions(
  folder: vscode.WorkspaceFolder | undefined,
  change: Partial<CompareOptions>,
): Promise<void> {
  const layers = layersOf(folder);
  const [own, ...others] = layers;
  if (own === undefined) return;
  const before = layerValue(own, compareSetting) ?? {};
  if (!isObject(before)) {
    throw new CompareError('settingsInvalid', {
      message: `${settingSection}.${compareSetting} in the ${own.label} settings is not an object.`,
    });
  }
  const farther = others.map((layer) => layerValue(layer, compareSetting)).filter(isObject);
  const inherited = (await readCompareOptions(Object.assign({}, ...farther.toReversed()))).options;
  const isInherited = (name: string, value: unknown): boolean =>
    name in change && JSON.stringify(value) === JSON.stringify(Reflect.get(inherited, name));
  const next = Object.entries({ ...before, ...change }).filter(([name, value]) => !isInherited(name, value));
  await updateLayerValue(own, compareSetting, next.length === 0 ? undefined : Object.fromEntries(next));
}

/** Opens the settings that `changeCompareOptions` writes. */
export async function editCompareOptions(folder: vscode.WorkspaceFolder | undefined): Promise<void> {
  const [own] = layersOf(folder);
  if (own !== undefined) await openLayerSettings(own, undefined, compareSetting);
}

/** The layers that count in a folder, the most specific first. */
function layersOf(folder: vscode.WorkspaceFolder | undefined): SettingsLayer[] {
  return settingsLayers().filter(
    ({ target, folder: own }) => target !== 'folder' || own?.uri.toString() === folder?.uri.toString(),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
