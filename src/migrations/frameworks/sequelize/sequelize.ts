import { posix } from 'node:path';
import { codeFolder, findCodeFolders, isJavaScript, javaScriptPatterns } from '../codeChain/codeFolders.ts';
import type { CodeFolders } from '../codeChain/codeFolders.ts';
import { appliedByFileName, byFileName, namedWithEnding } from '../codeChain/javaScriptChain.ts';
import { readCodeChain } from '../codeChain/readCodeChain.ts';
import type { Framework } from '../framework.ts';

const folders: CodeFolders = {
  framework: 'sequelize',
  isMigration: isJavaScript,
  mark: /\bqueryInterface\b|\bfrom\s+['"]sequelize['"]|\brequire\(['"]sequelize['"]\)/i,
};

/** https://sequelize.org/docs/v6/other-topics/migrations/ and umzug, which runs the same files. */
export const sequelize: Framework = {
  name: 'sequelize',
  label: 'Sequelize',
  applyCommand: 'npx sequelize-cli db:migrate',
  patterns: javaScriptPatterns,
  find: (workspace) =>
    findCodeFolders(workspace, {
      ...folders,
      isMigration: (path) => isJavaScript(path) && /^\d/.test(posix.basename(path)),
    }),
  inFolder: (folder, workspace) => codeFolder(folder, workspace, folders),
  async read(input) {
    const { readSequelizeFile } = await import('./readSequelizeFile.ts');
    return readCodeChain(
      { framework: 'sequelize', versionTables: [{ schema: undefined, name: 'SequelizeMeta', columns: ['name'] }] },
      input,
      (file) => namedWithEnding(file, readSequelizeFile(file, input.sql)),
      byFileName,
    );
  },
  applied: appliedByFileName,
};
