import { chmod, chown, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root } from './projectFolders.ts';
import { startServer } from './postgresServers.ts';
import type { PostgresServer, PostgresVersion } from './postgresServers.ts';

/** A certificate for `localhost` by an authority of the tests', one for the user `certified`, and another authority's. */
export function tlsFiles(name: string): string {
  return path.join(root, 'test', 'fixtures', 'tls', name);
}

const accessRules = `
hostssl   all plain_only all reject
hostnossl all tls_only   all reject
hostssl   all certified  all cert
host      all all        all trust
`;

/**
 * Starts a server that offers TLS with one of the certificates for `localhost`: of the tests' authority (`server`), self-signed
 * (`selfSigned`) or expired (`expired`); and with these rules of pg_hba.conf. It reads its key only from a file that is its own.
 */
export async function startTlsServer(
  version: PostgresVersion,
  {
    certificate = 'server',
    rules = accessRules,
    fixtures = tlsFiles(''),
  }: {
    readonly certificate?: 'server' | 'selfSigned' | 'expired';
    readonly rules?: string;
    /** Where the certificates are, for tests that are a bundle elsewhere. */
    readonly fixtures?: string;
  } = {},
): Promise<{ server: PostgresServer; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tls-'));
  await chmod(folder, 0o755);
  for (const [name, source] of Object.entries({
    'server.crt': `${certificate}.crt`,
    'server.key': 'server.key',
    'root.crt': 'root.crt',
  })) {
    const copy = path.join(folder, name);
    await copyFile(path.join(fixtures, source), copy);
    await chmod(copy, 0o600);
    if (process.getuid?.() === 0) await chown(copy, 65_534, 65_534);
  }
  const rulesFile = path.join(folder, 'pg_hba.conf');
  await writeFile(rulesFile, rules);
  const server = await startServer(version, {
    settings: {
      ssl: 'on',
      ssl_cert_file: path.join(folder, 'server.crt'),
      ssl_key_file: path.join(folder, 'server.key'),
      ssl_ca_file: path.join(folder, 'root.crt'),
      hba_file: rulesFile,
    },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { server, stop };
}
