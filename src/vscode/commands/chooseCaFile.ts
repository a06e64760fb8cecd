import * as vscode from 'vscode';
import type { SslMode } from '../../environments/environment.ts';
import { entryName, layerEntries, setEntryProperty, type SettingsLayer } from '../environments/settingsLayers.ts';
import type { Services } from '../services.ts';
import { settingsPath } from '../workspacePaths.ts';
import { namedBy } from './chooseEnvironment.ts';

/** How long VS Code may take to notice that settings.json was saved, in milliseconds. */
const noticing = 30_000;

/**
 * Asks for the file of root certificates that vouches for an environment's server, writes it into the environment's
 * entry and connects anew.
 *
 * @param mode the sslmode of the connection that failed, wherever it came from: the entry has it from now on
 * @param file the file, where it is chosen already
 */
export async function chooseCaFile(
  services: Services,
  argument: unknown,
  mode: unknown,
  file?: vscode.Uri,
): Promise<void> {
  const name = namedBy(argument);
  if (name === undefined) return;
  const { environment, layer } = await services.store.find(name);
  if (environment.type !== 'postgres') return;
  const uri = file ?? (await askForFile(name));
  if (uri === undefined) return;

  const ca = settingsPath(uri);
  await setEntryProperty(layer, name, 'ssl', (written) => ({
    ...(typeof written === 'object' ? written : {}),
    mode: environment.ssl?.mode ?? (isVerifying(mode) ? mode : 'verify-full'),
    ca,
  }));
  await untilRead(layer, name, ca);
  services.store.reload();
  // A failure is a row of the tree, with what to do about it.
  await services.store.read(name).catch(() => undefined);
}

async function askForFile(name: string): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: `CA File of ${name}`,
    openLabel: 'Trust',
    filters: { Certificates: ['pem', 'crt', 'cer', 'ca-bundle'], 'All Files': ['*'] },
  });
  return chosen?.[0];
}

function isVerifying(mode: unknown): mode is SslMode {
  return mode === 'require' || mode === 'verify-ca' || mode === 'verify-full';
}

/** Settles when VS Code has read the file into the entry. */
async function untilRead(layer: SettingsLayer, name: string, ca: string): Promise<void> {
  const limit = Date.now() + noticing;
  const isRead = (): boolean => {
    const entries = layerEntries(layer);
    const entry: unknown = Array.isArray(entries) ? entries.find((each) => entryName(each) === name) : undefined;
    const ssl: unknown = typeof entry === 'object' && entry !== null && 'ssl' in entry ? entry.ssl : undefined;
    return typeof ssl === 'object' && ssl !== null && 'ca' in ssl && ssl.ca === ca;
  };
  while (!isRead() && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 50));
}
