import type { LambdaClient } from '@aws-sdk/client-lambda';
import { CompareError } from '../../../compareError.ts';
import type { LambdaEnvironment } from '../../environment.ts';
import { awsError } from '../aws/awsErrors.ts';
import { identityOf } from '../aws/identity.ts';
import { functionError } from './functionError.ts';

/** Calls one function, once for each event. */
export interface FunctionClient {
  /**
   * @returns the function's answer, parsed
   * @throws CompareError whose reason says which part of the way failed
   */
  invoke(event: unknown, signal: AbortSignal | undefined): Promise<unknown>;
  close(): void;
}

/** How often AWS is asked when it is too busy (429) or out of reach, with growing pauses between. */
const attempts = 5;

/**
 * The SDK's default chain gives the credentials: the environment's variables, profiles, SSO, a process, a container.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
 */
export async function createFunctionClient(
  environment: LambdaEnvironment,
  timeouts: { readonly connect: number; readonly answer: number },
): Promise<FunctionClient> {
  const sdk = await import('@aws-sdk/client-lambda');
  const { region, profile, credentials } = await identityOf(environment);
  const client: LambdaClient = new sdk.LambdaClient({
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: timeouts.connect,
      requestTimeout: timeouts.answer,
      throwOnRequestTimeout: true,
    },
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(environment.endpoint === undefined ? {} : { endpoint: environment.endpoint }),
  });
  return {
    async invoke(event, signal) {
      const isCancelled = (): boolean => signal?.aborted === true;
      if (isCancelled()) throw new CompareError('cancelled');
      const command = new sdk.InvokeCommand({
        FunctionName: environment.functionName,
        InvocationType: 'RequestResponse',
        Payload: Buffer.from(JSON.stringify(event)),
      });
      try {
        const { Payload: payload, FunctionError: failed } = await client.send(
          command,
          signal === undefined ? {} : { abortSignal: signal },
        );
        const text = payload === undefined ? '' : Buffer.from(payload).toString('utf8');
        if (failed !== undefined) throw functionError(environment, text);
        return parseAnswer(environment, text);
      } catch (error) {
        if (isCancelled()) throw new CompareError('cancelled', {}, { cause: error });
        throw awsError(environment, error, 'functionFailed', timeouts.answer);
      }
    },
    close: () => {
      client.destroy();
    },
  };
}

function parseAnswer(environment: LambdaEnvironment, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedReply(environment, text, error instanceof Error ? error.message : 'no JSON');
  }
}

/** How much of an answer that cannot be understood is shown, in characters. */
const shown = 2_000;

/** An answer that is not what was expected, with its beginning, so that a mapping can be mended by it. */
export function malformedReply({ functionName }: LambdaEnvironment, reply: unknown, message: string): CompareError {
  const text = typeof reply === 'string' ? reply : JSON.stringify(reply);
  return new CompareError('replyMalformed', { function: functionName, message, reply: text.slice(0, shown) });
}
