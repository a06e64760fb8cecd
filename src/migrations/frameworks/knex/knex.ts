import { posix } from 'node:path';
import { codeFolder, findCodeFolders, isJavaScript, javaScriptPatterns } from '../codeChain/codeFolders.ts';
import type { CodeFolders } from '../codeChain/codeFolders.ts';
import { appliedByFileName, byFileName, namedWithEnding } from '../codeChain/javaScriptChain.ts';
import { readCodeChain } from '../codeChain/readCodeChain.ts';
import type { Framework, MigrationFile } from '../framework.ts';
import { nearestFile } from '../sqlChain/workspaceFiles.ts';

const configurationNames = ['knexfile.js', 'knexfile.ts', 'knexfile.cjs', 'knexfile.mjs'];

const folders: CodeFolders = {
  framework: 'knex',
  isMigration: isJavaScript,
  mark: /\bknex\b/i,
  configuration: async (folder, workspace) => {
    const found = await nearestFile(folder, configurationNames, workspace);
    return found === undefined ? [] : [found];
  },
};

/** https://knexjs.org/guide/migrations.html */
export const knex: Framework = {
  name: 'knex',
  label: 'Knex',
  applyCommand: 'npx knex migrate:latest',
  patterns: javaScriptPatterns,
  find: (workspace) =>
    findCodeFolders(workspace, {
      ...folders,
      // Knex's own file names begin with 14 digits; whatever else lies there is for the framework that knows it.
      isMigration: (path) => isJavaScript(path) && /^\d{8,}[_-]/.test(posix.basename(path)),
    }),
  inFolder: (folder, workspace) => codeFolder(folder, workspace, folders),
  async read(input) {
    const { readKnexFile } = await import('./readKnexFile.ts');
    return readCodeChain(
      { framework: 'knex', versionTables: [versionTable(input.configuration[0])] },
      input,
      (file) => namedWithEnding(file, readKnexFile(file, input.sql)),
      byFileName,
    );
  },
  applied: appliedByFileName,
};

/** `migrations: { tableName, schemaName }` of the knexfile. */
function versionTable(configuration: Pick<MigrationFile, 'text'> | undefined) {
  const settings = /\bmigrations\s*:\s*\{([^}]*)\}/.exec(configuration?.text ?? '')?.[1] ?? '';
  const setting = (name: string) => new RegExp(`\\b${name}\\s*:\\s*['"\`]([^'"\`]+)`).exec(settings)?.[1];
  return { schema: setting('schemaName'), name: setting('tableName') ?? 'knex_migrations', columns: ['name', 'batch'] };
}
