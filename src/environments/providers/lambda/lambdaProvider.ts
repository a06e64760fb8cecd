import type { ServerInfo, Session } from '../../../catalog/session.ts';
import { CompareError } from '../../../compareError.ts';
import type { LambdaEnvironment } from '../../environment.ts';
import type { OpenOptions, Provider, SessionTimeouts } from '../../provider.ts';
import { refuseOldServer } from '../oldestVersion.ts';
import { startConversation } from './conversation.ts';
import { createFunctionClient } from './invokeFunction.ts';

export interface LambdaProviderOptions {
  readonly timeouts: SessionTimeouts;
  /** Told after each session how often its function was invoked. */
  readonly onNote?: ((note: string) => void) | undefined;
}

/** What AWS allows at most, in seconds: https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const longestFunction = 900;

/** Opens sessions on databases that only an AWS Lambda function can reach. Each statement is an invocation. */
export function createLambdaProvider({ timeouts, onNote }: LambdaProviderOptions): Provider<LambdaEnvironment> {
  return {
    type: 'lambda',
    async open(environment, { signal, onProgress } = {}) {
      if (signal?.aborted === true) throw new CompareError('cancelled');
      onProgress?.('invoking the function');
      const answer = (environment.timeoutSeconds ?? longestFunction) * 1000;
      const client = await createFunctionClient(environment, { connect: timeouts.connect, answer });
      const conversation = startConversation(environment, timeouts);
      let invocations = 0;
      const proofs = new Set<boolean | undefined>();
      const ask = async <Row>(
        sql: string,
        params: readonly unknown[],
        cancel: AbortSignal | undefined,
      ): Promise<readonly Row[]> => {
        invocations += 1;
        const answered = await client.invoke(conversation.event(sql, params), cancel);
        const { rows, nothingWritten } = await conversation.understand(answered);
        proofs.add(nothingWritten);
        // The caller knows the columns of its statement.
        return rows as readonly Row[];
      };
      try {
        const server = await firstAnswer(readServer(ask, signal), onProgress);
        const session = createSession(server, ask, () => {
          client.close();
          onNote?.(`${environment.name}: ${environment.functionName} was invoked ${String(invocations)} times`);
        });
        // One answer that does not say so, and nobody knows.
        return { ...session, nothingWritten: () => (proofs.has(undefined) ? undefined : !proofs.has(false)) };
      } catch (error) {
        client.close();
        throw error;
      }
    },
  };
}

/** After how many milliseconds without a first answer a function is said to be starting: warm, it takes some hundred. */
const startsAfter = 1_500;

/** A function that nobody has called for a while starts first, which takes seconds, and more in a private network. */
async function firstAnswer(answer: Promise<ServerInfo>, onProgress: OpenOptions['onProgress']): Promise<ServerInfo> {
  const starting = setTimeout(() => onProgress?.('the function is starting'), startsAfter);
  try {
    return await answer;
  } catch (error) {
    const isSilent = error instanceof CompareError && error.reason === 'functionTimeout';
    throw isSilent ? new CompareError('functionSilent', error.details, { cause: error }) : error;
  } finally {
    clearTimeout(starting);
  }
}

type Ask = <Row>(sql: string, params: readonly unknown[], signal: AbortSignal | undefined) => Promise<readonly Row[]>;

const serverStatement = `SELECT pg_catalog.current_setting('server_version') AS "version",
  pg_catalog.current_setting('server_version_num')::int AS "versionNumber",
  pg_catalog.current_database()::text AS "database", current_user::text AS "user"`;

async function readServer(ask: Ask, signal: AbortSignal | undefined): Promise<ServerInfo> {
  const [row] = await ask<ServerInfo>(serverStatement, [], signal);
  if (row === undefined) throw new CompareError('replyMalformed', { message: 'no row', reply: '[]' });
  const version = row.version.split(' ')[0] ?? '';
  refuseOldServer(version);
  return { ...row, version };
}

function createSession(server: ServerInfo, ask: Ask, onClose: () => void): Session {
  const closing = new AbortController();
  let closed = false;
  return {
    server,
    notices: [],
    async query<Row>(sql: string, params: readonly unknown[] = [], options: { signal?: AbortSignal | undefined } = {}) {
      const signal = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);
      return [...(await ask<Row>(sql, params, signal))];
    },
    close() {
      closing.abort();
      if (!closed) onClose();
      closed = true;
      return Promise.resolve();
    },
  };
}
