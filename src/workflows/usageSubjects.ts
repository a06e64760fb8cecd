import type { Operation } from '../migrations/migrationProject.ts';
import { pathParts } from '../migrations/objectIdentity.ts';
import type { UsageSubject } from '../usages/usage.ts';

/** What code could use of what operations make: their tables, and their columns of other tables. */
export function subjectsOfOperations(operations: readonly Operation[]): readonly UsageSubject[] {
  const tables = new Set<string>();
  const subjects: UsageSubject[] = [];
  for (const { action, target, newName, attribute } of operations) {
    const { kind, owner, name } = target;
    // A renaming makes the new name, and leaves the old one to nobody.
    const made = action === 'create' ? name : action === 'rename' && attribute === undefined ? newName : undefined;
    if (made === undefined) continue;
    if (kind === 'table') {
      tables.add(made);
      subjects.push({ kind, table: made });
    } else if (kind === 'column' && owner !== undefined && !tables.has(owner)) {
      subjects.push({ kind, table: owner, column: made });
    }
  }
  return subjects;
}

/** What code could use of an object by its path; undefined where it is neither a table nor a column. */
export function subjectOfPath(kind: string, path: string): UsageSubject | undefined {
  const [last, before] = pathParts(path).toReversed();
  if (kind === 'table' && last !== undefined) return { kind, table: last };
  return kind === 'column' && last !== undefined && before !== undefined
    ? { kind, table: before, column: last }
    : undefined;
}
