import { once } from 'node:events';
import net from 'node:net';
import { CompareError } from '../../../src/compareError.ts';
import type { Session } from '../../../src/catalog/session.ts';
import type { PostgresEnvironment } from '../../../src/environments/environment.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import type { OpenOptions, SecretStore, SessionTimeouts } from '../../../src/environments/provider.ts';
import type { KeptTokens } from '../../../src/environments/providers/aws/rdsTokens.ts';
import type { SshQuestions } from '../../../src/environments/ssh/sshQuestions.ts';
import { createPostgresProvider } from '../../../src/environments/providers/postgres/postgresProvider.ts';

export interface OpenSettings extends OpenOptions {
  readonly timeouts?: Partial<SessionTimeouts>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly secrets?: SecretStore;
  readonly tokens?: KeptTokens;
  readonly questions?: SshQuestions;
}

/** Opens a session on an environment of these properties. */
export async function open(
  properties: string | Partial<PostgresEnvironment>,
  settings: OpenSettings = {},
): Promise<Session> {
  const provider = createPostgresProvider({
    timeouts: { ...defaultTimeouts, ...settings.timeouts },
    // A home of nobody's: the developer's own ~/.pgpass and certificates are not to matter.
    variables: { HOME: '/nonexistent', ...settings.variables },
    secrets: settings.secrets,
    tokens: settings.tokens,
    sshQuestions: settings.questions,
  });
  const own = typeof properties === 'string' ? { connectionString: properties } : properties;
  return provider.open({ type: 'postgres', name: 'test', ...own }, settings);
}

/** The error that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<CompareError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof CompareError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

export async function withSession<T>(session: Session, use: (session: Session) => Promise<T>): Promise<T> {
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

export interface Loopback {
  readonly port: number;
  stop(): Promise<void>;
}

/** A server on a free port of the loopback address that does what it is told with each connection. */
export async function serve(onConnection: (socket: net.Socket) => void): Promise<Loopback> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface Proxy extends Loopback {
  /** How often the client has spoken after it had heard something: one for each round trip. */
  readonly flights: () => number;
  /** Drops every connection, as a network does. */
  cut(): void;
  /** Swallows what is sent from now on, in both directions, new connections included. */
  swallow(): void;
  /** Makes what is sent over the connections that are open now arrive later by so many milliseconds. */
  delay(milliseconds: number): void;
}

/** Stands between a client and a server, as the network does; every connection has the delay from its start. */
export async function startProxy(
  target: { readonly host: string; readonly port: number },
  { delay: initialDelay }: { readonly delay?: number } = {},
): Promise<Proxy> {
  const pairs: net.Socket[] = [];
  const delays = new Map<net.Socket, number>();
  let flights = 0;
  let swallows = false;
  const loopback = await serve((client) => {
    const server = net.connect(target.port, target.host);
    pairs.push(client, server);
    if (initialDelay !== undefined) delays.set(server, initialDelay);
    let hasHeard = true;
    server.on('error', () => client.destroy());
    client.on('data', (data) => {
      if (hasHeard) flights += 1;
      hasHeard = false;
      if (swallows) return;
      const delay = delays.get(server);
      if (delay === undefined) server.write(data);
      else setTimeout(() => server.write(data), delay);
    });
    server.on('data', (data) => {
      hasHeard = true;
      if (!swallows) client.write(data);
    });
    client.on('close', () => {
      // What the client sent before is still to arrive.
      server.destroySoon();
    });
    server.on('close', () => client.destroy());
  });
  return {
    ...loopback,
    flights: () => flights,
    cut() {
      for (const socket of pairs) socket.destroy();
    },
    swallow() {
      swallows = true;
    },
    delay(milliseconds) {
      for (const socket of pairs) delays.set(socket, milliseconds);
    },
  };
}
