import type { MigrationProject, Revision } from './migrationProject.ts';

/** What a database's version table says. */
export interface AppliedRevisions {
  /** The revisions that the database stands at: what it names last, one for each branch; none before the first migration. */
  readonly heads: readonly string[];
  /** Heads that no file declares: nobody can tell which of the files come before them, and so are applied too. */
  readonly unknownHeads: readonly string[];
  /** The revisions in the files that the database has. */
  readonly applied: ReadonlySet<string>;
  readonly problems: readonly AppliedProblem[];
}

/** A state that no run of the framework leaves behind, or that needs a hand. */
export interface AppliedProblem {
  /**
   * - `revisionUnknown`: the database names a revision that no file declares (another branch, a deleted file)
   * - `checksumDiffers`: the file was changed after it was applied
   * - `failed`: it began and did not end
   * - `dirty`: the framework says that somebody must look at it
   * - `outOfOrder`: it is pending although a later one is applied
   */
  readonly reason: 'revisionUnknown' | 'checksumDiffers' | 'failed' | 'dirty' | 'outOfOrder';
  readonly revision: string;
  /** What the database says of it. */
  readonly detail?: string;
}

/** Where the database was made of all migrations. */
export function allApplied({ revisions }: MigrationProject): AppliedRevisions {
  const parents = new Set(revisions.flatMap((revision) => revision.parents));
  const ids = revisions.map(({ id }) => id);
  return { heads: ids.filter((id) => !parents.has(id)), unknownHeads: [], applied: new Set(ids), problems: [] };
}

/** Where the database keeps the heads alone: they and all of their ancestors are applied. */
export function appliedUpToHeads(project: MigrationProject, heads: readonly string[]): AppliedRevisions {
  const byId = new Map<string, Revision>(project.revisions.map((revision) => [revision.id, revision]));
  const applied = new Set<string>();
  const waiting = heads.filter((head) => byId.has(head));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const revision = byId.get(id);
    if (revision === undefined || applied.has(id)) continue;
    applied.add(id);
    waiting.push(...revision.parents, ...revision.dependsOn);
  }
  const unknownHeads = heads.filter((head) => !byId.has(head));
  return { heads, unknownHeads, applied, problems: unknownHeads.map(unknown) };
}

/**
 * Where the database keeps a row for each revision: those are applied, and no others.
 *
 * @param order whether the framework applies a revision that comes before one that is applied (`any`), or refuses to
 */
export function appliedEach(
  project: MigrationProject,
  ids: readonly string[],
  problems: readonly AppliedProblem[] = [],
  order: 'strict' | 'any' = 'strict',
): AppliedRevisions {
  const named = new Set(ids);
  const known = project.revisions.filter(({ id }) => named.has(id));
  const declared = new Set(known.map(({ id }) => id));
  const undeclared = [...named].filter((id) => !declared.has(id));
  const parents = new Set(known.flatMap((revision) => revision.parents));
  const heads = known.filter(({ id }) => !parents.has(id)).map(({ id }) => id);
  const last = project.revisions.findLastIndex(({ id }) => declared.has(id));
  const before = order === 'any' ? [] : project.revisions.slice(0, Math.max(0, last));
  const skipped = before.filter(({ id }) => !declared.has(id));
  return {
    heads: [...heads, ...undeclared],
    unknownHeads: [],
    applied: declared,
    problems: [
      ...undeclared.map(unknown),
      ...skipped.map(({ id }): AppliedProblem => ({ reason: 'outOfOrder', revision: id })),
      ...problems,
    ],
  };
}

function unknown(revision: string): AppliedProblem {
  return { reason: 'revisionUnknown', revision };
}
