import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../freePort.ts';
import { guard } from '../guard.ts';
import { installServer } from './installServer.ts';

/** Settings that keep VS Code from asking, greeting, updating and calling home. */
const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
};

export interface ServerOptions {
  /** User settings beside those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where user data, extensions and logs go; a folder that `stop` removes where none is named. */
  readonly folder?: string;
  /** A .vsix to install first. */
  readonly vsix?: string;
  /** A free one where none is named. */
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface VsCodeServer {
  /** The address that opens a folder or a .code-workspace; `payload` is what VS Code calls the environment of its window. */
  address(folder: string | undefined, payload?: readonly (readonly [string, string])[]): string;
  /** How a window of this server names a file of this machine. */
  remoteUri(file: string): string;
  readonly userData: string;
  /** Where VS Code writes its logs, a folder per start. */
  readonly logs: string;
  stop(): Promise<void>;
}

/** Starts the server of a real VS Code, which a browser opens. Installs it where it is missing. */
export async function startServer(options: ServerOptions = {}): Promise<VsCodeServer> {
  const server = await installServer();
  const folder = options.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'vscode-server-')));
  const data = path.join(folder, 'data');
  const userData = path.join(folder, 'user-data');
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, null, 2);
  for (const place of ['User', 'Machine']) {
    await mkdir(path.join(userData, place), { recursive: true });
    // Settings that somebody changed in an earlier start of the same folder stay.
    await writeFile(path.join(userData, place, 'settings.json'), settings, { flag: 'wx' }).catch(() => undefined);
  }

  const main = path.join(server, 'out', 'server-main.js');
  const folders = [
    ...['--accept-server-license-terms', '--server-data-dir', data],
    ...['--user-data-dir', userData, '--extensions-dir', path.join(folder, 'extensions')],
  ];
  if (options.vsix !== undefined) await run(process.execPath, [main, ...folders, '--install-extension', options.vsix]);

  const port = options.port ?? (await freePort());
  const child = spawn(
    process.execPath,
    [
      main,
      ...folders,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--telemetry-level', 'off'],
    ],
    // Its sockets go into the folder too, where the folder is a short-lived one: a socket's path must be short.
    {
      env: {
        ...process.env,
        ...(options.folder === undefined ? { XDG_RUNTIME_DIR: folder } : {}),
        ...options.environment,
      },
    },
  );
  let log = '';
  const collect = (chunk: Buffer): void => void (log += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const dismissGuard = guard(child, 'SIGTERM', options.folder === undefined ? folder : undefined);

  const limit = Date.now() + 60_000;
  const base = `http://127.0.0.1:${String(port)}`;
  while (!(await answers(`${base}/version`))) {
    if (child.exitCode !== null) throw new Error(`The VS Code server ended: ${log}`);
    if (Date.now() > limit) throw new Error(`The VS Code server did not answer within a minute: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  return {
    address(opened, payload) {
      const url = new URL(base);
      if (opened === undefined) url.searchParams.set('ew', 'true');
      else url.searchParams.set(opened.endsWith('.code-workspace') ? 'workspace' : 'folder', opened);
      if (payload !== undefined) url.searchParams.set('payload', JSON.stringify(payload));
      return url.href;
    },
    remoteUri: (file) => `vscode-remote://127.0.0.1:${String(port)}${file}`,
    userData,
    logs: path.join(userData, 'logs'),
    async stop() {
      child.ref();
      child.kill('SIGTERM');
      await exited;
      dismissGuard();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const collect = (chunk: Buffer): void => void (text += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}: ${text}`));
    });
  });
}
