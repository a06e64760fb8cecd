import { CompareError } from '../../compareError.ts';
import type { ErrorDetails, ErrorReason } from '../../compareError.ts';
import type { SshHop } from './sshHops.ts';

/** What every error about an SSH host says of it: `ssh` is its address, `hop` its place on the way, `jump` or `last`. */
export function hopFacts({ host, port, user, alias, isJump }: SshHop): ErrorDetails {
  const address = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  return { ssh: address, sshUser: user, alias, hop: isJump ? 'jump' : 'last' };
}

const reasonByNodeCode: Readonly<Record<string, ErrorReason>> = {
  ENOTFOUND: 'sshHostUnknown',
  EAI_AGAIN: 'sshHostUnknown',
  EAI_NODATA: 'sshHostUnknown',
  EAI_FAIL: 'sshHostUnknown',
  ECONNREFUSED: 'sshRefused',
  EHOSTUNREACH: 'sshRefused',
  ENETUNREACH: 'sshRefused',
  EADDRNOTAVAIL: 'sshRefused',
  ETIMEDOUT: 'sshTimeout',
};

/** What an error means that came before the host had let anybody in. */
export function toSshError(error: unknown, facts: ErrorDetails): CompareError {
  if (error instanceof CompareError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new CompareError(reasonByNodeCode[code ?? ''] ?? 'sshFailed', { ...facts, message }, { cause: error });
}

/** https://www.rfc-editor.org/rfc/rfc4254#section-5.1 */
const administrativelyProhibited = 1;

/** What it means that a host opened no channel to `target`. */
export function toChannelError(error: Error, target: string, facts: ErrorDetails): CompareError {
  const { reason } = error as Error & { reason?: number | string };
  const message = error.message.replace(/^\(SSH\) Channel open failure: /, '');
  if (reason === administrativelyProhibited) {
    return new CompareError('sshForwardingRefused', { ...facts, target, message }, { cause: error });
  }
  // The server's refusal has a number; that the connection is gone has none.
  if (typeof reason === 'number') {
    return new CompareError('sshTargetUnreachable', { ...facts, target, message }, { cause: error });
  }
  return new CompareError('connectionLost', { ...facts, message }, { cause: error });
}
