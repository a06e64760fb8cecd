import type { ExplainedDifference, ExplanationCandidate } from './explanation.ts';
import type { MigrationProject, Operation } from './migrationProject.ts';

/** Adds to suspected renames the operation of a migration that renames the one object to the other, if there is one. */
export function confirmRenames(
  differences: readonly ExplainedDifference[],
  projects: readonly MigrationProject[],
): readonly ExplainedDifference[] {
  if (differences.every(({ rename }) => rename === undefined)) return differences;
  const renames = projects.flatMap(({ revisions }) =>
    revisions.flatMap(({ id, file, operations }) =>
      operations.flatMap((operation): (ExplanationCandidate & { operation: Operation })[] =>
        operation.action === 'rename' && operation.attribute === undefined
          ? [{ operation, revision: id, file, line: operation.line, action: operation.action }]
          : [],
      ),
    ),
  );
  const byPath = new Map(differences.map((difference) => [`${difference.kind} ${difference.path}`, difference]));
  return differences.map((difference) => {
    const counterpart = byPath.get(`${difference.kind} ${difference.rename?.path ?? ''}`);
    if (counterpart === undefined) return difference;
    const found = renames.findLast(({ operation }) => joins(operation, difference, counterpart));
    if (found === undefined) return difference;
    const { revision, file, line, action } = found;
    return { ...difference, renamedBy: { revision, file, line, action } };
  });
}

function joins({ target, newName }: Operation, one: ExplainedDifference, other: ExplainedDifference): boolean {
  if (target.kind !== one.kind) return false;
  const object = one.left ?? one.right;
  if ((target.schema ?? 'public') !== object?.schema || target.owner !== one.owner?.name) return false;
  const names = [one.name, other.name];
  return target.name !== newName && names.includes(target.name ?? '') && names.includes(newName ?? '');
}
