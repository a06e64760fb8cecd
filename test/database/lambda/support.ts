import { fileURLToPath } from 'node:url';
import type { Session } from '../../../src/catalog/session.ts';
import { CompareError } from '../../../src/compareError.ts';
import type { LambdaEnvironment } from '../../../src/environments/environment.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import { createLambdaProvider } from '../../../src/environments/providers/lambda/lambdaProvider.ts';

/** The function that users deploy, as the build makes it. */
export const ownFunction = fileURLToPath(new URL('../../../dist/databaseCompareFunction.mjs', import.meta.url));
export const foreignFunction = fileURLToPath(new URL('../../fixtures/lambda/sqlApi.mjs', import.meta.url));
export const badFunction = fileURLToPath(new URL('../../fixtures/lambda/badAnswers.mjs', import.meta.url));

/** What the settings say of a function such as test/fixtures/lambda/sqlApi.mjs. */
export const foreignMapping = {
  request: { action: 'query', query: '${sql}' },
  response: { rows: 'body.data.rows', error: 'body.error.message' },
};

/** Credentials that the loopback server does not look at; the SDK will not send without any. */
export const awsVariables = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'not a secret' };

export function environmentOf(endpoint: string, more: Partial<LambdaEnvironment> = {}): LambdaEnvironment {
  return {
    type: 'lambda',
    name: 'production',
    functionName: 'own',
    region: 'eu-central-1',
    endpoint,
    variables: awsVariables,
    ...more,
  };
}

export function open(environment: LambdaEnvironment, signal?: AbortSignal): Promise<Session> {
  return createLambdaProvider({ timeouts: defaultTimeouts }).open(environment, { signal });
}

/** The error that an action ends with. */
export async function failureOf(action: Promise<unknown>): Promise<CompareError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof CompareError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
