import type { Client, QueryArrayConfig, QueryArrayResult } from 'pg';
import { Refusal } from './failure.ts';
import type { LambdaRequest, LambdaRows } from './wire.ts';

/** Values stay the text that PostgreSQL sends. */
const asText = { getTypeParser: () => (text: string) => text };

/** What a statement that only reads is answered with. */
const readingCommands: ReadonlySet<string> = new Set(['SELECT', 'SHOW', 'EXPLAIN']);

/**
 * Runs one statement in a read-only transaction of its own and leaves nothing behind. The transaction has been used
 * before the client's statement comes, after which PostgreSQL refuses to make it READ WRITE; and the extended protocol
 * takes one statement at a time, so that none can leave it.
 */
export async function runStatement(client: Client, request: LambdaRequest, timeLeft: number): Promise<LambdaRows> {
  const statementTimeout = Math.max(1, Math.min(request.statementTimeout, timeLeft));
  try {
    await extended(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', []);
    await extended(client, setUp, [String(statementTimeout), String(request.lockTimeout)]);
    const result = await extended(client, request.sql, request.params);
    if (!readingCommands.has(result.command)) {
      throw new Refusal({ reason: 'writes', message: `${result.command} is not a statement that reads` });
    }
    const proof = await extended(client, proofStatement, []);
    return {
      protocol: 1,
      columns: result.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })),
      rows: result.rows as (string | null)[][],
      nothingWritten: proof.rows[0]?.[0] === 't',
    };
  } finally {
    await extended(client, 'ROLLBACK', []).catch(() => undefined);
  }
}

/** The limits hold for the transaction alone; PgBouncer and RDS Proxy hand the connection on. */
const setUp = `SELECT pg_catalog.set_config('statement_timeout', $1, true), pg_catalog.set_config('lock_timeout', $2, true),
  pg_catalog.set_config('search_path', 'pg_catalog', true), pg_catalog.set_config('jit', 'off', true)`;

/** A transaction has an id once it has written: https://www.postgresql.org/docs/current/functions-info.html */
const proofStatement = 'SELECT pg_catalog.txid_current_if_assigned() IS NULL';

function extended(client: Client, text: string, values: readonly (string | null)[]): Promise<QueryArrayResult> {
  // pg's types do not know queryMode, which keeps pg from the simple protocol and its several statements.
  const query: QueryArrayConfig<unknown[]> & { readonly queryMode: 'extended' } = {
    text,
    values: [...values],
    rowMode: 'array',
    types: asText,
    queryMode: 'extended',
  };
  return client.query(query);
}
