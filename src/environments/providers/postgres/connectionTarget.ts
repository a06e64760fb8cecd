import os from 'node:os';
import { CompareError } from '../../../compareError.ts';
import type { PostgresEnvironment, SslMode } from '../../environment.ts';
import { readService } from './connectionService.ts';
import type { Address } from './openSocket.ts';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Where a connection goes, with everything decided: settings first, then the URI, then libpq's variables and defaults. */
export interface ConnectionTarget {
  /** A host name, an address, or the folder of a Unix-domain socket, which begins with `/`. */
  readonly host: string;
  readonly port: number;
  /** Tried one after the other where the first does not answer. */
  readonly others: readonly Address[];
  readonly database: string;
  readonly user: string;
  /** From the settings or the URI; PGPASSWORD, the secret store and the password file come later. */
  readonly password: string | undefined;
  readonly ssl: TlsSettings;
  /** Command-line options for the server, as in PGOPTIONS. Some hosts route by them. */
  readonly options: string | undefined;
}

/** Paths are as the user gave them. */
export interface TlsSettings {
  readonly mode: SslMode;
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** What a `postgres://` URI says. */
interface UriParts {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly options?: string | undefined;
  readonly service?: string | undefined;
  readonly tls: URLSearchParams;
}

/**
 * Decides where a connection goes. A property of the environment wins over the same part of its connection string, which wins
 * over libpq's environment variables (https://www.postgresql.org/docs/current/libpq-envars.html). Without any, the host is
 * `localhost`, and user and database are the operating system's user, as libpq has it.
 *
 * @throws CompareError 'settingsInvalid' for a URI, port or sslmode that cannot be understood
 */
export async function resolveTarget(
  environment: PostgresEnvironment,
  processVariables: Variables,
): Promise<ConnectionTarget> {
  const fail: Fail = (message) =>
    new CompareError('settingsInvalid', {
      environment: environment.name,
      message: `environment ${JSON.stringify(environment.name)}: ${message}`,
    });
  const ownVariables = { ...processVariables, ...environment.variables };
  const uri =
    environment.connectionString === undefined
      ? { tls: new URLSearchParams() }
      : await parseUri(environment.connectionString, fail);
  const service = environment.service ?? uri.service ?? given(ownVariables['PGSERVICE']);
  const variables = service === undefined ? ownVariables : await withService(service, ownVariables, fail);
  const [first, ...others] = addressesOf(
    environment.host ?? uri.host ?? given(variables['PGHOST']) ?? 'localhost',
    environment.port === undefined ? (uri.port ?? given(variables['PGPORT']) ?? '5432') : String(environment.port),
    fail,
  );
  const user = environment.user ?? uri.user ?? given(variables['PGUSER']) ?? systemUser(fail);
  const tls = environment.ssl;
  const mode =
    tls?.mode ??
    parseSslMode(
      given(uri.tls.get('sslmode')) ?? modeOfSslFlag(uri.tls, fail) ?? given(variables['PGSSLMODE']) ?? 'prefer',
      fail,
    );
  return {
    ...first,
    others,
    database: environment.database ?? uri.database ?? given(variables['PGDATABASE']) ?? user,
    user,
    password:
      environment.password ?? uri.password ?? (service === undefined ? undefined : given(variables['PGPASSWORD'])),
    ssl: {
      mode: environment.auth === 'aws-iam' ? modeForTokens(mode, [first, ...others], fail) : mode,
      ca: tls?.ca ?? given(uri.tls.get('sslrootcert')) ?? given(variables['PGSSLROOTCERT']),
      cert: tls?.cert ?? given(uri.tls.get('sslcert')) ?? given(variables['PGSSLCERT']),
      key: tls?.key ?? given(uri.tls.get('sslkey')) ?? given(variables['PGSSLKEY']),
    },
    options: uri.options ?? given(variables['PGOPTIONS']),
  };
}

/** What the service says wins over the variables, https://www.postgresql.org/docs/current/libpq-pgservice.html */
async function withService(service: string, variables: Variables, fail: Fail): Promise<Variables> {
  const found = await readService(service, variables);
  if (found.variables !== undefined) return { ...variables, ...found.variables };
  throw fail(`there is no connection service ${JSON.stringify(service)}; looked for in ${found.files.join(' and ')}`);
}

/** `a,b` and `1,2`, or one port for all: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS */
function addressesOf(hosts: string, ports: string, fail: Fail): readonly [Address, ...Address[]] {
  const [hostList, portList] = [hosts.split(','), ports.split(',')];
  if (portList.length > 1 && portList.length !== hostList.length) {
    throw fail(
      `there are ${String(hostList.length)} hosts and ${String(portList.length)} ports; expected one port for each, or one for all`,
    );
  }
  const addressAt = (place: number): Address => ({
    host: hostList[place] === '' ? 'localhost' : (hostList[place] ?? 'localhost'),
    port: parsePort(given(portList[portList.length === 1 ? 0 : place]) ?? '5432', fail),
  });
  return [addressAt(0), ...hostList.slice(1).map((_, place) => addressAt(place + 1))];
}

/** The error about a value that is wrong in the URI or in a variable, for which the settings' schema cannot speak. */
type Fail = (message: string) => CompareError;

const tlsParameters = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'ssl'];

/**
 * The TLS parameters are taken out before pg-connection-string sees the URI: it would read the files at once, with errors
 * that say nothing, and it treats `require` as `verify-full`.
 */
async function parseUri(uri: string, fail: Fail): Promise<UriParts> {
  const { parse } = await import('pg-connection-string');
  const [written = '', ...queryParts] = uri.split('?');
  const { base, host, port } = withOneHost(written);
  const query = new URLSearchParams(queryParts.join('?'));
  const tls = new URLSearchParams();
  for (const name of tlsParameters) {
    const value = query.get(name);
    if (value !== null) tls.set(name, value);
    query.delete(name);
  }
  const service = given(query.get('service'));
  query.delete('service');
  try {
    if (!/^postgres(ql)?:\/\//i.test(base)) throw new Error('not a postgres:// URI');
    const rest = query.toString();
    const parsed = parse(rest === '' ? base : `${base}?${rest}`);
    return {
      host: host ?? given(parsed.host),
      port: port ?? given(parsed.port),
      service,
      // The parser leaves %2F and a few others as they are.
      database: given(decodeURIComponent(base.replace(/^\w+:\/\/[^/]*\/?/, ''))),
      user: given(parsed.user),
      password: given(parsed.password),
      options: given(parsed.options),
      tls,
    };
  } catch {
    // No cause: the parser's errors carry the URI, and the URI may carry a password.
    throw fail('the connection string cannot be understood; expected postgres://user@host:port/database');
  }
}

/** A list of hosts is no URI for others than libpq: they are taken out, and the first one stays. */
function withOneHost(uri: string): { readonly base: string; readonly host?: string; readonly port?: string } {
  const [, start = '', hosts = '', rest = ''] = /^(\w+:\/\/(?:[^@/]*@)?)([^/]*,[^/]*)(.*)$/.exec(uri) ?? [];
  if (hosts === '') return { base: uri };
  const parts = hosts.split(',').map((each) => /^(\[.*\]|[^:]*)(?::(\d*))?$/.exec(each));
  return {
    base: `${start}${hosts.split(',')[0] ?? ''}${rest}`,
    host: parts.map((part) => decodeURIComponent(part?.[1]?.replace(/^\[|\]$/g, '') ?? '')).join(','),
    port: parts.map((part) => part?.[2] ?? '').join(','),
  };
}

function systemUser(fail: Fail): string {
  try {
    return os.userInfo().username;
  } catch {
    // In a container the process's user may have no name.
    throw fail('no user is named; expected "user", or the variable PGUSER');
  }
}

/** libpq treats an empty value as none. */
function given(value: string | null | undefined): string | undefined {
  return value === null || value === '' ? undefined : value;
}

function parsePort(text: string, fail: Fail): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw fail(`the port is ${JSON.stringify(text)}; expected 1 to 65535`);
}

const sslModes: Readonly<Record<string, SslMode>> = {
  disable: 'disable',
  // `allow` tries without TLS first; what it ends up with is what `prefer` may end up with too.
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  // node-postgres' own word for TLS without verification.
  'no-verify': 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
};

function parseSslMode(text: string, fail: Fail): SslMode {
  const mode = Object.hasOwn(sslModes, text) ? sslModes[text] : undefined;
  if (mode !== undefined) return mode;
  throw fail(`sslmode is ${JSON.stringify(text)}; expected ${Object.keys(sslModes).join(', ')}`);
}

/** Amazon RDS takes a token over TLS alone, and it is worth a password to whoever reads it on the way. */
function modeForTokens(mode: SslMode, addresses: readonly Address[], fail: Fail): SslMode {
  const expected = 'expected require, verify-ca or verify-full, for a token of AWS IAM is taken over TLS alone';
  if (mode === 'disable') throw fail(`sslmode is "disable"; ${expected}`);
  const socket = addresses.find(({ host }) => host.startsWith('/'));
  if (socket !== undefined)
    throw fail(
      `the host is the socket ${JSON.stringify(socket.host)}; expected one of Amazon RDS, for "auth" is "aws-iam"`,
    );
  return mode === 'prefer' ? 'require' : mode;
}

/** `?ssl=true`, as JDBC and many hosts' copy buttons write it, is libpq's `sslmode=require`. */
function modeOfSslFlag(tls: URLSearchParams, fail: Fail): SslMode | undefined {
  const flag = tls.get('ssl');
  if (flag === null) return undefined;
  return flag === 'true' || flag === '1'
    ? 'require'
    : flag === 'false' || flag === '0'
      ? 'disable'
      : parseSslMode(flag, fail);
}
