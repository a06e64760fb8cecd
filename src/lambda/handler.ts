import { Client } from 'pg';
import { connectionConfig } from './connection.ts';
import { failureOf } from './failure.ts';
import { replyOf } from './reply.ts';
import { requestOf } from './request.ts';
import { runStatement } from './runStatement.ts';
import type { LambdaReply } from './wire.ts';

/** The part of AWS Lambda's context that is used. */
interface InvocationContext {
  /** Milliseconds until AWS ends the function. */
  getRemainingTimeInMillis(): number;
}

/** How long before its own end the function gives up, in milliseconds, so that the reply says why. */
const margin = 1_500;

/**
 * Answers one statement that reads from the database that the function's variables name. To be deployed inside of the
 * network where the database is; see the README and media/lambda/template.yaml.
 */
export async function handler(event: unknown, context: InvocationContext): Promise<LambdaReply> {
  let client: Client | undefined;
  let phase: 'connection' | 'statement' = 'connection';
  try {
    const request = requestOf(event);
    const timeLeft = (): number => context.getRemainingTimeInMillis() - margin;
    const config = await connectionConfig(process.env);
    client = new Client({
      ...config,
      application_name: 'database-compare',
      connectionTimeoutMillis: Math.max(1, Math.min(10_000, timeLeft())),
    });
    // An error between two statements is the next statement's.
    client.on('error', () => undefined);
    await client.connect();
    phase = 'statement';
    return await replyOf(await runStatement(client, request, timeLeft()), request.gzip);
  } catch (error) {
    return failureOf(error, phase);
  } finally {
    await client?.end().catch(() => undefined);
  }
}
