import * as vscode from 'vscode';
import { extractPlainTextPassword, type WrittenEntry } from '../../environments/plainTextPassword.ts';
import { connectionStringOf } from '../environments/connectionString.ts';
import {
  changeLayerEntries,
  entryName,
  isSettingsLayer,
  openLayerSettings,
  settingsLayers,
} from '../environments/settingsLayers.ts';
import { environmentsSetting } from '../ids.ts';
import type { Services } from '../services.ts';
import { inEnvironment, toCompareError } from '../errorMessages.ts';
import { showError } from '../showError.ts';
import { isEnvironmentNode } from '../trees/environmentsTree.ts';
import { chooseEnvironment, namedBy } from './chooseEnvironment.ts';

/** Opens settings.json at the environment's entry: everything can be edited there, with completion. */
export async function editEnvironment(services: Services, argument: unknown): Promise<void> {
  const chosen = await chooseEnvironment(services, argument, 'Edit Environment');
  if (chosen !== undefined) await openLayerSettings(chosen.layer, chosen.environment.name);
}

export async function duplicateEnvironment(services: Services, argument: unknown): Promise<void> {
  const chosen = await chooseEnvironment(services, argument, 'Duplicate Environment');
  if (chosen === undefined) return;
  const { environment, layer } = chosen;
  const taken = new Set((await services.store.configured()).environments.map((other) => other.environment.name));
  const name = await vscode.window.showInputBox({
    title: `Duplicate ${environment.name}`,
    prompt: 'Name of the copy',
    value: `${environment.name} copy`,
    validateInput: (text) =>
      text.trim() === ''
        ? 'Enter a name'
        : taken.has(text.trim())
          ? `There is an environment "${text.trim()}" already`
          : undefined,
  });
  if (name === undefined) return;
  await changeLayerEntries(layer, (entries) => {
    const index = entries.findIndex((entry) => entryName(entry) === environment.name);
    return [
      ...entries.slice(0, index + 1),
      { ...(entries[index] as object), name: name.trim() },
      ...entries.slice(index + 1),
    ];
  });
  services.store.reload();
  await services.store.configured();
  const password = await services.secrets.get(environment.name);
  if (password !== undefined) await services.secrets.store(name.trim(), password);
  await openLayerSettings(layer, name.trim());
}

/** Takes environments out of the settings, and their passwords out of secret storage, after a question. */
export async function removeEnvironment(services: Services, argument: unknown, all: unknown): Promise<void> {
  const several = Array.isArray(all) ? all.filter(isEnvironmentNode).map((node) => node.environmentName) : [];
  // The Delete key hands nothing over: it means what is selected in the tree.
  const names = several.length > 0 || argument !== undefined ? several : services.environmentsTree.selected();
  const targets =
    names.length > 0
      ? await Promise.all(names.map((name) => services.store.find(name)))
      : [await chooseEnvironment(services, argument, 'Remove Environment')].filter((chosen) => chosen !== undefined);
  if (targets.length === 0) return;

  const title = targets.map(({ environment }) => `"${environment.name}"`).join(', ');
  const detail = 'Its entry in the settings and its stored password are deleted. The database is not touched.';
  const confirmed = await vscode.window.showWarningMessage(`Remove ${title}?`, { modal: true, detail }, 'Remove');
  if (confirmed !== 'Remove') return;
  for (const { environment, layer } of targets) {
    await services.secrets.delete(environment.name);
    await changeLayerEntries(layer, (entries) => entries.filter((entry) => entryName(entry) !== environment.name));
  }
  services.store.reload();
}

export async function testConnection(services: Services, argument: unknown): Promise<void> {
  const chosen = await chooseEnvironment(services, argument, 'Test Connection');
  if (chosen === undefined) return;
  const { name } = chosen.environment;
  const startedAt = Date.now();
  try {
    const server = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Connecting to ${name}`, cancellable: true },
      async (progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        return services.core.connect(chosen, {
          signal: abort.signal,
          onProgress: (message) => progress.report({ message }),
        });
      },
    );
    const took = Date.now() - startedAt;
    services.log.info(`${name}: PostgreSQL ${server.version} answered in ${took} ms`);
    void vscode.window.showInformationMessage(
      `${name}: PostgreSQL ${server.version}, database "${server.database}" as "${server.user}", ${took} ms.`,
    );
  } catch (error) {
    await showError(services.log, inEnvironment(toCompareError(error), name), {
      retry: () => void testConnection(services, name),
    });
  }
}

export async function copyConnectionString(services: Services, argument: unknown): Promise<void> {
  const chosen = await chooseEnvironment(
    services,
    argument,
    'Copy Connection String',
    ({ environment }) => environment.type === 'postgres',
  );
  if (chosen?.environment.type !== 'postgres') return;
  await vscode.env.clipboard.writeText(connectionStringOf(chosen.environment));
  vscode.window.setStatusBarMessage('$(check) Connection string copied, without a password', 3000);
}

/** Asks for the password of an environment and keeps it in secret storage; an empty one deletes it. */
export async function setPassword(services: Services, argument: unknown): Promise<void> {
  const chosen = await chooseEnvironment(
    services,
    argument,
    'Set Password',
    ({ environment }) => environment.type === 'postgres',
  );
  if (chosen === undefined) return;
  const { name } = chosen.environment;
  const password = await vscode.window.showInputBox({
    title: `Password of ${name}`,
    prompt: 'Kept in secret storage. Leave it empty to delete the stored one.',
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) return;
  if (password === '') await services.secrets.delete(name);
  else await services.secrets.store(name, password);
  vscode.window.setStatusBarMessage(password === '' ? '$(check) Password deleted' : '$(check) Password stored', 3000);
  // It was asked for because a connection failed; try it.
  if (password !== '' && services.store.state(name).phase === 'failed')
    services.store.read(name).catch(() => undefined);
}

/** Takes a password that stands in settings.json out of it and into secret storage. */
export async function moveToSecretStorage(services: Services, argument: unknown): Promise<void> {
  const name = namedBy(argument);
  if (name === undefined) return;
  const { layer } = await services.store.find(name);
  const moved: string[] = [];
  await changeLayerEntries(layer, (entries) =>
    entries.map((entry) => {
      const extracted = entryName(entry) === name ? extractPlainTextPassword(entry as WrittenEntry) : undefined;
      if (extracted === undefined) return entry;
      moved.push(extracted.password);
      return extracted.entry;
    }),
  );
  services.store.reload();
  const [password] = moved;
  if (password === undefined) return;
  await services.secrets.store(name, password);
  vscode.window.setStatusBarMessage(`$(lock) The password of ${name} is in secret storage now`, 5000);
}

/** Connects and reads anew; the tree shows how it goes. */
export async function refreshEnvironment(services: Services, argument: unknown): Promise<void> {
  const chosen = await chooseEnvironment(services, argument, 'Refresh Environment');
  // A failure is a row of the tree, with what to do about it.
  if (chosen !== undefined) await services.store.read(chosen.environment.name).catch(() => undefined);
}

/** Opens the settings that a row came from; without one, those of the workspace, else the user's. */
export async function openSettings(layer: unknown, name: unknown, setting: unknown): Promise<void> {
  const [nearest] = settingsLayers();
  const chosen = isSettingsLayer(layer) ? layer : nearest;
  if (chosen === undefined) return;
  await openLayerSettings(
    chosen,
    typeof name === 'string' ? name : undefined,
    typeof setting === 'string' ? setting : environmentsSetting,
  );
}

/** Copies the value of a row of the details. */
export async function copyFact(node: unknown): Promise<void> {
  if (typeof node !== 'object' || node === null || !('value' in node)) return;
  await vscode.env.clipboard.writeText(String(node.value));
  vscode.window.setStatusBarMessage('$(check) Copied', 2000);
}
