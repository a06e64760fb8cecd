import type { PageComparison, PageDifference, PageRemaining } from '../../src/protocol/pageModel.ts';
import { applyFilters, countDifferences, makeSearchable, noFilters } from './filter.ts';
import type { DifferenceCounts, Filters, SearchableDifference } from './filter.ts';
import { buildTree, differenceOf } from './tree.ts';
import type { Grouping, TreeNode } from './tree.ts';
import type { Place } from './viewSettings.ts';
import { differenceStops, nextStop, visibleRows, withOpen } from './visibleRows.ts';
import type { GridRow } from './visibleRows.ts';

/** A comparison with what is computed once of it. */
export interface PreparedComparison {
  readonly comparison: PageComparison;
  readonly searchable: readonly SearchableDifference[];
  /** What the options set aside; shown on request and not among the counts. */
  readonly ignored: readonly SearchableDifference[];
  /** What remains after the pending migrations; null where nothing is known to be pending. */
  readonly remaining: readonly SearchableDifference[] | null;
  readonly counts: DifferenceCounts;
  /** The objects that differ, themselves or in their parts, by path. */
  readonly differing: ReadonlySet<string>;
}

export function prepare(comparison: PageComparison): PreparedComparison {
  const { differences, ignored, remaining } = comparison;
  const searchable = makeSearchable(differences);
  return {
    comparison,
    searchable,
    ignored: makeSearchable(ignored),
    remaining: remaining === null ? null : remainingOf(remaining, searchable),
    counts: countDifferences(differences),
    differing: new Set(differences.map(({ owner, path }) => owner?.path ?? path)),
  };
}

function remainingOf(
  { ids, more }: PageRemaining,
  searchable: readonly SearchableDifference[],
): readonly SearchableDifference[] {
  const byId = new Map([...searchable, ...makeSearchable(more)].map((each) => [each.difference.id, each]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** How the reader has arranged the differences, and the rows that come of it. */
export interface Arrangement {
  readonly prepared: PreparedComparison;
  readonly filters: Filters;
  readonly grouping: Grouping;
  /** The keys of the nodes that are not open or closed as they are by default. */
  readonly flipped: ReadonlySet<string>;
  readonly shown: number;
  readonly tree: readonly TreeNode[];
  readonly rows: readonly GridRow[];
  /** The active row; 0 where there is none. */
  readonly active: number;
}

/** The first arrangement: at the place where the reader was before, else with the first difference active. */
export function arrange(prepared: PreparedComparison, grouping: Grouping, before: Place | null = null): Arrangement {
  const { left, right } = prepared.comparison;
  const place = before !== null && before.left === left.name && before.right === right.name ? before : null;
  const arrangement = rearranged(
    { prepared, grouping, filters: noFilters, flipped: new Set<string>(), shown: 0, tree: [], rows: [], active: 0 },
    place === null ? {} : { filters: filtersOf(place, prepared), flipped: new Set(place.flipped) },
  );
  const key = place?.activeKey ?? differenceStops(arrangement.tree)[0]?.node.key;
  return key === undefined ? arrangement : withActiveKey(arrangement, key);
}

/** Of what was filtered by before, what still occurs. */
function filtersOf(
  { search, causes, statuses, kinds, ignored, remaining }: Place,
  prepared: PreparedComparison,
): Filters {
  const { counts } = prepared;
  return {
    search,
    ignored,
    remaining: remaining && prepared.remaining !== null,
    causes: [...counts.causes.keys()].filter((cause) => causes.includes(cause)),
    statuses: [...counts.statuses.keys()].filter((status) => statuses.includes(status)),
    kinds: [...counts.kinds.keys()].filter((kind) => kinds.includes(kind)),
  };
}

/** More opened and closed rows than this are not worth remembering. */
const mostFlipped = 1_000;

/** Where the reader is, to come back to. */
export function placeOf({ prepared, filters, flipped, rows, active }: Arrangement): Place {
  const { left, right } = prepared.comparison;
  return {
    left: left.name,
    right: right.name,
    search: filters.search,
    causes: [...filters.causes],
    statuses: [...filters.statuses],
    kinds: [...filters.kinds],
    ignored: filters.ignored,
    remaining: filters.remaining,
    flipped: [...flipped].slice(0, mostFlipped),
    activeKey: rows[active]?.node.key ?? null,
  };
}

/**
 * The arrangement with something changed. The active row stays the same object where it is still there, and else
 * the place stays the same.
 */
export function rearranged(
  before: Arrangement,
  change: Partial<Pick<Arrangement, 'prepared' | 'filters' | 'grouping' | 'flipped' | 'active'>>,
): Arrangement {
  const wanted = { ...before, ...change };
  const sameTree =
    wanted.prepared === before.prepared &&
    wanted.filters === before.filters &&
    wanted.grouping === before.grouping &&
    before.tree.length > 0;
  if (sameTree && wanted.flipped === before.flipped) return wanted;

  let { tree, shown } = wanted;
  if (!sameTree) {
    const { prepared, filters } = wanted;
    const candidates = filters.remaining ? (prepared.remaining ?? []) : prepared.searchable;
    const passing = applyFilters(candidates, filters);
    const ignored = filters.ignored ? applyFilters(prepared.ignored, filters) : [];
    shown = passing.length;
    tree = buildTree([...passing, ...ignored], wanted.grouping);
  }
  const rows = visibleRows(tree, wanted.flipped);
  const activeKey = before.rows[wanted.active]?.node.key;
  const same = rows.findIndex((row) => row.node.key === activeKey);
  const active = same >= 0 ? same : Math.max(0, Math.min(rows.length - 1, wanted.active));
  return { ...wanted, tree, shown, rows, active };
}

/** The arrangement with the row of a key active, if it is there. */
export function withActiveKey(arrangement: Arrangement, key: string): Arrangement {
  const active = arrangement.rows.findIndex((row) => row.node.key === key);
  return active < 0 ? arrangement : { ...arrangement, active };
}

/** The arrangement with an object active that filters or closed rows may hide; the same where it does not differ. */
export function revealed(arrangement: Arrangement, { kind, path }: Pick<PageDifference, 'kind' | 'path'>): Arrangement {
  const all = rearranged(arrangement, { filters: noFilters });
  const stop = differenceStops(all.tree).find(({ node: { content } }) =>
    (content.type === 'rename' ? [content.left, content.right] : [differenceOf(content)]).some(
      (difference) => difference?.kind === kind && difference.path === path,
    ),
  );
  if (stop === undefined) return arrangement;
  return withActiveKey(rearranged(all, { flipped: withOpen(all.flipped, stop.ancestors, true) }), stop.node.key);
}

/** The arrangement with the next difference active, or the one before, opened as far as needed; undefined where there is none. */
export function atNextDifference(arrangement: Arrangement, step: 1 | -1): Arrangement | undefined {
  const stop = nextStop(arrangement.tree, arrangement.rows, arrangement.active, step);
  if (stop === undefined) return undefined;
  const opened = rearranged(arrangement, { flipped: withOpen(arrangement.flipped, stop.ancestors, true) });
  return withActiveKey(opened, stop.node.key);
}

/** Whether there is anything to show, some filters aside. */
export function hasRows({ prepared: { comparison, remaining }, filters }: Arrangement): boolean {
  return (
    comparison.differences.length > 0 ||
    (filters.ignored && comparison.ignored.length > 0) ||
    (filters.remaining && remaining !== null && remaining.length > 0)
  );
}
