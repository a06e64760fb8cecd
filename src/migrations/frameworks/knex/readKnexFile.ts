import { entryOf } from '../../javascript/members.ts';
import { calling, followMigration, type MigrationRunner } from '../../javascript/followMigration.ts';
import type { SourceFile } from '../../readingCache.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { createKnexHost, knexValue } from './knexHost.ts';

const runner: MigrationRunner = {
  host: createKnexHost,
  parts({ exportOf }) {
    const up = calling(exportOf('up'), [knexValue]);
    const transaction = entryOf(exportOf('config'), 'transaction');
    return up === undefined
      ? undefined
      : {
          up,
          down: calling(exportOf('down'), [knexValue]),
          transactional: !(transaction?.kind === 'flag' && !transaction.value),
        };
  },
};

/** Loads the grammar of JavaScript. */
export function readKnexFile(file: SourceFile, sql: SqlOperationReader) {
  return followMigration(file, sql, runner);
}
