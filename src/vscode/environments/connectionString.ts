import type { PostgresEnvironment } from '../../environments/environment.ts';

export interface SplitConnectionString {
  readonly connectionString: string;
  readonly password: string | undefined;
}

/**
 * Takes the password out of a connection URI, from the user part or from the `password` parameter
 * (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS). What libpq would not
 * accept as a URI is handled too, since it may hold a password all the same.
 */
export function splitPassword(connectionString: string): SplitConnectionString {
  // The last "@" before the path ends the user part: people write passwords with "@" in them unescaped.
  const user = /^([a-z][a-z0-9+.-]*:\/\/[^:/?#@]*):(.*)@([^@]*)$/is.exec(connectionString);
  if (user !== null) {
    const [, before, password, after] = user;
    return { connectionString: `${before}@${after}`, password: decoded(password ?? '') };
  }
  const parameter = /([?&])password=([^&#]*)(&?)/i.exec(connectionString);
  if (parameter === null) return { connectionString, password: undefined };
  const [whole, separator, password, next] = parameter;
  const kept = next === '&' ? (separator ?? '') : '';
  return { connectionString: connectionString.replace(whole, () => kept), password: decoded(password ?? '') };
}

/** A URI that reaches the environment's database, without a password. */
export function connectionStringOf(environment: PostgresEnvironment): string {
  if (environment.connectionString !== undefined) return splitPassword(environment.connectionString).connectionString;
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

function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
