import type { Catalog } from '../catalog/catalogObject.ts';
import { readCatalog } from '../catalog/readCatalog.ts';
import { compareCatalogs } from '../comparison/compareCatalogs.ts';
import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { OpenOptions } from '../environments/provider.ts';
import { buildHistory } from '../migrations/history.ts';
import type { MigrationProject, Revision } from '../migrations/migrationProject.ts';
import { placeAmong } from '../migrations/place.ts';
import type { VersionClaim } from '../migrations/versionTable.ts';
import { isData, pathOn } from '../rows/compareRowCounts.ts';
import type { ComparedTable, RowComparison, RowSide } from '../rows/compareRowCounts.ts';
import { rowsOf } from '../rows/rowCount.ts';
import type { CountedPair } from './countedPair.ts';
import { inSession } from './inSession.ts';
import type { ReadDependencies } from './readSide.ts';
import { readVersions } from './readVersions.ts';

/** What stands out of row counts by what the schemas and the migrations say. */
export interface RowFindings {
  readonly renames: readonly RenamedRows[];
  /** Tables of production that are empty although the code made them long ago; those of one migration together. */
  readonly emptyForLong: readonly EmptyForLong[];
}

/** Two tables that are perhaps one under two names, and the rows that would have to be carried over. */
export interface RenamedRows {
  /** Paths. */
  readonly left: string;
  readonly right: string;
  /** undefined where nobody knows. */
  readonly leftRows: number | undefined;
  readonly rightRows: number | undefined;
  /** The one that only one side has; undefined where each is on one side only, so that it was perhaps renamed. */
  readonly superseded: RowSide | undefined;
}

export interface EmptyForLong {
  readonly side: RowSide;
  readonly revision: Pick<Revision, 'id' | 'title' | 'file' | 'line'> & { readonly date: string };
  /** From the revision's date to the count. */
  readonly days: number;
  /** Paths. */
  readonly tables: readonly string[];
}

/** What is known of a side besides its counts: a side that was read for a comparison has both. */
export interface SideFacts {
  readonly catalog?: Catalog | undefined;
  /** By a project's folder. */
  readonly versions?: ReadonlyMap<string, VersionClaim> | undefined;
}

export interface FindingsOptions extends OpenOptions {
  readonly compare: CompareOptions;
  /** What has been read of the sides already; it is not read again. */
  readonly known?: Partial<Readonly<Record<RowSide, SideFacts>>>;
}

/** How old a table is before it stands out that nothing is in it, in days. */
const longAgo = 30;

/**
 * Finds what stands out, with the least that has to be read for it: both catalogs where a table is on one side only,
 * and the version table of a production database that has empty tables.
 *
 * @throws CompareError
 */
export async function readRowFindings(
  pair: CountedPair,
  { open, projects }: ReadDependencies,
  options: FindingsOptions,
): Promise<RowFindings> {
  const known = await projects;
  const isOneSided =
    pair.right !== undefined && pair.comparison.tables.some((table) => isData(table) && onOneSide(table));
  const read = async (side: RowSide): Promise<SideFacts> => {
    const counted = pair[side];
    const before = options.known?.[side];
    if (before !== undefined) return before;
    if (counted === undefined) return {};
    const asksVersions = known.length > 0 && emptyTables(pair, side).length > 0;
    if (!isOneSided && !asksVersions) return {};
    return inSession(counted.environment, open, options, async (session) => ({
      catalog: isOneSided
        ? await readCatalog(session, { schemas: counted.environment.schemas, signal: options.signal })
        : undefined,
      versions: asksVersions ? await readVersions(session, known, options.signal) : undefined,
    }));
  };
  const [left, right] = await Promise.all([read('left'), read('right')]);
  return rowFindings(pair, { left, right }, known, options.compare);
}

/** What stands out, by what is known of the sides. */
export function rowFindings(
  pair: CountedPair,
  facts: Readonly<Record<RowSide, SideFacts>>,
  projects: readonly MigrationProject[],
  compare: CompareOptions,
): RowFindings {
  return {
    renames: renamedRows(pair.comparison, facts, compare),
    emptyForLong: (['left', 'right'] as const).flatMap((side) => emptyForLong(pair, side, facts[side], projects)),
  };
}

function renamedRows(
  { tables }: RowComparison,
  { left, right }: Readonly<Record<RowSide, SideFacts>>,
  compare: CompareOptions,
): readonly RenamedRows[] {
  if (left.catalog === undefined || right.catalog === undefined) return [];
  const bySide = {
    left: new Map(tables.map((table) => [pathOn(table, 'left'), table])),
    right: new Map(tables.map((table) => [pathOn(table, 'right'), table])),
  };
  const rows = (path: string, side: RowSide): number | undefined => rowsOf(bySide[side].get(path)?.[side]?.count);
  const pairOf = (leftPath: string, rightPath: string, superseded: RowSide | undefined): RenamedRows => ({
    left: leftPath,
    right: rightPath,
    leftRows: rows(leftPath, 'left'),
    rightRows: rows(rightPath, 'right'),
    superseded,
  });
  return compareCatalogs(left.catalog, right.catalog, compare).differences.flatMap((difference) => {
    const { kind, path, status, rename, supersededBy } = difference;
    const table = bySide[status === 'rightOnly' ? 'right' : 'left'].get(path);
    if (kind !== 'table' || table === undefined || !isData(table)) return [];
    // A rename is said of both its tables.
    if (rename !== undefined) return status === 'leftOnly' ? [pairOf(path, rename.path, undefined)] : [];
    if (supersededBy === undefined) return [];
    return status === 'leftOnly'
      ? [pairOf(path, supersededBy.path, 'left')]
      : [pairOf(supersededBy.path, path, 'right')];
  });
}

function emptyForLong(
  pair: CountedPair,
  side: RowSide,
  { versions }: SideFacts,
  projects: readonly MigrationProject[],
): readonly EmptyForLong[] {
  const counted = pair[side];
  if (counted === undefined || versions === undefined) return [];
  const { applied } = placeAmong(projects, versions);
  const found = new Map<Revision, { readonly days: number; readonly date: string; readonly tables: string[] }>();
  const histories = projects.flatMap((project) => {
    const own = applied.get(project.folder)?.applied;
    return own === undefined ? [] : [{ history: buildHistory(project), applied: own }];
  });
  const listed = new Map(counted.tables.map((table) => [table.path, table]));
  for (const empty of emptyTables(pair, side)) {
    const { path } = empty;
    const table = listed.get(pathOn(empty, side));
    if (table === undefined) continue;
    for (const { history, applied: own } of histories) {
      const entries = history
        .of({ kind: 'table', schema: table.schema, owner: undefined, name: table.name })
        .filter(({ operation }) => operation.target.kind === 'table');
      const created = entries.findLast(({ operation }) => operation.action === 'create');
      // What a later migration drops is not missed.
      if (entries.findLast(({ effect }) => effect === 'present' || effect === 'absent')?.effect === 'absent') continue;
      const date = created?.revision.date;
      if (created === undefined || date === undefined || !own.has(created.revision.id)) continue;
      const days = Math.floor((counted.countedAt.getTime() - Date.parse(date)) / dayMilliseconds);
      if (days < longAgo) continue;
      const before = found.get(created.revision);
      if (before === undefined) found.set(created.revision, { days, date, tables: [path] });
      else before.tables.push(path);
    }
  }
  return [...found]
    .map(([{ id, title, file, line }, { days, date, tables }]) => ({
      side,
      revision: { id, title, file, line, date },
      days,
      tables,
    }))
    .sort((one, other) => other.days - one.days || (one.revision.id < other.revision.id ? -1 : 1));
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** Of a production database, the tables that are known to hold nothing. */
function emptyTables(pair: CountedPair, side: RowSide): readonly ComparedTable[] {
  if (pair[side]?.environment.role !== 'production') return [];
  return pair.comparison.tables.filter((table) => {
    const count = table[side]?.count;
    return isData(table) && count?.exact === true && count.rows === 0;
  });
}

function onOneSide({ left, right }: ComparedTable): boolean {
  return left === null || right === null;
}
