import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonReport } from '../../src/reports/jsonReport.ts';

export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One cache for a whole test run: loading the same SQL files again and again would test the embedded server's start. */
const cache = mkdtemp(path.join(os.tmpdir(), 'database-compare-cache-'));
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Runs the built command line tool as a user would, with a cache folder of the tests' own. */
export async function runCli(
  args: readonly string[],
  options: { readonly cwd?: string; readonly variables?: Readonly<Record<string, string>> } = {},
): Promise<CliResult> {
  const XDG_CACHE_HOME = await cache;
  // What is kept for longer lives there as well, and nothing of the developer's own is touched.
  const XDG_STATE_HOME = XDG_CACHE_HOME;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...args],
      {
        cwd: options.cwd,
        maxBuffer: 1 << 28,
        env: { ...process.env, XDG_CACHE_HOME, XDG_STATE_HOME, ...options.variables },
      },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exitCode, stdout, stderr });
      },
    );
  });
}

/** Runs `compare` with `--format json` and gives what it reports. */
export async function compareByCli(left: string, right: string, ...args: readonly string[]): Promise<JsonReport> {
  const { stdout, stderr } = await runCli(['compare', left, right, '--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as JsonReport;
}
