import type { MigrationProblem, MigrationProject, Revision } from '../../migrationProject.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { orderedMigrations } from './fileNames.ts';
import { upPart } from './upPart.ts';

export interface PlainSqlInput {
  /** Relative to the workspace, with `/`, as are the files' paths. */
  readonly folder: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly sql: SqlOperationReader;
}

/** A folder of .sql files as a chain of revisions: one for each file, in the order of their names. */
export function readPlainSql({ folder, files, sql }: PlainSqlInput): MigrationProject {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const revisions: Revision[] = [];
  const problems: MigrationProblem[] = [];
  for (const { path, id, title, date } of orderedMigrations([...texts.keys()])) {
    const read = sql(upPart(texts.get(path) ?? ''));
    const parent = revisions.at(-1)?.id;
    revisions.push({
      id,
      parents: parent === undefined ? [] : [parent],
      dependsOn: [],
      title,
      date,
      file: path,
      line: 1,
      operations: read.operations,
    });
    problems.push(...read.problems.map((problem) => ({ reason: 'syntaxError' as const, file: path, ...problem })));
  }
  return { framework: 'sql', folder, revisions, problems };
}
