import type { MigrationProblem, MigrationProject, Revision } from '../../migrationProject.ts';
import type { MigrationFile, ProjectInput } from '../framework.ts';
import { readEach } from '../readEach.ts';

/** What reading a file of code gives: what it does, or only why it is no migration. */
export interface CodeReading<Found> {
  readonly migration: Found | undefined;
  readonly problems: readonly MigrationProblem[];
}

/** What a file says of its revision; the rest its place in the chain does. */
export type CodeMigration = Omit<Revision, 'parents' | 'dependsOn' | 'file'>;

/** Reads files of code as a chain of revisions, in which each one's parent is the one before. */
export async function readCodeChain(
  project: Pick<MigrationProject, 'framework' | 'versionTables'>,
  input: ProjectInput,
  read: (file: MigrationFile) => CodeReading<CodeMigration>,
  compare: (one: PlacedMigration, other: PlacedMigration) => number,
): Promise<MigrationProject> {
  const readings = await readEach(input.files, input, read);
  const problems = readings.flatMap((reading) => reading.problems);
  const placed = readings.flatMap(({ migration }, index): PlacedMigration[] => {
    const file = input.files[index]?.path;
    return migration === undefined || file === undefined ? [] : [{ ...migration, file }];
  });
  const known = new Set<string>();
  const revisions: Revision[] = [];
  for (const migration of placed.toSorted(compare)) {
    if (known.has(migration.id)) {
      const { file, line, id } = migration;
      problems.push({ reason: 'revisionDuplicate', file, line, detail: id });
      continue;
    }
    known.add(migration.id);
    const parent = revisions.at(-1)?.id;
    revisions.push({ ...migration, parents: parent === undefined ? [] : [parent], dependsOn: [] });
  }
  return { ...project, folder: input.folder, revisions, problems };
}

export type PlacedMigration = CodeMigration & Pick<Revision, 'file'>;
