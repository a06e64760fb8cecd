import { once } from 'node:events';
import { openSocket } from './openSocket.ts';
import type { Address, Dial } from './openSocket.ts';
import type { Encryption } from './tlsOptions.ts';

/** What the server says in BackendKeyData; who knows it may cancel what the session is doing. */
export interface BackendKey {
  readonly processID: number;
  readonly secretKey: number;
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-CANCELREQUEST */
const cancelRequestCode = 80_877_102;

/**
 * Asks the server, over a connection of its own, to stop what a session is doing. Settles when the server has passed the
 * request on, so that it cannot hit a later statement.
 */
export async function sendCancelRequest(
  address: Address,
  encryption: Encryption | undefined,
  key: BackendKey,
  signal: AbortSignal,
  way: { readonly dial: Dial },
): Promise<void> {
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(key.processID, 8);
  message.writeInt32BE(key.secretKey, 12);
  const socket = await openSocket(address, encryption, signal, way);
  try {
    const closed = once(socket, 'close', { signal });
    socket.resume();
    // Not `end`, which closes our half: as libpq has it, the other side closes. PgBouncer 1.18 ends itself, with everybody's
    // connections, when a client is gone before the request has been passed on.
    socket.write(message);
    await closed;
  } finally {
    socket.destroy();
  }
}
