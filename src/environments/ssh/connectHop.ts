import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { CompareError } from '../../compareError.ts';
import { prepareHostKeyCheck } from './hostKeys.ts';
import { hopFacts, toSshError } from './sshErrors.ts';
import type { SshHop } from './sshHops.ts';
import { authenticationMethods, readKeyFiles } from './sshIdentities.ts';
import type { Attempts, IdentityContext } from './sshIdentities.ts';

/** Often enough to keep a firewall or NAT from forgetting the connection, and to learn that the host is gone. */
const keepaliveMilliseconds = 15_000;

/** https://www.rfc-editor.org/rfc/rfc4253#section-11.1 */
const noMoreAuthMethods = 14;
/** OpenSSH says so, as "protocol error", when a client has shown too many keys. */
const protocolError = 2;

/**
 * Logs in to an SSH host, through `stream` where there is one.
 *
 * @throws CompareError whose reason begins with `ssh`, 'fileUnreadable', 'cancelled'
 */
export async function connectHop(
  hop: SshHop,
  stream: Duplex | undefined,
  context: IdentityContext,
  signal: AbortSignal,
): Promise<Client> {
  const facts = hopFacts(hop);
  const [{ default: ssh2 }, hostKeys, keys] = await Promise.all([
    import('ssh2'),
    prepareHostKeyCheck(hop, facts, context.questions),
    readKeyFiles(hop.identities),
  ]);
  const socket = stream ?? (await openSocket(hop, signal));
  const client = new ssh2.Client();
  const attempts: Attempts = { tried: [], undecrypted: undefined };
  const methods = authenticationMethods(hop, keys, attempts, context);
  const refused = (message?: string): CompareError =>
    attempts.undecrypted ??
    new CompareError('sshAuthenticationFailed', { ...facts, tried: attempts.tried.join(', '), message });
  const abort = (): void => {
    client.destroy();
    socket.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (error: unknown): void => {
        reject(toSshError(error, facts));
      };
      client.on('ready', resolve);
      // Stays on the client: an error later on must not end the process. Its channels close, which is what counts.
      client.on('error', (error: Error & { level?: string; code?: unknown }) => {
        // One key of the agent that cannot sign; the next one is tried.
        if (error.level === 'agent') return;
        const isRefusal = error.code === protocolError || error.code === noMoreAuthMethods;
        fail(attempts.tried.length > 0 && isRefusal ? refused(error.message) : error);
      });
      client.on('close', () => {
        fail(attempts.tried.length > 0 ? refused() : new Error('The host closed the connection'));
      });
      client.connect({
        sock: socket,
        username: hop.user,
        // The signal is the limit.
        readyTimeout: 0,
        keepaliveInterval: keepaliveMilliseconds,
        ...(hostKeys.algorithms === undefined ? {} : { algorithms: { serverHostKey: hostKeys.algorithms } }),
        hostVerifier: (key: Buffer, verify: (isAccepted: boolean) => void): void => {
          hostKeys.check(key).then(
            () => {
              verify(true);
            },
            (error: unknown) => {
              fail(error);
              verify(false);
            },
          );
        },
        authHandler: (left, _, next) => {
          const isPossible = (left as readonly string[] | null)?.includes('publickey') ?? true;
          const offer = async (): Promise<void> => {
            const method = isPossible ? await methods.next() : undefined;
            if (method === undefined) throw refused(`it asks for ${left.join(' or ')}`);
            if (method.done === true) throw refused();
            next(method.value);
          };
          offer().catch(fail);
        },
      });
    });
    return client;
  } catch (error) {
    abort();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** @throws CompareError 'sshHostUnknown', 'sshRefused', 'sshTimeout' */
async function openSocket(hop: SshHop, signal: AbortSignal): Promise<net.Socket> {
  signal.throwIfAborted();
  const socket = net.connect({ host: hop.host, port: hop.port, noDelay: true });
  const abort = (): void => {
    socket.destroy(new Error('The operation was aborted'));
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return socket;
  } catch (error) {
    throw toSshError(error, hopFacts(hop));
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
