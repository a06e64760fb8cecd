import { readFile } from 'node:fs/promises';
import type { ClientConfig } from 'pg';
import { Refusal } from './failure.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * How to connect, by the function's variables: DATABASE_URL, or SECRET_ARN of a secret in Secrets Manager as RDS keeps
 * it (`{"username", "password", "host", "port", "dbname"}`) or with a URI. DATABASE_CA_FILE is a bundle of root
 * certificates in the function's package; with it the server is verified.
 */
export async function connectionConfig(variables: Variables): Promise<ClientConfig> {
  const caFile = variables['DATABASE_CA_FILE'];
  const tls = caFile === undefined ? {} : { ssl: { ca: await readFile(caFile, 'utf8') } };
  const uri = variables['DATABASE_URL'];
  if (uri !== undefined && uri !== '') return { connectionString: uri, ...tls };
  const secret = variables['SECRET_ARN'];
  if (secret === undefined || secret === '') {
    throw new Refusal({ reason: 'configuration', message: 'neither DATABASE_URL nor SECRET_ARN is set' });
  }
  return { ...secretConfig(await readSecret(secret), variables), ...tls };
}

/** AWS SDK for JavaScript v3 is part of the runtime, so it is not in the bundle. */
async function readSecret(arn: string): Promise<string> {
  const { SecretsManager } = await import('@aws-sdk/client-secrets-manager');
  const { SecretString } = await new SecretsManager({}).getSecretValue({ SecretId: arn });
  if (SecretString === undefined) throw new Refusal({ reason: 'configuration', message: 'the secret holds no text' });
  return SecretString;
}

function secretConfig(text: string, variables: Variables): ClientConfig {
  if (/^postgres(?:ql)?:\/\//.test(text)) return { connectionString: text };
  const secret = parseSecret(text);
  const fact = (name: string): string | undefined => {
    const value = secret[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const port = fact('port') ?? variables['PGPORT'];
  const entries: ClientConfig = {
    host: fact('host') ?? variables['PGHOST'],
    database: fact('dbname') ?? variables['PGDATABASE'],
    user: fact('username'),
    password: fact('password'),
  };
  return { ...entries, ...(port === undefined ? {} : { port: Number(port) }) };
}

function parseSecret(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below, without the text.
  }
  throw new Refusal({ reason: 'configuration', message: 'the secret is neither a URI nor a JSON object' });
}
