import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type tls from 'node:tls';
import type { Protection } from '../../../catalog/session.ts';
import { CompareError } from '../../../compareError.ts';
import type { TlsSettings } from './connectionTarget.ts';

/** How to encrypt a connection; undefined in its place means not to. */
export type Encryption = tls.ConnectionOptions;

/**
 * How to encrypt, and whether it may be done without, by libpq's rules
 * (https://www.postgresql.org/docs/current/libpq-ssl.html): `prefer` falls back to a connection without TLS, `require` does not verify the server unless a root certificate is named, `verify-ca` verifies the
 * certificate's chain, `verify-full` the host name too. Without `ca`, the verifying modes use ~/.postgresql/root.crt as libpq
 * does; without that file, or with `system`, Node's own root certificates.
 *
 * @throws CompareError 'fileUnreadable' for a certificate or key that is named and cannot be read
 */
export async function chooseEncryption(
  settings: TlsSettings,
  host: string,
): Promise<{ readonly encryption: Encryption | undefined; readonly isOptional: boolean }> {
  const isUnixSocket = host.startsWith('/');
  if (settings.mode === 'disable' || isUnixSocket) return { encryption: undefined, isOptional: false };

  const verifies =
    settings.mode === 'verify-ca' ||
    settings.mode === 'verify-full' ||
    (settings.mode === 'require' && settings.ca !== undefined);
  const [ca, cert, key] = await Promise.all([
    verifies && settings.ca !== 'system' ? readTlsFile(settings.ca, 'root.crt', 'ca') : undefined,
    readTlsFile(settings.cert, 'postgresql.crt', 'cert'),
    readTlsFile(settings.key, 'postgresql.key', 'key'),
  ]);
  const encryption: Encryption = {
    rejectUnauthorized: verifies,
    ...(ca === undefined ? {} : { ca }),
    // One without the other is no identity; libpq's default files may be there for another server.
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
    ...(settings.mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  };
  return { encryption, isOptional: settings.mode === 'prefer' };
}

/** What a connection that is encrypted so is worth. */
export function protectionOf(encryption: Encryption | undefined): Protection {
  if (encryption === undefined) return 'none';
  if (encryption.rejectUnauthorized !== true) return 'unverified';
  return encryption.checkServerIdentity === undefined ? 'verified' : 'authority';
}

/** A named file must be readable; libpq's default one may be missing. */
async function readTlsFile(
  file: string | undefined,
  defaultName: string,
  property: string,
): Promise<Buffer | undefined> {
  if (file === undefined) {
    return readFile(path.join(os.homedir(), '.postgresql', defaultName)).catch(() => undefined);
  }
  try {
    return await readFile(file);
  } catch (error) {
    throw new CompareError(
      'fileUnreadable',
      { file, property, message: (error as NodeJS.ErrnoException).code },
      { cause: error },
    );
  }
}
