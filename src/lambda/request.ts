import { Refusal } from './failure.ts';
import type { LambdaRequest } from './wire.ts';

/** The event as a request. @throws Refusal `request`, which says what is expected */
export function requestOf(event: unknown): LambdaRequest {
  const fields = typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>) : {};
  const { protocol, sql, params = [], gzip = false, statementTimeout = 60_000, lockTimeout = 5_000 } = fields;
  if (protocol !== 1) return refuse('"protocol" must be 1');
  if (typeof sql !== 'string' || sql.trim() === '') return refuse('"sql" must be a statement');
  if (!Array.isArray(params) || !params.every((param) => param === null || typeof param === 'string')) {
    return refuse('"params" must be a list of texts and nulls');
  }
  if (typeof statementTimeout !== 'number' || typeof lockTimeout !== 'number') {
    return refuse('"statementTimeout" and "lockTimeout" must be milliseconds');
  }
  return { protocol, sql, params: params as (string | null)[], gzip: gzip === true, statementTimeout, lockTimeout };
}

function refuse(message: string): never {
  throw new Refusal({ reason: 'request', message });
}
