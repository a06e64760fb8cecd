import { appliedEach } from '../../appliedRevisions.ts';
import { codeFolder, findCodeFolders, isJavaScript, javaScriptPatterns, stem } from '../codeChain/codeFolders.ts';
import type { CodeFolders } from '../codeChain/codeFolders.ts';
import { namedByFile } from '../codeChain/javaScriptChain.ts';
import { readCodeChain } from '../codeChain/readCodeChain.ts';
import type { Framework } from '../framework.ts';
import { compare, dateOf } from '../sqlChain/migrationNames.ts';

const folders: CodeFolders = {
  framework: 'typeorm',
  isMigration: isJavaScript,
  mark: /\bMigrationInterface\b|\bqueryRunner\b/,
};

/** https://typeorm.io/docs/migrations/why */
export const typeorm: Framework = {
  name: 'typeorm',
  label: 'TypeORM',
  applyCommand: 'npx typeorm migration:run',
  patterns: javaScriptPatterns,
  find: (workspace) => findCodeFolders(workspace, folders),
  inFolder: (folder, workspace) => codeFolder(folder, workspace, folders),
  async read(input) {
    const { readTypeOrmFile } = await import('./readTypeOrmFile.ts');
    return readCodeChain(
      {
        framework: 'typeorm',
        versionTables: [{ schema: undefined, name: 'migrations', columns: ['timestamp', 'name'] }],
      },
      input,
      (file) => {
        const read = readTypeOrmFile(file, input.sql);
        const { migration, problems } = namedByFile(file, read);
        const id = ('problems' in read ? read.name : undefined) ?? stem(file.path);
        const title = id
          .replace(/\d{13}$/, '')
          .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
          .toLowerCase();
        return { migration: migration && { ...migration, id, title, date: dateOf(timestampOf(id)) }, problems };
      },
      (one, other) => compare(Number(timestampOf(one.id)), Number(timestampOf(other.id))) || compare(one.id, other.id),
    );
  },
  // It runs what has not run yet, in any order.
  applied: (project, rows) =>
    appliedEach(
      project,
      rows.flatMap(({ name }) => name ?? []),
      [],
      'any',
    ),
};

/** The milliseconds that a migration's name ends with (MigrationExecutor.getMigrations() in TypeORM). */
function timestampOf(id: string): string {
  const [digits = '0'] = /\d{13}$/.exec(id) ?? [];
  return digits;
}
