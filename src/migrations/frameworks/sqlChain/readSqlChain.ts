import type { MigrationProblem, MigrationProject, Revision } from '../../migrationProject.ts';
import type { MigrationFile, ProjectInput } from '../framework.ts';
import { readEach } from '../readEach.ts';

/** A migration of SQL in its place in a chain, before its SQL is read. */
export interface SqlMigration extends Pick<
  Revision,
  'id' | 'version' | 'title' | 'date' | 'downgrade' | 'transactional' | 'checksum'
> {
  readonly file: MigrationFile;
  /** What is run, on the lines of the file where it stands; undefined where only running tells. */
  readonly sql: string | undefined;
}

/** Reads migrations as a chain of revisions, in which each one's parent is the one before. */
export async function readSqlChain(
  project: Pick<MigrationProject, 'framework' | 'versionTables'>,
  migrations: readonly SqlMigration[],
  input: ProjectInput,
): Promise<MigrationProject> {
  const problems: MigrationProblem[] = [];
  const single = withoutDuplicates(migrations, problems);
  const sqlOf = new Map(single.map(({ file, sql }) => [file, sql]));
  const read = await readEach([...sqlOf.keys()], input, (file) => input.sql(sqlOf.get(file) ?? ''));
  const revisions = single.map(({ file, sql, ...said }, index): Revision => {
    const parent = single[index - 1]?.id;
    const { problems: found = [], operations = [], dataChanges = [], transactional = true } = read[index] ?? {};
    const path = file.path;
    const lines = found.length === 0 ? [] : (sql ?? '').split('\n');
    for (const problem of found) {
      const isTemplate = lines[problem.line - 1]?.includes('${') === true;
      problems.push({ reason: isTemplate ? 'notStatic' : 'syntaxError', file: path, ...problem });
    }
    if (sql === undefined) problems.push({ reason: 'notStatic', file: path, detail: 'not SQL' });
    return {
      ...said,
      ...(sql === undefined ? {} : { sql }),
      parents: parent === undefined ? [] : [parent],
      dependsOn: [],
      file: path,
      line: 1,
      operations,
      dataChanges,
      transactional: transactional && said.transactional !== false,
    };
  });
  return { ...project, folder: input.folder, revisions, problems };
}

/** Of two migrations of one version the first counts, as in Alembic. */
function withoutDuplicates(migrations: readonly SqlMigration[], problems: MigrationProblem[]): readonly SqlMigration[] {
  const known = new Set<string>();
  return migrations.filter(({ id, version = id, file }) => {
    const isFirst = !known.has(version);
    known.add(version);
    if (!isFirst) problems.push({ reason: 'revisionDuplicate', file: file.path, line: 1, detail: version });
    return isFirst;
  });
}
