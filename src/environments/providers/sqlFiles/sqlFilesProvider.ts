import type { SqlFilesEnvironment } from '../../environment.ts';
import type { Provider } from '../../provider.ts';
import { findSqlFiles } from './findSqlFiles.ts';
import { openEmbedded } from './openEmbedded.ts';
import type { EmbeddedOptions } from './openEmbedded.ts';

/**
 * Databases made of SQL files, in PGlite: PostgreSQL 18 as WebAssembly, one worker thread per session.
 *
 * Rows come as from node-postgres with its defaults: numbers that fit as numbers, 64-bit integers and numerics as text,
 * json parsed. Of the timeouts the statement's counts, for there is nobody else to wait for.
 * Opening fails with `filesNotFound`, `fileUnreadable`, `sqlInvalid` (file, line, statement, message) or `cancelled`.
 */
export function createSqlFilesProvider(embedded: EmbeddedOptions): Provider<SqlFilesEnvironment> {
  return {
    type: 'sqlFiles',
    async open(environment, options = {}) {
      const files = await findSqlFiles(environment.files);
      const { after = [] } = environment;
      const texts = [...files.map(() => undefined), ...after.map(({ sql }) => sql)];
      return openEmbedded({ files: [...files, ...after.map(({ file }) => file)], texts }, embedded, options);
    },
  };
}
