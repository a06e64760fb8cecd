import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './freePort.ts';
import { guard } from './guard.ts';

const run = promisify(execFile);

/** A home folder with an .ssh of its own, for one user of SSH; the developer's own is not touched. */
export interface SshHome {
  readonly folder: string;
  /** The path of a file in its .ssh. */
  file(name: string): string;
  write(name: string, text: string): Promise<void>;
  /** Makes a key pair in its .ssh and gives the private key's path. */
  makeKey(name: string, passphrase?: string): Promise<string>;
  remove(): Promise<void>;
}

export async function makeSshHome(): Promise<SshHome> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ssh-home-'));
  const file = (name: string): string => path.join(folder, '.ssh', name);
  await mkdir(path.join(folder, '.ssh'), { mode: 0o700 });
  return {
    folder,
    file,
    write: async (name, text) => writeFile(file(name), text, { mode: 0o600 }),
    async makeKey(name, passphrase = '') {
      await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', file(name)]);
      return file(name);
    },
    remove: async () => rm(folder, { recursive: true, force: true }),
  };
}

export interface SshServer {
  readonly port: number;
  /** Its line for a known_hosts file. */
  readonly knownHost: string;
  /** "SHA256:..." */
  readonly fingerprint: string;
  /** What it wrote to its log so far. */
  log(): string;
  /** Lets those in who have one of these keys, given by the paths of the private ones. */
  authorize(...keys: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a real sshd for the current user on a free port of the loopback address, with a host key and a folder of its own. */
export async function startSshd(program: string, settings: Readonly<Record<string, string>> = {}): Promise<SshServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sshd-'));
  const port = await freePort();
  const hostKey = path.join(folder, 'host_key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKey]);
  const authorized = path.join(folder, 'authorized_keys');
  await writeFile(authorized, '', { mode: 0o600 });
  const config = {
    ...{ Port: String(port), ListenAddress: '127.0.0.1', HostKey: hostKey, AuthorizedKeysFile: authorized },
    ...{ PidFile: 'none', UsePAM: 'no', StrictModes: 'no', PasswordAuthentication: 'no' },
    ...{ KbdInteractiveAuthentication: 'no', PermitRootLogin: 'prohibit-password', LogLevel: 'VERBOSE' },
    ...settings,
  };
  const configFile = path.join(folder, 'sshd_config');
  await writeFile(
    configFile,
    Object.entries(config)
      .map((setting) => `${setting.join(' ')}\n`)
      .join(''),
  );
  // Run by root, it wants the folder for its unprivileged part, which a machine without the service may lack.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const server = spawn(program, ['-D', '-e', '-f', configFile], { stdio: ['ignore', 'ignore', 'pipe'] });
  const dismissGuard = guard(server, 'SIGTERM', folder);
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  await untilListening(port, () => log);
  const publicKey = (await readFile(`${hostKey}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
  const { stdout } = await run('ssh-keygen', ['-l', '-f', `${hostKey}.pub`]);
  return {
    port,
    knownHost: `[127.0.0.1]:${String(port)} ${publicKey}\n`,
    fingerprint: stdout.split(' ')[1] ?? '',
    log: () => log,
    async authorize(...keys) {
      for (const key of keys) await appendFile(authorized, await readFile(`${key}.pub`, 'utf8'));
    },
    async stop() {
      const ended = once(server, 'exit');
      server.ref();
      server.kill('SIGTERM');
      await ended;
      // Each connection has a process of its own, which outlives the one that listens.
      dismissGuard();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number, log: () => string): Promise<void> {
  const limit = performance.now() + 10_000;
  for (;;) {
    const socket = net.connect(port, '127.0.0.1');
    try {
      await once(socket, 'data');
      return;
    } catch (error) {
      if (performance.now() > limit) throw new Error(`sshd does not start: ${log()}`, { cause: error });
      await delay(20);
    } finally {
      socket.destroy();
    }
  }
}

/** Starts a real ssh-agent with these keys and gives its socket. */
export async function startAgent(...keys: readonly string[]): Promise<{ readonly socket: string; stop(): void }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ssh-agent-'));
  const socket = path.join(folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  const dismissGuard = guard(agent, 'SIGTERM', folder);
  for (const key of keys) {
    for (let tries = 0; ; tries += 1) {
      try {
        await run('ssh-add', ['-q', key], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
        break;
      } catch (error) {
        if (tries > 100) throw error;
        await delay(20);
      }
    }
  }
  return {
    socket,
    stop() {
      agent.kill('SIGTERM');
      dismissGuard();
    },
  };
}
