import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ensureProgram } from './debianPackage.ts';
import { freePort } from './freePort.ts';
import { guard } from './guard.ts';
import type { PostgresServer } from './postgresServers.ts';

export interface PgBouncer {
  readonly port: number;
  /** The URI of a database through the pooler. */
  through(uri: string): string;
  log(): string;
  stop(): Promise<void>;
}

/** The pooler's program, and whether it can pass on prepared statements, which came with 1.21. */
export async function findPgBouncer(): Promise<{ readonly program: string; readonly prepares: boolean } | undefined> {
  const program = await ensureProgram('pgbouncer', 'pgbouncer');
  if (program === undefined) return undefined;
  const [, major = 0, minor = 0] =
    /PgBouncer (\d+)\.(\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' })) ?? [];
  return { program, prepares: Number(major) > 1 || Number(minor) >= 21 };
}

/**
 * Starts a real PgBouncer before a server that trusts everybody.
 *
 * @param settings of pgbouncer.ini, over those that any pooler needs
 */
export async function startPgBouncer(
  program: string,
  server: PostgresServer,
  settings: Readonly<Record<string, string>>,
): Promise<PgBouncer> {
  const port = await freePort();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pgbouncer-'));
  await chmod(folder, 0o755);
  const users = path.join(folder, 'users.txt');
  await writeFile(users, '"postgres" ""\n', { mode: 0o644 });
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'trust',
    auth_file: users,
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  const file = path.join(folder, 'pgbouncer.ini');
  const database = `* = host=${server.host} port=${String(server.port)}`;
  await writeFile(file, ['[databases]', database, '[pgbouncer]', ...lines, ''].join('\n'), { mode: 0o644 });

  // It refuses to run as root, as PostgreSQL does.
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(program, [file], { ...identity, cwd: folder, env: { ...process.env, LC_ALL: 'C' } });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  const dismissGuard = guard(child, 'SIGTERM', folder);
  await untilListening(port, () => log);
  return {
    port,
    through: (uri) => Object.assign(new URL(uri), { host: `127.0.0.1:${String(port)}` }).href,
    log: () => log,
    async stop() {
      child.ref();
      child.kill('SIGTERM');
      await exited;
      dismissGuard();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number, log: () => string): Promise<void> {
  const limit = performance.now() + 10_000;
  for (;;) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => {
        resolve(false);
      });
    });
    if (isThere) return;
    if (performance.now() > limit) throw new Error(`PgBouncer did not start: ${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
