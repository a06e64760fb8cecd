import { CompareError } from '../../../compareError.ts';
import type { LambdaEnvironment } from '../../environment.ts';

/** The function ended without an answer of its own: `{"errorType", "errorMessage", "trace"}`. */
export function functionError({ functionName, profile, region }: LambdaEnvironment, payload: string): CompareError {
  const { errorType, errorMessage } = readFailure(payload);
  const facts = { function: functionName, profile, region, message: errorMessage, errorType };
  const seconds = /Task timed out after ([\d.]+) seconds/.exec(errorMessage)?.[1];
  if (seconds !== undefined) return new CompareError('functionTimeout', { ...facts, timeout: Number(seconds) * 1000 });
  if (errorType === 'Function.ResponseSizeTooLarge') {
    const bytes = /\((\d+) bytes\)|size[^\d]*(\d+)/.exec(errorMessage);
    return new CompareError('replyTooLarge', {
      ...facts,
      bytes: bytes === null ? undefined : Number(bytes[1] ?? bytes[2]),
    });
  }
  return new CompareError('functionFailed', facts);
}

function readFailure(payload: string): { readonly errorType: string; readonly errorMessage: string } {
  try {
    const { errorType = '', errorMessage = '' } = JSON.parse(payload) as Partial<Record<string, unknown>>;
    return { errorType: String(errorType), errorMessage: String(errorMessage) };
  } catch {
    return { errorType: '', errorMessage: payload.slice(0, 500) };
  }
}
