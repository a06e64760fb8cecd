import type { LambdaFailure } from './wire.ts';

type Facts = LambdaFailure['error'];

/** What the function answers in place of rows. */
export class Refusal extends Error {
  readonly facts: Facts;

  constructor(facts: Facts, options?: { cause?: unknown }) {
    super(facts.message, options);
    this.facts = facts;
  }
}

/** Whatever went wrong, as a reply; the client must never have to read a stack. */
export function failureOf(error: unknown, reason: 'connection' | 'statement'): LambdaFailure {
  if (error instanceof Refusal) return { protocol: 1, error: error.facts };
  const { message, code, severity } = error as Error & { code?: string; severity?: string };
  const facts: Facts = {
    reason,
    message,
    ...(code === undefined ? {} : severity === undefined ? { code } : { sqlState: code }),
  };
  return { protocol: 1, error: facts };
}
