import type { Catalog, CatalogObject } from '../catalog/catalogObject.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { Difference, Resemblance } from './difference.ts';
import { nameSimilarity } from './similarity.ts';

/** Suspicions are shown from this score on; what is alike in structure only, or in name only, stays below. */
const threshold = 0.6;
/** Tables of one application share columns and words, so that more must agree where both tables stand side by side. */
const supersededThreshold = 0.75;

/**
 * Adds to differences what they may be instead: an object that only the left has and a like one that only the right has
 * are perhaps one that was renamed; a table on one side only that is like one of both sides is perhaps superseded by it.
 * Nothing is merged: that is for the user to say, in `options.renames`.
 */
export function suspectRenames(
  differences: readonly Difference[],
  left: Catalog,
  right: Catalog,
  { renames }: Pick<CompareOptions, 'renames'>,
): readonly Difference[] {
  const suspicions = new Map<Difference, Pick<Difference, 'rename' | 'supersededBy'>>();
  const isRejected = ({ kind, path }: Difference): boolean => renames[`${kind}:${path}`] === false;
  for (const group of groupsOfLikeKind(differences)) {
    const candidates = group.leftOnly
      .filter((difference) => !isRejected(difference))
      .flatMap((one) =>
        group.rightOnly
          .filter((difference) => !isRejected(difference))
          .map((other) => ({ one, other, resemblance: resemblance(one, other) })),
      )
      .filter(({ resemblance: { score } }) => score >= threshold)
      .toSorted((a, b) => b.resemblance.score - a.resemblance.score);
    for (const { one, other, resemblance: evidence } of candidates) {
      if (suspicions.has(one) || suspicions.has(other)) continue;
      suspicions.set(one, { rename: { ...evidence, path: other.path } });
      suspicions.set(other, { rename: { ...evidence, path: one.path } });
    }
  }
  for (const difference of differences) {
    if (suspicions.has(difference) || difference.kind !== 'table' || isRejected(difference)) continue;
    const supersededBy = likeTableOfBoth(difference, left, right);
    if (supersededBy !== undefined) suspicions.set(difference, { supersededBy });
  }
  return differences.map((difference) => {
    const rejected =
      difference.status !== 'changed' && isRejected(difference) ? { isRejectedRename: true as const } : {};
    return { ...difference, ...suspicions.get(difference), ...rejected };
  });
}

/** Tables of one schema, and columns of one table: what a rename leaves in its place. */
function groupsOfLikeKind(
  differences: readonly Difference[],
): Iterable<{ leftOnly: Difference[]; rightOnly: Difference[] }> {
  const groups = new Map<string, { leftOnly: Difference[]; rightOnly: Difference[] }>();
  for (const difference of differences) {
    if (difference.status === 'changed' || (difference.kind !== 'table' && difference.kind !== 'column')) continue;
    const place = difference.owner?.path ?? '';
    const key = JSON.stringify([difference.kind, place]);
    const group = groups.get(key) ?? { leftOnly: [], rightOnly: [] };
    groups.set(key, group);
    group[difference.status].push(difference);
  }
  return groups.values();
}

function resemblance(left: Difference, right: Difference): Omit<Resemblance, 'path'> {
  const [a, b] = [left.left, right.right];
  return a === undefined || b === undefined ? { score: 0, matching: [], of: 0 } : likeness(a, b);
}

function likeness(a: CatalogObject, b: CatalogObject): Omit<Resemblance, 'path'> {
  const name = nameSimilarity(a.name, b.name);
  if (a.kind !== 'table') return columnLikeness(a, b, name);
  const columns = (table: CatalogObject): Map<string, unknown> =>
    new Map(table.children.flatMap((part) => (part.kind === 'column' ? [[part.name, part.attributes['type']]] : [])));
  const [ours, theirs] = [columns(a), columns(b)];
  const matching = [...ours].flatMap(([column, type]) =>
    theirs.has(column) && theirs.get(column) === type ? [column] : [],
  );
  const of = Math.max(ours.size, theirs.size);
  const structure = of === 0 ? 0 : matching.length / of;
  const score = structure < 0.5 ? 0 : 0.7 * structure + 0.3 * name;
  return { score: rounded(score), matching, of };
}

/** A renamed column keeps its type, and mostly all that is set on it. */
function columnLikeness(a: CatalogObject, b: CatalogObject, name: number): Omit<Resemblance, 'path'> {
  const attributes = Object.keys(a.attributes);
  const matching = attributes.filter((attribute) => a.attributes[attribute] === b.attributes[attribute]);
  const sameType = a.attributes['type'] === b.attributes['type'];
  const score = sameType && name >= 0.4 ? 0.4 * (matching.length / attributes.length) + 0.6 * name : 0;
  return { score: rounded(score), matching, of: attributes.length };
}

function likeTableOfBoth(difference: Difference, left: Catalog, right: Catalog): Resemblance | undefined {
  const table = difference.left ?? difference.right;
  if (table === undefined || difference.status === 'changed') return undefined;
  const [own, other] = difference.status === 'leftOnly' ? [left, right] : [right, left];
  const elsewhere = new Set(other.objects.flatMap(({ kind, path }) => (kind === 'table' ? [path] : [])));
  const [best] = own.objects
    .filter(({ kind, path, schema }) => kind === 'table' && schema === table.schema && elsewhere.has(path))
    // Names settle most tables without a look at their columns.
    .filter(({ name }) => nameSimilarity(name, table.name) >= 0.5)
    .map((candidate) => ({ ...likeness(table, candidate), path: candidate.path }))
    .filter(({ score }) => score >= supersededThreshold)
    .toSorted((a, b) => b.score - a.score);
  return best;
}

function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}
