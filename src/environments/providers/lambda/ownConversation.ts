import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CompareError } from '../../../compareError.ts';
import type { ErrorReason } from '../../../compareError.ts';
import type { LambdaFailure, LambdaReply, LambdaRequest, LambdaRows } from '../../../lambda/wire.ts';
import type { LambdaEnvironment } from '../../environment.ts';
import { toCompareError } from '../postgres/postgresErrors.ts';
import { valueParsers } from '../postgres/valueParsers.ts';
import type { Conversation, StatementLimits } from './conversation.ts';
import { malformedReply } from './invokeFunction.ts';
import { parameterText } from './parameterText.ts';

const decompress = promisify(gunzip);

/** Speaks with the function of src/lambda/. */
export function ownConversation(environment: LambdaEnvironment, limits: StatementLimits): Conversation {
  return {
    event: (sql, params): LambdaRequest => ({
      protocol: 1,
      sql,
      params: params.map(parameterText),
      gzip: true,
      statementTimeout: limits.statement,
      lockTimeout: limits.lock,
    }),
    async understand(answer) {
      const reply = await unpack(environment, replyOf(environment, answer));
      if ('error' in reply) throw failure(environment, reply.error, limits);
      const readers = reply.columns.map(({ type }) => valueParsers.getTypeParser(type));
      const rows = reply.rows.map((row) =>
        Object.fromEntries(
          reply.columns.map(({ name }, index) => {
            const text = row[index] ?? null;
            return [name, text === null ? null : readers[index]?.(text)];
          }),
        ),
      );
      return { rows, nothingWritten: reply.nothingWritten };
    },
  };
}

/** Only the form is checked: what the function of this project says further is its own. */
function replyOf(environment: LambdaEnvironment, answer: unknown): LambdaReply {
  const isReply =
    typeof answer === 'object' &&
    answer !== null &&
    'protocol' in answer &&
    answer.protocol === 1 &&
    ('rows' in answer || 'gzip' in answer || 'error' in answer);
  if (isReply) return answer as LambdaReply;
  throw malformedReply(
    environment,
    answer,
    'this is not the function that Database Compare brings; another one needs "request" and "response" in the settings',
  );
}

async function unpack(environment: LambdaEnvironment, reply: LambdaReply): Promise<LambdaRows | LambdaFailure> {
  if (!('gzip' in reply)) return reply;
  try {
    const text = (await decompress(Buffer.from(reply.gzip, 'base64'))).toString('utf8');
    return JSON.parse(text) as LambdaRows;
  } catch (error) {
    throw malformedReply(environment, reply.gzip, error instanceof Error ? error.message : 'no gzip');
  }
}

const reasons: Readonly<Record<Exclude<LambdaFailure['error']['reason'], 'connection' | 'statement'>, ErrorReason>> = {
  request: 'replyMalformed',
  configuration: 'functionFailed',
  writes: 'internal',
  tooLarge: 'replyTooLarge',
};

function failure(
  environment: LambdaEnvironment,
  { reason, message, sqlState, code, bytes, limit }: LambdaFailure['error'],
  limits: StatementLimits,
): CompareError {
  if (reason !== 'connection' && reason !== 'statement') {
    return new CompareError(reasons[reason], { function: environment.functionName, message, bytes, limit });
  }
  const fields = sqlState === undefined ? { code } : { code: sqlState, severity: 'ERROR' };
  const { host, database, user } = { host: environment.functionName, database: undefined, user: undefined };
  const timeouts = { ...limits, connect: 0, idleInTransaction: 0 };
  return toCompareError(Object.assign(new Error(message), fields), {
    target: { host, database, user },
    // The function does not say how long it took; the one thing that stops a statement there is its limit.
    ...(reason === 'statement' ? { statement: { duration: Number.POSITIVE_INFINITY, timeouts } } : {}),
  });
}
