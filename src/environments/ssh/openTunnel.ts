import type { Client, ClientChannel } from 'ssh2';
import { CompareError } from '../../compareError.ts';
import type { SshSettings } from '../environment.ts';
import { ChannelSocket } from './channelSocket.ts';
import { connectHop } from './connectHop.ts';
import { hopFacts, toChannelError } from './sshErrors.ts';
import { resolveHops } from './sshHops.ts';
import type { SshHop } from './sshHops.ts';
import type { IdentityContext } from './sshIdentities.ts';

/** A way through SSH hosts, for any number of connections. */
export interface Tunnel {
  /**
   * Connects from the last host to an address, or to a Unix-domain socket there where the host begins with `/`.
   *
   * @throws CompareError 'sshForwardingRefused', 'sshTargetUnreachable', 'connectionLost'
   */
  connect(
    address: { readonly host: string; readonly port: number } | string,
    signal: AbortSignal,
  ): Promise<ChannelSocket>;
  /** Ends all of it, with the connections that are open. */
  readonly close: () => void;
}

export interface TunnelContext extends IdentityContext {
  readonly environmentName: string;
}

/**
 * Opens a way through an SSH host, and the jump hosts before it.
 *
 * @throws CompareError 'settingsInvalid', 'fileUnreadable', 'cancelled', or a reason that begins with `ssh`; 'sshTimeout'
 *   where the signal fires first
 */
export async function openTunnel(
  settings: SshSettings,
  context: TunnelContext,
  signal: AbortSignal,
  onProgress?: (phase: string) => void,
): Promise<Tunnel> {
  const hops = await resolveHops(settings, context.environmentName, context.variables);
  const clients: Client[] = [];
  const close = (): void => {
    for (const client of clients.toReversed()) client.end();
    // A host that is gone does not answer the goodbye.
    for (const client of clients) client.destroy();
  };
  try {
    let last: { readonly client: Client; readonly hop: SshHop } | undefined;
    for (const hop of hops) {
      onProgress?.(`connecting to the ${hop.isJump ? 'jump host' : 'SSH host'} ${hop.alias}`);
      const client = await untilAborted(reachHop(hop, last, context, signal), hop, signal);
      clients.push(client);
      last = { client, hop };
    }
    if (last === undefined) throw new CompareError('internal', { message: 'no SSH host' });
    const { client, hop } = last;
    return { connect: async (address, limit) => openChannel(client, hop, address, limit), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function reachHop(
  hop: SshHop,
  before: { readonly client: Client; readonly hop: SshHop } | undefined,
  context: TunnelContext,
  signal: AbortSignal,
): Promise<Client> {
  const stream = before === undefined ? undefined : await openChannel(before.client, before.hop, hop, signal);
  try {
    return await connectHop(hop, stream, context, signal);
  } catch (error) {
    stream?.destroy();
    throw error;
  }
}

/** What is waited for in vain ends with the host that it waited for. */
async function untilAborted(client: Promise<Client>, hop: SshHop, signal: AbortSignal): Promise<Client> {
  try {
    const connected = await client;
    if (!signal.aborted) return connected;
    connected.destroy();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  throw new CompareError('sshTimeout', hopFacts(hop));
}

function openChannel(
  client: Client,
  from: SshHop,
  address: { readonly host: string; readonly port: number } | string,
  signal: AbortSignal,
): Promise<ChannelSocket> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new Error('The operation was aborted'));
    };
    signal.addEventListener('abort', abort, { once: true });
    const target = typeof address === 'string' ? address : `${address.host}:${String(address.port)}`;
    const opened = (error: Error | undefined, channel: ClientChannel): void => {
      signal.removeEventListener('abort', abort);
      if (error !== undefined) reject(toChannelError(error, target, hopFacts(from)));
      else if (signal.aborted) channel.destroy();
      else resolve(new ChannelSocket(channel));
    };
    try {
      if (typeof address === 'string') client.openssh_forwardOutStreamLocal(address, opened);
      // Where the connection comes from is for the host's log alone.
      else client.forwardOut('127.0.0.1', 0, address.host, address.port, opened);
    } catch (error) {
      // The client throws where its connection is gone.
      opened(error as Error, undefined as never);
    }
  });
}
