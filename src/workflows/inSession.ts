import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import type { Environment } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';

/**
 * Opens an environment for the time of `work`. Where the connection is lost under way, or a standby server stops a
 * statement for what it replays, it is opened anew and the work, which only reads, begins again.
 *
 * @throws CompareError with the environment's name in its details
 */
export async function inSession<T>(
  environment: Environment,
  open: (environment: Environment, options: OpenOptions) => Promise<Session>,
  options: OpenOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  try {
    for (let attempt = 1; ; attempt += 1) {
      const session = await open(environment, options);
      try {
        return await work(session);
      } catch (error) {
        if (options.signal?.aborted === true || attempt >= attemptsFor(error)) throw error;
        options.onProgress?.('connecting again');
        if (isConflict(error))
          await delay(attempt * conflictPause, undefined, { signal: options.signal }).catch(() => undefined);
      } finally {
        await session.close();
      }
    }
  } catch (error) {
    if (!(error instanceof CompareError)) throw error;
    throw new CompareError(error.reason, { ...error.details, environment: environment.name }, { cause: error });
  }
}

/** How much longer each time is waited after a conflict, in milliseconds: what is replayed comes in bursts. */
const conflictPause = 100;

/** A conflict with recovery comes back with every replay; https://www.postgresql.org/docs/current/hot-standby.html */
function attemptsFor(error: unknown): number {
  if (isConflict(error)) return 6;
  return error instanceof CompareError && error.reason === 'connectionLost' ? 2 : 1;
}

/** A standby ends the whole session then, for a savepoint stands in the transaction. */
function isConflict(error: unknown): boolean {
  return error instanceof CompareError && error.details['sqlState'] === '40001';
}
