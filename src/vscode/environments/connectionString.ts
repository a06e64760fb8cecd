import type { PostgresEnvironment } from '../../environments/environment.ts';
import { extractPlainTextPassword } from '../../environments/plainTextPassword.ts';

/** A URI that reaches the environment's database, without a password. */
export function connectionStringOf(environment: PostgresEnvironment): string {
  if (environment.connectionString !== undefined) return withoutPassword(environment.connectionString);
  const { host, port, database, user, ssl } = environment;
  const isSocket = host?.startsWith('/') === true;
  const query = new URLSearchParams();
  if (isSocket) query.set('host', host);
  if (ssl !== undefined) query.set('sslmode', ssl.mode);
  const who = user === undefined ? '' : `${encodeURIComponent(user)}@`;
  const where = isSocket || host === undefined ? '' : host.includes(':') ? `[${host}]` : host;
  const parameters = query.size === 0 ? '' : `?${query.toString()}`;
  return `postgresql://${who}${where}${port === undefined ? '' : `:${port}`}/${encodeURIComponent(database ?? '')}${parameters}`;
}

/**
 * A connection string as it may be shown and copied. One with `/`, `?` or `#` as they are in its password is none that
 * can be understood, and loses all up to its last `@`.
 */
export function withoutPassword(connectionString: string): string {
  const kept = extractPlainTextPassword({ connectionString })?.entry['connectionString'];
  const text = typeof kept === 'string' ? kept : connectionString;
  return text.replace(/^(\w+:\/\/[^:@/?#$]*):(?!\d*(?:[/?#,]|$)).*@/, '$1@');
}
