import { posix } from 'node:path';
import type { FollowedMigration } from '../../javascript/followMigration.ts';
import { appliedEach } from '../../appliedRevisions.ts';
import type { AppliedRevisions } from '../../appliedRevisions.ts';
import type { MigrationProblem, MigrationProject } from '../../migrationProject.ts';
import type { VersionRows } from '../../versionTable.ts';
import type { MigrationFile } from '../framework.ts';
import { compare, dateOf, titleOf } from '../sqlChain/migrationNames.ts';
import { stem } from './codeFolders.ts';
import type { CodeMigration, CodeReading, PlacedMigration } from './readCodeChain.ts';

/** A file that was followed, as a revision that is called after its file. */
export function namedByFile(
  { path }: Pick<MigrationFile, 'path'>,
  read: FollowedMigration | readonly MigrationProblem[],
): CodeReading<CodeMigration> {
  if (!('problems' in read)) return { migration: undefined, problems: read };
  const { problems, name: _name, ...followed } = read;
  const id = stem(path);
  return { migration: { ...followed, id, title: titleOf(id), date: dateOf(id), line: followed.line ?? 1 }, problems };
}

/** In the order of the files' names. */
export function byFileName(one: PlacedMigration, other: PlacedMigration): number {
  return compare(posix.basename(one.file), posix.basename(other.file));
}

/** The same where the version table has the file's whole name. */
export function namedWithEnding(
  file: Pick<MigrationFile, 'path'>,
  read: FollowedMigration | readonly MigrationProblem[],
): CodeReading<CodeMigration> {
  const { migration, problems } = namedByFile(file, read);
  return { migration: migration && { ...migration, version: posix.basename(file.path) }, problems };
}

/** Where the table has the names of the files that ran: `.js` of what is `.ts` here. */
export function appliedByFileName(project: MigrationProject, rows: VersionRows): AppliedRevisions {
  const ids = rows.flatMap(({ name }) => (name === null || name === undefined ? [] : [stem(name)]));
  return appliedEach(project, ids, [], 'any');
}
