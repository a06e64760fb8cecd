import { existsSync } from 'node:fs';
import type { Session } from '../../../catalog/session.ts';
import { CompareError } from '../../../compareError.ts';
import type { OpenOptions, SessionTimeouts } from '../../provider.ts';
import { keepThread, takeThread, threadKey } from './keptThreads.ts';
import type { WorkerInput } from './workerMessages.ts';
import { openWorkerSession } from './workerSession.ts';

export interface EmbeddedOptions {
  readonly timeouts: SessionTimeouts;
  /** Where loaded databases are kept so that the next opening is fast; absent means nowhere. */
  readonly cacheFolder?: string | undefined;
  /** The bundled worker; absent means beside the bundle that this module is in. */
  readonly workerUrl?: URL | undefined;
}

/**
 * Opens a database of the given files in an embedded PostgreSQL, on a thread of its own. Loading is what takes long, so
 * a closed one stays for a moment, for whoever asks for the same files next.
 */
export async function openEmbedded(
  input: Omit<WorkerInput, 'cacheFolder'>,
  { timeouts, cacheFolder, workerUrl }: EmbeddedOptions,
  options: OpenOptions,
): Promise<Session> {
  const whole = { ...input, cacheFolder };
  const url = workerUrl ?? findWorker();
  const key = await threadKey(whole, [url.href, timeouts.statement]);
  const thread =
    (key === undefined ? undefined : takeThread(key)) ??
    (await openWorkerSession(url, whole, timeouts.statement, options));
  let isOpen = true;
  return {
    server: thread.server,
    notices: thread.notices,
    query: async (sql, params, queryOptions) => {
      if (!isOpen) throw new CompareError('connectionLost');
      return thread.query(sql, params, queryOptions);
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await keepThread(key, thread);
    },
  };
}

/** The worker's source when this runs from source; else the bundle beside this one, or above a folder of chunks. */
function findWorker(): URL {
  const candidates = ['./pgliteWorker.ts', './pgliteWorker.js', '../pgliteWorker.js'].map(
    (name) => new URL(name, import.meta.url),
  );
  return candidates.find((url) => existsSync(url)) ?? new URL('./pgliteWorker.js', import.meta.url);
}
