import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const output = { maxBuffer: 1 << 30 };

/** Another program that compares two databases, run as a process of its own. */
export interface Peer {
  readonly name: string;
  readonly compare: (left: string, right: string) => Promise<unknown>;
}

/** Peers from npm, installed beside the project on first use because nothing but the bench needs them. */
export async function npmPeers(): Promise<readonly Peer[]> {
  const folder = path.resolve('.bench');
  const packages = { '@supabase/pg-delta': '1.0.0-alpha.34', '@pgkit/migra': '0.6.1' };
  if (!existsSync(path.join(folder, 'node_modules', '@supabase', 'pg-delta'))) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    await run('npm', ['install', '--ignore-scripts', '--no-save'], { cwd: folder, ...output });
  }
  const script = (name: string) => path.join(folder, 'node_modules', '.bin', name);
  return [
    {
      name: 'pg-delta',
      compare: (left, right) =>
        run(script('pgdelta'), ['diff', '--source', left, '--desired', right], output).catch(anyExit),
    },
    { name: 'migra', compare: (left, right) => run(script('migra'), ['run', left, right], output).catch(anyExit) },
  ];
}

/** Programs of this kind say by their exit code that the databases differ; what they print shows that they ran. */
function anyExit(error: unknown): unknown {
  if ((error as { readonly stdout?: string }).stdout === '') throw error;
  return error;
}

/** A pg_dump on this machine, with the major version of the newest server that it can read. */
export async function findPgDump(): Promise<{ readonly file: string; readonly major: number } | undefined> {
  for (const file of [
    'pg_dump',
    ...[18, 17, 16, 15, 14].map((major) => `/usr/lib/postgresql/${String(major)}/bin/pg_dump`),
  ]) {
    try {
      const { stdout } = await run(file, ['--version']);
      return { file, major: Number(/(\d+)/.exec(stdout)?.[1] ?? 0) };
    } catch {
      continue;
    }
  }
  return undefined;
}

export async function dumpInTurn(file: string, left: string, right: string): Promise<void> {
  for (const uri of [left, right]) await run(file, ['-s', uri], output);
}

export async function dumpAtOnce(file: string, left: string, right: string): Promise<void> {
  await Promise.all([left, right].map((uri) => run(file, ['-s', uri], output)));
}
