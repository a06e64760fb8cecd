import type { Catalog } from '../../catalog/catalogObject.ts';
import type { Side } from '../../comparison/difference.ts';
import type { MigrationProject, Operation, Revision } from '../migrationProject.ts';
import { applyOperation } from './applyOperation.ts';
import { inSchemasOfRight } from './renameEverywhere.ts';
import { settle } from './settle.ts';
import { createWorkingCatalog, isWorking, workingObject } from './workingCatalog.ts';
import type { WorkingCatalog } from './workingCatalog.ts';

/** What was taken for granted when pending migrations were thought to be applied. */
export interface Assumption {
  /** The side that they are pending on. */
  readonly side: Side;
  /**
   * - `notUnderstood`: the operation was left out, or taken to make the object what it is on the other side
   * - `conditional`: it is done under a condition that only running tells; it was taken to be done
   * - `notRead`: a part of the migration cannot be read without running it
   */
  readonly reason: 'notUnderstood' | 'conditional' | 'notRead';
  readonly revision: string;
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Absent for `notRead`. */
  readonly operation?: Operation;
}

/** Revisions of a project that one side has not applied, in their order. */
export interface PendingRevisions {
  readonly project: MigrationProject;
  readonly revisions: readonly Revision[];
}

export interface AppliedCatalogs {
  readonly left: Catalog;
  readonly right: Catalog;
  readonly assumed: readonly Assumption[];
}

/**
 * Both catalogs as they would be once each side has applied what is pending on it, as far as the operations say so. An
 * object that they create is taken as it is on the other side, and so is an attribute that they set to what the file
 * does not say literally.
 * @param schemas schemas of another name on the left, to what the right calls them
 */
export function applyPending(
  catalogs: { readonly left: Catalog; readonly right: Catalog },
  pending: Readonly<Record<Side, readonly PendingRevisions[]>>,
  schemas: Readonly<Record<string, string>> = {},
): AppliedCatalogs {
  const left = createWorkingCatalog(catalogs.left, 'left', schemas);
  const right = createWorkingCatalog(catalogs.right, 'right', schemas);
  const assumed = [...applyAll(left, 'left', pending.left), ...applyAll(right, 'right', pending.right)];
  settle(left, right);
  const areSame = Object.keys(schemas).length === 0;
  settle(right, left, (object) =>
    areSame ? object : inSchemasOfRight(isWorking(object) ? object : workingObject(object), schemas),
  );
  return { left: left.toCatalog(), right: right.toCatalog(), assumed };
}

function applyAll(catalog: WorkingCatalog, side: Side, pending: readonly PendingRevisions[]): readonly Assumption[] {
  return pending.flatMap(({ project, revisions }) =>
    revisions.flatMap((revision) => {
      const { id, file, operations } = revision;
      const assume = (reason: Assumption['reason'], line: number, operation?: Operation): Assumption => ({
        side,
        reason,
        revision: id,
        file,
        line,
        ...(operation === undefined ? {} : { operation }),
      });
      const unread = project.problems
        .filter(
          (problem) => problem.file === file && (problem.reason === 'notStatic' || problem.reason === 'syntaxError'),
        )
        .map((problem) => assume('notRead', problem.line ?? 1));
      const doubtful = operations.flatMap((operation) => {
        if (applyOperation(catalog, operation) === 'unclear')
          return [assume('notUnderstood', operation.line, operation)];
        return operation.conditional === true ? [assume('conditional', operation.line, operation)] : [];
      });
      return [...unread, ...doubtful];
    }),
  );
}
