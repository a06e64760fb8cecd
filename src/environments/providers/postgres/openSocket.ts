import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { CompareError } from '../../../compareError.ts';
import type { OpenOptions } from '../../provider.ts';
import { certificateFacts, certificateOf } from './serverCertificate.ts';
import type { Encryption } from './tlsOptions.ts';

export interface Address {
  /** A host name, an address, or the folder of a Unix-domain socket. */
  readonly host: string;
  readonly port: number;
}

/** Makes the connection that a session's bytes go through: over the network, or through a tunnel. */
export type Dial = (address: Address, signal: AbortSignal, onStage?: OpenOptions['onStage']) => Promise<Duplex>;

/** https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-SSLREQUEST */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Often enough to keep a firewall or NAT from forgetting a connection whose statement runs for minutes. */
const keepAliveMilliseconds = 30_000;

/**
 * Opens a socket to a PostgreSQL server, encrypted when asked for, ready for the first message.
 *
 * pg could do this itself, but not stop in the middle, nor tell a TLS failure from others; and the same way is needed for
 * cancel requests.
 *
 * @throws what `dial` throws; Node's error for what else happens before TLS; CompareError 'tlsFailed' with Node's code for
 *   TLS itself and what the server's certificate says of itself (`issuer`, `names`, `validFrom`, `validTo`), or with
 *   SERVER_WITHOUT_TLS when the server does not offer it
 */
export async function openSocket(
  address: Address,
  encryption: Encryption | undefined,
  signal: AbortSignal,
  { dial, onStage }: { readonly dial: Dial } & Pick<OpenOptions, 'onStage'>,
): Promise<Duplex> {
  signal.throwIfAborted();
  const socket = await dial(address, signal, onStage);
  onStage?.({ name: 'reached', host: address.host, port: address.port });
  if (encryption === undefined) return socket;
  const abort = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    const encrypted = await encrypt(socket, address, encryption);
    onStage?.({ name: 'encrypted', certificate: certificateOf(encrypted, encryption) });
    return encrypted;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Connects over the network, or to a Unix-domain socket of this machine. @throws Node's error */
export async function dialDirectly(
  address: Address,
  signal: AbortSignal,
  onStage?: OpenOptions['onStage'],
): Promise<net.Socket> {
  const { host, port } = address;
  const socket = net.connect(host.startsWith('/') ? { path: socketPath(address) } : { host, port });
  const abort = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    socket.once('lookup', (error: Error | null, found: string) => {
      if (error === null) onStage?.({ name: 'resolved', host, address: found });
    });
    await untilEvent(socket, 'connect');
    socket.setNoDelay(true);
    socket.setKeepAlive(true, keepAliveMilliseconds);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** The Unix-domain socket in an address's folder, https://www.postgresql.org/docs/current/runtime-config-connection.html */
export function socketPath({ host, port }: Address): string {
  return `${host}/.s.PGSQL.${String(port)}`;
}

async function encrypt(socket: Duplex, { host }: Address, encryption: Encryption): Promise<tls.TLSSocket> {
  try {
    socket.write(sslRequest);
    const answer = await untilEvent(socket, 'data');
    // More than the one byte would be text that somebody put before the encryption began (CVE-2021-23222).
    if (!Buffer.isBuffer(answer) || answer.length !== 1 || answer.toString('latin1') !== 'S') {
      throw Object.assign(new Error('The server does not offer TLS'), { code: 'SERVER_WITHOUT_TLS' });
    }
    // A name for an address is forbidden in the handshake (RFC 6066), but needed to verify the certificate.
    const encrypted = tls.connect({
      ...encryption,
      // Node would drop the certificate with the connection; it is looked at below, before anything is said.
      rejectUnauthorized: false,
      socket,
      host,
      ...(net.isIP(host) === 0 ? { servername: host } : {}),
    });
    await untilEvent(encrypted, 'secureConnect');
    if (encryption.rejectUnauthorized !== false && !encrypted.authorized) throw unverified(encrypted);
    return encrypted;
  } catch (error) {
    if (error instanceof CompareError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CompareError('tlsFailed', { code, message }, { cause: error });
  }
}

/** Why Node does not take the server for who it should be, and what its certificate says. */
function unverified(socket: tls.TLSSocket): CompareError {
  // A certificate's problem comes as its code; a host name's as an error, against what the types say.
  const problem: unknown = socket.authorizationError;
  const { code, message } =
    problem instanceof Error ? (problem as NodeJS.ErrnoException) : { code: String(problem), message: String(problem) };
  return new CompareError('tlsFailed', { code, message, ...certificateFacts(socket) });
}

/** The first argument of the event. Rejects when the socket fails or closes before. */
function untilEvent(socket: Duplex, event: 'connect' | 'data' | 'secureConnect'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // Stays on the socket: an error between two waits must not end the process.
    socket.on('error', reject);
    socket.once('close', () => {
      reject(Object.assign(new Error('The server closed the connection'), { code: 'ECONNRESET' }));
    });
    socket.once(event, resolve);
  });
}
