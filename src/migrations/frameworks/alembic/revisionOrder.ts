import type { MigrationProblem, Revision } from '../../migrationProject.ts';
import { severalHeads } from '../../revisionGraph.ts';

/**
 * Puts parents and dependencies before their children. Those that may come in any order come by date, then by id, so
 * that the order is the same on every machine.
 *
 * A missing parent, a cycle, and heads that no merge joins are problems; their revisions are still in the result, the
 * cycle's at its end.
 */
export function orderRevisions(revisions: readonly Revision[]): {
  revisions: Revision[];
  problems: MigrationProblem[];
} {
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const problems: MigrationProblem[] = [];
  const waitingFor = new Map<string, number>();
  const children = new Map<string, Revision[]>();
  for (const revision of revisions) {
    const before = [...new Set([...revision.parents, ...revision.dependsOn])];
    for (const id of before.filter((parent) => !byId.has(parent))) {
      problems.push({ reason: 'parentMissing', file: revision.file, line: revision.line, detail: id });
    }
    const present = before.filter((parent) => byId.has(parent));
    waitingFor.set(revision.id, present.length);
    for (const parent of present) {
      children.set(parent, [...(children.get(parent) ?? []), revision]);
    }
  }
  const ordered: Revision[] = [];
  const ready = createQueue(revisions.filter((revision) => waitingFor.get(revision.id) === 0));
  for (let revision = ready.take(); revision !== undefined; revision = ready.take()) {
    ordered.push(revision);
    for (const child of children.get(revision.id) ?? []) {
      const left = (waitingFor.get(child.id) ?? 0) - 1;
      waitingFor.set(child.id, left);
      if (left === 0) {
        ready.add(child);
      }
    }
  }
  const placed = new Set(ordered);
  const stuck = revisions.filter((revision) => !placed.has(revision)).sort(compareRevisions);
  const first = stuck[0];
  if (first !== undefined) {
    const names = stuck.map((revision) => revision.id).join(', ');
    problems.push({ reason: 'cycle', file: first.file, line: first.line, detail: names });
  }
  const all = [...ordered, ...stuck];
  return { revisions: all, problems: [...problems, ...severalHeads(all)] };
}

function compareRevisions(one: Revision, other: Revision): number {
  return compareText(one.date ?? '', other.date ?? '') || compareText(one.id, other.id);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Gives the smallest first. Kept sorted: few revisions are ready at a time. */
function createQueue(initial: readonly Revision[]): {
  add: (revision: Revision) => void;
  take: () => Revision | undefined;
} {
  const waiting = initial.toSorted(compareRevisions);
  return {
    add(revision) {
      const place = waiting.findIndex((other) => compareRevisions(other, revision) > 0);
      waiting.splice(place === -1 ? waiting.length : place, 0, revision);
    },
    take: () => waiting.shift(),
  };
}
