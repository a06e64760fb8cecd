import type { MigrationProblem, MigrationProject, Revision } from '../../migrationProject.ts';
import type { SourceFile } from '../../readingCache.ts';
import type { ProjectInput } from '../framework.ts';
import { readEach } from '../readEach.ts';
import type { RevisionFile } from './readRevisionFile.ts';
import type { RevisionHeader } from './revisionHeader.ts';
import { orderRevisions } from './revisionOrder.ts';

interface AlembicInput extends Pick<ProjectInput, 'folder' | 'sql' | 'signal'>, Partial<Pick<ProjectInput, 'perFile'>> {
  readonly files: readonly SourceFile[];
  readonly environmentFile?: SourceFile | undefined;
  /** What the migrations and env.py may import, and alembic.ini. */
  readonly modules?: readonly SourceFile[];
}

/**
 * Reads Alembic's migration files without running them: literal values, loops and helper functions are followed, and
 * what only running would tell is a problem of its file while the rest counts.
 *
 * @throws CompareError with `cancelled` when the signal fires
 */
export async function readAlembic(input: AlembicInput): Promise<MigrationProject> {
  const { readRevisionFile } = await import('./readRevisionFile.ts');
  const { indexModules } = await import('./siblingModules.ts');
  const { readEnvironmentFile, defaultEnvironment } = await import('./environmentFile.ts');
  const environment =
    input.environmentFile === undefined
      ? defaultEnvironment
      : readEnvironmentFile(input.environmentFile, input.modules ?? []);
  const files = input.files.filter(({ path }) => path.endsWith('.py')).toSorted(byPath);
  const helpers = files.filter(({ text }) => !/^revision\b/m.test(text));
  const others = indexModules([...helpers, ...(input.modules ?? [])]);
  const { perFile } = input;
  const read = await readEach(
    files,
    // What a migration comes to depends on the helpers among the files too; the modules are part of the configuration.
    perFile === undefined ? input : { ...input, perFile: (file, once) => perFile(file, once, helpers) },
    (file) => readRevisionFile(file, environment.convention, input.sql, others),
  );
  const { revisions, problems } = toRevisions(read);
  const ordered = orderRevisions(revisions);
  return {
    framework: 'alembic',
    folder: input.folder,
    versionTables: [{ ...environment.versionTable, columns: ['version_num'] }],
    revisions: ordered.revisions,
    problems: [...problems, ...ordered.problems],
  };
}

function byPath(one: SourceFile, other: SourceFile): number {
  return one.path < other.path ? -1 : one.path > other.path ? 1 : 0;
}

/** Of two files with the same revision the first counts. */
function toRevisions(files: readonly RevisionFile[]): { revisions: Revision[]; problems: MigrationProblem[] } {
  const problems: MigrationProblem[] = [];
  const byId = new Map<string, RevisionFile & { header: RevisionHeader }>();
  const byLabel = new Map<string, string>();
  for (const { header, ...file } of files) {
    problems.push(...file.problems);
    if (header === undefined) {
      continue;
    }
    if (byId.has(header.id)) {
      problems.push({ reason: 'revisionDuplicate', file: file.file, line: header.line, detail: header.id });
      continue;
    }
    byId.set(header.id, { ...file, header });
    for (const label of header.branchLabels) {
      byLabel.set(label, header.id);
    }
  }
  const revisions = [...byId.values()].map(({ file, header, problems: _, ...read }) => ({
    id: header.id,
    parents: header.parents,
    // A branch label stands for the revision that carries it.
    dependsOn: header.dependsOn.map((name) => (byId.has(name) ? name : (byLabel.get(name) ?? name))),
    title: header.title,
    date: header.date,
    file,
    line: header.line,
    ...read,
  }));
  return { revisions, problems };
}
