import { calling, followMigration, type MigrationRunner } from '../../javascript/followMigration.ts';
import type { SourceFile } from '../../readingCache.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { knownText, type ClassValue, type Value } from '../../values/value.ts';
import { createQueryRunnerHost, queryRunnerValue } from './queryRunnerHost.ts';

const runner: MigrationRunner = {
  host: createQueryRunnerHost,
  parts({ classes }) {
    const migration = classes.find(({ members }) => members.has('up') && members.has('down'));
    const up = calling(migration?.members.get('up'), [queryRunnerValue]);
    if (migration === undefined || up === undefined) return undefined;
    const transaction = migration.members.get('transaction');
    return {
      up,
      down: calling(migration.members.get('down'), [queryRunnerValue]),
      transactional: !(transaction?.kind === 'flag' && !transaction.value),
      name: nameOf(migration, migration.members.get('name')),
      ...(migration.line === undefined ? {} : { line: migration.line }),
    };
  },
};

/** Loads the grammar of JavaScript. */
export function readTypeOrmFile(file: SourceFile, sql: SqlOperationReader) {
  return followMigration(file, sql, runner);
}

/** The property `name` where the class has one, else what the class is called. */
function nameOf(migration: ClassValue, name: Value | undefined): string {
  return knownText(name) ?? migration.name;
}
