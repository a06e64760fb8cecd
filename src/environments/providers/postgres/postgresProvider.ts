import type { Duplex } from 'node:stream';
import type { Client } from 'pg';
import type { Session } from '../../../catalog/session.ts';
import { CompareError } from '../../../compareError.ts';
import type { ErrorReason } from '../../../compareError.ts';
import type { PostgresEnvironment } from '../../environment.ts';
import type { OpenOptions, Provider, SecretStore, SessionTimeouts } from '../../provider.ts';
import type { KeptTokens } from '../aws/rdsTokens.ts';
import type { SshQuestions } from '../../ssh/sshQuestions.ts';
import { startTimeLimit } from '../../timeLimit.ts';
import { sendCancelRequest } from './cancelRequest.ts';
import type { BackendKey } from './cancelRequest.ts';
import { refuseOldServer } from '../oldestVersion.ts';
import { withCommandOutput } from './connectionCommand.ts';
import { resolveTarget } from './connectionTarget.ts';
import type { ConnectionTarget, Variables } from './connectionTarget.ts';
import { prepareTokens, tokenRefused } from './iamTokens.ts';
import { openSocket } from './openSocket.ts';
import type { Address, Dial } from './openSocket.ts';
import { readPasswordFile } from './passwordFile.ts';
import { toCompareError } from './postgresErrors.ts';
import { beginSession } from './postgresSession.ts';
import { closingToo, openRoute } from './route.ts';
import type { Route } from './route.ts';
import { chooseEncryption, protectionOf } from './tlsOptions.ts';
import type { Encryption } from './tlsOptions.ts';
import { valueParsers } from './valueParsers.ts';

export interface PostgresProviderOptions {
  /** Where passwords live that the settings do not have. */
  readonly secrets?: SecretStore | undefined;
  readonly timeouts: SessionTimeouts;
  /** The process's environment variables: PGHOST, PGPASSWORD, PGPASSFILE, PGSSLMODE and so on count as they do for libpq. */
  readonly variables: Variables;
  /** Asks a person about SSH hosts and keys; absent where there is nobody to ask. */
  readonly sshQuestions?: SshQuestions | undefined;
  /** Tokens of AWS IAM that still hold; absent means that each session has its own made. */
  readonly tokens?: KeptTokens | undefined;
}

/** Opens sessions on PostgreSQL servers that this machine, or an SSH host that it can log in to, can reach. */
export function createPostgresProvider(options: PostgresProviderOptions): Provider<PostgresEnvironment> {
  const tokens: KeptTokens = options.tokens ?? new Map<never, never>();
  return {
    type: 'postgres',
    async open(written, { signal: cancel, onProgress, onStage }: OpenOptions = {}) {
      const environment = await withCommandOutput(written, options.variables, { signal: cancel, onProgress });
      const target = await resolveTarget(environment, options.variables);
      const usesTokens = environment.auth === 'aws-iam';
      const password = rememberPassword(
        usesTokens
          ? await prepareTokens(environment, target, tokens, { signal: cancel, onProgress })
          : () => findPassword(environment, target, options),
      );
      const limit = startTimeLimit(options.timeouts.connect);
      const signal = cancel === undefined ? limit.signal : AbortSignal.any([cancel, limit.signal]);
      let route: Route | undefined;
      try {
        route = await openRoute(environment, options, limit, { signal, onProgress, onStage });
        onProgress?.('connecting');
        const means = { dial: route.dial, timeouts: options.timeouts, onStage };
        return closingToo(await connectToAny(target, password, means, signal), route);
      } catch (error) {
        route?.close();
        if (cancel?.aborted === true) throw new CompareError('cancelled');
        const reached = limit.signal.aborted ? timedOut(error, options.timeouts.connect) : error;
        const known = toCompareError(reached, { target, password: password.known() });
        throw usesTokens ? tokenRefused(known, tokens) : known;
      } finally {
        limit.stop();
      }
    },
  };
}

/** An SSH host that did not answer in time says so itself. */
function timedOut(error: unknown, timeout: number): CompareError {
  return error instanceof CompareError && error.reason === 'sshTimeout'
    ? new CompareError('sshTimeout', { ...error.details, timeout }, { cause: error })
    : new CompareError('connectionTimeout', { timeout }, { cause: error });
}

/** How connections are made, for how long they are waited for, and who is told of the way. */
interface Means extends Pick<OpenOptions, 'onStage'> {
  readonly dial: Dial;
  readonly timeouts: SessionTimeouts;
}

/** The first host that answers, in their order; one that answers with a refusal is not passed over, as libpq has it. */
async function connectToAny(
  target: ConnectionTarget,
  password: Password,
  means: Means,
  signal: AbortSignal,
): Promise<Session> {
  const [{ host, port }, ...others] = [target, ...target.others];
  try {
    // As libpq has it, each host has a time of its own; here they share the whole.
    const limit = AbortSignal.timeout(Math.ceil(means.timeouts.connect / (1 + others.length)));
    const own = others.length === 0 ? signal : AbortSignal.any([signal, limit]);
    return await connectWithTls({ ...target, host, port }, password, means, own);
  } catch (error) {
    const isOutOfReach = outOfReach.has(toCompareError(error, { target }).reason);
    const [next, ...rest] = others;
    if (next === undefined || signal.aborted || !isOutOfReach) throw error;
    return connectToAny({ ...target, ...next, others: rest }, password, means, signal);
  }
}

const outOfReach: ReadonlySet<ErrorReason> = new Set([
  'connectionLost',
  'connectionRefused',
  'connectionTimeout',
  'hostUnknown',
  'sshTargetUnreachable',
]);

async function connectWithTls(
  target: ConnectionTarget,
  password: Password,
  means: Means,
  signal: AbortSignal,
): Promise<Session> {
  const { encryption, isOptional } = await chooseEncryption(target.ssl, target.host);
  const connectWith = async (chosen: Encryption | undefined): Promise<Session> => {
    const session = await connect(target, chosen, password, means, signal);
    return target.host.startsWith('/') ? session : { ...session, protection: protectionOf(chosen) };
  };
  try {
    return await connectWith(encryption);
  } catch (error) {
    if (error instanceof CompareError && error.reason === 'tlsFailed' && !isOptional) {
      throw new CompareError(error.reason, { ...error.details, sslMode: target.ssl.mode }, { cause: error });
    }
    if (!isOptional || signal.aborted || !mayWorkUnencrypted(toCompareError(error, { target }))) throw error;
    return connectWith(undefined);
  }
}

/** As libpq decides under `prefer`: TLS itself failed, or the server does not let this user in over TLS. */
function mayWorkUnencrypted({ reason, details }: CompareError): boolean {
  return reason === 'tlsFailed' || details['sqlState'] === '28000';
}

async function connect(
  target: ConnectionTarget,
  encryption: Encryption | undefined,
  password: Password,
  means: Means,
  signal: AbortSignal,
  begins: 'together' | 'inTurn' = 'together',
): Promise<Session> {
  const { Client } = await import('pg');
  const socket = await openSocket(target, encryption, signal, means);
  const destroy = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', destroy, { once: true });
  let isLoggedIn = false;
  try {
    const client = new Client({
      host: target.host,
      port: target.port,
      user: target.user,
      database: target.database,
      password: () => password.get(target),
      application_name: 'database-compare',
      ...(target.options === undefined ? {} : { options: target.options }),
      types: valueParsers,
      // Statements that need no answer of one another travel together; see beginSession.
      pipeline: true,
      // The socket is encrypted already.
      ssl: false,
      sslnegotiation: 'postgres',
      stream: () => asUnconnected(socket),
    });
    const key = await connectClient(client);
    isLoggedIn = true;
    const requestCancel = (cancelSignal: AbortSignal): Promise<void> =>
      sendCancelRequest(target, encryption, key, cancelSignal, { dial: means.dial });
    const connected = { client, target, password: password.known, requestCancel, destroy };
    return await beginSession(connected, means.timeouts, begins);
  } catch (error) {
    destroy();
    // A pooler that refuses the first statement and hangs up before it has read the others may cut off its own words.
    const isCutOff = isLoggedIn && toCompareError(error, { target }).reason === 'connectionLost';
    if (!isCutOff || begins === 'inTurn' || signal.aborted) throw error;
    return await connect(target, encryption, password, means, signal, 'inTurn');
  } finally {
    signal.removeEventListener('abort', destroy);
  }
}

/** Logs in. @throws CompareError 'serverTooOld' before anything is asked that an old server does not know */
async function connectClient(client: Client): Promise<BackendKey> {
  let key: BackendKey | undefined;
  let version = '';
  client.connection.on('backendKeyData', (message: BackendKey) => {
    key = message;
  });
  client.connection.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
    if (message.parameterName === 'server_version') version = message.parameterValue;
  });
  // pg rejects with the first error and emits those that follow it.
  client.on('error', () => undefined);
  await client.connect();
  refuseOldServer(version);
  if (key === undefined) throw new CompareError('internal', { message: 'no BackendKeyData' });
  return key;
}

/** pg wants to connect its stream itself, and is told at once that this is done. */
function asUnconnected(socket: Duplex): Duplex {
  return Object.assign(socket, {
    connect() {
      process.nextTick(() => socket.emit('connect'));
      return socket;
    },
  });
}

interface Password {
  readonly get: (address: Address) => Promise<string>;
  /** What `get` gave last. */
  readonly known: () => string | undefined;
}

function rememberPassword(find: (address: Address) => Promise<string>): Password {
  let found: string | undefined;
  return {
    known: () => found,
    async get(address) {
      found = await find(address);
      return found;
    },
  };
}

/**
 * Called when the server asks for a password, and not before: looking into the secret store may ask the user something.
 *
 * @throws CompareError 'passwordMissing'
 */
async function findPassword(
  environment: PostgresEnvironment,
  target: ConnectionTarget,
  { secrets, variables }: PostgresProviderOptions,
): Promise<string> {
  const fromVariables = environment.variables?.['PGPASSWORD'] ?? variables['PGPASSWORD'];
  const known = target.password ?? (await secrets?.get(environment.name)) ?? fromVariables;
  if (known !== undefined && known !== '') return known;
  const answer = await readPasswordFile(target, { ...variables, ...environment.variables });
  if (answer.password !== undefined) return answer.password;
  throw new CompareError('passwordMissing', answer.isIgnored ? { ignoredFile: answer.file } : {});
}
