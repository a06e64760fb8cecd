import { CompareError } from '../../../compareError.ts';
import type { MigrationProblem, MigrationProject, Revision } from '../../migrationProject.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import type { RevisionFile } from './readRevisionFile.ts';
import type { RevisionHeader } from './revisionHeader.ts';
import { orderRevisions } from './revisionOrder.ts';

interface SourceFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly text: string;
}

interface AlembicInput {
  /** The folder of the migration files, relative to the workspace, with `/`. */
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly environmentFile?: SourceFile | undefined;
  readonly sql: SqlOperationReader;
  readonly signal?: AbortSignal | undefined;
}

/** How long files are read at a stretch before others get their turn, in milliseconds. */
const stretch = 30;

/**
 * Reads Alembic's migration files without running them: literal values, loops and helper functions are followed, and
 * what only running would tell is a problem of its file while the rest counts.
 *
 * @throws CompareError with `cancelled` when the signal fires
 */
export async function readAlembic(input: AlembicInput): Promise<MigrationProject> {
  const { readRevisionFile } = await import('./readRevisionFile.ts');
  const { readEnvironmentFile, defaultEnvironment } = await import('./environmentFile.ts');
  const environment =
    input.environmentFile === undefined ? defaultEnvironment : readEnvironmentFile(input.environmentFile.text);
  const read: RevisionFile[] = [];
  let restedAt = performance.now();
  for (const file of input.files.filter(({ path }) => path.endsWith('.py')).toSorted(byPath)) {
    if (performance.now() - restedAt > stretch) {
      await new Promise(setImmediate);
      restedAt = performance.now();
    }
    if (input.signal?.aborted === true) {
      throw new CompareError('cancelled');
    }
    read.push(readRevisionFile(file, environment.convention, input.sql));
  }
  const { revisions, problems } = toRevisions(read);
  const ordered = orderRevisions(revisions);
  return {
    framework: 'alembic',
    folder: input.folder,
    versionTable: environment.versionTable,
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
  const revisions = [...byId.values()].map(({ file, header, operations }) => ({
    id: header.id,
    parents: header.parents,
    // A branch label stands for the revision that carries it.
    dependsOn: header.dependsOn.map((name) => (byId.has(name) ? name : (byLabel.get(name) ?? name))),
    title: header.title,
    date: header.date,
    file,
    line: header.line,
    operations,
  }));
  return { revisions, problems };
}
