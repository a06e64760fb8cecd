import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { CompareError } from '../compareError.ts';

export interface Command {
  /** As typed into a shell: /bin/sh, or cmd.exe on Windows. */
  readonly text: string;
  /** Absolute; where it runs. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** In milliseconds. */
  readonly timeout: number;
}

/** How much of what a command says of its failure is kept: its end tells why. */
const keptOfErrors = 4000;

/**
 * Runs a command and gives what it prints. With the command end all processes that it started.
 *
 * @throws CompareError `commandFailed` with the exit code and the end of what it wrote to stderr, `commandTimeout`, or
 * `cancelled`
 */
export async function runCommand(
  { text, folder, variables, timeout }: Command,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  if (signal?.aborted === true) throw new CompareError('cancelled');
  const child = spawn(text, {
    cwd: folder,
    env: variables,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the whole of it can be ended.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const printed: Buffer[] = [];
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => void printed.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-keptOfErrors);
  });

  let stopped: 'cancelled' | 'commandTimeout' | undefined;
  const stop = (reason: typeof stopped): void => {
    stopped ??= reason;
    endAll(child);
  };
  const cancel = (): void => {
    stop('cancelled');
  };
  signal?.addEventListener('abort', cancel);
  const timer = setTimeout(stop, timeout, 'commandTimeout');
  try {
    const code = await new Promise<number | string | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, exitSignal) => {
        resolve(exitCode ?? exitSignal);
      });
    });
    if (stopped !== undefined) throw new CompareError(stopped, { command: text, timeout });
    if (code === 0) return Buffer.concat(printed).toString('utf8');
    throw new CompareError('commandFailed', { command: text, exitCode: code ?? undefined, message: errors.trim() });
  } catch (error) {
    if (error instanceof CompareError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new CompareError('commandFailed', { command: text, message }, { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

function endAll(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    const killer = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    killer.once('error', () => child.kill());
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended by itself.
  }
}
