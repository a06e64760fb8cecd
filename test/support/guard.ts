import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import net from 'node:net';

/** Ends the guarded process and removes its folder once its standard input closes without a word. */
const guardProgram = `
  const fs = require('node:fs');
  const [pid, signal, folder] = [Number(process.argv[1]), process.argv[2], process.argv[3]];
  let isDismissed = false;
  process.stdin.on('data', () => (isDismissed = true));
  process.stdin.on('close', async () => {
    if (isDismissed) return;
    const send = (what) => { try { return process.kill(pid, what); } catch { return false; } };
    send(signal);
    for (let tries = 0; send(0) && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    send('SIGKILL');
    if (folder) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
`;

/**
 * Watches over a process from a process of its own, which learns from its closed standard input that this process is
 * gone (at its end, by an error, by Ctrl+C or killed) and then ends what it guards and removes the
 * folder, if there is one to remove.
 * The guarded process keeps this one alive no longer.
 *
 * @returns dismisses the guard, once the guarded process has been ended in the ordinary way
 */
export function guard(guarded: ChildProcess, signal: NodeJS.Signals, folder?: string): () => void {
  const watcher = spawn(process.execPath, ['-e', guardProgram, String(guarded.pid), signal, folder ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    // In the desktop's extension host the program is Electron.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  watcher.unref();
  guarded.unref();
  for (const stream of [watcher.stdin, guarded.stdout, guarded.stderr]) {
    if (stream instanceof net.Socket) stream.unref();
  }
  return () => {
    watcher.stdin.end('dismissed');
  };
}
