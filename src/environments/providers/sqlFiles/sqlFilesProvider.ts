import { existsSync } from 'node:fs';
import type { SqlFilesEnvironment } from '../../environment.ts';
import type { Provider, SessionTimeouts } from '../../provider.ts';
import { findSqlFiles } from './findSqlFiles.ts';
import { openWorkerSession } from './workerSession.ts';

export interface SqlFilesOptions {
  readonly timeouts: SessionTimeouts;
  /** Where loaded databases are kept so that the next opening is fast; absent means nowhere. */
  readonly cacheFolder?: string | undefined;
  /** The bundled worker; absent means beside the bundle that this module is in. */
  readonly workerUrl?: URL | undefined;
}

/**
 * Databases made of SQL files, in PGlite: PostgreSQL 18 as WebAssembly, one worker thread per session.
 *
 * Rows come as from node-postgres with its defaults: numbers that fit as numbers, 64-bit integers and numerics as text,
 * json parsed. Of the timeouts the statement's counts, for there is nobody else to wait for.
 * Opening fails with `filesNotFound`, `fileUnreadable`, `sqlInvalid` (file, line, statement, message) or `cancelled`.
 */
export function createSqlFilesProvider({
  timeouts,
  cacheFolder,
  workerUrl,
}: SqlFilesOptions): Provider<SqlFilesEnvironment> {
  return {
    type: 'sqlFiles',
    async open(environment, options = {}) {
      const files = await findSqlFiles(environment.files);
      return openWorkerSession(workerUrl ?? findWorker(), { files, cacheFolder }, timeouts.statement, options);
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
