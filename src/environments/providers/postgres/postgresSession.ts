import { setTimeout as delay } from 'node:timers/promises';
import type { Client, QueryConfig, QueryResult } from 'pg';
import type { ServerInfo, Session } from '../../../catalog/session.ts';
import { CompareError } from '../../../compareError.ts';
import type { SessionTimeouts } from '../../provider.ts';
import type { ConnectionTarget } from './connectionTarget.ts';
import { toCompareError } from './postgresErrors.ts';

/** A connected client, and what belongs to its connection. */
export interface Connected {
  readonly client: Client;
  readonly target: ConnectionTarget;
  /** The password that was used, if one was; only to keep it out of errors. */
  readonly password: () => string | undefined;
  /** Asks the server to stop what it is doing for this client. */
  readonly requestCancel: (signal: AbortSignal) => Promise<void>;
  /** Ends the connection without a word to the server. */
  readonly destroy: () => void;
}

/** How long a cancelled statement or a goodbye may take before the connection is dropped. */
const graceMilliseconds = 2_000;

/** After how long a cancel request that had no effect is sent again. */
const retryMilliseconds = 100;

/** What a statement that only reads is answered with. */
const readingCommands: ReadonlySet<string> = new Set(['SELECT', 'SHOW', 'EXPLAIN']);

interface ExtendedQuery extends QueryConfig<unknown[]> {
  /** Never the simple protocol, in which `COMMIT; CREATE TABLE ...` would leave the read-only transaction. */
  readonly queryMode: 'extended';
}

/**
 * Begins the transaction of a session, in one round trip: its statements are sent together. `inTurn`, so that whoever
 * refuses it is heard, in two.
 *
 * The limits are set for the transaction alone (`set_config(..., true)`) and not as startup options, which a pooler would
 * refuse, nor for the connection, which a pooler would hand to somebody else. The query that sets them is also the first
 * one of the transaction, after which PostgreSQL refuses SET TRANSACTION READ WRITE.
 */
export async function beginSession(
  connected: Connected,
  timeouts: SessionTimeouts,
  begins: 'together' | 'inTurn',
): Promise<Session> {
  const { client } = connected;
  const begun = client.query(extended('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'));
  if (begins === 'inTurn') await begun;
  const [, { rows }] = await Promise.all([
    begun,
    client.query<Record<string, unknown>>(extended(setUpStatement, setUpValues(timeouts))),
    client.query(extended('SAVEPOINT opened')),
  ]);
  const row = rows[0];
  if (row === undefined || client.getTransactionStatus() !== 'T')
    throw new CompareError('internal', { message: 'no transaction' });
  const server: ServerInfo = {
    // Distributions append their own: "15.4 (Debian 15.4-1.pgdg120+1)".
    version: String(row['version']).split(' ')[0] ?? '',
    versionNumber: Number(row['versionNumber']),
    database: String(row['database']),
    user: String(row['user']),
  };
  return createSession(connected, timeouts, server);
}

/** With the memory for sorting that keeps the catalog of some ten thousand tables out of temporary files. */
const setUpStatement = `SELECT pg_catalog.current_setting('server_version') AS "version",
  pg_catalog.current_setting('server_version_num') AS "versionNumber",
  pg_catalog.current_database() AS "database",
  current_user AS "user",
  pg_catalog.set_config('statement_timeout', $1, true),
  pg_catalog.set_config('lock_timeout', $2, true),
  pg_catalog.set_config('idle_in_transaction_session_timeout', $3, true),
  pg_catalog.set_config('search_path', 'pg_catalog', true),
  pg_catalog.set_config('jit', 'off', true),
  pg_catalog.set_config('work_mem', '32MB', true)`;

/** By the older name, which PostgreSQL 12 knows too. It travels with the goodbye. */
const proofStatement = 'SELECT pg_catalog.txid_current_if_assigned() IS NULL AS nothing';

function setUpValues(timeouts: SessionTimeouts): string[] {
  return [timeouts.statement, timeouts.lock, timeouts.idleInTransaction].map(String);
}

function extended(text: string, values: readonly unknown[] = []): ExtendedQuery {
  return { text, values: [...values], queryMode: 'extended' };
}

function createSession(connected: Connected, timeouts: SessionTimeouts, server: ServerInfo): Session {
  const { client, target, destroy } = connected;
  const closing = new AbortController();
  let lost: Error | undefined;
  let hasRun = false;
  let proven: boolean | undefined;
  client.on('error', (error) => {
    lost ??= error;
  });
  client.on('end', () => {
    lost ??= new Error('Connection terminated');
  });

  const fail = (error: unknown, started = performance.now()): CompareError =>
    toCompareError(error, {
      target,
      password: connected.password(),
      statement: { duration: performance.now() - started, timeouts },
    });

  const run = async <Row>(sql: string, params: readonly unknown[], signal: AbortSignal): Promise<Row[]> => {
    const isCancelled = (): boolean => signal.aborted;
    if (isCancelled()) throw new CompareError('cancelled');
    if (lost !== undefined) throw connectionLost(fail(lost));
    // Takes back what failed, and lets go of the tables that were read, which nobody could alter until the end. The
    // savepoint is older, so the snapshot stays the same; and it costs no round trip of its own.
    if (hasRun) client.query(extended('ROLLBACK TO SAVEPOINT opened')).catch(() => undefined);
    hasRun = true;

    const started = performance.now();
    const pending = client.query<Record<string, unknown>>(extended(sql, params));
    const cancellation = cancelOnAbort(connected, pending, signal);
    let result: QueryResult;
    try {
      result = await pending;
    } catch (error) {
      if (isCancelled()) throw new CompareError('cancelled', {}, { cause: fail(error) });
      throw fail(error, started);
    } finally {
      await cancellation.settled();
    }
    if (isCancelled()) throw new CompareError('cancelled');
    // The server says what the statement was. What does not read might have ended the read-only transaction.
    if (!readingCommands.has(result.command)) {
      lost = new Error('Connection terminated');
      destroy();
      throw new CompareError('internal', { message: `${result.command} in a read-only session` });
    }
    return result.rows as Row[];
  };

  // One statement at a time: a cancel request names the connection, not the statement.
  let last: Promise<unknown> = Promise.resolve();
  const close = async (): Promise<void> => {
    closing.abort();
    await last;
    const grace = setTimeout(destroy, graceMilliseconds);
    try {
      if (lost === undefined) {
        if (hasRun) client.query(extended('ROLLBACK TO SAVEPOINT opened')).catch(() => undefined);
        const asked = client.query<{ nothing: boolean }>(extended(proofStatement));
        client.query(extended('ROLLBACK')).catch(() => undefined);
        asked.then(
          ({ rows: [row] }) => (proven = row?.nothing),
          () => undefined,
        );
      }
      await client.end();
    } catch {
      // Whatever is wrong with the connection, it is gone in the end.
    } finally {
      clearTimeout(grace);
      destroy();
    }
  };
  let closed: Promise<void> | undefined;

  return {
    server,
    notices: [],
    query<Row>(sql: string, params: readonly unknown[] = [], options: { signal?: AbortSignal | undefined } = {}) {
      const signal = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);
      const answer = last.then(() => run<Row>(sql, params, signal));
      last = answer.catch(() => undefined);
      return answer;
    },
    close() {
      closed ??= close();
      return closed;
    },
    nothingWritten: () => proven,
  };
}

/** Whatever ended the connection, it is gone for every later statement. */
function connectionLost(error: CompareError): CompareError {
  return error.reason === 'connectionLost'
    ? error
    : new CompareError('connectionLost', error.details, { cause: error });
}

/**
 * Cancels a running statement when the signal fires, and drops the connection when that does not help in time.
 * `settled` waits for a request under way, so that it cannot hit the next statement.
 */
function cancelOnAbort(
  connected: Connected,
  pending: Promise<unknown>,
  signal: AbortSignal,
): { settled(): Promise<void> } {
  let isPending = true;
  const over = pending.catch(() => undefined).then(() => (isPending = false));
  const cancel = async (): Promise<void> => {
    const limit = AbortSignal.timeout(graceMilliseconds);
    // A request that overtakes its statement finds an idle server, which ignores it: hence the repetition.
    while (isPending && !limit.aborted) {
      await connected.requestCancel(limit).catch(() => undefined);
      await Promise.race([over, delay(retryMilliseconds, undefined, { ref: false })]);
    }
    if (isPending) connected.destroy();
  };
  let request: Promise<void> | undefined;
  const onAbort = (): void => {
    request = cancel();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    async settled() {
      signal.removeEventListener('abort', onAbort);
      await request;
    },
  };
}
