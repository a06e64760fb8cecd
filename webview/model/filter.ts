import type { PageDifference } from '../../src/protocol/pageModel.ts';
import { tally } from './collections.ts';
import type { Cause } from './explanations.ts';

export type Status = PageDifference['status'];
export type Kind = PageDifference['kind'];

/** What the reader wants to see. Within one list any entry will do, an empty list lets everything pass. */
export interface Filters {
  readonly search: string;
  readonly causes: readonly Cause[];
  readonly statuses: readonly Status[];
  readonly kinds: readonly Kind[];
  /** Also what the options set aside. */
  readonly ignored: boolean;
  /** Only what remains after the pending migrations. */
  readonly remaining: boolean;
}

export const noFilters: Filters = {
  search: '',
  causes: [],
  statuses: [],
  kinds: [],
  ignored: false,
  remaining: false,
};

export function filtersAreEmpty(filters: Filters): boolean {
  return (
    filters.search.trim() === '' &&
    filters.causes.length === 0 &&
    filters.statuses.length === 0 &&
    filters.kinds.length === 0
  );
}

/** A difference with the text that a search looks through, made once so that each keystroke is cheap. */
export interface SearchableDifference {
  readonly difference: PageDifference;
  readonly text: string;
}

export function makeSearchable(differences: readonly PageDifference[]): readonly SearchableDifference[] {
  return differences.map((difference) => {
    const words: string[] = [];
    collectWords(difference, words);
    return { difference, text: words.join('\n').toLowerCase() };
  });
}

function collectWords(difference: PageDifference, words: string[]): void {
  const { explanation } = difference;
  words.push(difference.kind, difference.path, difference.name, difference.summary);
  if (explanation.file !== null) words.push(explanation.file);
  if (explanation.revision !== null) words.push(explanation.revision);
  for (const attribute of difference.attributes) {
    words.push(attribute.name, String(attribute.left ?? ''), String(attribute.right ?? ''));
  }
  for (const child of difference.children) collectWords(child, words);
}

/** The differences that pass every filter, in their order. A search of several words wants all of them. */
export function applyFilters(
  differences: readonly SearchableDifference[],
  filters: Filters,
): readonly PageDifference[] {
  const words = filters.search.toLowerCase().split(/\s+/).filter(Boolean);
  const wantedCauses = new Set(filters.causes);
  const wantedStatuses = new Set(filters.statuses);
  const wantedKinds = new Set(filters.kinds);
  return differences
    .filter(
      ({ difference, text }) =>
        (wantedStatuses.size === 0 || wantedStatuses.has(difference.status)) &&
        (wantedKinds.size === 0 || wantedKinds.has(difference.kind)) &&
        (wantedCauses.size === 0 || wantedCauses.has(difference.explanation.cause)) &&
        words.every((word) => text.includes(word)),
    )
    .map(({ difference }) => difference);
}

export interface DifferenceCounts {
  readonly causes: ReadonlyMap<Cause, number>;
  readonly statuses: ReadonlyMap<Status, number>;
  readonly kinds: ReadonlyMap<Kind, number>;
}

/** How many differences there are of each cause, status and kind. */
export function countDifferences(differences: readonly PageDifference[]): DifferenceCounts {
  return {
    causes: tally(differences, (difference) => difference.explanation.cause),
    statuses: tally(differences, (difference) => difference.status),
    kinds: tally(differences, (difference) => difference.kind),
  };
}
