import type { MigrationProblem, Revision } from './migrationProject.ts';

/** The revisions that lead to one head and to no other. */
export interface Branch {
  readonly head: Revision;
  /** Oldest first. */
  readonly revisions: readonly Revision[];
}

/** How the revisions of a project hang together. */
export interface RevisionGraph {
  /** One for each head, in the order of the revisions; a chain has one. */
  readonly branches: readonly Branch[];
  /** What leads to several heads, or to none because of a cycle; oldest first. */
  readonly common: readonly Revision[];
  /** Heads that come from a common revision and that no merge joins, together; empty where all is well. */
  readonly unmerged: readonly (readonly Revision[])[];
}

/** @param revisions parents before children, as a project has them */
export function graphOf(revisions: readonly Revision[]): RevisionGraph {
  const followed = new Set(revisions.flatMap(({ parents }) => parents));
  const heads = revisions.filter(({ id }) => !followed.has(id));
  const leadsTo = new Map<string, Revision | 'several'>(heads.map((head) => [head.id, head]));
  const related = createRelations();
  for (const revision of revisions.toReversed()) {
    const head = leadsTo.get(revision.id);
    for (const parent of revision.parents) {
      related.join(parent, revision.id);
      const other = leadsTo.get(parent);
      if (head !== undefined) leadsTo.set(parent, other === undefined || other === head ? head : 'several');
    }
  }
  const families = groupBy(heads, ({ id }) => related.root(id));
  const members = groupBy(revisions, ({ id }) => leadsTo.get(id));
  return {
    branches: heads.map((head) => ({ head, revisions: members.get(head) ?? [] })),
    common: [...(members.get('several') ?? []), ...(members.get(undefined) ?? [])],
    unmerged: [...families.values()].filter((family) => family.length > 1),
  };
}

/** Says where the migrations end in several heads that come from a common revision; the newest head is the place. */
export function severalHeads(revisions: readonly Revision[]): MigrationProblem[] {
  return graphOf(revisions).unmerged.flatMap((heads) => {
    const newest = heads.at(-1);
    if (newest === undefined) return [];
    const detail = heads.map(({ id }) => id).join(', ');
    return [{ reason: 'headsSeveral' as const, file: newest.file, line: newest.line, detail }];
  });
}

/** Which revisions are related to each other, however far. */
function createRelations(): { join: (one: string, other: string) => void; root: (id: string) => string } {
  const next = new Map<string, string>();
  const root = (id: string): string => {
    let found = id;
    for (let up = next.get(found); up !== undefined; up = next.get(found)) found = up;
    if (found !== id) next.set(id, found);
    return found;
  };
  return {
    root,
    join: (one, other) => {
      const [from, to] = [root(one), root(other)];
      if (from !== to) next.set(from, to);
    },
  };
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
