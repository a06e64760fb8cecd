import * as vscode from 'vscode';
import type { SslMode } from '../../environments/environment.ts';
import { setEntryProperty } from '../environments/settingsLayers.ts';
import { environmentsSetting, settingSection } from '../ids.ts';
import type { Services } from '../services.ts';
import { settingsPath } from '../workspacePaths.ts';
import { namedBy } from './chooseEnvironment.ts';

/** How long VS Code may take to notice that settings.json was saved, in milliseconds. */
const noticing = 5_000;

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

  const applied = settingsApplied();
  await setEntryProperty(layer, name, 'ssl', (written) => ({
    ...(typeof written === 'object' ? written : {}),
    mode: environment.ssl?.mode ?? (isVerifying(mode) ? mode : 'verify-full'),
    ca: settingsPath(uri),
  }));
  await applied;
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

/** Settles when VS Code has read the environments anew. */
function settingsApplied(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, noticing);
    const subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${settingSection}.${environmentsSetting}`)) done();
    });
  });
}
