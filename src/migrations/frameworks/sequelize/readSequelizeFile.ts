import { calling, followMigration } from '../../javascript/followMigration.ts';
import type { SourceFile } from '../../readingCache.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { createQueryInterfaceHost, sequelizeValues } from './queryInterfaceHost.ts';

/** Loads the grammar of JavaScript. */
export function readSequelizeFile(file: SourceFile, sql: SqlOperationReader) {
  // Sequelize begins no transaction: a migration that wants one does so itself.
  let beginsTransaction = false;
  const read = followMigration(file, sql, {
    host: (recorder) =>
      createQueryInterfaceHost(recorder, () => {
        beginsTransaction = true;
      }),
    parts({ exportOf }) {
      const up = calling(exportOf('up'), sequelizeValues);
      return up === undefined ? undefined : { up, down: calling(exportOf('down'), sequelizeValues) };
    },
  });
  return 'problems' in read ? { ...read, transactional: read.transactional && beginsTransaction } : read;
}
