import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import { codeFolder, findCodeFolders, stem } from '../codeChain/codeFolders.ts';
import type { CodeFolders } from '../codeChain/codeFolders.ts';
import { readCodeChain } from '../codeChain/readCodeChain.ts';
import type { Framework } from '../framework.ts';
import { compare, dateOf, titleOf } from '../sqlChain/migrationNames.ts';
import { bareNumber, revisionNames } from '../sqlChain/versions.ts';

const folders: CodeFolders = {
  framework: 'rails',
  isMigration: (path) => /(?:^|\/)\d+_\w+(?:\.\w+)?\.rb$/.test(path),
  mark: /\bActiveRecord::Migration\b|<\s*\w*(?:::)?Migration\b/,
};

/** https://guides.rubyonrails.org/active_record_migrations.html, in `db/migrate` and `db/<database>_migrate`. */
export const rails: Framework = {
  name: 'rails',
  label: 'Rails',
  applyCommand: 'bin/rails db:migrate',
  patterns: ['**/*migrat*/**/*.rb'],
  find: (workspace) => findCodeFolders(workspace, folders),
  inFolder: (folder, workspace) => codeFolder(folder, workspace, folders),
  async read(input) {
    const { loadRubyParser } = await import('../../ruby/parseRuby.ts');
    const { readRailsFile } = await import('./readRailsFile.ts');
    const parse = await loadRubyParser();
    return readCodeChain(
      {
        framework: 'rails',
        // golang-migrate's table of the same name has a column `dirty`.
        versionTables: [{ schema: undefined, name: 'schema_migrations', columns: ['version'], without: ['dirty'] }],
      },
      input,
      (file) => {
        const read = readRailsFile(file, parse, input.sql);
        if (!('problems' in read)) return { migration: undefined, problems: read };
        const { problems, ...followed } = read;
        const id = stem(file.path);
        const version = bareNumber(/^\d+/.exec(id)?.[0] ?? id);
        return { migration: { ...followed, id, version, title: titleOf(id), date: dateOf(id) }, problems };
      },
      (one, other) => compare(numberOf(one.file), numberOf(other.file)) || compare(one.id, other.id),
    );
  },
  // It runs whatever has not run yet, in any order.
  applied(project, rows) {
    const nameOf = revisionNames(project);
    const ids = rows.flatMap(({ version }) =>
      version === null || version === undefined ? [] : [nameOf(bareNumber(version))],
    );
    return appliedEach(project, ids, [], 'any');
  },
};

function numberOf(path: string): bigint {
  return BigInt(/^\d+/.exec(posix.basename(path))?.[0] ?? '0');
}
