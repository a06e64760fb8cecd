import { calling, followMigration } from '../../javascript/followMigration.ts';
import type { SourceFile } from '../../readingCache.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { type BuilderState, builderValue, createBuilderHost } from './builderHost.ts';
import type { Shorthands } from './columns.ts';

/** Loads the grammar of JavaScript. */
export function readNodePgMigrateFile(file: SourceFile, sql: SqlOperationReader) {
  const state: BuilderState = { transactional: true, irreversible: false };
  let shorthands: Shorthands;
  const read = followMigration(file, sql, {
    host: (recorder) => createBuilderHost(recorder, state, () => shorthands),
    parts({ exportOf }) {
      const up = calling(exportOf('up'), [builderValue]);
      shorthands = exportOf('shorthands');
      if (up === undefined) return undefined;
      return { up, down: calling(exportOf('down'), [builderValue]), refusesDown: exportOf('down')?.kind === 'flag' };
    },
  });
  if (!('problems' in read)) return read;
  // Where there is no `down`, node-pg-migrate undoes what it did itself, and refuses to where there is SQL.
  const inferred = read.downgrade === 'missing' ? (state.irreversible ? 'raises' : 'real') : read.downgrade;
  return { ...read, transactional: read.transactional && state.transactional, downgrade: inferred };
}
