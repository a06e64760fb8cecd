import { posix } from 'node:path';
import { appliedEach } from '../../appliedRevisions.ts';
import { codeFolder, findCodeFolders, isJavaScript, javaScriptPatterns, stem } from '../codeChain/codeFolders.ts';
import type { CodeFolders } from '../codeChain/codeFolders.ts';
import { namedByFile } from '../codeChain/javaScriptChain.ts';
import { readCodeChain } from '../codeChain/readCodeChain.ts';
import type { CodeMigration, CodeReading } from '../codeChain/readCodeChain.ts';
import type { Framework, MigrationFile, ProjectInput } from '../framework.ts';
import { downgradeOf } from '../sqlChain/downgradeOf.ts';
import { compare, dateOf, titleOf } from '../sqlChain/migrationNames.ts';
import { downPart, upPart } from '../sqlChain/upPart.ts';

const folders: CodeFolders = {
  framework: 'node-pg-migrate',
  isMigration: (path) => isJavaScript(path) || path.endsWith('.sql'),
  mark: /\bpgm\b|\bnode-pg-migrate\b|^\s*--[\s-]*up\s+migration/im,
};

/** https://salsita.github.io/node-pg-migrate/ */
export const nodePgMigrate: Framework = {
  name: 'node-pg-migrate',
  label: 'node-pg-migrate',
  applyCommand: 'npx node-pg-migrate up',
  patterns: [...javaScriptPatterns, '**/*.sql'],
  find: (workspace) =>
    findCodeFolders(workspace, {
      ...folders,
      // Its own file names begin with milliseconds, 17 digits of a date, or an index.
      isMigration: (path) =>
        folders.isMigration(path) && /^\d+[_-]/.test(posix.basename(path)) && /migrat/i.test(posix.dirname(path)),
    }),
  inFolder: (folder, workspace) => codeFolder(folder, workspace, folders),
  async read(input) {
    const { readNodePgMigrateFile } = await import('./readNodePgMigrateFile.ts');
    return readCodeChain(
      {
        framework: 'node-pg-migrate',
        versionTables: [{ schema: undefined, name: 'pgmigrations', columns: ['name', 'run_on'] }],
      },
      input,
      (file) =>
        file.path.endsWith('.sql')
          ? readSql(file, input.sql)
          : namedByFile(file, readNodePgMigrateFile(file, input.sql)),
      (one, other) => compare(orderOf(one.file), orderOf(other.file)) || compare(one.id, other.id),
    );
  },
  // It refuses to run where the order of the files is not the order in which they ran.
  applied: (project, rows) =>
    appliedEach(
      project,
      rows.flatMap(({ name }) => name ?? []),
    ),
};

function readSql(file: MigrationFile, sql: ProjectInput['sql']): CodeReading<CodeMigration> {
  const up = upPart(file.text);
  const { problems, ...read } = sql(up);
  return {
    migration: { ...read, ...named(file), line: 1, sql: up, downgrade: downgradeOf(downPart(file.text)) },
    problems: problems.map((problem) => ({ reason: 'syntaxError', file: file.path, ...problem })),
  };
}

function named({ path }: MigrationFile): Pick<CodeMigration, 'id' | 'title' | 'date'> {
  const id = stem(path);
  return { id, title: titleOf(id), date: dateOf(id) };
}

/** The number that the name begins with; 17 digits are a date, and count as its milliseconds. */
function orderOf(path: string): number {
  const [digits = '0'] = /^\d+/.exec(posix.basename(path)) ?? [];
  const [, year, month, day, hour, minute, second, millisecond] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits) ?? [];
  if (year === undefined) return Number(digits);
  return Date.parse(
    `${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.${millisecond ?? ''}Z`,
  );
}
