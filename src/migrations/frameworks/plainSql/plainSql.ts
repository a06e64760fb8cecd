import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import type { Framework, FoundProject, WorkspaceFiles } from '../framework.ts';
import { readSqlChain } from '../sqlChain/readSqlChain.ts';
import type { SqlMigration } from '../sqlChain/readSqlChain.ts';
import { upPart } from '../sqlChain/upPart.ts';
import { hasOrderedName, isNamedByFolder, orderedMigrations } from './fileNames.ts';

/** A folder of .sql files that are applied in the order of their names, by whatever means. */
export const plainSql: Framework = {
  name: 'sql',
  label: 'SQL files',
  applyCommand: undefined,
  patterns: ['**/*.sql'],
  find: ({ paths }) => Promise.resolve(sqlProjects(paths)),
  inFolder: async (folder, workspace: WorkspaceFiles) => ({
    framework: 'sql',
    folder,
    files: (await workspace.list(folder, ['**/*'])).filter((path) => /\.sql$/i.test(path)),
  }),
  read(input) {
    const byPath = new Map(input.files.map((file) => [file.path, file]));
    const migrations = orderedMigrations([...byPath.keys()]).flatMap(({ path, ...said }): readonly SqlMigration[] => {
      const file = byPath.get(path);
      return file === undefined ? [] : [{ ...said, file, sql: upPart(file.text) }];
    });
    return readSqlChain({ framework: 'sql', versionTables: [] }, migrations, input);
  },
  // No table says what has been applied.
  applied: (project) => appliedEach(project, []),
};

const folderOfMigrations = /^(?:.*[_-])?migrat(?:e|ions?)$|^drizzle$/i;
const otherDatabase = /(?:^|\/)(?:clickhouse|mariadb|mssql|mysql|oracle|sqlite3?|sqlserver)(?:\/|$)/i;

/** Folders of .sql files that are named in an order, in or below a folder whose name speaks of migrations. */
function sqlProjects(paths: readonly string[]): readonly FoundProject[] {
  const folders = new Map<string, string[]>();
  for (const path of paths.filter((each) => /\.sql$/i.test(each))) {
    const folder = migrationFolder(path);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders].flatMap(([folder, files]): readonly FoundProject[] => {
    const ordered = files.filter(hasOrderedName);
    const isChain =
      folder.split('/').some((name) => folderOfMigrations.test(name)) && ordered.length * 2 > files.length;
    return isChain && !otherDatabase.test(folder) ? [{ framework: 'sql', folder, files: ordered }] : [];
  });
}

/** `a/0001_users/up.sql` is a migration of `a`. */
function migrationFolder(path: string): string {
  const folder = posix.dirname(path);
  return isNamedByFolder(path) && hasOrderedName(path) ? posix.dirname(folder) : folder;
}
