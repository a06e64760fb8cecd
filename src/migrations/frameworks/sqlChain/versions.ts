import type { AppliedProblem } from '../../appliedRevisions.ts';
import type { MigrationProject, Revision } from '../../migrationProject.ts';

/** A number without what means nothing in it: `0007` is `7`. What is no number stays as it is. */
export function bareNumber(version: string): string {
  return /^-?\d+$/.test(version) ? BigInt(version).toString() : version;
}

/** Finds the revision that the version table calls so; what no file declares goes by that name. */
export function revisionNames(project: MigrationProject): (version: string) => string {
  const ids = new Map(project.revisions.map(({ id, version = id }) => [version, id]));
  return (version) => ids.get(version) ?? version;
}

/** The revisions whose files are not what they were when they were applied. */
export function differingChecksums(
  { revisions }: Pick<MigrationProject, 'revisions'>,
  kept: (revision: Revision) => string | null | undefined,
): readonly AppliedProblem[] {
  return revisions.flatMap((revision): readonly AppliedProblem[] => {
    const before = kept(revision) ?? undefined;
    if (before === undefined || revision.checksum === undefined || before === revision.checksum) return [];
    return [{ reason: 'checksumDiffers', revision: revision.id, detail: before }];
  });
}
