import * as vscode from 'vscode';
import { CompareError } from '../../compareError.ts';
import { environmentsSetting, settingSection } from '../ids.ts';

/** A settings.json that can hold environments. */
export interface SettingsLayer {
  readonly target: 'user' | 'workspace' | 'folder';
  /** As a reader knows it: "User", "Workspace", or the folder's name. */
  readonly label: string;
  /** The folder that `${workspaceFolder}` and relative paths mean. */
  readonly folder: vscode.WorkspaceFolder | undefined;
}

/** Whether a command's argument is a layer: the palette hands over nothing, a row hands over its own. */
export function isSettingsLayer(value: unknown): value is SettingsLayer {
  return typeof value === 'object' && value !== null && 'target' in value && 'label' in value;
}

/** The layers of this window, the most specific first: an environment hides one of the same name further down. */
export function settingsLayers(): SettingsLayer[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const user: SettingsLayer = { target: 'user', label: 'User', folder: folders[0] };
  if (folders.length === 0 && vscode.workspace.workspaceFile === undefined) return [user];
  const workspace: SettingsLayer = { target: 'workspace', label: 'Workspace', folder: folders[0] };
  // In a window with one folder, the workspace's settings and the folder's are the same file.
  if (vscode.workspace.workspaceFile === undefined) return [workspace, user];
  return [
    ...folders.map((folder): SettingsLayer => ({ target: 'folder', label: folder.name, folder })),
    workspace,
    user,
  ];
}

/** The value of `databaseCompare.environments` in one layer, as it stands there; undefined where it is not set. */
export function layerEntries(layer: SettingsLayer): unknown {
  return layerValue(layer, environmentsSetting);
}

/** The value of a setting of ours in one layer, as it stands there; undefined where it is not set. */
export function layerValue(layer: SettingsLayer, setting: string): unknown {
  const found = configuration(layer).inspect<unknown>(setting);
  if (layer.target === 'user') return found?.globalValue;
  // A restricted setting is withheld from an untrusted workspace by VS Code itself; this makes sure of it.
  if (!vscode.workspace.isTrusted) return undefined;
  return layer.target === 'workspace' ? found?.workspaceValue : found?.workspaceFolderValue;
}

/**
 * Replaces the entries of one layer by what `change` makes of them.
 * @throws CompareError `settingsInvalid` where the setting is no list: it is the user's, and not ours to overwrite
 */
export async function changeLayerEntries(
  layer: SettingsLayer,
  change: (entries: readonly unknown[]) => readonly unknown[],
): Promise<void> {
  const before = layerEntries(layer) ?? [];
  if (!Array.isArray(before)) {
    throw new CompareError('settingsInvalid', {
      message: `${settingSection}.${environmentsSetting} in the ${layer.label} settings is not a list.`,
    });
  }
  const entries = change(before);
  await updateLayerValue(layer, environmentsSetting, entries.length === 0 ? undefined : entries);
}

/**
 * Sets one property of an environment's entry to what `change` makes of it, as it stands in the settings. In a
 * settings.json of a folder everything else stays as it is written, comments too.
 */
export async function setEntryProperty(
  layer: SettingsLayer,
  environmentName: string,
  property: string,
  change: (written: unknown) => unknown,
): Promise<void> {
  const file = ownSettingsFile(layer);
  if (file === undefined || !(await exists(file))) {
    await changeLayerEntries(layer, (entries) =>
      entries.map((entry) =>
        entryName(entry) === environmentName
          ? { ...(entry as object), [property]: change((entry as Readonly<Record<string, unknown>>)[property]) }
          : entry,
      ),
    );
    return;
  }
  const document = await vscode.workspace.openTextDocument(file);
  const { findNodeAtLocation, getNodeValue, modify, parseTree } = await import('jsonc-parser');
  const setting = `${settingSection}.${environmentsSetting}`;
  const root = parseTree(document.getText());
  const list = root === undefined ? undefined : findNodeAtLocation(root, [setting]);
  const place =
    list?.children?.findIndex((entry) => findNodeAtLocation(entry, ['name'])?.value === environmentName) ?? -1;
  const entry = list?.children?.[place];
  if (entry === undefined) return;
  const written = findNodeAtLocation(entry, [property]);
  const value = change(written === undefined ? undefined : getNodeValue(written));
  const edit = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of modify(document.getText(), [setting, place, property], value, {
    formattingOptions: { insertSpaces: true, tabSize: 2 },
  })) {
    edit.replace(file, new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)), content);
  }
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** Writes a setting of ours into one layer; undefined takes it out. */
export async function updateLayerValue(layer: SettingsLayer, setting: string, value: unknown): Promise<void> {
  const target = {
    user: vscode.ConfigurationTarget.Global,
    workspace: vscode.ConfigurationTarget.Workspace,
    folder: vscode.ConfigurationTarget.WorkspaceFolder,
  }[layer.target];
  await configuration(layer).update(setting, value, target);
}

/** The name that an entry declares, if it is one. */
export function entryName(entry: unknown): string | undefined {
  return typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string'
    ? entry.name
    : undefined;
}

/** Opens the layer's settings.json and, where the entry or the setting is found in it, selects that. */
export async function openLayerSettings(
  layer: SettingsLayer,
  environmentName?: string,
  setting: string = environmentsSetting,
): Promise<void> {
  const command = {
    user: 'workbench.action.openSettingsJson',
    workspace: 'workbench.action.openWorkspaceSettingsFile',
    folder: 'workbench.action.openWorkspaceSettingsFile',
  }[layer.target];
  const ownFile = ownSettingsFile(layer);
  if (ownFile !== undefined && (await exists(ownFile))) await vscode.window.showTextDocument(ownFile);
  else await vscode.commands.executeCommand(command);
  if (environmentName !== undefined || setting !== environmentsSetting) await select(setting, environmentName);
}

/** The settings.json of the layer's folder, where it is that. */
function ownSettingsFile({ folder, target }: SettingsLayer): vscode.Uri | undefined {
  const isOfFolder = target === 'folder' || (target === 'workspace' && vscode.workspace.workspaceFile === undefined);
  return folder !== undefined && isOfFolder ? vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json') : undefined;
}

async function select(setting: string, environmentName: string | undefined): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
  const root = parseTree(editor.document.getText());
  if (root === undefined) return;
  const value =
    findNodeAtLocation(root, [`${settingSection}.${setting}`]) ??
    findNodeAtLocation(root, ['settings', `${settingSection}.${setting}`]);
  const entry =
    environmentName === undefined
      ? value
      : value?.children?.find((child) => findNodeAtLocation(child, ['name'])?.value === environmentName);
  if (entry === undefined) return;
  const range = new vscode.Range(
    editor.document.positionAt(entry.offset),
    editor.document.positionAt(entry.offset + entry.length),
  );
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

function configuration(layer: SettingsLayer): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(settingSection, layer.folder?.uri);
}
