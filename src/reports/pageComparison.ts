import type { Catalog, CatalogNotice } from '../catalog/catalogObject.ts';
import type { Resemblance, Side } from '../comparison/difference.ts';
import type { MigrationProblem } from '../migrations/migrationProject.ts';
import type {
  PageComparison,
  PageDifference,
  PageNotice,
  PageRemaining,
  PageResemblance,
  PageSide,
} from '../protocol/pageModel.ts';
import type { ExplainedDifference } from '../migrations/explanation.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import { migrationProblemSentence } from './migrationSentences.ts';
import { assumptionSentence } from './assumptionSentence.ts';
import { noticeSentence } from './noticeSentence.ts';
import { normalFormSentence } from './normalFormSentence.ts';
import { objectSummary } from './objectSummary.ts';
import { pendingRevisions, remainingSentence, remainingWay, summarySentence, verdict } from './verdict.ts';

/** What the page shows of a comparison, and which difference each id on the page stands for. */
export interface PageReport {
  readonly comparison: PageComparison;
  readonly differenceById: ReadonlyMap<number, ExplainedDifference>;
}

export function toPageReport(comparison: SchemaComparison): PageReport {
  const differenceById = new Map<number, ExplainedDifference>();
  const pageDifference =
    (isIgnored: boolean) =>
    (difference: ExplainedDifference): PageDifference => {
      const id = differenceById.size;
      differenceById.set(id, difference);
      const { cause, side, revision, file, line, candidates } = difference.explanation;
      return {
        id,
        kind: difference.kind,
        path: difference.path,
        name: difference.name,
        schema: (difference.left ?? difference.right)?.schema ?? null,
        status: difference.status,
        owner: difference.owner ?? null,
        summary: objectSummary(difference),
        attributes: difference.attributes,
        explanation: { cause, side, revision, file, line, candidateCount: candidates.length },
        children: difference.children.map(pageDifference(isIgnored)),
        isIgnored,
        isInNormalForm: difference.note === 'inNormalForm',
        rename: null,
        isRejectedRename: difference.isRejectedRename === true,
        supersededBy:
          difference.supersededBy === undefined
            ? null
            : resemblance(difference.supersededBy, comparison[sideOf(difference)].catalog),
      };
    };
  const differences = withRenames(comparison, comparison.differences.map(pageDifference(false)));
  const { left, right } = comparison;
  return {
    comparison: {
      left: pageSide(left),
      right: pageSide(right),
      headline: verdict(comparison),
      summary: summarySentence(comparison) ?? null,
      pendingMigrations: pendingRevisions(comparison.differences),
      remaining: pageRemaining(comparison, differences, pageDifference(false)),
      tables: tableCounts(comparison),
      differences,
      ignored: comparison.ignored.map(pageDifference(true)),
      normalForm: pageNormalForm(comparison),
      notices: [
        ...left.catalog.notices.map((notice) => catalogNotice(notice, left)),
        ...right.catalog.notices.map((notice) => catalogNotice(notice, right)),
        ...comparison.projects.flatMap((project) => project.problems.map(migrationNotice)),
      ],
    },
    differenceById,
  };
}

function pageNormalForm(comparison: SchemaComparison): PageComparison['normalForm'] {
  const headline = normalFormSentence(comparison);
  if (headline === undefined) return null;
  return { headline, objects: comparison.normalized.map(({ kind, path }) => ({ kind, path })) };
}

/** What remains is mostly what differs now; what is not, or differs otherwise, is listed besides. */
function pageRemaining(
  comparison: SchemaComparison,
  differences: readonly PageDifference[],
  toPage: (difference: ExplainedDifference) => PageDifference,
): PageRemaining | null {
  const { remaining } = comparison;
  if (remaining === undefined) return null;
  const keyOf = ({ kind, path, status, attributes }: Pick<PageDifference, 'kind' | 'path' | 'status' | 'attributes'>) =>
    JSON.stringify([kind, path, status, attributes]);
  const ids = new Map(differences.map((difference) => [keyOf(difference), difference.id]));
  const more: PageDifference[] = [];
  const idOf = (difference: ExplainedDifference): number => {
    const known = ids.get(keyOf(difference));
    if (known !== undefined) return known;
    const other = toPage(difference);
    more.push(other);
    return other.id;
  };
  return {
    headline: remainingSentence(comparison) ?? '',
    way: remainingWay(comparison) ?? '',
    ids: remaining.differences.map(idOf),
    more,
    assumed: remaining.assumed.map((assumption) => ({
      text: `${comparison[assumption.side].environment.name}: ${assumptionSentence(assumption)}`,
      file: assumption.file,
      line: assumption.line,
    })),
  };
}

/** The side that has the object. */
function sideOf({ status }: ExplainedDifference): Side {
  return status === 'rightOnly' ? 'right' : 'left';
}

/** The differences with their suspected renames, which name each other. */
function withRenames({ differences }: SchemaComparison, pageDifferences: readonly PageDifference[]): PageDifference[] {
  const byObject = new Map(pageDifferences.map((each) => [`${each.kind} ${each.path} ${each.status}`, each]));
  return pageDifferences.map((each, index) => {
    const { rename, renamedBy } = differences[index] ?? {};
    const otherStatus = each.status === 'leftOnly' ? 'rightOnly' : 'leftOnly';
    const other = rename === undefined ? undefined : byObject.get(`${each.kind} ${rename.path} ${otherStatus}`);
    if (rename === undefined || other === undefined) return each;
    const { path, score, matching, of } = rename;
    const migration =
      renamedBy === undefined ? null : { revision: renamedBy.revision, file: renamedBy.file, line: renamedBy.line };
    return { ...each, rename: { path, name: other.name, score, matching: [...matching], of, id: other.id, migration } };
  });
}

function resemblance({ path, score, matching, of }: Resemblance, catalog: Catalog): PageResemblance {
  const name = catalog.objects.find((object) => object.kind === 'table' && object.path === path)?.name ?? path;
  return { path, name, score, matching: [...matching], of };
}

function pageSide(side: ComparedSide): PageSide {
  const { environment, catalog } = side;
  return {
    name: environment.name,
    role: environment.role ?? null,
    serverVersion: catalog.server.version,
    revision: side.revision,
    readAt: side.readAt.toISOString(),
    reachedBy: reachedBy(side),
    ...(side.nothingWritten === true ? { nothingWritten: true } : {}),
  };
}

function reachedBy({ environment, catalog }: ComparedSide): string {
  switch (environment.type) {
    case 'sqlFiles':
      return 'from SQL files';
    case 'migrations':
      return 'from migrations';
    case 'lambda':
    case 'postgres':
      return `${catalog.server.user}@${catalog.server.database}`;
  }
}

function tableCounts({ left, right, differences }: SchemaComparison): PageComparison['tables'] {
  const only = { leftOnly: 0, rightOnly: 0, changed: 0 };
  for (const difference of differences) if (difference.kind === 'table') only[difference.status]++;
  const leftTables = left.catalog.objects.filter((object) => object.kind === 'table').length;
  const rightTables = right.catalog.objects.filter((object) => object.kind === 'table').length;
  return {
    both: Math.min(leftTables - only.leftOnly, rightTables - only.rightOnly),
    leftOnly: only.leftOnly,
    rightOnly: only.rightOnly,
  };
}

function catalogNotice(notice: CatalogNotice, side: ComparedSide): PageNotice {
  return {
    text: `${side.environment.name}: ${noticeSentence(notice)}`,
    file: notice.file ?? null,
    line: notice.line ?? null,
  };
}

function migrationNotice(problem: MigrationProblem): PageNotice {
  return { text: migrationProblemSentence(problem), file: problem.file, line: problem.line ?? null };
}
